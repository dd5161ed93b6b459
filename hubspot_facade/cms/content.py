"""Listings of content, which all take the same filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import Moment, moment_of

# A payload's "limit" is the size of a page.
PAGE = {"limit": "page_size"}


def content_pages(
    call: Callable[..., Any],
    *,
    created_after: Moment | None,
    created_before: Moment | None,
    updated_after: Moment | None,
    updated_before: Moment | None,
    archived: bool | None,
    sort: Sequence[str] | None,
    limit: int | None,
    page_size: int | None,
    after: str | None,
) -> Pages[Any]:
    """The pages that a call returns, of at most 100 items each."""
    filters = {
        "created_after": moment_of(created_after, "created_after"),
        "created_before": moment_of(created_before, "created_before"),
        "updated_after": moment_of(updated_after, "updated_after"),
        "updated_before": moment_of(updated_before, "updated_before"),
        "archived": archived,
        "sort": sort,
        "limit": page_size or min(100, limit or 100),
    }
    return Pages(fetch=lambda cursor: call(**filters, after=cursor), start=after, limit=limit)

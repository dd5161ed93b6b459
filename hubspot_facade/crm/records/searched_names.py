"""The properties that a search filters and sorts by, checked against definitions that the client keeps anyway."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.definitions import check_searched

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hubspot_facade.plans.paging import Pages


def checked_first(pages: Pages[Any], object_type: str, names: Sequence[str]) -> Pages[Any]:
    """The pages; before the first is fetched, UnknownField is raised for a name that there is not."""
    unchecked = [*names]

    def fetch(cursor: Any) -> Generator[Any, Any, Any]:
        if unchecked:
            yield from check_searched(object_type, unchecked)
            unchecked.clear()
        return (yield from pages.fetch(cursor))

    return replace(pages, fetch=fetch)

"""A search as the pure parts of a listing, also past the 10,000 records that one search of HubSpot's reaches.

Without a sort of the caller's, records come in the order of their ids; when 10,000 have been read, the search starts
anew above the last id. (Windows of time would loop where more than 10,000 records share a moment.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from hubspot_facade.errors import InputError
from hubspot_facade.paging import Pages, cursor_after

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hubspot_facade.crm.filters import Filter
    from hubspot_facade.plan import Plan

WINDOW = 10_000
PAGE = 200


class Cursor(NamedTuple):
    """Where a search stands: HubSpot's cursor in the current window, and the id that the window starts above."""

    after: str | None = None
    above: str | None = None


def search_pages(
    call: Callable[[dict[str, Any]], Plan[Any]],
    *,
    groups: Sequence[Sequence[Filter]],
    query: str | None,
    sorts: Sequence[Any],
    properties: Sequence[str],
    limit: int | None,
    page_size: int,
    after: str | None,
    window: int = WINDOW,
) -> Pages[Any]:
    """The parts of a search listing."""

    def fetch(cursor: Cursor) -> Plan[Any]:
        above: list[Filter] = []
        if cursor.above is not None:
            above = [{"propertyName": "hs_object_id", "operator": "GT", "value": cursor.above}]
        body: dict[str, Any] = {"limit": page_size}
        filtered = [[*group, *above] for group in groups] or ([above] if above else [])
        if filtered:
            body["filterGroups"] = [{"filters": group} for group in filtered]
        if query:
            body["query"] = query
        body["sorts"] = list(sorts) or [{"propertyName": "hs_object_id", "direction": "ASCENDING"}]
        if properties:
            body["properties"] = list(properties)
        if cursor.after is not None:
            body["after"] = cursor.after
        return call(body)

    def following(page: Any, cursor: Cursor) -> Cursor | None:
        after = cursor_after(page, cursor)
        if after is None:
            return None
        if not after.isdecimal() or int(after) < window:
            return Cursor(after, cursor.above)
        if sorts:
            raise InputError(
                "sorts",
                f"HubSpot gives the first {window:,} records of a sorted search; narrow the filters or drop sorts",
            )
        return Cursor(None, page.results[-1].id)

    return Pages(fetch=fetch, after=following, start=Cursor(after), limit=limit)

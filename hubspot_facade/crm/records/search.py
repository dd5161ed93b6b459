"""A search as the pure parts of a listing, beyond the 10,000 records that HubSpot returns for one search.

By default records come in the order of their ids, and each page asks for those above the last id
of the previous page. So nothing is skipped when records cease to match while they are processed, and there is no end
at 10,000. (Time windows would loop if more than 10,000 records share a moment.)

A search without room for the extra filter, or with a sort of the caller's own, uses HubSpot's offset.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from hubspot_facade.crm.records.sorts import sorted_by
from hubspot_facade.errors import IncompleteAnswer, InputError
from hubspot_facade.light_dataclasses import dataclass
from hubspot_facade.plans.paging import Page, Pages, cursor_after

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from hubspot_facade.crm.filters import Filter
    from hubspot_facade.plans.plan import Plan

# HubSpot's limits of one search.
WINDOW = 10_000
PAGE = 200
GROUPS, FILTERS, ALL_FILTERS, CHARACTERS, SORTS = 5, 6, 18, 3_000, 1

BY_ID = {"propertyName": "hs_object_id", "direction": "ASCENDING"}
_LONGEST_ID = 2**63 - 1


class Cursor(NamedTuple):
    """The position in a search: HubSpot's offset among the records above an id.

    With offsets, it also holds the number of records when the previous page was read, and that page's last id,
    or, for a sort with an order of its own, the ids of each earlier page.
    """

    after: str | None = None
    above: int | None = None
    total: int | None = None
    last: int = 0
    given: tuple[frozenset[str], ...] = ()

    def gave(self, record: Any) -> bool:
        """Whether this record was on an earlier page."""
        return any(record.id in ids for ids in self.given) if self.given else number_of_id(record) <= self.last


@dataclass(frozen=True)
class Search:
    """A search's body without its position."""

    groups: Sequence[Sequence[Filter]] = ()
    query: str | None = None
    sorts: Sequence[Any] = ()
    properties: Sequence[str] = ()
    size: int = PAGE

    def check(self) -> None:
        """InputError if HubSpot would refuse the search for its size, with what to do about it."""
        counts = [len(group) for group in self.groups]
        size = _characters(self.body())
        for many, most, field, what in (
            (len(self.groups), GROUPS, "filters", "alternatives, joined with | or written as groups"),
            (max(counts, default=0), FILTERS, "filters", "conditions that must all hold in one of its alternatives"),
            (sum(counts), ALL_FILTERS, "filters", "conditions in all"),
            (size, CHARACTERS, "filters" if counts else "query", "characters"),
            (len(self.sorts), SORTS, "sorts", "properties to sort by"),
        ):
            if many > most:
                raise InputError(field, f"has {many:,} {what}, and HubSpot takes at most {most:,}. {_ADVICE[most]}")

    def body(self, after: str | None = None, above: int | None = None, window: int = WINDOW) -> dict[str, Any]:
        """The request's body for the records at an offset, of those above an id."""
        groups: list[list[Filter]] = [list(group) for group in self.groups]
        if above is not None:
            groups = [[*group, id_above(above)] for group in groups or [[]]]
        body: dict[str, Any] = {"limit": self.size}
        if groups:
            body["filterGroups"] = [{"filters": group} for group in groups]
        if self.query:
            body["query"] = self.query
        body["sorts"] = list(self.sorts) or [BY_ID]
        if self.properties:
            body["properties"] = list(self.properties)
        if after is not None:
            body["after"] = after
            if 0 < window - int(after) < self.size:
                body["limit"] = window - int(after)  # HubSpot refuses a page that reaches beyond the window
        return body

    @property
    def names(self) -> list[str]:
        """The properties that it searches and sorts by."""
        named = [str(each["propertyName"]) for group in self.groups for each in group]
        return named + [sorted_by(each) for each in self.sorts]

    @property
    def keyed(self) -> bool:
        """Whether it can continue by key: no sort of its own, and room for one more filter in every group."""
        body = self.body(above=_LONGEST_ID)
        counts = [len(group["filters"]) for group in body["filterGroups"]]
        fits = max(counts) <= FILTERS and sum(counts) <= ALL_FILTERS
        return not self.sorts and fits and _characters(body) <= CHARACTERS


def id_above(above: int) -> Filter:
    """The filter for records with a greater id."""
    return {"propertyName": "hs_object_id", "operator": "GT", "value": str(above)}


def _characters(body: dict[str, Any]) -> int:
    """The length of a body as HubSpot measures it, without the properties to return."""
    counted = {name: value for name, value in body.items() if name != "properties"}
    return len(json.dumps(counted, ensure_ascii=False, separators=(",", ":"), default=str))


# By the limit that a search exceeds.
_ADVICE = {
    GROUPS: "Give several values of one property as one condition, with in_() or one_of(); write != in place of ~(==) "
    "where records without a value need not match; or search for each part and put the results together by id",
    FILTERS: "Use between() for two bounds and in_() for several values, or leave a condition to Python",
    ALL_FILTERS: "Search for some of the alternatives at a time, and put the results together by id",
    CHARACTERS: "Give fewer values at a time, and put the results together by id",
    SORTS: "Sort the results in Python by the others",
}


@dataclass()
class Moved(Page[Any]):
    """A page that was read at another offset than its cursor says, without records already returned."""

    start: int


def search_pages(
    call: Callable[[dict[str, Any]], Plan[Any]],
    search: Search,
    *,
    limit: int | None,
    after: str | None,
    way_out: tuple[str, str] | None = None,
    window: int = WINDOW,
) -> Pages[Any]:
    """The parts of a search listing. `after` is HubSpot's offset, for the first page.

    `way_out` is the argument to change, and how, if HubSpot returns only the first 10,000.
    """
    keyed = search.keyed

    def fetch(cursor: Cursor) -> Generator[Any, Any, Any]:
        start, total = _offset(cursor.after), cursor.total
        page: Any = yield from call(search.body(cursor.after, cursor.above, window))
        if total is None:
            return page
        while page.total is not None and page.total < total and start:
            # Records ceased to match: those behind them have moved up, by at most as many places.
            start, total = max(0, start - (total - page.total)), page.total
            page = yield from call(search.body(str(start), cursor.above, window))
        return Moved([each for each in page.results or () if not cursor.gave(each)], page, start)

    def following(page: Any, cursor: Cursor) -> Cursor | None:
        start, found = (page.start, page.source) if isinstance(page, Moved) else (_offset(cursor.after), page)
        results, total, after = found.results or (), found.total, cursor_after(found, cursor)
        reached = start + len(results)
        more = after is not None if total is None else total > reached
        if not more and (after is None or reached >= window):
            return None
        if keyed and results and (after is not None or reached >= window):
            return Cursor(above=last_id(results, cursor.above or 0))
        if reached >= window:
            field, advice = way_out or _WAYS_OUT[bool(search.sorts)]
            raise InputError(field, f"HubSpot returns only the first {window:,} records of {advice}")
        if after is None:
            raise IncompleteAnswer(
                f"HubSpot says that {total} records match, but returns none after the first {reached}"
            )
        if _offset(after) <= start:
            raise IncompleteAnswer(f"HubSpot's cursor {after!r} does not advance past {start}")
        if search.sorts:
            return Cursor(after, total=total, given=(*cursor.given, frozenset(each.id for each in results)))
        return Cursor(after, cursor.above, total, max(cursor.last, last_id(results, 0)))

    if after is not None and not str(after).isdecimal():
        raise InputError("after", f"expected HubSpot's offset, a whole number, not {after!r}")
    return Pages(fetch=fetch, after=following, start=Cursor(None if after is None else str(after)), limit=limit)


# By whether a search has the caller's own sort: the argument that is in the way, and what to do about it.
_WAYS_OUT = {
    True: ("sorts", "a sorted search; narrow the filters or drop sorts"),
    False: ("filters", "a search without room for one more filter; narrow or shorten them"),
}


def _offset(after: str | None) -> int:
    if after is not None and not after.isdecimal():
        raise IncompleteAnswer(f"HubSpot's cursor {after!r} is not an offset of a search")
    return int(after or 0)


def last_id(results: Sequence[Any], above: int) -> int:
    """The last id of records in the order of their ids; IncompleteAnswer if they are not in this order."""
    for each in results:
        if number_of_id(each) <= above:
            raise IncompleteAnswer(
                f"HubSpot does not return records in the order of their ids: {each.id!r} is out of place"
            )
        above = number_of_id(each)
    return above


def number_of_id(record: Any) -> int:
    """A record's id as the number by which records are ordered; IncompleteAnswer if it is not a number."""
    key: str = record.id
    number = int(key) if key.isascii() and key.isdecimal() and len(key) < len(str(_LONGEST_ID)) + 1 else None
    if number is None:
        raise IncompleteAnswer(
            f"HubSpot does not return records in the order of their ids: {key[:40]!r} is out of place"
        )
    return number

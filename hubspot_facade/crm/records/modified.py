"""Records by their last change, the oldest first, as the pure parts of a listing.

HubSpot's order cannot be relied on: one search ends at 10,000, records change while they are read, an import gives many
thousands the same millisecond, and a record that was just changed is in its old place with its new time.
So periods are read, one after the other, and each by id, which misses nothing and repeats nothing; the order
by time only shows how long a period may be to fill a page. What changes after the listing began is left to a later
listing; otherwise a program that changes what it reads would never finish.

The search index lags: a record may appear in it behind the current position. A later listing therefore goes back by
an overlap before the end of the one that it continues. That end is the latest change, or the present by HubSpot's clock
(less a margin) where that is later: otherwise what was changed last, such as a load of many thousands, would be read
again by every listing until something else changes. Where no answer says what time it is, it is the latest change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from hubspot_facade.crm.filters import at_least, at_most
from hubspot_facade.crm.records.search import Search, last_id, number_of_id
from hubspot_facade.errors import IncompleteAnswer, InputError
from hubspot_facade.plans.paging import Page, Pages, cursor_after
from hubspot_facade.wire.dates import iso_of, millis_of, seconds_of_header
from hubspot_facade.wire.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.wire.dates import Moment

_MARGIN = 60_000
"""Milliseconds: more than lies between a search and the date of its answer, or between clocks of HubSpot's hosts."""
_CHECKPOINT = re.compile(r"[^/]+/[^/]*/[^/]*/\d{0,19}", re.ASCII)


class Position(NamedTuple):
    """The position of a reading, in milliseconds: what changed from `low` on is still to come.

    It has four steps: a first page, which is all if there is no more (no `high`, no `until`); how far the reading
    goes (no `until`); how far the next period goes (no `high`); the records of a period, those `above` an id.

    `before` is the end of the reading that is continued, `given` what the first page returned, with its time; `resumed`
    says that an earlier listing began the reading.
    """

    low: int
    high: int | None = None
    until: int | None = None
    above: int = 0
    before: int = 0
    given: frozenset[tuple[str, int]] = frozenset()
    resumed: bool = False

    def __str__(self) -> str:
        """The position as a checkpoint."""
        if self.before and self.until is None and self.high is None:
            return str(finished(self.before))
        moments = [iso_of(each, "since") or "" for each in (self.low, self.high, self.until)]
        return "/".join([*moments, str(self.above or "")])


def finished(until: int) -> Position:
    """The position of a completed reading."""
    return Position(until + 1, until=until)


def taken_up(since: Moment | None, overlap: float) -> Position:
    """Where to begin: at a moment, or at a checkpoint."""
    seconds: Any = overlap
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < float("inf"):
        raise InputError("overlap", f"expected seconds, 0 or more, not {overlap!r}")
    if not isinstance(since, str) or since.count("/") < 3:
        return Position(0 if since is None else millis_of(since, "since"))
    if not _CHECKPOINT.fullmatch(since):
        raise InputError("since", f"{shown(since)} is not a checkpoint of such a listing")
    low, high, until, above = since.split("/")
    position = Position(
        millis_of(low, "since"),
        millis_of(high or None, "since"),
        millis_of(until or None, "since"),
        int(above or 0),
        resumed=bool(until),
    )
    done = position.until is not None and position.high is None and position.low > position.until
    return _again(position, overlap) if done else position


def _again(done: Position, overlap: float) -> Position:
    """The beginning of the next reading."""
    until = done.until or 0
    return Position(max(0, until + 1 - round(overlap * 1000)), before=until)


def modified_pages(
    call: Callable[[dict[str, Any]], Plan[Any]],
    search: Search,
    name: str,
    start: Position,
    *,
    overlap: float,
    limit: int | None,
) -> Pages[Any]:
    """The parts of the listing; `name` is the property that holds the last change."""

    def at(record: Any) -> int:
        changed = record.properties.get(name) or getattr(record, "updated_at", None)
        if changed is None:
            raise IncompleteAnswer(f"HubSpot does not say when record {record.id} was changed")
        moment: Moment = changed
        try:
            return millis_of(moment, name)  # rounded down to whole milliseconds, as HubSpot compares them
        except InputError as error:
            raise IncompleteAnswer(f"HubSpot does not say when record {record.id} was changed: {error}") from None

    def step(position: Position) -> tuple[Search, dict[str, Any]]:
        low = at_least(name, position.low)
        if position.until is None:
            direction = "ASCENDING" if position.high is None else "DESCENDING"
            size = search.size if position.high is None else 1
            sorts = ({"propertyName": name, "direction": direction},)
            return replace(search, groups=[[low]], sorts=sorts, size=size), {}
        if position.high is None:
            sorts = ({"propertyName": name, "direction": "ASCENDING"},)
            groups = [[low, at_most(name, position.until)]]
            return replace(search, groups=groups, sorts=sorts, size=1), {"after": str(search.size - 1)}
        return replace(search, groups=[[low, at_most(name, position.high)]]), {"above": position.above or None}

    def fetch(position: Position) -> Generator[Any, Any, Any]:
        wanted, where = step(position)
        search = call(wanted.body(**where))
        page: Any = yield from search
        present = _present(search)
        if position.until is None and position.high is None:
            return _Dated(page.results or [], page, present)
        new: list[Any] = []
        if position.until is not None and position.high is not None:
            new = [each for each in page.results or () if (each.id, at(each)) not in position.given]
        return _Dated(sorted(new, key=lambda each: (at(each), number_of_id(each))), page, present)

    def following(page: Any, position: Position) -> Position | None:
        source = page.source
        results = source.results or ()
        if position.until is None and position.high is None:
            if not _more(source):
                return None
            given = frozenset((each.id, at(each)) for each in results)
            return position._replace(high=max(position.low, max(when for _, when in given) - 1), given=given)
        if position.until is None:
            return position._replace(until=max([position.high or 0, position.before, page.present, *map(at, results)]))
        if position.high is None:
            reach = [max(position.low, at(each) - 1) for each in results[:1]]
            return position._replace(high=min([position.until, *reach]), above=0)
        if _more(source):
            return position._replace(above=last_id(results, position.above))
        if position.high < position.until:
            return position._replace(low=position.high + 1, high=None, above=0)
        return _again(position, overlap) if position.resumed else None

    def checkpoint(page: Any, position: Position) -> str:
        if page is None:
            return str(position)
        after = following(page, position)
        if after is None and position.until is None:
            results: list[Any] = page.results or []
            after = finished(max([position.low, position.before, page.present, *map(at, results)]))
        return str(after or finished(position.until or 0))

    return Pages(fetch=fetch, after=following, start=start, limit=limit, checkpoint=checkpoint)


@dataclass()
class _Dated(Page[Any]):
    """A page, and the time up to which changes are sure to have been made before it was read; 0 if unknown."""

    present: int


def _present(search: Any) -> int:
    """The time by HubSpot's clock at which a search was answered, less the margin; this machine's may be wrong."""
    seconds = seconds_of_header(getattr(search, "date", None))
    return 0 if seconds is None else round(seconds * 1000) - _MARGIN


def _more(page: Any) -> bool:
    """Whether more records match than the page holds, counted from its start."""
    count = len(page.results or ())
    on = cursor_after(page, None) is not None
    if (not on and page.total is not None and page.total > count) or (on and not count):
        raise IncompleteAnswer(
            f"HubSpot says that {page.total} records match, but returns none after the first {count}"
        )
    return on

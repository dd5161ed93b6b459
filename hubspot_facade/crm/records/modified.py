"""Records by their last change, the oldest first, as the pure parts of a listing.

HubSpot's order cannot be built on: one search ends at 10,000, records change while they are read, an import gives many
thousands the same millisecond, and a record that was changed a moment ago stands in its old place with its new time.
So stretches of time are read, one after the other, and each by id, which misses nothing and repeats nothing; the order
by time only tells how long a stretch may be to fill a page. What changes after the beginning is left to a later
listing, else one that changes what it reads would never end.

The search index lags: a record may turn up in it behind where a reading stands. A later listing therefore goes back by
an overlap before the end of the one that it takes up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from hubspot_facade.crm.filters import at_least, at_most
from hubspot_facade.crm.records.search import Search, last_id, number_of_id
from hubspot_facade.errors import IncompleteAnswer, InputError
from hubspot_facade.plans.paging import Page, Pages, cursor_after
from hubspot_facade.wire.dates import iso_of, millis_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.wire.dates import Moment

OVERLAP = 60.0


class Stretch(NamedTuple):
    """Where a reading stands, in milliseconds: what changed from `low` on is still to come.

    It goes by four steps: a first page, which is all when there is no more (no `high`, no `until`); how far the reading
    goes (no `until`); how far the next stretch goes (no `high`); the records of a stretch, those `above` an id.

    `before` is the end of the reading that was taken up, `given` what the first page gave, with its time; `resumed`
    says that the reading was begun by an earlier listing.
    """

    low: int
    high: int | None = None
    until: int | None = None
    above: int = 0
    before: int = 0
    given: frozenset[tuple[str, int]] = frozenset()
    resumed: bool = False

    def __str__(self) -> str:
        """As a checkpoint."""
        if self.before and self.until is None and self.high is None:
            return str(finished(self.before))
        moments = [iso_of(each, "since") or "" for each in (self.low, self.high, self.until)]
        return "/".join([*moments, str(self.above or "")])


def finished(until: int) -> Stretch:
    """Where a reading stands that got to its end."""
    return Stretch(until + 1, until=until)


def taken_up(since: Moment | None, overlap: float) -> Stretch:
    """Where to begin: at a moment, or where a checkpoint says."""
    seconds: Any = overlap
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < float("inf"):
        raise InputError("overlap", f"expected seconds, 0 or more, not {overlap!r}")
    if not isinstance(since, str) or since.count("/") != 3:
        return Stretch(0 if since is None else millis_of(since, "since"))
    low, high, until, above = since.split("/")
    if above and not above.isdecimal():
        raise InputError("since", f"{since!r} is not a checkpoint of a listing")
    stretch = Stretch(
        millis_of(low, "since"),
        millis_of(high or None, "since"),
        millis_of(until or None, "since"),
        int(above or 0),
        resumed=bool(until),
    )
    done = stretch.until is not None and stretch.high is None and stretch.low > stretch.until
    return _again(stretch, overlap) if done else stretch


def _again(done: Stretch, overlap: float) -> Stretch:
    """The beginning of the next reading."""
    until = done.until or 0
    return Stretch(max(0, until + 1 - round(overlap * 1000)), before=until)


def modified_pages(
    call: Callable[[dict[str, Any]], Plan[Any]],
    search: Search,
    name: str,
    start: Stretch,
    *,
    overlap: float,
    limit: int | None,
) -> Pages[Any]:
    """The parts of the listing; `name` is the property that tells the last change."""

    def at(record: Any) -> int:
        changed = record.properties.get(name) or getattr(record, "updated_at", None)
        if changed is None:
            raise IncompleteAnswer(f"HubSpot does not say when record {record.id} was changed")
        moment: Moment = changed
        try:
            return millis_of(moment, name)  # down to whole milliseconds, as HubSpot compares
        except InputError as error:
            raise IncompleteAnswer(f"HubSpot does not say when record {record.id} was changed: {error}") from None

    def step(stretch: Stretch) -> tuple[Search, dict[str, Any]]:
        low = at_least(name, stretch.low)
        if stretch.until is None:
            direction = "ASCENDING" if stretch.high is None else "DESCENDING"
            size = search.size if stretch.high is None else 1
            sorts = ({"propertyName": name, "direction": direction},)
            return replace(search, groups=[[low]], sorts=sorts, size=size), {}
        if stretch.high is None:
            sorts = ({"propertyName": name, "direction": "ASCENDING"},)
            groups = [[low, at_most(name, stretch.until)]]
            return replace(search, groups=groups, sorts=sorts, size=1), {"after": str(search.size - 1)}
        return replace(search, groups=[[low, at_most(name, stretch.high)]]), {"above": stretch.above or None}

    def fetch(stretch: Stretch) -> Generator[Any, Any, Any]:
        wanted, where = step(stretch)
        page: Any = yield from call(wanted.body(**where))
        if stretch.until is None and stretch.high is None:
            return page
        new: list[Any] = []
        if stretch.until is not None and stretch.high is not None:
            new = [each for each in page.results or () if (each.id, at(each)) not in stretch.given]
        return Page(sorted(new, key=lambda each: (at(each), number_of_id(each))), page)

    def following(page: Any, stretch: Stretch) -> Stretch | None:
        source = page.source if isinstance(page, Page) else page
        results = source.results or ()
        if stretch.until is None and stretch.high is None:
            if not _more(source):
                return None
            given = frozenset((each.id, at(each)) for each in results)
            return stretch._replace(high=max(stretch.low, max(when for _, when in given) - 1), given=given)
        if stretch.until is None:
            return stretch._replace(until=max([stretch.high or 0, stretch.before, *map(at, results)]))
        if stretch.high is None:
            reach = [max(stretch.low, at(each) - 1) for each in results[:1]]
            return stretch._replace(high=min([stretch.until, *reach]), above=0)
        if _more(source):
            return stretch._replace(above=last_id(results, stretch.above))
        if stretch.high < stretch.until:
            return stretch._replace(low=stretch.high + 1, high=None, above=0)
        return _again(stretch, overlap) if stretch.resumed else None

    def checkpoint(page: Any, stretch: Stretch) -> str:
        if page is None:
            return str(stretch)
        after = following(page, stretch)
        if after is None and stretch.until is None:
            results: list[Any] = page.results or []
            after = finished(max([stretch.low, stretch.before, *map(at, results)]))
        return str(after or finished(stretch.until or 0))

    return Pages(fetch=fetch, after=following, start=start, limit=limit, checkpoint=checkpoint)


def _more(page: Any) -> bool:
    """Whether more records match than the page holds, of those from its start on."""
    count = len(page.results or ())
    on = cursor_after(page, None) is not None
    if (not on and page.total is not None and page.total > count) or (on and not count):
        raise IncompleteAnswer(
            f"HubSpot says that {page.total} records match, but returns none after the first {count}"
        )
    return on

"""What searches found, remembered until something is written, so that their further pages cost little.

Clients walk through large results by windows: every record above an id, or changed since a moment. What the rest of
the conditions finds is kept in order, and a window is a part of it.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import neg
from typing import TYPE_CHECKING, TypeAlias

from .search_order import Span

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

MOST_RECORDS = 4_000_000
"""How many ids are remembered, of all searches together; one takes 8 or 16 bytes."""

Key: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The ids that were found in their order, and the values that these are ordered by; zeros for a property's."""

    ids: Sequence[int]
    values: Sequence[int]

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int]]) -> "Found":
        """What a query for ids and values found."""
        return cls(array("q", [row[0] for row in rows]), array("q", [row[1] for row in rows]))

    @classmethod
    def ordered(cls, ids: Iterable[int]) -> "Found":
        """Ids that are in an order of their own."""
        kept = array("q", ids)
        return cls(kept, array("q", bytes(8 * len(kept))))

    def within(self, span: Span, *, is_descending: bool) -> Sequence[int]:
        """The ids of the values in a span."""
        if span == Span():
            return self.ids
        first, last = 0, len(self.ids)
        if is_descending:
            if span.high is not None:
                first = bisect_left(self.values, -span.high, key=neg)
            if span.low is not None:
                last = bisect_right(self.values, -span.low, key=neg)
        else:
            if span.low is not None:
                first = bisect_left(self.values, span.low)
            if span.high is not None:
                last = bisect_right(self.values, span.high)
        return self.ids[first:last]


class SearchResults:
    """The results of a portal's last searches."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._version: tuple[object, int, int] | None = None
        self._found: OrderedDict[Key, Found] = OrderedDict()
        self._asked: Key | None = None

    def get(self, key: Key) -> Found | None:
        """What this search found, if nothing was written since."""
        self._refresh()
        found = self._found.get(key)
        if found is not None:
            self._found.move_to_end(key)
        return found

    def get_or_search(self, key: Key, search: Callable[[], Found]) -> Found:
        """What this search found or finds."""
        found = self.get(key)
        if found is None:
            found = self._found[key] = search()
            while len(self._found) > 1 and sum(len(each.ids) for each in self._found.values()) > MOST_RECORDS:
                self._found.popitem(last=False)
        return found

    def asked_again(self, key: Key) -> bool:
        """Whether this search was the last one asked for, with nothing written since: a client goes through it."""
        self._refresh()
        again, self._asked = self._asked == key, key
        return again

    def _refresh(self) -> None:
        store = self._portal.store
        version = (store.connection, store.replaced, store.connection.total_changes)
        if version != self._version:
            self._found.clear()
            self._version, self._asked = version, None

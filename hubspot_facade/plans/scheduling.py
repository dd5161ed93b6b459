"""Which rows go in which request, and when: the pure part of every batch, whether its rows are a list or a stream."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import HubSpotError, NotSent
from hubspot_facade.plans.plan import Flow, HaltError
from hubspot_facade.plans.splitting import Chunk

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from hubspot_facade.plans.accounting import BatchEndpoint, Row


class Halting(Flow):
    """A flow that an error of the call ends; `halt` is that error, after which nothing more is sent."""

    def __init__(self) -> None:
        self.halt: HubSpotError | None = None

    def note(self, error: HubSpotError | None) -> None:
        """Note how a plan ended. A `HaltError` ends the flow; any other error is raised."""
        if isinstance(error, HaltError):
            self.halt = self.halt or error.error
        elif error is not None and not isinstance(error, NotSent):
            raise error


class Schedule(Halting):
    """Rows put together into chunks, as few as HubSpot accepts.

    Rows with one key (`BatchEndpoint.key`) are never in one chunk nor under way together, and go in their order: a row
    whose key is busy waits, and does not stop the others. At most `window` rows are held, those under way included.
    """

    def __init__(self, endpoint: BatchEndpoint, window: int | None = None) -> None:
        super().__init__()
        self._endpoint = endpoint
        self._key_of, self._group_of = endpoint.result_identity or endpoint.identity, endpoint.group
        self._window = window
        self._ended = False
        self._open: dict[Hashable, list[Row]] = {}  # by group
        self._full: deque[list[Row]] = deque()
        self._busy: dict[Hashable, deque[Row] | None] = {}  # by key, with the rows that wait for it
        self._keys: dict[Chunk, list[Hashable]] = {}  # of the chunks under way: their rows may be replaced
        self._held = self._waiting = 0

    def wants(self) -> bool:
        """Whether it takes another row."""
        return not self._ended and self.halt is None and (self._window is None or self._held < self._window)

    def take(self, row: Row) -> bool:
        """Take the next row; the result is whether it completed a chunk."""
        self._held += 1
        key = row.key
        if key is None and self._key_of is not None:
            key = row.key = self._key_of(row.entry)
        if key is not None:
            if key in self._busy:
                waiting = self._busy[key] = self._busy[key] or deque()
                waiting.append(row)
                self._waiting += 1
                return False
            self._busy[key] = None
        return self._place(row)

    def hold(self, rows: int) -> None:
        """Count so many rows more, or fewer, that are held beside these and are not sent."""
        self._held += rows

    def end(self) -> None:
        """Note that there are no more rows."""
        self._ended = True

    def next(self) -> Chunk | None:
        """A chunk to send now. A smaller one than HubSpot accepts only if nothing else could make it larger."""
        if self.halt is not None:
            return None
        if not self._full and self._open and not self._may_grow():
            self._full.append(self._open.pop(next(iter(self._open))))
        if not self._full:
            return None
        chunk = Chunk(self._endpoint, self._full.popleft())
        self._keys[chunk] = [row.key for row in chunk.rows]
        return chunk

    def over(self, plan: Any, error: HubSpotError | None) -> None:
        """Note that a chunk is over."""
        chunk: Chunk = plan
        keys = self._keys.pop(chunk)
        self._held -= len(keys)
        self.note(error)
        for key in keys:
            self._release(key)

    def rest(self) -> Iterator[Row]:
        """The rows that were not sent, when the schedule has ended early."""
        for rows in (*self._full, *self._open.values(), *filter(None, self._busy.values())):
            yield from rows

    def _may_grow(self) -> bool:
        """Whether a chunk that is not full may become so: by rows to come, or by rows that wait for what is sent."""
        return self.wants() or bool(self._keys and (self._waiting or not self._ended))

    def _release(self, key: Hashable) -> None:
        if key is None:
            return
        waiting = self._busy[key]
        if waiting:
            self._waiting -= 1
            self._place(waiting.popleft())
        else:
            del self._busy[key]

    def _place(self, row: Row) -> bool:
        group = self._group_of(row.entry) if self._group_of else None
        rows = self._open.get(group)
        if rows is None:
            rows = self._open[group] = []
        rows.append(row)
        if len(rows) >= self._endpoint.size:
            self._full.append(self._open.pop(group))
            return True
        return False

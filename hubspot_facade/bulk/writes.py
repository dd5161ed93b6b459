"""What a load writes: how its rows become inputs of a batch, and how one that is in doubt is settled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from hubspot_facade.bulk.outcomes import Change
from hubspot_facade.errors import Conflict, HubSpotError, InputError, Interrupted
from hubspot_facade.plans.accounting import BatchEndpoint, Row, folded
from hubspot_facade.plans.plan import HaltError
from hubspot_facade.plans.splitting import Chunk
from hubspot_facade.wire.dates import Timestamp, millis_of

if TYPE_CHECKING:
    from hubspot_facade.bulk.moments import Moments

Step: TypeAlias = Generator[Any, Any, Any]

# What errors call a row, before its own name for the field.
ROW = "row"
# How far HubSpot's clocks may be apart, and this machine's from them before the first answer, in seconds.
CLOCKS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One kind of load.

    `facts` identify it for its journal. `read` makes the entry that is sent for a row's values, or raises InputError;
    `complete` finishes entries where that takes requests, and gives each or its error. `identity` is what makes rows
    duplicates, if that is not the endpoint's key; `key_values` gives those of a row's values that it is made of. `key`
    is what a row's record is found by, as text. `change` reads from a result what was done.

    A `repeatable` row in doubt is sent again. Otherwise `find`, if there is one, gives the records that have the keys
    of these entries now, by key, and the row is sent again if its key has none; without `find` it stays unknown.
    `current` gives the present properties of the records of these entries, for loads that leave out unchanged rows.
    `named` are the arguments that its method takes besides rows and options.
    """

    endpoint: BatchEndpoint
    facts: Mapping[str, Any]
    read: Callable[[Any, int], Any]
    key: Callable[[Any], str | None]
    change: Callable[[Any], Change | None] = field(default=lambda _result: None)
    complete: Callable[[Sequence[Any]], Step] | None = None
    identity: Callable[[Any], Any] | None = None
    key_values: Callable[[Any], Any] = field(default=lambda values: values)
    repeatable: bool = True
    find: Callable[[Sequence[Any]], Step] | None = None
    current: Callable[[Sequence[Any]], Step] | None = None
    concurrency: int = 4
    named: Sequence[str] = ()

    def same(self, entry: Any) -> Any:
        """What the entries of duplicates have in common; None if an entry has no duplicates."""
        return (self.identity or self.endpoint.key)(entry)

    def read_key(self, values: Any, number: int) -> Any:
        """An entry with the key of a row that is refused, whatever else its values are; None if it has none."""
        try:
            return self.read(self.key_values(values), number)
        except InputError:
            return None


class Sending:
    """A chunk on its way, as a plan: completed, without what changes nothing, sent, and settled where in doubt."""

    def __init__(
        self,
        write: Write,
        chunk: Chunk,
        doubts: Mapping[int, float],
        moments: Moments,
        count: Callable[[int], None],
        *,
        unchanged: bool,
    ) -> None:
        self.chunk = chunk
        self.rows = chunk.rows
        self.keys = [write.key(row.entry) for row in chunk.rows]
        self._moments = moments
        self._sent = 0.0  # when, by the clock that nobody sets
        self.unchanged: set[int] = set()  # numbers of rows that change nothing
        self._write = write
        self._doubts = doubts  # rows that were in doubt before, with the time since when
        self._count = count  # for the attempts of requests that failed; answers are counted where they arrive
        self._leaves_out = unchanged

    def __iter__(self) -> Step:
        """Run it, and count the attempts of requests that ended in an error."""
        steps = self._steps()
        try:
            step = next(steps)
            while True:
                try:
                    answer = yield step
                except HubSpotError as error:
                    self._count(getattr(error, "attempts", 0))
                    step = steps.throw(error)
                else:
                    step = steps.send(answer)
        except StopIteration:
            return

    def _steps(self) -> Step:
        try:
            yield from self._complete()
            if self._leaves_out and self._write.current is not None:
                yield from self._leave_out()
            if self._write.find is not None:
                doubtful = [row for row in self.rows if row.outcome.index in self._doubts and not row.settled]
                yield from self._settle(doubtful)
        except HaltError:
            raise
        except HubSpotError as error:  # of a read, so that nothing was done yet
            raise HaltError(error) from error
        self._sent = self._moments.elapsed()
        yield from self._send()
        doubtful = [row for row in self.rows if row.outcome.error is not None and row.outcome.error.in_doubt]
        if self._write.find is not None and doubtful:
            try:
                yield from self._send_missing(doubtful)
            except HaltError:
                raise
            except HubSpotError as error:  # of a read: the others would meet it too
                raise HaltError(error) from error

    def since(self, number: int) -> float:
        """Since when a row is in doubt, by HubSpot's clock: since it was sent first."""
        return self._doubts.get(number) or self._moments.then(self._sent)

    def _send(self) -> Step:
        self.chunk.rows = [row for row in self.rows if not row.settled]
        if self.chunk.rows:
            yield from self.chunk

    def _complete(self) -> Step:
        if self._write.complete is None:
            return
        made = yield from self._write.complete([row.entry for row in self.rows])
        for row, entry in zip(self.rows, made, strict=True):
            if isinstance(entry, HubSpotError):
                row.failed(entry)
            else:
                row.entry = entry

    def _leave_out(self) -> Step:
        assert self._write.current is not None  # noqa: S101 # for the type checkers
        rows = [row for row in self.rows if not row.settled]
        found = yield from self._write.current([row.entry for row in rows])
        for row, now in zip(rows, found, strict=True):
            if now is not None and changes_nothing(row.entry["properties"], now):
                self.unchanged.add(row.outcome.index)
                row.done()

    def _send_missing(self, rows: Sequence[Row]) -> Step:
        """Settle rows whose answer was lost: what their keys find was created, the others are sent once more."""
        errors = [row.outcome.error for row in rows]
        try:
            yield from self._settle(rows)
            again = [row for row in rows if not row.settled]
            yield from self._send()
            # An answer that was lost may have been on its way still when the keys were looked up.
            yield from self._settle([row for row in again if isinstance(row.outcome.error, Conflict)])
        finally:
            for row, error in zip(rows, errors, strict=True):
                if not row.settled and error is not None:
                    row.unknown(error)

    def _settle(self, rows: Sequence[Row]) -> Step:
        """Settle the rows whose keys have records; the others are open."""
        assert self._write.find is not None  # noqa: S101 # for the type checkers
        if not rows:
            return
        refused = [row.outcome.error for row in rows]
        for row in rows:
            row.open(row.entry)
        found = yield from self._write.find([row.entry for row in rows])
        for row, record, error in zip(rows, found, refused, strict=True):
            if record is not None:
                _settle_found(row, record, self.since(row.outcome.index))
            elif isinstance(error, Conflict):  # its record is gone again, or has another key
                row.failed(error)


def _settle_found(row: Row, record: Any, since: float) -> None:
    """Settle a row whose key has a record now: it was created since then, or it was there before."""
    made = getattr(record, "created_at", None)
    if not isinstance(made, datetime) or made.timestamp() < since - CLOCKS:
        error = Conflict(f"a record with this key existed before: {record.id}", status=409)
        error.existing_id = str(record.id)
        row.failed(error)
    elif changes_nothing(row.entry["properties"], record.properties, loosely=True):
        row.done(record)
    else:
        row.unknown(Interrupted(f"the answer was lost; record {record.id} has this key now, but other values"))


def only(values: Any, names: Collection[str]) -> Any:
    """The values of these names, also within `properties`; what is no mapping as it is."""
    if hasattr(values, "to_dict"):
        values = values.to_dict()
    if not isinstance(values, Mapping):
        return values
    row = cast("Mapping[str, Any]", values)
    kept = {name: row[name] for name in names if name in row}
    if "properties" in row:
        inner = row["properties"]
        kept["properties"] = only(inner, names) if isinstance(inner, Mapping) else {}
    return kept


def changes_nothing(wanted: Mapping[str, Any], now: Mapping[str, Any], *, loosely: bool = False) -> bool:
    """Whether a record has these values: by its text, and `loosely` by numbers, days and upper and lower case too."""
    return all(_same(value, now.get(name), loosely=loosely) for name, value in wanted.items())


def _same(wanted: str, now: Any, *, loosely: bool) -> bool:
    if wanted == (now or ""):
        return True
    if not isinstance(now, str):
        return False
    if isinstance(wanted, Timestamp) or loosely:
        with suppress(InputError, ValueError):
            return millis_of(wanted, "") == millis_of(now, "")
    return loosely and (folded(wanted) == folded(now) or wanted[:10] == now)

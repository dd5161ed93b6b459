"""A load on its way: rows in, chunks out, and every outcome in the journal."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import fields
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.key_index import KeyIndex
from hubspot_facade.bulk.number_ranges import NumberRanges
from hubspot_facade.bulk.outcomes import Counts, Progress, RowOutcome
from hubspot_facade.bulk.rows import Row
from hubspot_facade.bulk.writes import ROW, Sending, Write
from hubspot_facade.errors import ConfigurationError, HubSpotError, InputError, Interrupted, NotSent
from hubspot_facade.plans import accounting
from hubspot_facade.plans.accounting import Outcome
from hubspot_facade.plans.plan import Flow
from hubspot_facade.plans.scheduling import Schedule
from hubspot_facade.wire.ids import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hubspot_facade.bulk.journal import Done, Journal
    from hubspot_facade.bulk.moments import Moments
    from hubspot_facade.bulk.options import Choices
    from hubspot_facade.bulk.outcomes import Change
    from hubspot_facade.bulk.rows import AsyncSource, Source
    from hubspot_facade.plans.accounting import Status
    from hubspot_facade.plans.responses import Response

# How many requests' worth of rows are held for each request at a time: those that wait for a key among them.
_AHEAD = 6
_ANOTHER = "other rows need a journal of their own"


class _Seen:
    """Counts of requests and retries, and HubSpot's time; answers may come in several threads."""

    def __init__(self, moments: Moments) -> None:
        self.requests = self.retries = 0
        self._moments = moments
        self._lock = Lock()

    def see(self, headers: Mapping[str, str], attempts: int, response: Callable[[], Response], /) -> None:
        """Count an answer."""
        self._moments.see(headers, attempts, response)
        self.count(attempts)

    def count(self, attempts: int) -> None:
        """Count the attempts of a request."""
        with self._lock:
            self.requests += attempts
            self.retries += attempts - 1


class Stream(Flow):
    """A load as a driver runs it: rows in, chunks out, and every outcome in the journal."""

    def __init__(
        self, write: Write, source: Source | AsyncSource, journal: Journal, choices: Choices, moments: Moments
    ) -> None:
        self.rows = source
        self.width = choices.concurrency or write.concurrency
        self.seen = _Seen(moments)
        self._moments = moments
        self._write, self._source, self._journal, self._choices = write, source, journal, choices
        self._schedule = Schedule(write.endpoint, write.endpoint.size * (self.width + _AHEAD))
        self._index = None if choices.duplicates == "last" else KeyIndex()
        self._resumed = journal.counts.done + journal.counts.failed + journal.counts.unknown
        self._read = 0
        self._ended = False
        self._new: deque[RowOutcome] = deque()  # outcomes to be handed to the caller
        self._hands_over = choices.outcomes is not None and not choices.in_order  # as they come
        self._given_out = 0  # outcomes handed to the caller in order
        self._began = choices.clock()
        self._under_way: dict[Any, int] = {}
        self._unsent: list[accounting.Row] = []  # of chunks that an error of the call ended
        self._earlier = NumberRanges()  # rows that earlier runs settled
        # Rows that are left out for an earlier one with their key, by its number, until it is known what became of it.
        self._left_out: dict[int, list[tuple[Row, str | None, bytes | None]]] = {}

    # -- for the driver ---------------------------------------------------------------------------------------

    def wants(self) -> bool:
        """Whether it takes another row."""
        if self._schedule.halt is None:
            return self._schedule.wants()
        # Not while something is under way: a row may have the key of one that is, and nothing limits how many have.
        return not self._ended and not self._under_way and self._reads_on()

    def take(self, row: Row) -> bool:
        """Take the next row; the result is whether a chunk can go."""
        is_ready = self._take(row)
        if self._new:
            self._hand_over()
        return is_ready

    def _take(self, row: Row) -> bool:
        self._read = row.number + 1
        checked = row
        try:
            if self._choices.check is not None:
                checked = self._checked(row)
            entry = self._entry(checked, row.number)
        except InputError as error:
            self._note_key(checked.values, row.number)
            if not self._is_settled(row, None):
                self._settle(settled_outcome(row, None, "failed", error=error), None)
            return False
        double = self._first(entry, row.number)
        if self._is_settled(row, entry):
            return False
        if double is None and self._schedule.halt is None and not self._may_exist(row.number):  # as mostly
            return self._schedule.take(accounting.Row(Outcome(row.number, row), entry))
        self._set_aside(row, entry, double)
        return False

    def _may_exist(self, number: int) -> bool:
        """Whether an earlier run may have created a row's record, which nothing can find out."""
        return number in self._journal.doubts and not self._write.repeatable and self._write.find is None

    def _set_aside(self, row: Row, entry: Any, double: int | None) -> None:
        """Settle a row that is not sent, or keep it until it is known what becomes of its double."""
        key, digest = self._write.key(entry), self._digest(row, entry)
        first = double if self._choices.duplicates == "first" else None
        if first is not None and self._journal.settled(first):
            self._leave_out(row, key, digest, first)
        elif first is not None and (self._schedule.halt is None or self._under_way):
            self._left_out.setdefault(first, []).append((row, key, digest))
            self._schedule.hold(1)
        elif double is not None and first is None:
            self._settle(
                settled_outcome(row, key, "failed", error=InputError("", f"row {double} has the same key")), digest
            )
        elif self._schedule.halt is not None:
            if self._choices.journal is None:  # else it is left for the next run
                self._settle(settled_outcome(row, key, "failed", error=not_sent(self._schedule.halt)), digest)
        else:
            why = Interrupted("the load was interrupted while this row was sent: HubSpot may have created it")
            self._settle(settled_outcome(row, key, "unknown", error=why), digest)

    def end(self) -> None:
        """Note that there are no more rows. InputError if there were more before."""
        known = self._journal.numbers().end
        if self._read < known:
            raise InputError("rows", f"are {self._read:,}, of which {self._journal.path} has {known:,}: {_ANOTHER}")
        self._ended = True
        self._schedule.end()

    def next(self) -> Sending | None:
        """A chunk to send now, which is in the journal already."""
        if self._journal.trouble is not None:
            self._schedule.halt = self._schedule.halt or self._journal.trouble
        chunk = self._schedule.next()
        if chunk is None:
            return None
        numbers = [row.outcome.index for row in chunk.rows]
        doubts = self._journal.doubts
        since = {number: doubts[number].since for number in numbers if number in doubts} if doubts else {}
        plan = Sending(self._write, chunk, since, self._moments, self.seen.count, unchanged=self._choices.unchanged)
        self._under_way[plan] = self._journal.send(numbers, self._moments.now())
        if self._journal.trouble is not None:  # it was written with the last space: nothing more is begun
            self.over(plan, None)
            return self.next()
        return plan

    def over(self, plan: Sending, error: HubSpotError | None) -> None:
        """Write down what became of a chunk, whatever its error."""
        chunk = self._under_way.pop(plan)
        if self._hands_over or self._left_out or not all(row.outcome.status == "done" for row in plan.rows):
            for row, key in zip(plan.rows, plan.keys, strict=True):
                if row.settled:
                    self._settle_sent(row, key, plan)
                    self._leave_out_rest(row.outcome.index)
                else:
                    self._unsent.append(row)
        else:  # as mostly: nobody waits for what became of these
            self._journal.settle_done([self._done(*each, plan) for each in zip(plan.rows, plan.keys, strict=True)])
        self._journal.over(chunk)
        self._schedule.over(plan.chunk, error)
        self._notify()

    # -- rows ----------------------------------------------------------------------------------------------------

    def _checked(self, row: Row) -> Row:
        assert self._choices.check is not None  # noqa: S101 # for the type checkers
        checked: Any = self._choices.check(row)
        if not isinstance(checked, Row):
            raise ConfigurationError(f"check must return a Row, not {describe(checked)}")
        return checked

    def _entry(self, row: Row, number: int) -> Any:
        if row.error is not None:
            raise row.error
        try:
            return self._write.read(row.values, number)
        except InputError as error:
            raise _of_row(error) from None

    def _first(self, entry: Any, number: int) -> int | None:
        """The number of an earlier row with the same key, where that matters."""
        if self._index is None:
            return None
        key = self._write.same(entry)
        if key is None:
            return None
        first = self._index.first(repr(key), number)
        return None if first == number else first

    def _note_key(self, values: Any, number: int) -> None:
        """Keep the key of a row that is refused here, as of one that HubSpot refuses; not if it cannot be read."""
        if self._index is not None and (entry := self._write.read_key(values, number)) is not None:
            self._first(entry, number)

    def _leave_out(self, row: Row, key: str | None, digest: bytes | None, first: int) -> None:
        """Settle a row by what became of the first one with its key: it is done, or unknown, only if that one is."""
        status, line = self._journal.status(first)
        if status == "done":
            self._settle(settled_outcome(row, key, "done", change="duplicate"), digest)
            return
        in_whole = getattr(self._source, "number_in_whole", int)  # of a part
        named = f"row {in_whole(first)}" if line is None else f"the row at line {line}"
        end = "which failed" if status == "failed" else "and what became of that one is unknown"
        error = NotSent(f"not sent: {named} has the same key, {end}")
        self._settle(settled_outcome(row, key, status, error=error), digest)

    def _leave_out_rest(self, first: int) -> None:
        """Settle the rows that wait for what becomes of this one."""
        if self._left_out:
            for row, key, digest in (waiting := self._left_out.pop(first, [])):
                self._leave_out(row, key, digest, first)
            self._schedule.hold(-len(waiting))

    def _is_settled(self, row: Row, entry: Any) -> bool:
        if row.number not in self._earlier or not self._journal.settled(row.number):
            if self._journal.finished is not None:
                raise InputError(
                    "rows", f"row {row.number} is not one of those that {self._journal.path} has: {_ANOTHER}"
                )
            return False
        if self._journal.path is not None and self._source.fingerprint is None:
            known = self._journal.digest(row.number)
            if known is not None and known != self._digest(row, entry):
                raise InputError("rows", f"row {row.number} is not the one that {self._journal.path} has: {_ANOTHER}")
        return True

    def _digest(self, row: Row, entry: Any) -> bytes | None:
        """What identifies a row of a source that nothing else identifies."""
        if self._journal.path is None or self._source.fingerprint is not None:
            return None
        text = json.dumps(str(row.error) if entry is None else entry, default=str, sort_keys=True)
        return blake2b(text.encode(), digest_size=8).digest()

    def _settle_sent(self, row: accounting.Row, key: str | None, plan: Sending) -> None:
        outcome, source = row.outcome, row.outcome.input
        change = self._change(outcome, plan) if outcome.status == "done" else None
        record_id = _id_of(outcome)
        if outcome.status == "done" and not self._hands_over:
            self._journal.settle_done([self._done(row, key, plan)])
            return
        settled = RowOutcome(
            *(source.number, outcome.status, source.line, key),
            id=record_id,
            change=change,
            error=outcome.error,
            **({} if outcome.ok else {"given": source.values, "original": source.original}),
        )
        since = plan.since(outcome.index) if outcome.status == "unknown" else None
        self._settle(settled, self._digest(source, row.entry), since)

    def _done(self, row: accounting.Row, key: str | None, plan: Sending) -> Done:
        """What the journal keeps of a row that is done."""
        outcome, source = row.outcome, row.outcome.input
        digest = self._digest(source, row.entry)
        return source.number, self._change(outcome, plan), source.line, key, _id_of(outcome), digest

    def _change(self, outcome: Outcome[Any], plan: Sending) -> Change | None:
        return "unchanged" if outcome.index in plan.unchanged else self._write.change(outcome.result)

    def _settle(self, outcome: RowOutcome, digest: bytes | None, since: float | None = None) -> None:
        self._journal.settle(outcome, digest, since)
        if self._hands_over:
            self._new.append(outcome)

    def _reached(self) -> int:
        """How many rows were read, by this run or one before it."""
        return max(self._read, self._journal.numbers().end)

    def _reads_on(self) -> bool:
        """Whether, after an error of the call, the rest is read, to be accounted for here and not by a later run."""
        counts = self._journal.counts
        return self._choices.journal is None and self._journal.trouble is None and bool(counts.done or counts.unknown)

    def _hand_over(self) -> None:
        while self._new and self._choices.outcomes is not None:
            self._choices.outcomes(self._new.popleft())

    def _notify(self) -> None:
        """Call the caller's functions with what is new.

        They come last, since what they raise must not keep anything from being written down.
        """
        journal, choices = self._journal, self._choices
        self._hand_over()
        if choices.outcomes is not None and choices.in_order and journal.settled(self._given_out):
            for outcome in journal.outcomes(start=self._given_out):
                if outcome.number != self._given_out:
                    break
                self._given_out += 1
                if outcome.number not in self._earlier:
                    choices.outcomes(outcome)
        if choices.progress is not None:
            progress = Progress(requests=self.seen.requests, retries=self.seen.retries)
            count_into(progress, journal)
            progress.rows, progress.seconds = self._reached(), choices.clock() - self._began
            progress.settled = progress.done + progress.failed + progress.unknown - self._resumed
            choices.progress(progress)


def _id_of(outcome: Outcome[Any]) -> str | None:
    record_id = getattr(outcome.result, "id", None)
    return record_id if isinstance(record_id, str) else None


def count_into(into: Counts, journal: Journal) -> None:
    """Set the numbers of outcomes to those of the journal."""
    for each in fields(Counts):
        setattr(into, each.name, getattr(journal.counts, each.name))


def settled_outcome(row: Row, key: str | None, status: Status, **more: Any) -> RowOutcome:
    """The outcome of a row that was not sent."""
    given = {} if status == "done" else {"given": row.values, "original": row.original}
    return RowOutcome(row.number, status, row.line, key, **given, **more)


def not_sent(halt: HubSpotError) -> NotSent:
    """The error of a row that an error of the call left unsent."""
    error = NotSent(f"not sent: {halt}")
    error.__cause__ = halt
    return error


def _of_row(error: InputError) -> InputError:
    """An error about a row's field, which is named as the row has it."""
    field = error.field.removeprefix(ROW).removeprefix(".").removeprefix("properties.")
    return InputError(f"property{field}" if field == " name" else field, error.problem)

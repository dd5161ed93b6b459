"""Loads: rows read, sent and accounted for one after the other, in constant memory."""

from __future__ import annotations

import json
from dataclasses import fields
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.failed_rows import check_failed, write_failed
from hubspot_facade.bulk.journal import Journal
from hubspot_facade.bulk.key_index import KeyIndex
from hubspot_facade.bulk.number_ranges import NumberRanges
from hubspot_facade.bulk.options import Choices, choices_of
from hubspot_facade.bulk.outcomes import Counts, Progress, Report, RowOutcome
from hubspot_facade.bulk.rows import AsyncSource, Row, Source, rows_of
from hubspot_facade.bulk.writes import ROW, Sending, Write
from hubspot_facade.errors import HubSpotError, InputError, Interrupted, NotSent
from hubspot_facade.plans import accounting
from hubspot_facade.plans.accounting import Outcome
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.plan import Flow
from hubspot_facade.plans.scheduling import Schedule

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from hubspot_openapi.v2026_03.account.account_info import operations as account

    from hubspot_facade.plans.accounting import Status
    from hubspot_facade.plans.responses import Response
else:
    account = edition_calls("account.account_info")

# How many requests' worth of rows are held for each request at a time: those that wait for a key among them.
_AHEAD = 6


def load(write: Write, rows: object, options: Mapping[str, Any]) -> Generator[Any, Any, Report]:
    """Send all rows; the report has the outcome of each. LoadError, with `raise_errors`, if any is not done."""
    report = yield from _load(write, rows, choices_of(options))
    if options.get("raise_errors"):
        report.raise_for_failures()
    return report


def _load(write: Write, rows: object, choices: Choices) -> Generator[Any, Any, Report]:
    source = rows_of(rows)
    if choices.failed is not None:
        check_failed(choices.failed, source)
    portal = None
    if choices.journal is not None:
        portal = yield from _portal()
    journal = Journal(choices.journal)
    try:
        journal.begin(
            {**write.facts, "duplicates": choices.duplicates, "portal": portal, "fingerprint": source.fingerprint}
        )
        flow = _Load(write, source, journal, choices)
        if journal.finished is None:
            flow.resume()
            yield from flow
            flow.conclude()
        return flow.report()
    finally:
        journal.close()


def _portal() -> Generator[Any, Any, int | None]:
    """The account that the journal is for; None if the token may not know."""
    try:
        details = yield from account.get_details()
    except HubSpotError as error:
        if getattr(error, "status", None) != 403:
            raise
        return None
    return getattr(details, "portal_id", None)


class _Seen:
    """Counts of requests and retries; answers may come in several threads."""

    def __init__(self) -> None:
        self.requests = self.retries = 0
        self._lock = Lock()

    def append(self, response: Response) -> None:
        """Count an answer."""
        self.count(response.attempts)

    def count(self, attempts: int) -> None:
        """Count the attempts of a request."""
        with self._lock:
            self.requests += attempts
            self.retries += attempts - 1


class _Load(Flow):
    """A load as a driver runs it: rows in, chunks out, and every outcome in the journal."""

    def __init__(self, write: Write, source: Source | AsyncSource, journal: Journal, choices: Choices) -> None:
        self.rows = source
        self.width = choices.concurrency or write.concurrency
        self.seen = _Seen()
        self._write, self._source, self._journal, self._choices = write, source, journal, choices
        self._schedule = Schedule(write.endpoint, write.endpoint.size * (self.width + _AHEAD))
        self._index = None if choices.duplicates == "last" else KeyIndex()
        self._resumed = journal.counts.done + journal.counts.failed + journal.counts.unknown
        self._read = 0
        self._ended = False
        self._given_out = 0  # outcomes handed to the caller in order
        self._began = choices.clock()
        self._under_way: dict[Any, int] = {}
        self._unsent: list[accounting.Row] = []  # of chunks that an error of the call ended
        self._earlier = NumberRanges()  # rows that earlier runs settled

    # -- the driver's side ---------------------------------------------------------------------------------------

    def wants(self) -> bool:
        """Whether it takes another row."""
        if self._schedule.halt is None:
            return self._schedule.wants()
        return not self._ended and self._reads_on()

    def take(self, row: Row) -> bool:
        """Take the next row; the result is whether a chunk can go."""
        self._read = row.number + 1
        try:
            entry = self._entry(row)
        except InputError as error:
            if not self._is_settled(row, None):
                self._settle(_outcome(row, None, "failed", error=error), None)
            return False
        key = self._write.key(entry)
        double = self._first(entry, row.number)
        if self._is_settled(row, entry):
            return False
        digest = self._digest(row, entry)
        if double is not None and self._choices.duplicates == "first":
            self._settle(_outcome(row, key, "done", change="duplicate"), digest)
        elif double is not None:
            self._settle(_outcome(row, key, "failed", error=InputError("", f"row {double} has the same key")), digest)
        elif self._schedule.halt is not None:
            self._settle(_outcome(row, key, "failed", error=_not_sent(self._schedule.halt)), digest)
        elif row.number in self._journal.doubts and not self._write.repeatable and self._write.find is None:
            why = Interrupted("the load was interrupted while this row was sent: HubSpot may have created it")
            self._settle(_outcome(row, key, "unknown", error=why), digest)
        else:
            one = accounting.Row(Outcome(row.number, row), entry)
            one.keys = tuple(self._write.endpoint.input_keys(entry))
            return self._schedule.take(one)
        return False

    def end(self) -> None:
        """Note that there are no more rows."""
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
        since = {number: doubts[number].since for number in numbers if number in doubts}
        plan = Sending(
            self._write, chunk, since, self._choices.wall, self.seen.count, unchanged=self._choices.unchanged
        )
        self._under_way[plan] = self._journal.send(numbers, self._choices.wall())
        if self._journal.trouble is not None:  # it was written with the last space: nothing more is begun
            self.over(plan, None)
            return self.next()
        return plan

    def over(self, plan: Sending, error: HubSpotError | None) -> None:
        """Write down what became of a chunk, whatever its error."""
        chunk = self._under_way.pop(plan)
        for row, key in zip(plan.rows, plan.keys, strict=True):
            if row.settled:
                self._settle_sent(row, key, unchanged=row.outcome.index in plan.unchanged)
            else:
                self._unsent.append(row)
        self._journal.over(chunk)
        self._schedule.over(plan.chunk, error)
        self._notify()

    # -- before and after ----------------------------------------------------------------------------------------

    def resume(self) -> None:
        """Take up what earlier runs left: rows in doubt, and rows that ended as unknown and can be settled."""
        if self._write.repeatable or self._write.find is not None:
            self._journal.retake(self._unknown(), self._choices.wall())
        self._earlier = self._journal.numbers()

    def _unknown(self) -> list[int]:
        """Unknown rows that may be sent again; not those whose key a later row has written since."""
        unknown = {each.number: each.key for each in self._journal.outcomes(failures=True) if each.status == "unknown"}
        if not unknown or not self._write.repeatable:
            return list(unknown)
        latest: dict[str, int] = {}
        keys = {key.casefold() for key in unknown.values() if key}
        for each in self._journal.outcomes(start=min(unknown)):
            if (
                each.key
                and each.change != "duplicate"
                and (key := each.key.casefold()) in keys
                and each.status != "failed"
            ):
                latest[key] = each.number
        return [number for number, key in unknown.items() if key is None or latest[key.casefold()] == number]

    def conclude(self) -> None:
        """Settle what was not sent, or leave it for the next run; raise if nothing at all was done."""
        if self._journal.trouble is not None:
            raise self._journal.trouble
        halt, counts = self._schedule.halt, self._journal.counts
        if halt is not None and not counts.done and not counts.unknown:
            raise halt
        if halt is not None and self._choices.journal is None:
            for row in sorted((*self._unsent, *self._schedule.rest()), key=lambda each: each.outcome.index):
                source: Row = row.outcome.input
                self._settle(_outcome(source, self._write.key(row.entry), "failed", error=_not_sent(halt)), None)
        if halt is None:
            self._journal.finish({"rows": self._read, "changed": self._source.changed()})
        self._notify()

    def report(self) -> Report:
        """What was done, by this run and those before it."""
        finished, journal = self._journal.finished or {}, self._journal
        report = Report(requests=self.seen.requests, retries=self.seen.retries)
        _count(report, journal)
        report.rows = finished.get("rows", self._read)
        report.changed = finished.get("changed")
        report.resumed, report.stopped = self._resumed, self._schedule.halt
        report.journal = None if journal.path is None else str(journal.path)
        report.read = lambda failures: journal.outcomes(failures=failures)
        if self._choices.failed is not None:
            write_failed(self._choices.failed, self._source, report)
        return report

    # -- rows ----------------------------------------------------------------------------------------------------

    def _entry(self, row: Row) -> Any:
        if self._choices.check is not None:
            row = self._choices.check(row)
        if row.error is not None:
            raise row.error
        try:
            return self._write.read(row.values, row.number)
        except InputError as error:
            raise _of_row(error) from None

    def _first(self, entry: Any, number: int) -> int | None:
        """The number of an earlier row with the same key, where that matters."""
        if self._index is None:
            return None
        key = (self._write.identity or self._write.endpoint.key)(entry)
        if key is None:
            return None
        first = self._index.first(repr(key), number)
        return None if first == number else first

    def _is_settled(self, row: Row, entry: Any) -> bool:
        if not self._journal.settled(row.number) or row.number not in self._earlier:
            return False
        if self._journal.path is not None and self._source.fingerprint is None:
            known = self._journal.digest(row.number)
            if known is not None and known != self._digest(row, entry):
                raise InputError("rows", f"row {row.number} is not the one that {self._journal.path} has settled")
        return True

    def _digest(self, row: Row, entry: Any) -> bytes | None:
        """What identifies a row of a source that nothing else identifies."""
        if self._journal.path is None or self._source.fingerprint is not None:
            return None
        text = json.dumps(str(row.error) if entry is None else entry, default=str, sort_keys=True)
        return blake2b(text.encode(), digest_size=8).digest()

    def _settle_sent(self, row: accounting.Row, key: str | None, *, unchanged: bool) -> None:
        outcome, source = row.outcome, row.outcome.input
        change = None
        if outcome.status == "done":
            change = "unchanged" if unchanged else self._write.change(outcome.result)
        record_id = getattr(outcome.result, "id", None)
        settled = RowOutcome(
            *(source.number, outcome.status, source.line, key),
            id=record_id if isinstance(record_id, str) else None,
            change=change,
            error=outcome.error,
            **({} if outcome.ok else {"given": source.values, "original": source.original}),
        )
        self._settle(settled, self._digest(source, row.entry))

    def _settle(self, outcome: RowOutcome, digest: bytes | None) -> None:
        self._journal.settle(outcome, digest)
        if self._choices.outcomes is not None and not self._choices.in_order:
            self._choices.outcomes(outcome)

    def _reads_on(self) -> bool:
        """Whether, after an error of the call, the rest is read, to be accounted for here and not by a later run."""
        counts = self._journal.counts
        return self._choices.journal is None and self._journal.trouble is None and bool(counts.done or counts.unknown)

    def _notify(self) -> None:
        """Call the caller's functions with what is new."""
        journal, choices = self._journal, self._choices
        if choices.outcomes is not None and choices.in_order and journal.settled(self._given_out):
            for outcome in journal.outcomes(start=self._given_out):
                if outcome.number != self._given_out:
                    break
                self._given_out += 1
                if outcome.number not in self._earlier:
                    choices.outcomes(outcome)
        if choices.progress is not None:
            progress = Progress(requests=self.seen.requests, retries=self.seen.retries)
            _count(progress, journal)
            progress.rows, progress.seconds = self._read, choices.clock() - self._began
            progress.settled = progress.done + progress.failed + progress.unknown - self._resumed
            choices.progress(progress)


def _count(into: Counts, journal: Journal) -> None:
    for each in fields(Counts):
        setattr(into, each.name, getattr(journal.counts, each.name))


def _outcome(row: Row, key: str | None, status: Status, **more: Any) -> RowOutcome:
    given = {} if status == "done" else {"given": row.values, "original": row.original}
    return RowOutcome(row.number, status, row.line, key, **given, **more)


def _not_sent(halt: HubSpotError) -> NotSent:
    error = NotSent(f"not sent: {halt}")
    error.__cause__ = halt
    return error


def _of_row(error: InputError) -> InputError:
    """An error about a row's field, which is named as the row has it."""
    field = error.field.removeprefix(ROW).removeprefix(".").removeprefix("properties.")
    return InputError(field, error.problem)

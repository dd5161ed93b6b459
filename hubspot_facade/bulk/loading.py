"""Loads: rows read, sent and accounted for one after the other, in constant memory."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.bulk.failed_rows import check_failed, write_failed
from hubspot_facade.bulk.journal import Journal
from hubspot_facade.bulk.moments import Moments
from hubspot_facade.bulk.options import Choices, choices_of
from hubspot_facade.bulk.outcomes import Report
from hubspot_facade.bulk.rows import Row, rows_of
from hubspot_facade.bulk.stream import Stream, count_into, not_sent, settled_outcome
from hubspot_facade.bulk.writes import Write
from hubspot_facade.errors import HubSpotError, InputError, LoadError, NotSent
from hubspot_facade.plans.accounting import folded
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.plan import Flow

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from hubspot_openapi.v2026_03.account.account_info import operations as account
else:
    account = edition_calls("account.account_info")


def load(write: Write, rows: object, options: Mapping[str, Any]) -> Generator[Any, Any, Report]:
    """Send all rows; the report has the outcome of each. LoadError, with `raise_errors`, if any is not done."""
    divided = getattr(rows, "divided", None)
    if divided is not None:  # for other processes, of which most programs have none: see `dividing`
        return cast("Report", divided(write, options))
    report = yield from _load(write, rows, choices_of(options, write.named))
    if options.get("raise_errors"):
        report.raise_for_failures()
    return report


def _load(write: Write, rows: object, choices: Choices) -> Generator[Any, Any, Report]:
    source = rows_of(rows)
    if choices.failed is not None:
        check_failed(choices.failed, source)
    portal, moments = None, Moments(choices.wall, choices.clock)
    if choices.journal is not None:
        asked = _Portal(moments)
        yield from asked
        portal = asked.portal
    journal = Journal(choices.journal)
    try:
        journal.begin(
            {**write.facts, "duplicates": choices.duplicates, "portal": portal, "fingerprint": source.fingerprint}
        )
        with closing(_Load(write, source, journal, choices, moments)) as flow:
            if journal.finished is None or source.fingerprint is None:  # rows that nothing identifies are compared
                flow.resume()
                yield from flow
                flow.conclude()
            return flow.report()
    finally:
        journal.close()


class _Portal(Flow):
    """Asks for the account that a journal is for: None if the token may not know. Its answer has HubSpot's time too."""

    def __init__(self, moments: Moments) -> None:
        self.seen = moments
        self.portal: int | None = None
        self._plan: Generator[Any, Any, None] | None = self._ask()

    def next(self) -> Any:
        """The one plan."""
        plan, self._plan = self._plan, None
        return plan

    def over(self, plan: Any, error: HubSpotError | None) -> None:
        """Raise what came instead of the account."""
        if error is not None and getattr(error, "status", None) != 403:
            raise error

    def _ask(self) -> Generator[Any, Any, None]:
        details = yield from account.get_details()
        self.portal = getattr(details, "portal_id", None)


class _Load(Stream):
    """A load from its beginning to its report."""

    def resume(self) -> None:
        """Take up what earlier runs left: rows in doubt, and rows that ended as unknown and can be settled."""
        if self._journal.finished is None and (self._write.repeatable or self._write.find is not None):
            self._journal.retake(self._unknown())
        self._earlier = self._journal.numbers()

    def _unknown(self) -> list[int]:
        """Unknown rows that may be sent again; not those whose key a later row has written since.

        Those that were left out for an unknown row are among them: they wait for what becomes of it now.
        """
        found = [each for each in self._journal.outcomes(failures=True) if each.status == "unknown"]
        unknown = {each.number: each.key for each in found}
        if not unknown or not self._write.repeatable:
            return list(unknown)
        left_out = {each.number for each in found if isinstance(each.error, NotSent)}
        latest: dict[str, int] = {}
        keys = {folded(key) for key in unknown.values() if key}
        for each in self._journal.outcomes(start=min(unknown)):
            if (
                each.key
                and each.change != "duplicate"
                and each.number not in left_out
                and (key := folded(each.key)) in keys
                and each.status != "failed"
            ):
                latest[key] = each.number
        return [
            number
            for number, key in unknown.items()
            if key is None or number in left_out or latest[folded(key)] == number
        ]

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
                self._settle(settled_outcome(source, self._write.key(row.entry), "failed", error=not_sent(halt)), None)
                self._leave_out_rest(source.number)
        if halt is None and self._journal.finished is None:
            self._journal.finish({"rows": self._read, "changed": self._source.changed()})
        self._notify()

    def close(self) -> None:
        """Remove what it had on disk besides the journal."""
        if self._index is not None:
            self._index.close()

    def report(self) -> Report:
        """What was done, by this run and those before it."""
        finished, journal = self._journal.finished or {}, self._journal
        report = Report(requests=self.seen.requests, retries=self.seen.retries)
        count_into(report, journal)
        report.rows = finished.get("rows", self._reached())
        report.changed = finished.get("changed")
        report.resumed, report.stopped = self._resumed, self._schedule.halt
        report.journal = None if journal.path is None else str(journal.path)
        report.read = lambda failures: journal.outcomes(failures=failures)
        if self._choices.failed is not None:
            try:
                write_failed(self._choices.failed, self._source, report.failures)
            except InputError as error:  # the rows were sent all the same
                raise LoadError(report, str(error)) from error
        return report

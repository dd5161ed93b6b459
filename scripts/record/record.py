"""Records one operation: its success, and HubSpot's refusals in the ways that apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol
from urllib.parse import unquote, urlsplit

from hubspot_facade.catalogue.named_operation import Entry
from scripts.record import changes
from scripts.record.cassette import Case, Cassette
from scripts.record.changes import Change
from scripts.record.outcome import Outcome, Runner
from scripts.record.scrub import Scrubber
from scripts.record.tape import Interaction, Recorder

TRIES = 40
"""The number of changed payloads to try before a kind of refusal is assumed not to apply."""


class RecordingError(Exception):
    """An operation cannot be recorded."""


class Account(Protocol):
    """What is recorded against: it can be restored to its initial state, and be made to refuse a request."""

    def restore(self) -> None:
        """Restore the records that the samples refer to, and no others."""

    def refuse_next(self) -> None:
        """Make the next request get 429."""


class Studio:
    """Records operations, one after the other, against one account."""

    def __init__(self, account: Account, runner: Runner, scrubber: Scrubber, against: str) -> None:
        self._account = account
        self._runner = runner
        self._scrubber = scrubber
        self._tapes = Recorder(scrubber)
        self._against = against

    def record(self, entry: Entry, edition: str) -> Cassette:
        """The cassette of an operation, with every case that applies; RecordingError if its sample is refused."""
        sample = entry.sample or {}
        success = self._run("success", entry, edition)
        if success.outcome.error is not None:
            raise RecordingError(f"{entry.name} ({edition}): its sample is refused: {success.outcome.error}")
        cases = [success]
        if success.interactions:
            cases += self._limited(entry, edition)
            segments = _segments(success.interactions)
            tries: list[tuple[str, Callable[[], Iterator[Change]]]] = [
                ("404", lambda: changes.missing(sample, segments)),
                ("400", lambda: changes.invalid(sample, entry.fields)),
                ("207", lambda: changes.partial(sample)),
            ]
            cases += self._conflict(entry, edition)
            for name, proposed in tries:
                cases += self._first(name, entry, edition, proposed())
        return Cassette(entry.name, edition, self._against, cases)

    def _run(self, name: str, entry: Entry, edition: str, change: Change | None = None, *, fresh: bool = True) -> Case:
        if fresh:
            self._account.restore()
        if change is not None:
            change = Change(change.at, self._scrubber.data(change.value))
        case = Case(name, Outcome(), change=change)
        with self._tapes.record() as tape:
            if name == "429":
                self._account.refuse_next()
            outcome = self._runner.run(edition, entry.name, case.payload(entry.sample or {}))
        case.interactions, case.outcome = self._tapes.taken(tape, outcome)
        return case

    def _limited(self, entry: Entry, edition: str) -> list[Case]:
        case = self._run("429", entry, edition)
        return [case] if case.outcome.error is None else []

    def _conflict(self, entry: Entry, edition: str) -> list[Case]:
        """The case of the second of two equal runs."""
        self._run("before", entry, edition)
        case = self._run("409", entry, edition, fresh=False)
        return [case] if case.outcome.status == 409 else []

    def _first(self, name: str, entry: Entry, edition: str, proposed: Iterator[Change]) -> list[Case]:
        """The case of the first change that HubSpot answers with this status; none if there is no such change."""
        for change in islice(proposed, TRIES):
            case = self._run(name, entry, edition, change)
            if name == str(case.outcome.status) or (name == "207" and _partial(case)):
                return [case]
        return []


def _segments(interactions: list[Interaction]) -> frozenset[str]:
    return frozenset(unquote(part) for one in interactions for part in urlsplit(one["request"]["uri"]).path.split("/"))


def _partial(case: Case) -> bool:
    return any(one["response"]["status"]["code"] == 207 for one in case.interactions)

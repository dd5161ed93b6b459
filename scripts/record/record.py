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
        self._account.restore()
        success = self._kept("success", self._run(entry, edition))
        if success.outcome.error is not None:
            raise RecordingError(f"{entry.name} ({edition}): its sample is refused: {success.outcome.error}")
        cases = [success]
        if success.interactions:
            again = self._run(entry, edition)  # the same once more, of the account as the first run left it
            conflict = [self._kept("409", again)] if again.status == 409 else []
            cases += [*self._limited(entry, edition), *conflict]
            segments = _segments(success.interactions)
            tries: list[tuple[str, Callable[[], Iterator[Change]]]] = [
                ("404", lambda: changes.missing(sample, segments)),
                ("400", lambda: changes.invalid(sample, entry.fields)),
                ("207", lambda: changes.partial(sample)),
            ]
            for name, proposed in tries:
                cases += self._first(name, entry, edition, proposed())
        return Cassette(entry.name, edition, self._against, cases)

    def _run(self, entry: Entry, edition: str, change: Change | None = None) -> Outcome:
        """The outcome, with the account as it is."""
        sample = entry.sample or {}
        return self._runner.run(edition, entry.name, sample if change is None else change.of(sample))

    def _kept(self, name: str, outcome: Outcome, change: Change | None = None) -> Case:
        """The last run as a case. Only what is kept is scrubbed, as most runs are tries."""
        interactions, shown = self._tapes.taken(self._runner.heard, outcome)
        return Case(name, shown, interactions, change)

    def _limited(self, entry: Entry, edition: str) -> list[Case]:
        """The case of a run whose first request is refused for the rate limit."""
        self._account.restore()
        self._account.refuse_next()
        outcome = self._run(entry, edition)
        return [self._kept("429", outcome)] if outcome.error is None else []

    def _first(self, name: str, entry: Entry, edition: str, proposed: Iterator[Change]) -> list[Case]:
        """The case of the first change that HubSpot answers with this status; none if there is no such change."""
        for each in islice(proposed, TRIES):
            change = Change(each.at, self._scrubber.data(each.value))
            self._account.restore()
            outcome = self._run(entry, edition, change)
            partly = name == "207" and any(answer.status_code == 207 for answer in self._runner.heard)
            if partly or name == str(outcome.status):
                return [self._kept(name, outcome, change)]
        return []


def _segments(interactions: list[Interaction]) -> frozenset[str]:
    return frozenset(unquote(part) for one in interactions for part in urlsplit(one["request"]["uri"]).path.split("/"))

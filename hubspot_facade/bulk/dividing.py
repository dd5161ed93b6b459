"""Loads in parts: rows divided by key among processes, and the outcomes of all as one report.

Rows with one key are in one part, in their order, so that what holds for one process holds for many. The folder of such
a load has the rows and the journal of each part, and `load.db`, which whoever divides them keeps open: so no two
programs work on one folder, and a worker can see whether it has the same folder, and whether locks work in it.
"""

from __future__ import annotations

from inspect import iscoroutinefunction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from hubspot_facade.bulk.failed_rows import check_failed, write_failed
from hubspot_facade.bulk.journal import Journal
from hubspot_facade.bulk.kept_outcomes import COUNTS, count_rows, rows_at
from hubspot_facade.bulk.merged_outcomes import merged
from hubspot_facade.bulk.options import Choices, choices_of
from hubspot_facade.bulk.outcomes import Counts, Report
from hubspot_facade.bulk.parts import STOP, Part, PartResult
from hubspot_facade.bulk.rows import AsyncSource, Source, check_path, rows_of
from hubspot_facade.bulk.splitting import Split, digest_of, split
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hubspot_facade.bulk.rows import RowsGiven
    from hubspot_facade.bulk.writes import Write

LOCKED = "load.db"
"""The file that whoever divides the rows keeps locked."""

_MOST = 999  # parts; each has two open files while rows are divided
_HERE = ("failed", "check", "progress", "raise_errors")  # options for whoever divides, and not for the parts
_REFUSED = {
    "journal": "is the folder",
    "outcomes": "cannot be called from other processes: iterate the outcomes of the report",
    "in_order": "is for outcomes, which cannot be called from other processes",
}


def divide(
    method: Callable[..., Report], rows: RowsGiven, *, folder: str | Path, parts: int | None = None, **options: Any
) -> Division:
    """A load in parts that other processes run: `divide(hs.contacts.bulk_upsert, "people.csv", folder="load")`.

    `method` is any `bulk_*` method of a `HubSpot`; `options` are its other arguments, by name, and its options. The
    folder is created, and all processes need it under this path. With the folder of an earlier run the load goes on
    where it was. `parts` is how many there are, 1 to 999: 8, or as many as that run had. Rows of one key are in one
    part, in their order; the order of rows with different keys is not kept. Rows are read here, and written to the
    folder.

    InputError if the folder belongs to another load or other rows, or is in use.
    """
    owner: Any = getattr(method, "__self__", None)
    if not str(getattr(method, "__name__", "")).startswith("bulk_") or owner is None:
        raise InputError("method", "expected a bulk method of a client, such as hs.contacts.bulk_upsert")
    if iscoroutinefunction(method) or owner._client._gives_responses:
        raise InputError("method", "expected a method of HubSpot, not of AsyncHubSpot or with_raw_response")
    for name, why in _REFUSED.items():
        if options.get(name) is not None:
            raise InputError(name, why)
    if parts is not None and not 1 <= parts <= _MOST:
        raise InputError("parts", f"expected a number from 1 to {_MOST}, not {parts!r}")
    check_path(folder, "folder")
    arguments = {name: value for name, value in options.items() if name not in _HERE}
    dividing = Dividing(method, arguments, rows, Path(folder).absolute(), parts)
    here = {name: value for name, value in options.items() if name != "progress"}
    return cast("Division", method(rows=dividing, **here))


class Dividing:
    """Rows that a bulk method divides instead of sending them: it alone knows their keys."""

    def __init__(
        self,
        method: Callable[..., Report],
        arguments: Mapping[str, Any],
        rows: RowsGiven,
        folder: Path,
        parts: int | None,
    ) -> None:
        self._method, self._arguments, self._rows = method, arguments, rows
        self._folder, self._parts = folder, parts

    def divided(self, write: Write, options: Mapping[str, Any]) -> Division:
        """The load of these rows by this write."""
        choices, source = choices_of(options, write.named), rows_of(self._rows)
        if isinstance(source, AsyncSource):
            raise InputError("rows", "expected rows that need not be awaited")
        if choices.failed is not None:
            check_failed(choices.failed, source)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / STOP).unlink(missing_ok=True)
        except OSError as error:
            raise InputError("folder", f"{self._folder}: {error.strerror or error}") from None
        journal = Journal(self._folder / LOCKED)
        try:
            found = self._begun(journal, write, source, choices)
            parts = [
                Part(self._method, self._arguments, self._folder, number, rows, f"{found.digest} {number}")
                for number, rows in enumerate(found.parts)
            ]
            return Division(parts, found, source, journal, choices, raise_errors=bool(options.get("raise_errors")))
        except BaseException:
            journal.close()
            raise

    def _begun(self, journal: Journal, write: Write, source: Source, choices: Choices) -> Split:
        journal.begin(
            {**write.facts, "duplicates": choices.duplicates, "divided": True, "fingerprint": source.fingerprint}
        )
        if journal.finished is None:
            found = split(write, source, choices, self._folder, self._parts or 8)
            journal.finish(found.facts())
            return found
        found = Split(**journal.finished)
        if self._parts not in (None, len(found.parts)):
            raise InputError("parts", f"{self._folder} has {len(found.parts)} parts, not {self._parts}")
        if source.fingerprint is None and digest_of(source, choices) != found.digest:
            raise InputError("rows", f"are not those that {self._folder} was begun with")
        return found


class Division:
    """A load in parts: run each of `parts` in any process, and give their results to `report`.

    It is a context manager, which ends its claim on the folder.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        split: Split,
        source: Source,
        journal: Journal,
        choices: Choices,
        *,
        raise_errors: bool,
    ) -> None:
        self.parts = parts
        self.folder = parts[0].folder
        self._split, self._source, self._journal, self._choices = split, source, journal, choices
        self._raise_errors = raise_errors
        self.resumed = self.counts()  # what earlier runs settled

    def counts(self) -> Counts:
        """How many rows there are, and what became of those that are settled; not while a part runs."""
        counts = Counts(rows=sum(self._split.parts))
        for part in self.parts:
            if part.journal.exists():
                Journal(part.journal).close()  # takes in what a process that was killed left beside it
                count_rows(counts, rows_at(part.journal, COUNTS))
        return counts

    def stop(self) -> None:
        """Let all parts end once their requests under way are answered."""
        (self.folder / STOP).touch()

    def report(self, results: Iterable[PartResult]) -> Report:
        """What became of all rows, in their order, as of a load by one process.

        `requests` are those of the results: what a process sent that died is not among them. What ended a part is
        raised if no row at all is done or unknown, and is `stopped` otherwise; then the next run goes on.
        """
        requests = retries = 0
        stopped = None
        for each in results:
            requests, retries = requests + each.requests, retries + each.retries
            stopped = stopped or each.stopped
        report = Report(requests=requests, retries=retries, journal=str(self.folder), changed=self._split.changed)
        counts, before = self.counts(), self.resumed
        for name in Counts.__dataclass_fields__:
            setattr(report, name, getattr(counts, name))
        report.resumed = before.done + before.failed + before.unknown
        report.stopped = stopped
        if stopped is not None and not report.done and not report.unknown:
            raise stopped
        journals, index = [part.journal for part in self.parts], self._split.index(self.folder)
        report.read = lambda failures: merged(index, journals, failures=failures)
        if self._choices.failed is not None:
            write_failed(self._choices.failed, self._source, report.failures)
        if self._raise_errors:
            report.raise_for_failures()
        return report

    def close(self) -> None:
        """End the claim on the folder; what is in it remains."""
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

"""Parts of a load, each for one process at a time: what a worker gets, does and returns."""

from __future__ import annotations

import pickle
import time
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.journal_file import JournalInUseError
from hubspot_facade.bulk.rows import Row
from hubspot_facade.errors import HubSpotError, JournalError, NotSent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hubspot_facade.bulk.outcomes import Progress, Report

# How many rows are read before looking again whether the load is to stop: the folder may be on a network.
_LOOKS = 100
# How long a part waits, in seconds, for a process that is thought dead and still works on it.
_PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class PartResult:
    """What one run of a part took. What became of its rows is in its journal. `stopped` is what ended it early."""

    number: int
    requests: int = 0
    retries: int = 0
    stopped: HubSpotError | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a load, made by `divide`. It pickles, with its client's settings and credentials.

    Its rows and its journal are in the folder of the load. So it may be run again after a process that ran it died,
    and settles what that one left, by the rules of journals.
    """

    method: Callable[..., Report]
    arguments: Mapping[str, Any]
    folder: Path
    number: int
    rows: int
    fingerprint: str

    @property
    def journal(self) -> Path:
        """Where the outcomes of its rows are; the file is there once it has run."""
        return self.folder / f"part-{self.number:03}.db"

    def run(self, progress: Callable[[Progress], object] | None = None, *, patience: float = _PATIENCE) -> PartResult:
        """Load its rows, as far as no earlier run has settled them.

        An error of the call as a whole is `stopped`, and is not raised. A part that another process still works on is
        waited for, `patience` seconds.
        """
        until = time.monotonic() + patience
        while True:
            try:
                report = self.method(rows=PartRows(self), journal=self.journal, progress=progress, **self.arguments)
            except JournalInUseError as error:
                if time.monotonic() >= until:
                    return PartResult(self.number, stopped=error)
                time.sleep(min(1.0, patience / 10))
            except HubSpotError as error:
                return PartResult(self.number, stopped=error)
            else:
                return PartResult(self.number, report.requests, report.retries, report.stopped)


class PartRows:
    """The rows of a part, numbered within it."""

    name = ""
    columns = None

    def __init__(self, part: Part) -> None:
        self._part = part
        self.fingerprint = part.fingerprint
        self._numbers = array("q")

    def changed(self) -> str | None:
        """Nothing: the rows were written for this load."""
        return None

    def number_in_whole(self, number: int) -> int:
        """The number that a row of the part, read already, has in the load, for messages."""
        return self._numbers[number]

    def __iter__(self) -> Iterator[Row]:
        self._numbers = array("q")
        part, number = self._part, 0
        path, stop = path_of_rows(part.folder, part.number), part.folder / STOP
        with path.open("rb") as file:
            for number in range(part.rows):
                if number % _LOOKS == 0 and stop.exists():
                    raise NotSent("the load was stopped")
                try:
                    line, values, error, original, whole = pickle.load(file)  # noqa: S301 # of `divide`, in the load's folder
                except (EOFError, pickle.UnpicklingError) as damage:
                    raise JournalError(f"{path} ends or is damaged after {number} of {part.rows} rows") from damage
                self._numbers.append(whole)
                yield Row(number, values, line, error, original)


STOP = "stop"
"""The name of the file that ends all parts of a load."""


def path_of_rows(folder: Path, number: int) -> Path:
    """Where the rows of a part are."""
    return folder / f"part-{number:03}.rows"

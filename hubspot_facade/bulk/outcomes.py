"""What became of each row of a load, and what a load reports."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.errors import APIError, HubSpotError, InputError, LoadError
from hubspot_facade.refusals.wording import reason, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hubspot_facade.plans.accounting import Status


_READ, _SHOWN = 1_000, 3  # failures that are read for a report's text, and reasons in it


def _nothing(_failures: bool) -> Iterator[RowOutcome]:
    return iter(())


Change = Literal["created", "updated", "unchanged", "duplicate"]
"""What a row that is done changed. "duplicate" is a row that was left out because an earlier one has its key."""


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of the `number`-th row (from 0), which begins in this `line` of its file; `status` as of a batch.

    `key` is what the row's record is found by, `id` the record's id where HubSpot returned one. `change` says what was
    done, None where that is not known or there is one answer only, as for archiving. A row that is not done has an
    `error`; `given` are its values, and `original` is the row as its file has it, where that is something else.
    """

    number: int
    status: Status
    line: int | None = None
    key: str | None = None
    id: str | None = None
    change: Change | None = None
    error: HubSpotError | None = None
    given: Any = field(default=None, repr=False)
    original: Any = field(default=None, repr=False)

    @property
    def ok(self) -> bool:
        """Whether it is done."""
        return self.status == "done"

    @property
    def field(self) -> str | None:
        """The field that is wrong, if the error names one."""
        if isinstance(self.error, InputError):
            return self.error.field or None
        if not isinstance(self.error, APIError):
            return None
        for item in self.error.errors:
            named: Any = item.context.get("propertyName") or item.where
            if named:
                return str(named[0] if isinstance(named, list) else named)  # pyright: ignore[reportUnknownArgumentType] # JSON
        return None

    @property
    def message(self) -> str:
        """Why it is not done; empty if it is."""
        return "" if self.error is None else str(self.error)


@dataclass(slots=True)
class Counts:
    """Numbers of rows. `rows` were read; each is done, failed, unknown or, if the load has stopped, left for later."""

    rows: int = 0
    done: int = 0
    failed: int = 0
    unknown: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0

    @property
    def left(self) -> int:
        """Rows that were read but not sent."""
        return self.rows - self.done - self.failed - self.unknown

    def add(self, status: Status, change: Change | None, times: int = 1) -> None:
        """Count outcomes."""
        setattr(self, status, getattr(self, status) + times)
        if change is not None:
            name = "duplicates" if change == "duplicate" else change
            setattr(self, name, getattr(self, name) + times)

    def __str__(self) -> str:
        parts = [
            counted(self.rows, "row"),
            f"{self.done:,} done",
            f"{self.failed:,} failed",
            f"{self.unknown:,} unknown",
        ]
        if self.left:
            parts.append(f"{self.left:,} not sent")
        shown = ("created", "updated", "unchanged", "duplicates")
        made = ", ".join(f"{getattr(self, name):,} {name}" for name in shown if getattr(self, name))
        if made:
            parts[1] += f" ({made})"
        return ", ".join(parts)


@dataclass(slots=True)
class Progress(Counts):
    """How far a load is: rows in this and earlier runs, and what this run took.

    `requests` includes `retries`; `seconds` is how long it has run, `settled` how many rows it has settled.
    """

    requests: int = 0
    retries: int = 0
    seconds: float = 0.0
    settled: int = 0

    @property
    def rate(self) -> float:
        """Rows settled a second."""
        return self.settled / self.seconds if self.seconds else 0.0


class Outcomes:
    """Outcomes on disk, in the order of the rows; they can be iterated any number of times."""

    def __init__(self, read: Callable[[], Iterator[RowOutcome]], count: int) -> None:
        self._read = read
        self._count = count

    def __iter__(self) -> Iterator[RowOutcome]:
        return self._read()

    def __len__(self) -> int:
        return self._count


@dataclass(slots=True, eq=False)
class Report(Counts):
    """What a load did: counts that add up to the rows read, and the outcome of every row.

    `outcomes` and `failures` are read from disk, in the order of the rows, each time that they are iterated; without a
    journal of yours they are there as long as the report. `resumed` is how many rows earlier runs had settled.
    `stopped` is the error of the call as a whole (token, scope, no connection) that ended the load early, and
    `changed` what changed in the source while it was read.
    """

    requests: int = 0
    retries: int = 0
    resumed: int = 0
    stopped: HubSpotError | None = None
    changed: str | None = None
    journal: str | None = None
    read: Callable[[bool], Iterator[RowOutcome]] = field(default=_nothing, repr=False)

    @property
    def outcomes(self) -> Outcomes:
        """The outcome of every row that was settled, in the order of the rows."""
        return Outcomes(partial(self.read, False), self.done + self.failed + self.unknown)

    @property
    def failures(self) -> Outcomes:
        """The outcomes of the rows that failed or are unknown, each with its error and its values."""
        return Outcomes(partial(self.read, True), self.failed + self.unknown)

    @property
    def ok(self) -> bool:
        """Whether every row is done."""
        return self.done == self.rows and self.stopped is None and self.changed is None

    def raise_for_failures(self) -> None:
        """Raise what stopped the load, or LoadError when any row failed or is unknown."""
        if self.stopped is not None:
            raise self.stopped
        if not self.ok:
            first = next(iter(self.failures), None)
            raise LoadError(self) from (first.error if first else None)

    @property
    def totals(self) -> str:
        """The counts and what ended the load early as text, without the reasons of rows that are not done."""
        text = Counts.__str__(self)
        if self.resumed:
            text += f"; {self.resumed:,} of them in earlier runs"
        retries = "a retry" if self.retries == 1 else "retries"
        text += f"; {counted(self.requests, 'request')}, {self.retries:,} of them {retries}"
        if self.stopped is not None:
            text += f"; stopped: {self.stopped}"
        return text + (f"; {self.changed}" if self.changed else "")

    def __str__(self) -> str:
        return "; ".join([self.totals, *reasons(self.failures)])

    def __repr__(self) -> str:
        return f"<Report: {self}>"

    def __getstate__(self) -> tuple[None, dict[str, Any]]:
        """With every outcome, as another process cannot read this one's disk: as large as the load."""
        state = {each.name: getattr(self, each.name) for each in fields(self)}
        return None, state | {"read": partial(_kept, tuple(self.outcomes))}


def _kept(outcomes: Sequence[RowOutcome], failures: bool) -> Iterator[RowOutcome]:
    return (each for each in outcomes if not failures or each.status != "done")


def reasons(failures: Iterable[RowOutcome]) -> Iterator[str]:
    """The most frequent reasons of the first failures, each with its number of rows."""
    found = Counter(_reason(each) for each in islice(failures, _READ))
    for text, count in found.most_common(_SHOWN):
        yield f"{counted(count, 'row')}: {text}"
    if (others := len(found) - _SHOWN) > 0:
        yield f"and {counted(others, 'other reason')}"


def _reason(outcome: RowOutcome) -> str:
    error = outcome.error
    said = reason(error.message, error.errors, error.context) if isinstance(error, APIError) else ""
    return shorten(said or str(error))

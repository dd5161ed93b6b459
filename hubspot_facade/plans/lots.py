"""Batches of inputs that are all alike, as most are: each has no more of its own than its entry and its result.

What `accounting` and `splitting` work with, a row for each input, is made only for requests that HubSpot refuses, or
whose answers have errors or another order.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import HubSpotError
from hubspot_facade.plans.accounting import BatchEndpoint, Outcome, Row, is_in_order, name_rows
from hubspot_facade.plans.scheduling import Halting
from hubspot_facade.plans.splitting import Chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence


@dataclass(slots=True)
class Alike:
    """Inputs of one batch, as the caller gave them, and what distinguishes their entries, in columns.

    None of them is refused, all are found in one way (by id, or by one property), and no two have the same identity.
    `make` gives the entries of some of them from the number of the first one and their part of each column.
    """

    given: Sequence[Any]
    columns: tuple[Sequence[Any], ...]
    make: Callable[..., list[Any]]

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return zip(self.given, self.make(0, *self.columns), strict=True)

    def part(self, start: int, stop: int) -> Callable[[], list[Any]]:
        """What makes the entries from this number to that one."""
        return partial(self.make, start, *(column[start:stop] for column in self.columns))


def _nothing() -> list[Any]:
    return []


class Lot(Chunk):
    """The inputs of one request; those that the answer has results for, in their order, have no rows."""

    is_done = False

    def __init__(self, endpoint: BatchEndpoint, inputs: Alike, start: int) -> None:
        super().__init__(endpoint, ())
        self.start = start
        self.given = inputs.given[start : start + endpoint.size]
        self._entries = inputs.part(start, start + endpoint.size)

    def __iter__(self) -> Generator[Any, Any, None]:
        entries = self._entries()
        try:
            answer = yield from self.endpoint.send(entries)
        except HubSpotError as error:
            rows = self.made_rows
            refusal = yield from self._unanswered(rows, error)
            if refusal is not None:
                yield from self._split(rows, refusal, alone=len(rows) == 1)
            return
        self.is_done = is_in_order(self.endpoint, entries, answer)
        if not self.is_done:
            yield from self._answered(self.made_rows, answer)
        else:
            self.answers.append(answer)
            self._entries = _nothing  # what is sent is let go

    @cached_property
    def made_rows(self) -> Sequence[Row]:
        """A row for each, as there are results that are not in order, or none."""
        pairs = zip(self.given, self._entries(), strict=True)
        self.rows = [Row(Outcome(index, given), entry) for index, (given, entry) in enumerate(pairs, self.start)]
        self._entries = _nothing
        name_rows(self.endpoint, self.rows)
        return self.rows

    def count(self) -> int:
        """How many results there are."""
        if self.is_done:
            return len(self.given)
        return sum(len(getattr(answer, "results", None) or ()) for answer in self.answers)

    def outcomes(self) -> Iterator[Outcome[Any]]:
        """What became of each."""
        if not self.is_done:
            return (row.outcome for row in self.rows)
        several = enumerate(zip(self.given, self.answers[0].results, strict=True), self.start)
        return (Outcome(index, given, result, None, "done") for index, (given, result) in several)


class Lots(Halting):
    """Lots as a driver runs them, in the order of their inputs; `chunks` are those that were begun."""

    def __init__(self, endpoint: BatchEndpoint, inputs: Alike) -> None:
        super().__init__()
        self.all = [Lot(endpoint, inputs, start) for start in range(0, len(inputs.given), endpoint.size)]
        self.chunks: list[Chunk] = []
        self._waiting = deque(self.all)

    def next(self) -> Lot | None:
        """A lot to send now."""
        if self.halt is not None or not self._waiting:
            return None
        lot = self._waiting.popleft()
        self.chunks.append(lot)
        return lot

    def over(self, plan: Any, error: HubSpotError | None) -> None:
        """Note that a lot is over."""
        self.note(error)
        for row in plan.rows:
            row.let_go()

    def unusual(self) -> list[Row]:
        """The rows of all lots that have any, or were not sent."""
        return [row for lot in self.all if not lot.is_done for row in lot.made_rows]

"""Sets of numbers that are mostly consecutive, such as the rows of a load that are settled."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class NumberRanges:
    """A set of whole numbers, in the memory that its gaps take."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []  # exclusive

    def __copy__(self) -> NumberRanges:
        other = NumberRanges()
        other._starts, other._ends = [*self._starts], [*self._ends]
        return other

    def __contains__(self, number: int) -> bool:
        if not self._ends or number >= self._ends[-1]:  # as mostly, when rows come in their order
            return False
        at = bisect_right(self._starts, number) - 1
        return at >= 0 and number < self._ends[at]

    @property
    def end(self) -> int:
        """The number after the last one; 0 if it has none."""
        return self._ends[-1] if self._ends else 0

    def add(self, number: int) -> None:
        """Add a number."""
        if self._ends and number == self._ends[-1]:
            self._ends[-1] += 1
            return
        if number in self:
            return
        at = bisect_right(self._starts, number)
        follows = at > 0 and self._ends[at - 1] == number
        precedes = at < len(self._starts) and self._starts[at] == number + 1
        if follows and precedes:
            self._ends[at - 1] = self._ends.pop(at)
            del self._starts[at]
        elif follows:
            self._ends[at - 1] = number + 1
        elif precedes:
            self._starts[at] = number
        else:
            self._starts.insert(at, number)
            self._ends.insert(at, number + 1)

    def add_all(self, numbers: Sequence[int]) -> None:
        """Add several numbers, in one step if they follow each other and come after all others."""
        if not numbers:
            return
        start, stop = numbers[0], numbers[0] + len(numbers)
        if start < self.end or numbers != [*range(start, stop)]:
            for number in numbers:
                self.add(number)
        elif self._ends and start == self._ends[-1]:
            self._ends[-1] = stop
        else:
            self._starts.append(start)
            self._ends.append(stop)

    def discard(self, number: int) -> None:
        """Remove a number."""
        if number not in self:
            return
        at = bisect_right(self._starts, number) - 1
        start, end = self._starts.pop(at), self._ends.pop(at)
        parts = [(one, other) for one, other in ((start, number), (number + 1, end)) if one < other]
        self._starts[at:at] = [one for one, _ in parts]
        self._ends[at:at] = [other for _, other in parts]

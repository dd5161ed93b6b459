"""Figures: ratios of medians with their spread, exponents of growth."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Measured:
    """A figure; `low` and `high` are the quartiles of its rounds, `detail` what it is made of."""

    value: float
    low: float | None = None
    high: float | None = None
    detail: str = ""


def ratio(ours: Sequence[float], theirs: Sequence[float], detail: str = "") -> Measured:
    """The ratio of the medians, with the quartiles of the ratios round by round. ValueError unless as many of each."""
    pairs = list(zip(ours, theirs, strict=True))
    value = statistics.median(ours) / statistics.median(theirs)
    low, high = quartiles([mine / other for mine, other in pairs])
    return Measured(value, low, high, detail)


def middle(numbers: Sequence[float], detail: str = "") -> Measured:
    """The median, with the quartiles."""
    low, high = quartiles(numbers)
    return Measured(statistics.median(numbers), low, high, detail)


def quartiles(numbers: Sequence[float]) -> tuple[float, float]:
    """The first and the last quartile; of one number, itself."""
    if len(numbers) == 1:
        return numbers[0], numbers[0]
    first, _, last = statistics.quantiles(numbers, n=4, method="inclusive")
    return first, last


def exponent(costs: Mapping[int, float]) -> Measured:
    """How cost grows with size, by least squares over sizes: 1 if ten times as many cost ten times as much."""
    sizes, spent = [math.log(size) for size in costs], [math.log(cost) for cost in costs.values()]
    slope = statistics.linear_regression(sizes, spent).slope
    each = ", ".join(f"{size:,}: {cost / size * 1e6:.1f} µs each" for size, cost in costs.items())
    return Measured(slope, detail=each)


def ms(seconds: Sequence[float]) -> str:
    """The median in milliseconds, as text."""
    return f"{statistics.median(seconds) * 1000:.3g} ms"

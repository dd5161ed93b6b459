"""The order of a search, and the span of it that is asked for."""

from dataclasses import dataclass
from typing import NamedTuple

from hubspot_facade.sandbox.crm.properties.definition import Definition

from .conditions import Statement


class Order(NamedTuple):
    """What records are ordered by: a property, its column, and the SQL for it; no property is the order of making."""

    column: str
    sql: str
    is_descending: bool = False
    definition: Definition | None = None


UNSORTED = Order("created", "created, id")
"""The order without a sort, and with one written as text that names no property, which HubSpot passes over."""
BOUNDS = frozenset({"EQ", "GT", "GTE", "LT", "LTE", "BETWEEN"})
"""The operators that bound a span."""


@dataclass(frozen=True, slots=True)
class Span:
    """The values from `low` to `high`, both included; None where there is no bound."""

    low: int | None = None
    high: int | None = None

    def narrowed(self, operator: str, value: int | None = None, high: int | None = None) -> "Span | None":
        """The part of the span that a filter leaves; None for filters that are no bounds."""
        match operator, value, high:
            case ("EQ", int(), None):
                return self._within(value, value)
            case ("GT", int(), None):
                return self._within(value + 1, None)
            case ("GTE", int(), None):
                return self._within(value, None)
            case ("LT", int(), None):
                return self._within(None, value - 1)
            case ("LTE", int(), None):
                return self._within(None, value)
            case ("BETWEEN", int(), int()):
                return self._within(value, high)
            case _:
                return None

    def _within(self, low: int | None, high: int | None) -> "Span":
        lows = [each for each in (self.low, low) if each is not None]
        highs = [each for each in (self.high, high) if each is not None]
        return Span(max(lows, default=None), min(highs, default=None))

    def conditions(self, column: str) -> list[Statement]:
        """The same in SQL."""
        bounds = ((">=", self.low), ("<=", self.high))
        return [Statement(f"{column} {sign} ?", [bound]) for sign, bound in bounds if bound is not None]

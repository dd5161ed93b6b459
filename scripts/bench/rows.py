"""What is measured, as `rows.toml` has it: a name, a unit, and a budget with where it comes from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.bench.measured import Measured

TABLE = Path(__file__).with_name("rows.toml")
TIMES = ("µs", "ms", "s", "rows/s")
"""Units that depend on the machine: their budgets are shown, and nothing fails because of them."""


@dataclass(frozen=True)
class Row:
    """One line of the table; `at_most` or `at_least` is its budget, `source` says whose it is."""

    id: str
    group: str
    what: str
    unit: str = "×"
    at_most: float | None = None
    at_least: float | None = None
    source: str = ""
    digits: int = 2

    def __post_init__(self) -> None:
        if self.at_most is not None and self.at_least is not None:
            raise ValueError(f"{self.id} has two budgets")
        if (self.budget != "") != bool(self.source):
            raise ValueError(f"{self.id}: a budget needs a source, and only a budget has one")

    @property
    def budget(self) -> str:
        """The budget as text; empty without one."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {self.unit}".rstrip()
        return "" if self.at_least is None else f"≥ {self.at_least:g} {self.unit}".rstrip()

    @property
    def asserted(self) -> bool:
        """Whether a run fails that misses the budget: absolute times depend on the machine."""
        return bool(self.budget) and self.unit not in TIMES

    def met(self, measured: Measured) -> bool:
        """Whether the budget is met; True without one."""
        return (self.at_most is None or measured.value <= self.at_most) and (
            self.at_least is None or measured.value >= self.at_least
        )

    def shown(self, number: float) -> str:
        """A number of this row as text."""
        return f"{number:,.{self.digits}f} {self.unit}".rstrip()


def all_rows(text: str | None = None) -> list[Row]:
    """Every row in order. ValueError for an id that is there twice."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8") if text is None else text)
    rows = [Row(group=group, **row) for group, found in table.items() for row in found]
    twice = {row.id for row in rows if sum(row.id == other.id for other in rows) > 1}
    if twice:
        raise ValueError(f"rows of the same id: {', '.join(sorted(twice))}")
    return rows

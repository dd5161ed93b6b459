"""Rows of a table: the columns so far, and a list of cells for each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from hubspot_facade.tables.columns import Cell, Column, Unread

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table. Later ones may have more columns, never fewer, and new ones are at the end."""

    columns: tuple[Column, ...]
    cells: list[list[Cell]] = field(repr=False)

    def __len__(self) -> int:
        return len(self.cells)

    def dicts(self) -> Iterator[dict[str, Any]]:
        """Each row as a mapping from column names to values."""
        names = [each.name for each in self.columns]
        for row in self.cells:
            yield dict(zip(names, row, strict=True))


class Layout(Protocol):
    """How the items of a listing become rows. It is a plan, since columns may have to be asked of HubSpot."""

    unread: Unread

    def rows(self, items: Sequence[Any]) -> Generator[Any, Any, Rows]:
        """The rows of some items, which follow those given before."""
        ...

"""What a kind of file has to do to hold a table: write a part with the columns of its time, and join parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hubspot_facade.tables.columns import Column, Unread
    from hubspot_facade.tables.rows import Rows


class Part(Protocol):
    """A file with the rows of one set of columns."""

    def write(self, rows: Rows) -> None:
        """Add rows."""
        ...

    def close(self) -> None:
        """Complete the file."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one kind are written: a part, and parts joined into one. `widens`: a part takes any columns."""

    part: Callable[[Path, Sequence[Column], Unread], Part]
    join: Callable[[Sequence[Path], Path, Sequence[Column]], None]
    widens: bool = False

"""JSON Lines files: UTF-8, an object a line, with all columns that were known by then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hubspot_facade.tables.parts import Format
from hubspot_facade.tables.texts import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hubspot_facade.tables.columns import Column, Unread
    from hubspot_facade.tables.rows import Rows


class JSONLines:
    """A JSON Lines file."""

    def __init__(self, path: Path, _columns: Sequence[Column], _unread: Unread) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def write(self, rows: Rows) -> None:
        """Add rows."""
        names = [json.dumps(each.name) for each in rows.columns]
        for row in rows.cells:
            fields = (f"{name}: {json_text(cell)}" for name, cell in zip(names, row, strict=True))
            self._file.write("{" + ", ".join(fields) + "}\n")

    def close(self) -> None:
        """Complete the file."""
        self._file.close()


def join(parts: Sequence[Path], whole: Path, _columns: Sequence[Column]) -> None:
    """There is one part, since a line may have any fields."""
    raise AssertionError(f"{len(parts)} parts for {whole}")


JSON_LINES = Format(JSONLines, join, widens=True)

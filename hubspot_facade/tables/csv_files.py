"""CSV files: UTF-8, a header, quotes where a cell needs them. Values are as they are, also those that a spreadsheet
would take for a formula."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

from hubspot_facade.tables.parts import Format
from hubspot_facade.tables.texts import csv_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hubspot_facade.tables.columns import Column, Kind, Unread
    from hubspot_facade.tables.rows import Rows


class CSVPart:
    """A CSV file with these columns."""

    def __init__(self, path: Path, columns: Sequence[Column], _unread: Unread) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._kinds: list[Kind] = [each.kind for each in columns]
        self._writer = csv.writer(self._file)
        if columns:
            self._writer.writerow([each.name for each in columns])

    def write(self, rows: Rows) -> None:
        """Add rows."""
        for row in rows.cells:
            self._writer.writerow([csv_text(kind, cell) for kind, cell in zip(self._kinds, row, strict=True)])

    def close(self) -> None:
        """Complete the file."""
        self._file.close()


def join(parts: Sequence[Path], whole: Path, columns: Sequence[Column]) -> None:
    """One file with all columns; rows of earlier parts end in empty cells."""
    limit = csv.field_size_limit(sys.maxsize)
    try:
        with whole.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([each.name for each in columns])
            for part in parts:
                with part.open(encoding="utf-8", newline="") as earlier:
                    reader = csv.reader(earlier)
                    next(reader, None)
                    writer.writerows([*row, *[""] * (len(columns) - len(row))] for row in reader)
            file.flush()
    finally:
        csv.field_size_limit(limit)


CSV = Format(CSVPart, join)

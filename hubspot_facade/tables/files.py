"""Tables as files: written under another name beside the target, which they replace once they are complete.

Only a few rows are in memory at a time. A column that appears later starts another part; at the end the parts are
joined, with empty cells where a column was not there yet.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hubspot_facade.errors import InputError
from hubspot_facade.tables.columns import Column, Unread

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hubspot_facade.tables.parts import Format, Part
    from hubspot_facade.tables.rows import Rows


@dataclass(slots=True)
class Written:
    """A table that was written: the file, how many rows it has, its columns, and what did not fit them."""

    path: Path
    rows: int = 0
    columns: tuple[Column, ...] = ()
    unread: Unread = field(default_factory=Unread)


class TableFile:
    """A table that is being written."""

    def __init__(self, folder: Path, target: Path, made: Format, unread: Unread) -> None:
        self.written = Written(target, unread=unread)
        self._folder = folder
        self._format = made
        self._parts: list[Path] = []
        self._part: Part | None = None

    def write(self, rows: Rows) -> None:
        """Add rows."""
        if self._part is None or (rows.columns != self.written.columns and not self._format.widens):
            self._begin(rows.columns)
        if self._part is not None:
            self._part.write(rows)
        self.written.columns = rows.columns
        self.written.rows += len(rows)

    def finish(self) -> Path:
        """The complete file, in the folder for parts."""
        if self._part is None:
            self._begin(())
        if self._part is not None:
            self._part.close()
        whole = self._parts[0]
        if len(self._parts) > 1:
            whole = self._folder / "whole"
            self._format.join(self._parts, whole, self.written.columns)
        with whole.open("rb+") as file:
            os.fsync(file.fileno())
        return whole

    def _begin(self, columns: Sequence[Column]) -> None:
        if self._part is not None:
            self._part.close()
        path = self._folder / f"part-{len(self._parts)}"
        self._parts.append(path)
        self._part = self._format.part(path, columns, self.written.unread)

    def abandon(self) -> None:
        """Let go of an open part, whose content is not wanted."""
        part, self._part = self._part, None
        if part is not None:
            with suppress(Exception):  # it may not be able to write what it still holds, and need not
                part.close()


@contextmanager
def writing(path: str | os.PathLike[str], suffix: str, unread: Unread) -> Generator[TableFile]:
    """A file to write a table to; the target has the whole of it, or is as it was if an exception is raised."""
    target = Path(path).resolve()  # a link goes on leading to the file
    if target.is_dir():
        raise InputError("path", f"{str(path)!r} is a directory")
    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        raise InputError("path", f"{str(path)!r} is not a file")
    made = format_of(suffix)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        file = TableFile(folder, Path(path), made, unread)
        try:
            yield file
            whole = file.finish()
        except BaseException:
            file.abandon()
            raise
        if mode is not None:
            whole.chmod(stat.S_IMODE(mode))
        os.replace(whole, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def format_of(suffix: str) -> Format:
    """How files with this suffix are written. InputError lists the suffixes that there are."""
    match suffix.lower().lstrip("."):
        case "csv":
            from hubspot_facade.tables.csv_files import CSV

            return CSV
        case "jsonl" | "ndjson":
            from hubspot_facade.tables.json_lines import JSON_LINES

            return JSON_LINES
        case "parquet":
            from hubspot_facade.tables.arrow import pyarrow
            from hubspot_facade.tables.parquet_files import PARQUET

            pyarrow()  # whether it is installed is said before anything is read
            return PARQUET
        case other:
            raise InputError("path", f"expected a name that ends in .csv, .jsonl or .parquet, not in {other!r}")

"""A file of the rows that failed or are unknown, to be corrected and loaded again.

It has the format, encoding and columns of what was loaded, and every value as it was there, byte by byte. Before them
come `hubspot_line` (where the row was, the number of the row if it had no line), `hubspot_status` and `hubspot_error`,
which a load ignores. A line that could not be split into cells is in the first cell, as it was.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from hubspot_facade.bulk.sources.delimited import OWN_COLUMNS, DelimitedFile
from hubspot_facade.bulk.sources.dialects import Dialect
from hubspot_facade.bulk.sources.encodings import KEEP, Encoding
from hubspot_facade.bulk.sources.json_lines import UNPARSED
from hubspot_facade.bulk.sources.lines import QUOTE_ALL, writer
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from hubspot_facade.bulk.rows import Row

_DELIMITED = (".csv", ".tsv", ".tab")
_JSON = (".jsonl", ".ndjson", ".json")


def check_path(path: str | Path, source: object) -> None:
    """Check that the failed rows of a source can be written to a file of this name, before any row is read.

    InputError if the rows have no columns to write as CSV, if the file is the one that is read, or if there is no such
    folder.
    """
    path = Path(path)
    name = getattr(source, "name", "")
    suffix = path.suffix.lower()
    if suffix not in _DELIMITED + _JSON:
        raise InputError("failed", f"{path}: expected a name that ends with .csv, .tsv or .jsonl")
    if suffix in _DELIMITED and getattr(_file_of(source), "columns", None) is None:
        raise InputError("failed", f"{path}: rows without columns go to a file that ends with .jsonl")
    if not path.parent.is_dir():
        raise InputError("failed", f"there is no folder {path.parent}")
    try:
        if name and path.exists() and Path(name).exists() and path.samefile(name):
            raise InputError("failed", f"{path} is the file that is loaded: name another one")
        if path.is_dir():
            raise InputError("failed", f"{path} is a folder")
        _try_out(path)
    except OSError as error:
        raise InputError("failed", f"{path} cannot be written: {error.strerror or error}") from error


def _try_out(path: Path) -> None:
    """Open the file for writing, and leave nothing behind; permissions alone do not say whether that works."""
    is_new = not path.exists()
    with path.open("ab"):
        pass
    if is_new:
        path.unlink()


def _file_of(source: object) -> Any:
    """What the rows are read from, where they were mapped or checked since."""
    return getattr(source, "file", source)


class FailedRows:
    """Writes failed rows to a file, in place of one that is there; without any row there is no file in the end.

    The suffix says whether it is CSV or JSON Lines. InputError if the rows have no columns to write as CSV, or if the
    file is the one that is read; OSError if it cannot be written.
    """

    def __init__(self, path: str | Path, source: object) -> None:
        check_path(path, source)
        self.path = Path(path)
        self.count = 0
        file = _file_of(source)
        self._original = file if isinstance(file, DelimitedFile) else None
        suffix = self.path.suffix.lower()
        columns: Sequence[str] | None = getattr(file, "columns", None)
        self._columns = None if suffix in _JSON else columns
        self._encoding = self._original.encoding if self._original and suffix in _DELIMITED else Encoding("utf-8")
        self._file: IO[str] = self._opened()
        self._cells: Any = None
        if self._columns is not None:
            self._start_table(self._columns)

    def add(self, row: Row, status: str, error: object) -> None:
        """Write a row, with its status and what went wrong."""
        self.count += 1
        line = row.line if row.line is not None else row.number + 1
        if self._cells is not None:
            cells = [str(line), status, self._text(str(error)), *self._row_cells(row)]
            broken = self._dialect.quote and any("\r" in each or "\n" in each for each in cells)
            (self._quoted if broken else self._cells).writerow(cells)
        else:
            about = {"hubspot_line": line, "hubspot_status": status, "hubspot_error": str(error)}
            self._file.write(self._json(row, about) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file, and remove it if no row failed."""
        self._file.close()
        if not self.count:
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> FailedRows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> IO[str]:
        binary = self.path.open("wb")
        binary.write(self._encoding.mark)
        return io.TextIOWrapper(binary, self._encoding.codec, KEEP, newline="")

    def _start_table(self, columns: Sequence[str]) -> None:
        dialect = self._original.dialect if self._original else Dialect()
        self._dialect = dialect
        self._cells = writer(self._file, lineterminator=dialect.line_end, **dialect.options())
        # The parser's own quoting leaves out a line break that is not the file's, before Python 3.13.
        quoting = {"quoting": QUOTE_ALL} if dialect.quote else {}
        self._quoted = writer(self._file, lineterminator=dialect.line_end, **dialect.options() | quoting)
        header = self._original.header if self._original else columns
        self._own = [place for place, each in enumerate(header) if each.strip().lower() in OWN_COLUMNS]
        self._cells.writerow([*OWN_COLUMNS, *self._without_own(header)])
        self._file.flush()

    def _row_cells(self, row: Row) -> Sequence[str]:
        if self._original is not None:
            # A line that could not be split is text.
            return [row.original] if isinstance(row.original, str) else self._without_own(row.original or [])
        values = cast("Mapping[str, Any]", row.original or row.values or {})
        return [_cell(values.get(each)) for each in self._columns or ()]

    def _without_own(self, cells: Sequence[str]) -> list[str]:
        """Cells without those that an earlier load wrote."""
        return [each for place, each in enumerate(cells) if place not in self._own]

    def _text(self, text: str) -> str:
        """A text of ours as the file's encoding and dialect can have it."""
        codec = self._encoding.codec
        text = text.encode(codec, "replace").decode(codec)
        if self._dialect.quote is None:
            text = " ".join(text.replace(self._dialect.delimiter, " ").split())
        return text

    def _json(self, row: Row, about: dict[str, Any]) -> str:
        original: Any = row.original
        if self._original is not None and not isinstance(original, str):
            names = self._original.header
            values = {each: cell for each, cell in zip(names, original or (), strict=False) if each}
            return _dumped(about | {each: cell for each, cell in values.items() if each.lower() not in OWN_COLUMNS})
        if isinstance(original, str):
            text = original.strip()
            try:
                return _merged(about, text)
            except (ValueError, RecursionError):
                return _dumped(about | {UNPARSED: text})
        given = row.original if row.original is not None else row.values
        if hasattr(given, "to_dict"):
            given = given.to_dict()
        values = dict(cast("Mapping[str, Any]", given)) if isinstance(given, Mapping) else {"id": given}
        return _dumped(about | values)


def _merged(about: dict[str, Any], text: str) -> str:
    """The text of an object, unchanged, with these entries in place of those that an earlier load put first."""
    decoder = json.JSONDecoder()
    if not isinstance(decoder.decode(text), dict):
        raise ValueError("is not an object")
    rest = text[1:].lstrip()
    while rest.startswith('"'):
        name, end = decoder.raw_decode(rest)
        if name not in OWN_COLUMNS:
            break
        value = rest[end:].lstrip()[1:].lstrip()
        _, end = decoder.raw_decode(value)
        rest = value[end:].lstrip().removeprefix(",").lstrip()
    return f"{json.dumps(about)[:-1]}{'' if rest.startswith('}') else ', '}{rest}"


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, default=_plain)


def _plain(value: object) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case set() | frozenset():
            return sorted(cast("set[Any]", value), key=str)
        case _:
            return str(value)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case list() | tuple():
            return ";".join(map(_cell, cast("Sequence[object]", value)))
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)

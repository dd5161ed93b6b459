"""The files of an import: opened, so that they are sent piece by piece, and checked before anything is sent."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, TypeAlias, cast

from hubspot_facade.crm.imports.workbooks import header_of
from hubspot_facade.errors import InputError
from hubspot_facade.wire.ids import sendable
from hubspot_facade.wire.values import wire_value

FORMATS = {".csv": "CSV", ".xlsx": "SPREADSHEET", ".xls": "SPREADSHEET"}
MOST_BYTES = 512 * 1024 * 1024
MOST_ROWS = 1_048_576
MOST_COLUMNS = 999
ROWS_NAME = "rows.csv"
_PIECE = 1024 * 1024
_SEPARATORS = (";", "\t", "|")

Contents: TypeAlias = Mapping[str, bytes | str | IO[bytes]] | Sequence[str | Path]
"""Files: their paths, or their contents by file name."""

Rows: TypeAlias = str | Path | Iterable[Mapping[str, Any]]
"""The path of a file, or rows of values by column."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import, open at its beginning; `header` is None for a legacy workbook (.xls), which is not read."""

    name: str
    format: str
    content: IO[bytes]
    header: Sequence[str] | None


def opened(files: object, stack: ExitStack) -> dict[str, bytes | IO[bytes]]:
    """Contents of files by their names, which the stack closes; text is sent as UTF-8."""
    found: dict[str, bytes | IO[bytes]] = {}
    if isinstance(files, Mapping):
        for name, content in cast("Mapping[str, bytes | str | IO[bytes]]", files).items():
            found[name] = sendable(content, f"files.{name}").encode() if isinstance(content, str) else content
    else:
        several = [files] if isinstance(files, str | Path) else [*cast("Sequence[object]", files)]
        for index, each in enumerate(several):
            if not isinstance(each, str | Path):
                raise InputError(f"files[{index}]", f"expected the path of a file, not {type(each).__name__}")
        for path in map(Path, cast("list[str]", several)):
            if not path.is_file():
                raise InputError("files", f"there is no file {str(path)!r}")
            if path.name in found:
                raise InputError("files", f"two files are called {path.name!r}")
            found[path.name] = stack.enter_context(path.open("rb"))
    if not found:
        raise InputError("files", "name at least one")
    return found


def source_file(source: object, columns: Iterable[str] | None, stack: ExitStack) -> SourceFile:
    """The file of an import, which the stack closes. InputError for one that HubSpot would not take."""
    if isinstance(source, str | Path):
        return _file_at(Path(source), [*(columns or ())], stack)
    kind = type(source).__name__
    if isinstance(source, bytes | Mapping) or not isinstance(source, Iterable):
        raise InputError("source", f"expected the path of a file or rows, not {kind}")
    content = stack.enter_context(TemporaryFile())  # noqa: SIM115 # the stack closes it
    header = _write(cast("Iterable[object]", source), columns, content)
    _check_size(content.seek(0, io.SEEK_END), ROWS_NAME)
    content.seek(0)
    return SourceFile(ROWS_NAME, "CSV", content, header)


def _file_at(path: Path, columns: Sequence[str], stack: ExitStack) -> SourceFile:
    if not path.is_file():
        raise InputError("source", f"there is no file {str(path)!r}")
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise InputError("source", f"expected a .csv, .xlsx or .xls file, not {path.name!r}")
    content = stack.enter_context(path.open("rb"))
    _check_size(path.stat().st_size, path.name)
    header: list[str] | None = None
    if kind == "CSV":
        header = _checked_csv(content, path, columns)
    elif path.suffix.lower() == ".xlsx":
        header = _checked(header_of(content, path.name), path.name, columns)
    content.seek(0)
    return SourceFile(path.name, kind, content, header)


def _check_size(size: int, name: str) -> None:
    if size > MOST_BYTES:
        limit = f"{MOST_BYTES // 2**20} MB"
        raise InputError("source", f"{name} has {size / 2**20:,.0f} MB; HubSpot takes files of up to {limit}: split it")


def _checked_csv(content: IO[bytes], path: Path, columns: Sequence[str]) -> list[str]:
    """The header of a CSV file that is UTF-8 throughout, not too long, and whole."""
    decoder, lines = codecs.getincrementaldecoder("utf-8")(), 0
    piece = b"begin"
    while piece:
        piece = content.read(_PIECE)
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            line = lines + error.object[: error.start].count(b"\n") + 1
            raise InputError("source", f"{path.name} is not UTF-8 on line {line}: save it as UTF-8") from None
        lines += piece.count(b"\n")
    content.seek(0)
    text = io.TextIOWrapper(content, "utf-8-sig", errors="replace", newline="")
    try:
        header = _checked(next(csv.reader(text), list[str]()), path.name, columns)
    except csv.Error as error:
        raise InputError("source", f"{path.name} is not CSV: {error}") from None
    finally:
        text.detach()
    _check_rows(path, len(header))
    return header


def _check_rows(path: Path, width: int) -> None:
    """InputError for a row of which HubSpot would not import everything: too many cells, a quote that is not closed."""
    from hubspot_facade.bulk.sources.contents import content_of  # not before an import needs them
    from hubspot_facade.bulk.sources.delimited import DelimitedFile
    from hubspot_facade.bulk.sources.dialects import Dialect
    from hubspot_facade.bulk.sources.encodings import named_encoding

    content = content_of(path)
    rows = 0
    for row in DelimitedFile(content, named_encoding("utf-8", content.head), Dialect(), None):
        rows += 1
        cells = cast("list[str] | str", row.original)  # as text where the row cannot be split
        short = not isinstance(cells, str) and len(cells) < width
        if row.error is not None and not short:  # of a short row HubSpot takes the rest as empty
            raise InputError("source", f"{path.name}, line {row.line}: {row.error}")
    if not rows:
        raise InputError("source", f"{path.name} has no rows below its header")
    if rows > MOST_ROWS:
        raise InputError("source", f"{path.name} has more than {MOST_ROWS:,} rows, HubSpot's limit: split it")


def _checked(header: list[str], name: str, columns: Sequence[str]) -> list[str]:
    if not any(header):
        raise InputError("source", f"{name} does not begin with the names of its columns")
    if "" in header:
        raise InputError("source", f"{name} has no name for column {header.index('') + 1}")
    if len(header) > MOST_COLUMNS:
        raise InputError("source", f"{name} has {len(header):,} columns; HubSpot takes up to {MOST_COLUMNS}")
    if twice := [each for at, each in enumerate(header) if each in header[:at]]:
        raise InputError("source", f"{name} has two columns that are called {twice[0]!r}")
    other = next((each for each in _SEPARATORS if len(header) == 1 and each in header[0]), None)
    if other is not None and header[0] not in columns:
        raise InputError("source", f"{name} has one column, {header[0]!r}: separate columns by commas, not {other!r}")
    return header


def _write(rows: Iterable[object], columns: Iterable[str] | None, content: IO[bytes]) -> list[str]:
    """Write rows as CSV; the header is `columns`, or the keys of the first row."""
    header = None if columns is None else [*columns]
    text = io.TextIOWrapper(content, "utf-8", newline="", write_through=True)
    table = csv.writer(text)
    count = 0
    for index, row in enumerate(rows):
        where = f"source[{index}]"
        if not isinstance(row, Mapping):
            raise InputError(where, f"expected values by column, not {type(row).__name__}")
        values = cast("Mapping[str, object]", row)
        if header is None:
            header = [*values]
        if index == 0:
            table.writerow(header)
        if index >= MOST_ROWS:
            raise InputError("source", f"there are more than {MOST_ROWS:,} rows, HubSpot's limit for one import")
        if unknown := [name for name in values if name not in header]:
            raise InputError(f"{where}.{unknown[0]}", "there is no such column")
        cells = [wire_value(values.get(name), f"{where}.{name}") for name in header]
        if (place := next((place for place, cell in enumerate(cells) if "\0" in cell), None)) is not None:
            raise InputError(f"{where}.{header[place]}", "has a NUL character")
        table.writerow(cells)
        count += 1
    text.detach()
    if not count or not header:
        raise InputError("source", "there are no rows")
    return header

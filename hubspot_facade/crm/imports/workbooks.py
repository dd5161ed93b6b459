"""The header of a workbook (XLSX): the first row of its only sheet, read without the rest."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_STRINGS = "xl/sharedStrings.xml"
_MOST_COLUMNS = 16_384  # of any workbook
_MOST_PARTS = 8 * _MOST_COLUMNS  # of a row, or of a text in several formats
_LONGEST = 4_000_000  # bytes of a text; programs that write workbooks take 32,767 characters
_BROKEN = (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, RuntimeError, OSError)


def header_of(content: IO[bytes], name: str) -> list[str]:
    """The texts of the first row. InputError for what is no workbook of one sheet."""
    try:
        with zipfile.ZipFile(content) as archive:
            sheets = [each for each in archive.namelist() if _SHEET.fullmatch(each)]
            if len(sheets) != 1:
                raise InputError("source", f"{name} has {len(sheets)} sheets; HubSpot takes workbooks of one")
            with archive.open(sheets[0]) as sheet:
                cells = _first_row(sheet)
            shared = [int(value) for kind, value in cells if kind == "s"]
            texts: dict[int, str] = {}
            if shared:
                with archive.open(_STRINGS) as strings:
                    texts = _texts(strings, {*shared})
    except _BROKEN as error:
        if isinstance(error, InputError):
            raise
        raise InputError("source", f"{name} is not a workbook: {error or type(error).__name__}") from None
    return [texts[int(value)] if kind == "s" else value for kind, value in cells]


def _first_row(sheet: IO[bytes]) -> list[tuple[str, str]]:
    """The kind and value of each cell up to the last one that is there; empty cells are left out of the file."""
    cells: list[tuple[str, str]] = []
    for element in _elements(sheet, "row"):
        for cell in element.iter(f"{_MAIN}c"):
            letters = (cell.get("r") or "").rstrip("0123456789")
            if len(letters) > 3 or _column(letters) >= _MOST_COLUMNS or len(cells) >= _MOST_COLUMNS:
                raise ValueError(f"its first row has more than {_MOST_COLUMNS:,} cells")
            cells += [("", "")] * (_column(letters) - len(cells) if letters else 0)
            kind = cell.get("t") or ""
            value = _text(cell.iter(f"{_MAIN}t")) if kind == "inlineStr" else cell.findtext(f"{_MAIN}v") or ""
            cells.append((kind, value))
        break
    return cells


def _texts(strings: IO[bytes], wanted: set[int]) -> dict[int, str]:
    """The shared texts with these numbers; the part is read no further than the last of them."""
    found: dict[int, str] = {}
    for number, element in enumerate(_elements(strings, "si")):
        if number in wanted:
            found[number] = _text(element.iter(f"{_MAIN}t"))
        if len(found) == len(wanted):
            break
        element.clear()
    return found


class _Measured:
    """A part of a workbook. ValueError for a text in it that no workbook has: a small file may unpack to anything."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self.since = 0  # bytes since an element ended

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        data = self._part.read(size)
        self.since += len(data)
        if self.since > _LONGEST:
            raise ValueError("it has a text that is too long")
        return data


def _elements(part: IO[bytes], tag: str) -> Iterator[ElementTree.Element]:
    measured, parts = _Measured(part), 0
    for _, element in ElementTree.iterparse(measured):  # noqa: S314 # the caller's own file
        measured.since, parts = 0, parts + 1
        if element.tag == f"{_MAIN}{tag}":
            yield element
            parts = 0
        elif parts > _MOST_PARTS:
            raise ValueError(f"its first row has more than {_MOST_COLUMNS:,} cells")


def _text(parts: Iterable[ElementTree.Element]) -> str:
    return "".join(part.text or "" for part in parts)


def _column(letters: str) -> int:
    """How many columns are before this one: A 0, C 2, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1

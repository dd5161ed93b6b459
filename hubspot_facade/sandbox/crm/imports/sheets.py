"""Rows of the files that are imported: CSV, tab-separated text, and workbooks (XLSX), whose first sheet is read."""

import csv
import io
import zipfile
import zlib
from threading import Lock
from xml.etree import ElementTree

from hubspot_facade.sandbox.protocol.messages import Upload
from hubspot_facade.sandbox.protocol.numerals import natural

MOST_BYTES = 256 * 1024 * 1024
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LIMIT = Lock()  # how long a cell may be is a setting of the whole process
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,  # encrypted
    UnicodeError,
)
MOST_COLUMNS = 16_384
_WORKBOOKS = (".xlsx", ".xlsm")
Table = list[list[str]]


class UnreadableError(ValueError):
    """A file that cannot be read as its kind, or is too large."""


def rows(upload: Upload) -> Table:
    """The rows of a file, every cell as text; UnreadableError for what is no workbook though it is called one."""
    if upload.name.lower().endswith(_WORKBOOKS) or upload.content.startswith(b"PK\x03\x04"):
        return _workbook(upload)
    text = upload.content.decode("utf-8-sig", errors="replace")
    dialect = "excel-tab" if upload.name.endswith(".tsv") else "excel"
    with _LIMIT:
        before = csv.field_size_limit(MOST_BYTES)
        try:
            return list(csv.reader(io.StringIO(text, newline=""), dialect))
        except csv.Error:
            raise UnreadableError(upload.name) from None
        finally:
            csv.field_size_limit(before)


def _workbook(upload: Upload) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
            names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
            if not names:
                raise UnreadableError(upload.name)
            shared = _parse(archive, "xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.namelist() else None
            sheet = _parse(archive, min(names, key=lambda name: (len(name), name)))
    except _BROKEN:
        raise UnreadableError(upload.name) from None
    texts = [] if shared is None else [_text(one) for one in shared.iter(f"{_MAIN}si")]
    return [_cells(row, texts) for row in sheet.iter(f"{_MAIN}row")]


def _parse(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise UnreadableError(name)
    content = archive.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        # workbooks have neither, and entities could grow without end
        raise ElementTree.ParseError("a workbook declares no entities")
    return ElementTree.fromstring(content)  # noqa: S314 - without entities there is nothing to expand


def _text(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{_MAIN}t"))


def _cells(row: ElementTree.Element, texts: list[str]) -> list[str]:
    found: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        reference = cell.get("r")
        if reference is not None:
            # empty cells are left out of the file
            column = _column(reference)
            if column >= MOST_COLUMNS:
                raise UnreadableError(reference)
            found += [""] * (column - len(found))
        found.append(_value(cell, texts))
    return found


def _column(reference: str) -> int:
    """How many columns are before a cell: `A1` 0, `C7` 2, `AA1` 26."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def _value(cell: ElementTree.Element, texts: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "s":
        position = natural(value, len(texts) - 1)
        return "" if position is None else texts[position]
    if cell.get("t") == "b":
        return "true" if value == "1" else "false"
    return value

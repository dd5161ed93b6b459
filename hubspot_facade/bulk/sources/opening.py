"""A source from whatever rows are in: by its kind, its suffix or how it begins."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from hubspot_facade.bulk.rows import Row
from hubspot_facade.bulk.sources.contents import Content, FileContent, content_of
from hubspot_facade.bulk.sources.delimited import OWN_COLUMNS, DelimitedFile
from hubspot_facade.bulk.sources.dialects import dialect_of
from hubspot_facade.bulk.sources.encodings import KEEP, Encoding
from hubspot_facade.bulk.sources.json_lines import JsonLinesFile
from hubspot_facade.bulk.sources.tables import PARQUET, Table, is_table, parquet, table_of
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Format: TypeAlias = Literal["csv", "tsv", "jsonl", "parquet"]
Empty: TypeAlias = Literal["skip", "clear"]

_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
}
_FORMATS = ("csv", "tsv", "jsonl", "parquet")
_OTHERS = (
    (b"PK\x03\x04", "is an Excel workbook or a zip file: save it as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "is an Excel workbook: save it as CSV (UTF-8)"),
    (b"%PDF", "is a PDF"),
)


class OpenedSource:
    """Rows of a file or table, their values by property.

    `columns` are the columns in use, `properties` what each of them is loaded as. `skipped` rows had no value at all;
    `skipped_lines` are the lines of the first 20. `notes()` says how the file was read, its encoding among them.
    """

    def __init__(
        self, file: DelimitedFile | JsonLinesFile | Table, properties: Mapping[str, str | None], *, empty: Empty
    ) -> None:
        self.file = file
        self.given = dict(properties)
        self.empty: Empty = empty
        known = None if file.columns is None else [each for each in file.columns if each.lower() not in OWN_COLUMNS]
        self._known = known
        if known is not None and (missing := [each for each in properties if each not in known]):
            raise InputError("columns", f"there is no column {missing[0]!r}; there are {', '.join(map(repr, known))}")
        self.properties = {each: to for each in known or properties if (to := properties.get(each, each)) is not None}
        loaded: dict[str, list[str]] = {}
        for each, to in self.properties.items():
            loaded.setdefault(to, []).append(each)
        for to, several in loaded.items():
            if len(several) > 1:
                raise InputError("columns", f"{' and '.join(map(repr, several))} are both loaded as {to!r}")

    @property
    def name(self) -> str:
        """The path; empty for a table in memory."""
        return self.file.name

    @property
    def columns(self) -> Sequence[str] | None:
        """The properties, if they are known before the first row."""
        return None if self._known is None else list(self.properties.values())

    @property
    def fingerprint(self) -> str | None:
        """A hash of the content and of how it is read; None for what can be read only once."""
        content = self.file.fingerprint
        if content is None:
            return None
        how = [content, self.file.reading, sorted(self.properties.items()), self.empty]
        return blake2b(json.dumps(how).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    @property
    def skipped(self) -> int:
        """How many rows had no value at all, and were left out."""
        return self.file.skipped

    @property
    def skipped_lines(self) -> Sequence[int]:
        """The lines of the first 20 of them."""
        return self.file.skipped_lines

    def with_properties(self, properties: Mapping[str, str | None]) -> OpenedSource:
        """The same rows with other properties for the columns; None leaves a column out."""
        return OpenedSource(self.file, properties, empty=self.empty)

    def changed(self) -> str | None:
        """What changed while the rows were read; None if nothing did."""
        return self.file.changed()

    def fraction(self) -> float | None:
        """How much has been read, between 0 and 1; None if that is not known."""
        return self.file.fraction()

    def notes(self) -> list[str]:
        """How the file was read: encoding, delimiter, number of columns."""
        return self.file.notes()

    def __iter__(self) -> Iterator[Row]:
        chosen, keeps_empty = self.properties, self.empty == "clear"
        known = self._known is not None
        for row in self.file:
            values: dict[str, Any] = row.values
            if known:
                found = {
                    to: value
                    for each, to in chosen.items()
                    if ((value := values.get(each)) is not None and value != "") or (keeps_empty and each in values)
                }
            else:
                found = self._renamed(values, keeps_empty=keeps_empty)
            yield Row(row.number, found, row.line, row.error or self._error(row, found), row.original)

    def _renamed(self, values: dict[str, Any], *, keeps_empty: bool) -> dict[str, Any]:
        """The values of an object, whose keys are known only now."""
        inner = values.get("properties")
        if isinstance(inner, dict):
            return {**values, "properties": self._renamed(cast("dict[str, Any]", inner), keeps_empty=keeps_empty)}
        return {
            to: value
            for each, value in values.items()
            if (to := self.given.get(each, each)) is not None and (keeps_empty or (value is not None and value != ""))
        }

    def _error(self, row: Row, found: Mapping[str, Any]) -> InputError | None:
        return None if found else InputError("", "has no value in any column that is loaded")


def open(  # as csv, gzip and others have it
    given: object,
    *,
    format: Format | None = None,  # what it is called everywhere
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = '"',
    escape: str | None = None,
    columns: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    empty: Empty = "skip",
) -> OpenedSource:
    """The rows of a file, by its path, open, or `-` for standard input, or of a data frame or Arrow table.

    The format is that of the suffix, or of how the file begins; gzip is recognized. `encoding` and `delimiter` are
    detected where they are not given; `notes()` says what was found. `columns` are the properties that columns are
    loaded as, where the names differ; `ignore` names columns to leave out. An empty cell, null or NaN leaves the
    property as it is; with `empty="clear"` it clears it. Cells are taken as they are, spaces included.

    A row that cannot be read has an `error` and does not end the iteration. InputError if the file as a whole cannot
    be read: it is missing, has no header, two columns of one name, or an encoding or delimiter that cannot be known.
    """
    if isinstance(ignore, str):
        raise InputError("ignore", "expected a list of columns, not text")
    if empty not in ("skip", "clear"):
        raise InputError("empty", f"expected 'skip' or 'clear', not {empty!r}")
    if format is not None and format not in _FORMATS:
        raise InputError("format", f"expected one of {', '.join(_FORMATS)}, not {format!r}")
    properties: dict[str, str | None] = {**(columns or {}), **dict.fromkeys(ignore)}
    file: DelimitedFile | JsonLinesFile | Table
    if is_table(given):
        return OpenedSource(table_of(given), properties, empty=empty)
    if format == "parquet" or (format is None and (_suffixed(given) == "parquet" or _begins_as_parquet(given))):
        return OpenedSource(parquet(_path(given)), properties, empty=empty)
    content = content_of(given)
    if format is None and isinstance(content, FileContent) and content.head.startswith(PARQUET):
        return OpenedSource(parquet(_path(given)), properties, empty=empty)
    kind = format or _format(given, content)
    if kind == "jsonl":
        found, fingerprint = content.identify(encoding or _json_encoding(content))
        file = JsonLinesFile(content, found, fingerprint)
    else:
        found, fingerprint = content.identify(encoding)
        whole = len(content.head) < 1 << 16
        dialect = dialect_of(
            _text(content, found), whole=whole, delimiter=delimiter, quote=quote, escape=escape, tabs=kind == "tsv"
        )
        file = DelimitedFile(content, found, dialect, fingerprint)
    return OpenedSource(file, properties, empty=empty)


def _path(given: object) -> Any:
    return Path(given) if isinstance(given, str) else given


def _begins_as_parquet(given: Any) -> bool:
    """Whether an open file that can go back begins as Parquet files do."""
    if not hasattr(given, "seekable") or not given.seekable() or given.read(0) != b"":
        return False
    place = given.tell()
    start = given.read(len(PARQUET))
    given.seek(place)
    return bool(start == PARQUET)


def _suffixed(given: object) -> str | None:
    name = given if isinstance(given, str | Path) else getattr(given, "name", None)
    if not isinstance(name, str | Path):
        return None
    suffixes = [each.lower() for each in Path(name).suffixes]
    if suffixes and suffixes[-1] in (".gz", ".gzip"):
        suffixes.pop()
    return _SUFFIXES.get(suffixes[-1]) if suffixes else None


def _format(given: object, content: Content) -> str:
    for start, what in _OTHERS:
        if content.head.startswith(start):
            raise InputError("rows", f"{content.name or 'the file'} {what}")
    if content.head.startswith(PARQUET):
        raise InputError("rows", "Parquet cannot be read from a stream: give the path")
    found = _suffixed(given)
    if found is not None:
        return found
    return "jsonl" if content.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) else "csv"


def _json_encoding(content: Content) -> str | None:
    """UTF-8, which JSON is by its definition, unless a byte order mark says otherwise."""
    return None if content.head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"


def _text(content: Content, encoding: Encoding) -> str:
    return content.head[len(encoding.mark) :].decode(encoding.codec, KEEP)

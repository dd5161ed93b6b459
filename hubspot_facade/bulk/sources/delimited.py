"""Rows of CSV and other delimited files, by RFC 4180 and what Excel makes of it.

A row that is not right is reported, and reading goes on with the next line: a quote that is never closed, a quote that
is not doubled, more or fewer cells than the header, undecodable bytes, NUL. Lines without a value are skipped and
counted. Extra cells are accepted where all of them are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.bulk.rows import Row
from hubspot_facade.bulk.sources.contents import DAMAGED, Content
from hubspot_facade.bulk.sources.dialects import Dialect
from hubspot_facade.bulk.sources.encodings import BROKEN, Encoding, describe_broken
from hubspot_facade.bulk.sources.lines import LONGEST_CELL, LONGEST_ROW, Lines, ParserError, TooLong, parser
from hubspot_facade.bulk.sources.quoting import bad_cell
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OWN_COLUMNS = ("hubspot_line", "hubspot_status", "hubspot_error")
"""The columns that files of failed rows have in addition; a load ignores them."""


class DelimitedFile:
    """A file of rows with a header. `header` are its cells as they are, `columns` the names that values have."""

    format = "csv"

    def __init__(self, content: Content, encoding: Encoding, dialect: Dialect, fingerprint: str | None) -> None:
        self.content = content
        self.encoding = encoding
        self.dialect = dialect
        self.fingerprint = fingerprint
        self.skipped = 0
        self.skipped_lines: list[int] = []
        self._lines: Lines | None = Lines(content.open(), encoding)
        try:
            self.header = _header(self._lines, dialect, content.name)
        finally:
            if not content.once:
                self._lines.close()
                self._lines = None
        self._names = [each.strip().strip("\ufeff") for each in self.header]
        self.columns = [each for each in self._names if each and each.lower() not in OWN_COLUMNS]
        _check_header(self._names, self.header, encoding)

    @property
    def name(self) -> str:
        """The path."""
        return self.content.name

    @property
    def reading(self) -> list[str | None]:
        """What decides how its bytes are read."""
        return [self.encoding.codec, self.dialect.delimiter, self.dialect.quote, self.dialect.escape]

    def changed(self) -> str | None:
        """Whether the file changed while it was read."""
        return self.content.changed()

    def fraction(self) -> float | None:
        """How much of it has been read, between 0 and 1."""
        return self.content.fraction()

    def notes(self) -> list[str]:
        """How it was read."""
        shape = f"{self.dialect.name} between cells, {counted(len(self.columns), 'column')}"
        return [f"encoding: {self.encoding}", shape]

    def __iter__(self) -> Iterator[Row]:
        lines, self._lines = self._lines, None
        if lines is None:  # a file, which is read from its start; of a stream the header has been read
            lines = Lines(self.content.open(), self.encoding)
            _header(lines, self.dialect, self.name)
        self.skipped, self.skipped_lines = 0, []
        try:
            yield from self._rows(lines)
        finally:
            lines.close()

    def _rows(self, lines: Lines) -> Iterator[Row]:
        reading = parser(lines, strict=True, **self.dialect.options())
        width = len(self._names)
        columns = set(self.columns)
        used = [(place, each) for place, each in enumerate(self._names) if each in columns]
        spaced, quote = f" {self.dialect.quote or ''}", self.dialect.quote
        number = 0
        while True:
            line = lines.begin()
            try:
                cells: list[str] = next(reading)
            except StopIteration:
                return
            except (ParserError, TooLong) as problem:
                yield self._unparsed(number, line, lines.held, problem)
                lines.give_back()
                number += 1
                continue
            except DAMAGED as problem:
                damage = InputError("", f"the compressed file is damaged from here on: {problem}")
                yield Row(number, {}, line, damage, [])
                return
            if not any(cells):
                self.skipped += 1
                if len(self.skipped_lines) < 20:
                    self.skipped_lines.append(line)
                continue
            error: InputError | None = None
            if len(cells) != width:
                error = self._ragged(cells)
            text = lines.held[0] if len(lines.held) == 1 else "".join(lines.held)
            if error is None and ("\0" in text or not text.isascii()):
                error = self._unreadable(cells)
            if error is None and quote and spaced in text:
                place = bad_cell(text, self.dialect)
                if place is not None:
                    error = InputError(self._name(place), "has a space before its opening quote")
            if error is None and "" in self._names:
                error = self._nameless(cells)
            values = {each: cells[place] for place, each in used if place < len(cells)}
            yield Row(number, values, line, error, cells)
            number += 1

    def _name(self, place: int) -> str:
        """What a column is called in errors."""
        return (self._names[place] if place < len(self._names) else "") or f"column {place + 1}"

    def _ragged(self, cells: Sequence[str]) -> InputError | None:
        width = len(self._names)
        if len(cells) < width:
            problem = f"is missing: the row has {counted(len(cells), 'cell')}, the header {width}"
            return InputError(self._name(len(cells)), problem)
        for place in range(width, len(cells)):
            if cells[place]:
                return InputError(
                    f"column {place + 1}",
                    f"is beyond the header, which has {counted(width, 'cell')}; the row has {len(cells)}",
                )
        return None

    def _unreadable(self, cells: Sequence[str]) -> InputError | None:
        for place, cell in enumerate(cells):
            if "\0" in cell:
                return InputError(self._name(place), "has a NUL character")
            if problem := describe_broken(cell, self.encoding):
                return InputError(self._name(place), problem)
        return None

    def _nameless(self, cells: Sequence[str]) -> InputError | None:
        for place, cell in enumerate(cells[: len(self._names)]):
            if cell and not self._names[place]:
                return InputError(f"column {place + 1}", "has a value, but no name in the header")
        return None

    def _unparsed(self, number: int, line: int, held: Sequence[str], problem: Exception) -> Row:
        """A row that cannot be split into cells: its first line, and what is wrong with it."""
        place = bad_cell(held[0], self.dialect)
        if isinstance(problem, TooLong):
            why = f"the row has more than {LONGEST_ROW:,} characters"
        elif "larger than field limit" in str(problem):
            why = f"has more than {LONGEST_CELL:,} characters, or a quote that is not closed"
        elif "unexpected end" in str(problem) or len(held) > 1:
            why = "has a quote that is not closed"
        else:
            why = "has text after its closing quote: a quote within quotes is written twice"
        field = "" if place is None else self._name(place)
        return Row(number, {}, line, InputError(field, why), held[0])


def _header(lines: Lines, dialect: Dialect, name: str) -> list[str]:
    """The first row that has a value, after Excel's line `sep=`."""
    reading = parser(lines, strict=True, **dialect.options())
    while True:
        line = lines.begin()
        try:
            cells: list[str] = next(reading)
        except StopIteration:
            raise InputError("rows", f"{name or 'the file'} is empty: expected a header") from None
        except (ParserError, TooLong) as problem:
            raise InputError("columns", f"the header on line {line} cannot be read: {problem}") from None
        except DAMAGED as problem:
            raise InputError("rows", f"{name or 'the file'}: the compressed file is damaged: {problem}") from None
        first = lines.held[0].rstrip("\r\n").lower()
        if any(cells) and not (line == 1 and first in ("sep=", f"sep={dialect.delimiter}")):
            return cells


def _check_header(names: Sequence[str], header: Sequence[str], encoding: Encoding) -> None:
    for place, cell in enumerate(header):
        if "\0" in cell or BROKEN.search(cell):
            problem = describe_broken(cell, encoding) or "has a NUL character"
            raise InputError("columns", f"the name of column {place + 1} {problem}")
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if name:
            places.setdefault(name, []).append(place + 1)
    for name, several in places.items():
        if len(several) > 1:
            raise InputError(
                "columns", f"{name!r} is the name of columns {' and '.join(map(str, several))}: rename one"
            )

"""How a delimited file separates its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.sources.lines import QUOTE_MINIMAL, QUOTE_NONE, ParserError, parser
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CANDIDATES = (",", ";", "\t", "|")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_ROWS = 200


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter, the quote (None if cells are not quoted) and the character that escapes either of them."""

    delimiter: str = ","
    quote: str | None = '"'
    escape: str | None = None
    line_end: str = "\n"

    def options(self) -> dict[str, Any]:
        """The options of the parser and the writer."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote,
            "escapechar": self.escape,
            "quoting": QUOTE_NONE if self.quote is None else QUOTE_MINIMAL,
        }

    @property
    def name(self) -> str:
        """The delimiter's name for people."""
        return _NAMES.get(self.delimiter, repr(self.delimiter))


def dialect_of(
    sample: str, *, whole: bool, delimiter: str | None, quote: str | None, escape: str | None, tabs: bool = False
) -> Dialect:
    """The dialect of a file that begins with this text; a delimiter that is not given is found in it.

    The delimiter is the one of comma, semicolon, tab and vertical bar that splits most of the first 200 rows into as
    many cells as the header. InputError if two of them do that equally well.
    """
    _check(delimiter, quote, escape)
    line_end = "\r\n" if "\r\n" in sample else "\r" if "\r" in sample and "\n" not in sample else "\n"
    lines = sample.splitlines(keepends=True)
    if lines and not whole:
        lines.pop()
    if delimiter is None and tabs:
        delimiter = "\t"
    if delimiter is None and lines and (first := lines[0].rstrip("\r\n")).lower().startswith("sep="):
        delimiter = first[4:] if len(first) == 5 else None  # Excel's own line
    if delimiter is not None:
        return Dialect(delimiter, quote, escape, line_end)
    scores = {each: _score(lines, Dialect(each, quote, escape), whole=whole) for each in _CANDIDATES}
    best = max(scores.values())
    found = [each for each in _CANDIDATES if scores[each] == best]
    if best == (0.0, 0):
        return Dialect(",", quote, escape, line_end)  # one column
    if len(found) > 1:
        names = " or ".join(_NAMES[each] for each in found)
        raise InputError("delimiter", f"may be {names}: name it")
    return Dialect(found[0], quote, escape, line_end)


def _score(lines: Sequence[str], dialect: Dialect, *, whole: bool) -> tuple[float, int]:
    """The share of rows with as many cells as the header, and how many these are; nothing for a single column."""
    rows = [len(each) for each in _rows(lines, dialect) if any(each)]
    if not whole and len(rows) > 1:
        rows.pop()  # it may continue beyond the sample
    width = rows[0] if rows else 0
    if width < 2:
        return 0.0, 0
    return sum(each == width for each in rows) / len(rows), width


def _rows(lines: Sequence[str], dialect: Dialect) -> Iterator[list[str]]:
    reading = parser(iter(lines), **dialect.options())
    for _ in range(_ROWS):
        try:
            yield next(reading)
        except StopIteration:
            return
        except ParserError:
            yield []


def _check(delimiter: object, quote: object, escape: object) -> None:
    for name, value in (("delimiter", delimiter), ("quote", quote), ("escape", escape)):
        if value is not None and (not isinstance(value, str) or len(value) != 1 or value in "\r\n\0"):
            raise InputError(name, f"expected one character, not {value!r}")
    given = [each for each in (delimiter, quote, escape) if each is not None]
    if len(set(given)) < len(given):
        raise InputError("delimiter", "delimiter, quote and escape must be different characters")

"""Lines of text for parsers, with their numbers; a row that cannot be parsed gives back all its lines but the first."""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING, Any, BinaryIO

from hubspot_facade.bulk.sources.encodings import KEEP, Encoding

if TYPE_CHECKING:
    from types import ModuleType

LONGEST_ROW = 4_000_000
"""Characters of a row; a longer one is an error, so that a missing quote does not take in the whole file."""
LONGEST_CELL = 1_000_000


class TooLong(Exception):  # noqa: N818 # ends within this package
    """The row has more characters than a row may have."""


class Lines:
    """The lines of a text, an iterator that a parser takes one or more lines from for each row."""

    def __init__(self, binary: BinaryIO, encoding: Encoding) -> None:
        binary.read(len(encoding.mark))
        self._text = io.TextIOWrapper(binary, encoding.codec, KEEP, newline="")
        self._back: list[str] = []
        self.held: list[str] = []
        self.line = 0
        self._size = 0

    def begin(self) -> int:
        """The number of the line that the next row begins on, from 1."""
        self.held = []
        self._size = 0
        return self.line + 1

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else self._read()
        if not line:
            raise StopIteration
        self.line += 1
        self.held.append(line)
        self._size += len(line)
        if self._size >= LONGEST_ROW:
            raise TooLong
        return line

    def give_back(self) -> None:
        """Give back all lines of this row but the first."""
        self.line -= len(self.held) - 1
        self._back += reversed(self.held[1:])
        del self.held[1:]

    def _read(self) -> str:
        line = self._text.readline(LONGEST_ROW)
        if len(line) == LONGEST_ROW and not line.endswith(("\n", "\r")):
            while (more := self._text.readline(LONGEST_ROW)) and not more.endswith(("\n", "\r")):
                pass
        return line

    def close(self) -> None:
        """Close the file."""
        self._text.close()


def _own_parser() -> ModuleType:
    """The parser of the standard library's `csv`, with a limit of its own.

    `csv.field_size_limit` is one setting for the whole process, and its default refuses a cell of 200,000 characters.
    """
    spec = importlib.util.find_spec("_csv")
    assert spec is not None, "csv is built on it"  # noqa: S101 # a contract of ours
    assert spec.loader is not None, "modules of C have one"  # noqa: S101 # a contract of ours
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.field_size_limit(LONGEST_CELL)
    return module


_csv: Any = _own_parser()
ParserError: type[Exception] = _csv.Error
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONE = int(_csv.QUOTE_MINIMAL), int(_csv.QUOTE_ALL), int(_csv.QUOTE_NONE)


def parser(lines: Any, **options: Any) -> Any:
    """An iterator of rows, lists of cells, as `csv.reader` is one."""
    return _csv.reader(lines, **options)


def writer(file: Any, **options: Any) -> Any:
    """What `csv.writer` makes."""
    return _csv.writer(file, **options)

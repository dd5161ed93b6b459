"""Rows of JSON Lines: one object a line, properties or an input in HubSpot's shape.

A line that is no such object is reported, and reading goes on with the next one. Lines without text are skipped and
counted. Numbers with a fraction are Decimals, to their last digit. A file that is one JSON array is refused.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hubspot_facade.bulk.rows import Row
from hubspot_facade.bulk.sources.contents import DAMAGED, Content
from hubspot_facade.bulk.sources.delimited import OWN_COLUMNS
from hubspot_facade.bulk.sources.encodings import Encoding, describe_broken
from hubspot_facade.bulk.sources.lines import LONGEST_ROW, Lines, TooLong
from hubspot_facade.errors import InputError
from hubspot_facade.wire.ids import describe

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPARSED = "hubspot_text"
"""The key under which files of failed rows have a line that is not JSON."""


class JsonLinesFile:
    """A file of JSON Lines. Its `columns` are not known before it is read."""

    format = "jsonl"
    columns = None

    def __init__(self, content: Content, encoding: Encoding, fingerprint: str | None) -> None:
        start = content.head[len(encoding.mark) :].decode(encoding.codec, "ignore").lstrip()
        if start.startswith("["):
            raise InputError(
                "rows", "is one JSON array: expected JSON Lines, an object on each line (`jq -c '.[]'` makes them)"
            )
        self.content = content
        self.encoding = encoding
        self.fingerprint = fingerprint
        self.skipped = 0
        self.skipped_lines: list[int] = []

    @property
    def name(self) -> str:
        """The path."""
        return self.content.name

    @property
    def reading(self) -> list[str | None]:
        """What decides how its bytes are read."""
        return [self.encoding.codec]

    def changed(self) -> str | None:
        """Whether the file changed while it was read."""
        return self.content.changed()

    def fraction(self) -> float | None:
        """How much of it has been read, between 0 and 1."""
        return self.content.fraction()

    def notes(self) -> list[str]:
        """How it was read."""
        return [f"encoding: {self.encoding}", "JSON Lines"]

    def __iter__(self) -> Iterator[Row]:
        lines = Lines(self.content.open(), self.encoding)
        self.skipped, self.skipped_lines = 0, []
        number = 0
        try:
            while True:
                line = lines.begin()
                try:
                    text = next(lines)
                except StopIteration:
                    return
                except TooLong:
                    too_long = InputError("", f"the line has more than {LONGEST_ROW:,} characters")
                    yield Row(number, {}, line, too_long, lines.held[0])
                    number += 1
                    continue
                except DAMAGED as problem:
                    damage = InputError("", f"the compressed file is damaged from here on: {problem}")
                    yield Row(number, {}, line, damage, "")
                    return
                if not text.strip():
                    self.skipped += 1
                    if len(self.skipped_lines) < 20:
                        self.skipped_lines.append(line)
                    continue
                values, error = _read(text, self.encoding)
                yield Row(number, values, line, error, text)
                number += 1
        finally:
            lines.close()


class _WrongError(ValueError):
    pass


def _read(text: str, encoding: Encoding) -> tuple[dict[str, Any], InputError | None]:
    if problem := describe_broken(text, encoding):
        return {}, InputError("", f"the line {problem}")
    try:
        value: object = _DECODER.decode(text.strip())
    except json.JSONDecodeError as error:
        return {}, InputError("", f"the line is not JSON: {error.msg} at character {error.pos + 1}")
    except RecursionError:
        return {}, InputError("", "the line is nested too deeply")
    except ValueError as error:  # a key that is given twice, a number that is none, or one with thousands of digits
        return {}, InputError("", f"the line is not JSON: {error}")
    if not isinstance(value, dict):
        return {}, InputError("", f"the line is {describe(value)}: expected an object")
    read: dict[str, Any] = {name: each for name, each in value.items() if name not in OWN_COLUMNS}  # pyright: ignore[reportUnknownVariableType] # of JSON
    if UNPARSED in read:
        return {}, InputError("", "is a line that was not JSON: correct its text, and put it in place of this line")
    for name, each in read.items():
        if isinstance(each, str) and (problem := describe_broken(each, encoding)):
            return read, InputError(name, problem)
    return read, None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _WrongError(f"{twice!r} is given twice")
    return read


def _not_a_number(name: str) -> Any:
    raise _WrongError(f"{name} is not a JSON number")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_float=Decimal, parse_constant=_not_a_number)

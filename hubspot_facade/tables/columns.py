"""Columns of a table, and what the texts of HubSpot's properties are in them.

=========  ====================================  ==========================================
kind       of properties                         value
=========  ====================================  ==========================================
text       text, one option, all other types     str
whole      numbers that are ids or counts        int, of 64 bits
decimal    other numbers                         Decimal, exact
float      the same with `numbers="float"`       float
bool       bool                                  bool
date       date                                  date
timestamp  datetime                              datetime in UTC
list       several options                       list of str
json       nested data, none of properties       lists and mappings of plain values
=========  ====================================  ==========================================

No value, and empty text, is None. HubSpot has values that do not fit their definition, because a property's type was
changed, for instance. Such a cell is None; its text is kept beside the row under the column's name, and counted in an
`Unread`, which names the columns. So no row is lost, no text either, and a column keeps its type to the end.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from math import isinf
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from hubspot_facade.errors import InputError
from hubspot_facade.wire.value_texts import (
    Described,
    read_choices,
    read_day,
    read_flag,
    read_moment,
    read_number,
    read_whole,
)
from hubspot_facade.wire.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hubspot_facade.wire.value_texts import Value

Kind: TypeAlias = Literal["text", "whole", "decimal", "float", "bool", "date", "timestamp", "list", "json"]
Numbers: TypeAlias = Literal["decimal", "float"]
Cell: TypeAlias = "Value | float | list[Any] | dict[str, Any]"
"""What is in a cell of a table."""

UNREAD = "unread"
"""The column with the texts of a row that do not fit their columns, by column; empty for nearly all rows."""

WHOLE_LIMIT = 2**63


class Defined(Described, Protocol):
    """A property's definition, as far as columns need it."""

    @property
    def name(self) -> str:
        """The property's name."""
        ...

    @property
    def label(self) -> str:
        """Its label."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, the kind of its values and, where it holds a property, that property's name."""

    name: str
    kind: Kind
    source: str = ""
    label: str = ""

    def read(self, text: str | None) -> Cell:
        """The value that a property's text is in this column. ValueError says what the text is not."""
        if text is None or text == "":
            return None
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] # answers may be odd
            raise ValueError("is not text")  # as for every text that does not fit
        return _READERS[self.kind](text)


def columns_of(
    definitions: Iterable[Defined], *, numbers: Numbers = "decimal", taken: Iterable[str] = ()
) -> list[Column]:
    """A column for each property, in their order.

    A column is named like its property; one whose name is `taken`, by a column of another origin, gets "properties."
    before it. A property's own name has no dot in it, so no two columns share a name.
    """
    checked_numbers(numbers)
    others = {*taken}
    return [
        Column(
            f"properties.{each.name}" if each.name in others else each.name,
            kind_of(each, numbers),
            each.name,
            each.label,
        )
        for each in definitions
    ]


def checked_numbers(numbers: str) -> None:
    """InputError where numbers are to be what they cannot be."""
    if numbers not in ("decimal", "float"):
        raise InputError("numbers", f"expected 'decimal' or 'float', not {numbers!r}")


def kind_of(definition: Described, numbers: Numbers = "decimal") -> Kind:
    """The kind of column for a property."""
    match definition.type:
        case "bool":
            return "bool"
        case "number":
            return "whole" if definition.whole else numbers
        case "date":
            return "date"
        case "datetime":
            return "timestamp"
        case "enumeration" if definition.multiple:
            return "list"
        case _:
            return "text"


class UnreadValuesWarning(UserWarning):
    """Some values do not fit their column's kind; the message names the columns and counts the values."""


@dataclass(slots=True)
class Unread:
    """How many texts did not fit their column, by column, with the first of each as an example.

    `rounded` are decimals that Arrow and Parquet could not hold to their last place.
    """

    counts: dict[str, int] = field(default_factory=dict[str, int])
    examples: dict[str, str] = field(default_factory=dict[str, str])
    rounded: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, column: str, place: str, text: object, problem: str) -> None:
        """Count a text that does not fit; `place` says where it is."""
        self.counts[column] = self.counts.get(column, 0) + 1
        if column not in self.examples:
            self.examples[column] = f"{shown(text)} {place} {problem}"

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.counts or self.rounded)

    def __str__(self) -> str:
        """A sentence for each column."""
        lines = [
            f"{name}: {count:,} {'value does' if count == 1 else 'values do'} not fit the column's type, "
            f"such as {self.examples[name]}"
            for name, count in self.counts.items()
        ]
        lines += [
            f"{name}: {count:,} {'number was' if count == 1 else 'numbers were'} rounded to 18 decimal places"
            for name, count in self.rounded.items()
        ]
        return "\n".join(lines)

    def warn(self) -> None:
        """Emit an UnreadValuesWarning if there is anything to say."""
        if self:
            warnings.warn(str(self), UnreadValuesWarning, stacklevel=4)


def _read_whole(text: str) -> int:
    number = read_whole(text)
    if not -WHOLE_LIMIT <= number < WHOLE_LIMIT:
        raise ValueError("is too large for a whole number of 64 bits")
    return number


def _read_float(text: str) -> float:
    number = float(read_number(text))
    if isinf(number):
        raise ValueError("is too large for a float")
    return number


def read_text(text: str) -> str:
    """The text; ValueError where it has half of a surrogate pair, which no file takes."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ValueError("is not valid Unicode") from None
    return text


def _read_options(text: str) -> list[str]:
    return read_choices(read_text(text))


_READERS: dict[Kind, Callable[[str], Cell]] = {
    "text": read_text,
    "whole": _read_whole,
    "decimal": read_number,
    "float": _read_float,
    "bool": read_flag,
    "date": read_day,
    "timestamp": read_moment,
    "list": _read_options,
    "json": read_text,
}

"""Texts, numbers and flags as schemas want them: converted from what is there, neutral, or made-up examples."""

import json
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state import instants

EPOCH = "1970-01-01T00:00:00Z"
INT32 = 2**31 - 1
INT64 = 2**63 - 1
FORMATS = {
    "date": "2026-01-01",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uri": "https://www.example.com/",
    "url": "https://www.example.com/",
    "email": "someone@example.com",
    "byte": "",
    "binary": "",
}


def converted(value: Any, schema: Body) -> Any:
    """A value as the text, number or flag that its schema asks for."""
    match schema.get("type"):
        case "string":
            return _text(value, str(schema.get("format") or ""))
        case "integer":
            return _whole(value, _most(schema))
        case "number":
            return _number(value)
        case _:
            return value if isinstance(value, bool) else str(value).lower() == "true"


def _text(value: Any, format_: str) -> str:
    if format_ in ("date-time", "date"):
        moment = instants.instant(max(0, instants.parse(str(value)) or 0))
        return moment[:10] if format_ == "date" else moment
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value)


def _whole(value: Any, most: int) -> int:
    if isinstance(value, str) and "T" in value:
        value = instants.parse(value)
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return number if abs(number) <= most else 0


def _number(value: Any) -> float:
    try:
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return 0


def _most(schema: Body) -> int:
    return INT32 if schema.get("format") == "int32" else INT64


class Neutral:
    """The values that say least, of required fields alone: empty text, zero, false, the first of an enum."""

    optional = False
    """Whether optional fields are made as well, and lists have an item."""

    def choice(self, allowed: list[Any], _: str, /) -> Any:
        """One of an enum's values."""
        return allowed[0]

    def text(self, schema: Body, _: str, /) -> str:
        """A text."""
        return EPOCH if schema.get("format") == "date-time" else ""

    def number(self, schema: Body, _: str, /) -> float:
        """A number."""
        return schema.get("minimum") or 0

    def flag(self, _: str, /) -> bool:
        """A flag."""
        return False


class Example(Neutral):
    """Made-up values, of optional fields too. `moment` stands for every date-time.

    `known` are values by field name, used where they suit: the path's parameters, the body's fields.
    """

    optional = True

    def __init__(self, moment: str, known: Body | None = None) -> None:
        self._moment = moment
        self._known = known or {}

    def choice(self, allowed: list[Any], name: str, /) -> Any:
        """The known value where the enum has it, else the first."""
        given = self._known.get(name)
        return given if given in allowed else allowed[0]

    def text(self, schema: Body, name: str, /) -> str:
        """A text of the format; else the known value, or the field's name."""
        format_ = str(schema.get("format") or "")
        if format_ == "date-time":
            return self._moment
        if format_ in FORMATS:
            return FORMATS[format_]
        given = self._known.get(name)
        if isinstance(given, str):
            return given
        return "1" if name in ("id", "after") or name.endswith("Id") else name or "text"

    def number(self, schema: Body, name: str, /) -> float:
        """The known value where it is such a number, else the least."""
        given = self._known.get(name)
        if isinstance(given, str):
            given = natural(given)
        if isinstance(given, int) and not isinstance(given, bool) and abs(given) <= _most(schema):
            return given
        least = schema.get("minimum")
        return least if isinstance(least, (int, float)) else 1

    def flag(self, name: str, /) -> bool:
        """The known value, else false."""
        given = self._known.get(name)
        return given if isinstance(given, bool) else False

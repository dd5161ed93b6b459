"""The texts of property values, as HubSpot answers them, read as Python's types."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Protocol, TypeAlias

from hubspot_facade.errors import InputError
from hubspot_facade.wire.dates import moment_of

Value: TypeAlias = str | bool | int | Decimal | date | datetime | list[str] | None
"""A property's value, of the type that its definition says."""

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


class Described(Protocol):
    """What a property's definition says about its values."""

    @property
    def type(self) -> str:
        """HubSpot's type."""
        ...

    @property
    def whole(self) -> bool:
        """Whether its numbers are ids or counts."""
        ...

    @property
    def multiple(self) -> bool:
        """Whether it holds several options."""
        ...


def read_value(definition: Described, text: str | None) -> Value:
    """The value that a text of HubSpot's stands for. ValueError says what it is not."""
    if text is None or text == "":
        return None
    match definition.type:
        case _ if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] # answers may be odd
            raise ValueError("is not text")
        case "bool":
            return read_flag(text)
        case "number":
            return read_whole(text) if definition.whole else read_number(text)
        case "date":
            return read_day(text)
        case "datetime":
            return read_moment(text)
        case "enumeration" if definition.multiple:
            return read_choices(text)
        case _:
            return text


def read_flag(text: str) -> bool:
    """True or False."""
    if text.strip().lower() not in ("true", "false"):
        raise ValueError("is neither true nor false")
    return text.strip().lower() == "true"


def read_number(text: str) -> Decimal:
    """A number, to its last digit."""
    if not NUMBER.fullmatch(text.strip()):
        raise ValueError("is not a number")
    return Decimal(text.strip())


def read_whole(text: str) -> int:
    """A number without a fraction."""
    number = read_number(text)
    if number.adjusted() > 30 or number != number.to_integral_value():
        raise ValueError("is not a whole number")
    return int(number)


def read_day(text: str) -> date:
    """A day; HubSpot answers it as such, as its midnight in UTC, or as the milliseconds of that."""
    moment = read_moment(text)
    if (moment.hour, moment.minute, moment.second, moment.microsecond) != (0, 0, 0, 0):
        raise ValueError("is not a day")
    return moment.date()


def read_moment(text: str) -> datetime:
    """A moment in UTC, from ISO 8601 or milliseconds."""
    try:
        return moment_of(text, "").astimezone(UTC)
    except (InputError, OverflowError):
        raise ValueError("is not a date and time") from None


def read_choices(text: str) -> list[str]:
    """The values that are chosen."""
    return [each for each in text.split(";") if each]

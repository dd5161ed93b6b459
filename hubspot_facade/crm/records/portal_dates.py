"""Writes with moments for properties of type `date` that a portal defined itself.

What type such a property has, only HubSpot knows; it refuses a time of day and names the property. A `datetime`, or ISO
text with a time, that was refused for that alone is sent once more as its day, which is what the property wants: a
midnight in whatever zone is the day that it names, any other moment its day in UTC. Nothing else is sent twice: of a
number nobody knows whether it is milliseconds, seconds or no date at all, so that HubSpot's refusal of it is raised.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hubspot_facade.errors import HubSpotError, InputError, ValidationError
from hubspot_facade.wire.dates import Timestamp, day_of, is_number

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from hubspot_facade.plans.plan import Plan

T = TypeVar("T")
Entry: TypeAlias = dict[str, Any]

_REFUSED = re.compile(r'"error":"INVALID_DATE","name":"([^"]+)"')


def with_day(send: Callable[[Entry], Plan[T]], body: Entry) -> Generator[Any, Any, T]:
    """The answer to a body with `properties`; refused for a time of day, it goes once more, with the days."""
    try:
        return (yield from send(body))
    except ValidationError as refused:
        mended = mended_days(body, refused)
        if mended is None:
            raise
    return (yield from send(mended))


def mended_days(entry: Entry, refused: HubSpotError) -> Entry | None:
    """The input with days where this error names a time of day; None when it names none that the input holds."""
    return _mended(entry, _REFUSED.findall(getattr(refused, "message", "")))


def _mended(entry: Entry, names: Iterable[str]) -> Entry | None:
    """The input with days for these properties; None when none of them holds a time of day."""
    properties: dict[str, str] = entry["properties"]
    days = {name: day for name in names if (day := _day(properties.get(name))) not in (None, properties[name])}
    return {**entry, "properties": {**properties, **days}} if days else None


def _day(value: str | None) -> str | None:
    """The day that a value stands for; None when it is not a moment."""
    if isinstance(value, Timestamp):
        return value.day
    if value is None or is_number(value):
        return None
    try:
        return day_of(value, "")
    except InputError:
        return None

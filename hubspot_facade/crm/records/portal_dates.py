"""Writing moments to properties of type `date` that a portal defined itself.

Only HubSpot knows the type of such a property; it refuses a time of day and names the property. A `datetime`, or ISO
text with a time, that was refused for only that reason is sent once more as its day, which the property accepts: a
midnight in any time zone is the day that it names, any other moment its day in UTC. Nothing else is sent twice: a
number may be milliseconds, seconds or no date at all, so that HubSpot's refusal of it is raised.
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
    """The answer to a body with `properties`; if a time of day is refused, the body is sent once more, with days."""
    try:
        return (yield from send(body))
    except ValidationError as refused:
        mended = mended_days(body, refused)
        if mended is None:
            raise
    return (yield from send(mended))


def mended_days(entry: Entry, refused: HubSpotError) -> Entry | None:
    """The input with days where this error names a time of day; None if it names none that the input has."""
    return _mended(entry, _REFUSED.findall(getattr(refused, "message", "")))


def _mended(entry: Entry, names: Iterable[str]) -> Entry | None:
    """The input with days for these properties; None if none of them has a time of day."""
    properties: dict[str, str] = entry["properties"]
    days = {name: day for name in names if (day := _day(properties.get(name))) not in (None, properties[name])}
    return {**entry, "properties": {**properties, **days}} if days else None


def _day(value: str | None) -> str | None:
    """The day of a moment; None if the value is not a moment."""
    if isinstance(value, Timestamp):
        return value.day
    if value is None or is_number(value):
        return None
    try:
        return day_of(value, "")
    except InputError:
        return None

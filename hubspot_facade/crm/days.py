"""Writes with moments for properties of type `date` that a portal defined itself.

What type such a property has, only HubSpot knows; it refuses a time of day and names the property. A `datetime`, or ISO
text with a time, that was refused for that alone is sent once more as its day, which is what the property wants: a
midnight in whatever zone is the day that it names, any other moment its day in UTC. Nothing else is sent twice: of a
number nobody knows whether it is milliseconds, seconds or no date at all, so that HubSpot's refusal of it is raised.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hubspot_facade.dates import Timestamp, day_of, is_number
from hubspot_facade.errors import InputError, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from hubspot_facade.plan import Plan

T = TypeVar("T")
Entry: TypeAlias = dict[str, Any]

_REFUSED = re.compile(r'"error":"INVALID_DATE","name":"([^"]+)"')


def with_days(send: Callable[[list[Entry]], Plan[T]], entries: Sequence[Entry]) -> Generator[Any, Any, T]:
    """The answer to inputs with `properties`; those that HubSpot refused for a time of day go once more, as days."""
    try:
        result = yield from send([*entries])
    except ValidationError as refused:
        tried = [(_mended(each, _names(refused.message)), each) for each in entries]
        if not any(new for new, _ in tried):
            raise
        return (yield from send([new or old for new, old in tried]))
    answer: Any = result
    errors = list(getattr(answer, "errors", None) or ())
    names = {trace: _names(each.message) for each in errors for trace in _traces(each)}
    again = {
        each["objectWriteTraceId"]: new
        for each in entries
        if (new := _mended(each, names.get(str(each.get("objectWriteTraceId")), ())))
    }
    if not again:
        return result
    second: Any = yield from send([*again.values()])
    answer.results += second.results
    answer.errors = [each for each in errors if again.keys().isdisjoint(_traces(each))]
    answer.errors += getattr(second, "errors", None) or ()
    answer.num_errors = len(answer.errors)
    return result


def with_day(send: Callable[[Entry], Plan[T]], body: Entry) -> Generator[Any, Any, T]:
    """The answer to one body with `properties`, in the same way."""
    return with_days(lambda entries: send(entries[0]), [body])


def _names(message: str | None) -> list[str]:
    """The properties that a message calls wrong dates."""
    return _REFUSED.findall(message or "")


def _traces(error: Any) -> list[str]:
    context: dict[str, list[str]] = error.context or {}
    return context.get("objectWriteTraceId") or []


def _mended(entry: Entry, names: Iterable[str]) -> Entry | None:
    """The input with days for these properties; None when none of them holds a time of day."""
    properties: dict[str, str] = entry["properties"]
    days = {name: day for name in names if (day := _day(properties.get(name))) not in (None, properties[name])}
    return {**entry, "properties": {**properties, **days}} if days else None


def _day(value: str | None) -> str | None:
    """The day that a value stands for; None when it is no moment."""
    if isinstance(value, Timestamp):
        return value.day
    if value is None or is_number(value):
        return None
    try:
        return day_of(value, "")
    except InputError:
        return None

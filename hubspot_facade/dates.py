"""Moments and days as callers have them: dates, datetimes, ISO text, or milliseconds since 1970."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias, overload

from hubspot_facade.errors import InputError

Moment: TypeAlias = datetime | date | int | str

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@overload
def moment_of(value: Moment, field: str) -> datetime: ...
@overload
def moment_of(value: Moment | None, field: str) -> datetime | None: ...
def moment_of(value: Moment | None, field: str) -> datetime | None:
    """The moment in UTC; a day is its midnight, what names no zone counts as UTC. None stays None."""
    if value is None:
        return None
    try:
        if isinstance(value, str) and not value.strip().lstrip("-").isdecimal():
            return _in_utc(datetime.fromisoformat(value.strip()))
        if isinstance(value, int | str) and not isinstance(value, bool):
            return _EPOCH + timedelta(milliseconds=int(value))
    except (ValueError, OverflowError):
        raise InputError(field, f"{value!r} is no moment: use ISO 8601 or milliseconds since 1970") from None
    if isinstance(value, datetime):
        return _in_utc(value)
    if type(value) is date:
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    raise InputError(field, f"expected a date, a datetime, ISO text or milliseconds, not {type(value).__name__}")


@overload
def millis_of(value: Moment, field: str) -> int: ...
@overload
def millis_of(value: Moment | None, field: str) -> int | None: ...
def millis_of(value: Moment | None, field: str) -> int | None:
    """Milliseconds since 1970; None stays None."""
    moment = moment_of(value, field)
    return None if moment is None else (moment - _EPOCH) // timedelta(milliseconds=1)


@overload
def iso_of(value: Moment, field: str) -> str: ...
@overload
def iso_of(value: Moment | None, field: str) -> str | None: ...
def iso_of(value: Moment | None, field: str) -> str | None:
    """ISO 8601 in UTC, to the millisecond; None stays None."""
    moment = moment_of(value, field)
    return None if moment is None else moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day_of(value: Moment | None, field: str) -> str | None:
    """The day as YYYY-MM-DD, in UTC; None stays None."""
    moment = moment_of(value, field)
    return None if moment is None else moment.date().isoformat()


def _in_utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

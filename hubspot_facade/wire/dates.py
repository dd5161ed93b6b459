"""Moments and days from what callers pass: dates, datetimes, ISO text, or milliseconds since 1970.

Two rules apply wherever a date is accepted:

* A moment is taken as given; a `date` is its midnight UTC, and a value without a time zone is UTC. A number is
  milliseconds; a number that can only be seconds (1772582400), a day (20260304) or a year (2026) is refused.
* The day of a `datetime` (or of ISO text with a time) is its calendar day if it is midnight in its own time zone, else
  its day in UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import overload

from hubspot_facade.errors import InputError
from hubspot_facade.wire.argument_types import Moment as Moment
from hubspot_facade.wire.ids import quoted

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = -62_135_596_800_000  # 0001-01-01T00:00:00.000Z
_LAST = 253_402_300_799_999  # 9999-12-31T23:59:59.999Z
# As milliseconds these lie between 1970 and 1973; as seconds, or as digits of a day, they cover every date in use.
_NO_MILLIS = range(10**7, 10**11)
_YEARS = range(1900, 2200)


class Timestamp(str):
    """A moment as ISO text in UTC that also knows its day, for properties of type `date`."""

    day: str


@overload
def moment_of(value: Moment, field: str) -> datetime: ...
@overload
def moment_of(value: Moment | None, field: str) -> datetime | None: ...
def moment_of(value: Moment | None, field: str) -> datetime | None:
    """The moment in UTC; a day is its midnight, and a value without a time zone is UTC. None stays None."""
    if value is None:
        return None
    read = _read(value, field)
    return read if isinstance(read, datetime) else datetime(read.year, read.month, read.day, tzinfo=UTC)


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
    return None if moment is None else _iso(moment)


def day_of(value: Moment | None, field: str) -> str | None:
    """The day as YYYY-MM-DD: a midnight's day in its own time zone, else the day in UTC. None stays None."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return _day(value, field)
    if isinstance(value, str) and not is_number(value):
        return _day(read, field) if isinstance(read := _from_iso(value, field), datetime) else read.isoformat()
    return moment_of(value, field).date().isoformat()


def timestamp_of(value: datetime, field: str) -> Timestamp:
    """The moment as text, together with its day."""
    text = Timestamp(_iso(_in_utc(value, field)))
    text.day = _day(value, field)
    return text


def is_number(text: str) -> bool:
    """Whether a text is a whole number, as milliseconds are."""
    digits = text.strip().removeprefix("-")
    return digits.isascii() and digits.isdecimal()


def _read(value: Moment, field: str) -> datetime | date:
    """A moment in UTC, or a day."""
    if isinstance(value, datetime):
        return _in_utc(value, field)
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        if is_number(value):
            return _from_millis(int(text) if len(text := value.strip()) < 20 else _LAST + 1, field)
        read = _from_iso(value, field)
        return _in_utc(read, field) if isinstance(read, datetime) else read
    if isinstance(value, int) and not isinstance(value, bool):  # pyright: ignore[reportUnnecessaryIsInstance] # arguments come unchecked
        return _from_millis(value, field)
    raise InputError(field, f"expected a date, a datetime, ISO text or milliseconds, not {type(value).__name__}")


def _from_iso(value: str, field: str) -> datetime | date:
    text = value.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        expected = "use ISO 8601, such as 2026-03-04, or milliseconds since 1970"
        raise InputError(field, f"{quoted(text)} is not a date and time: {expected}") from None


def _from_millis(value: int, field: str) -> datetime:
    if value in _NO_MILLIS or value in _YEARS:
        raise InputError(field, f"{value} does not look like milliseconds since 1970, which are expected here")
    if not _FIRST <= value <= _LAST:
        raise _out_of_range(field)
    return _EPOCH + timedelta(milliseconds=value)


def _in_utc(value: datetime, field: str) -> datetime:
    if value != value:  # NaT of pandas is a datetime, but not a moment
        raise InputError(field, "is not a date and time")
    if value.utcoffset() is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise _out_of_range(field) from None


def _day(value: datetime, field: str) -> str:
    if value.hour == value.minute == value.second == value.microsecond == 0:
        return value.date().isoformat()
    return _in_utc(value, field).date().isoformat()


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _out_of_range(field: str) -> InputError:
    return InputError(field, "is outside the years 1 to 9999")


def seconds_of_header(text: str | None) -> float | None:
    """The moment that the header Date or Retry-After of an answer names, in seconds since 1970; None if it names none.

    One without a zone is of UTC, whatever zone this machine is in.
    """
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None

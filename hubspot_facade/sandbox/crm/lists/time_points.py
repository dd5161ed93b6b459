"""The points in time that list filters name: dates, moments counted from today or now, other properties."""

import calendar
from datetime import UTC, datetime, timedelta

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state import instants

DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
UNITS = {"DAY": "days", "WEEK": "weeks", "MONTH": "months", "QUARTER": "quarters", "YEAR": "years"}
Properties = dict[str, str]


def millis(moment: datetime) -> int:
    """Epoch milliseconds."""
    return round(moment.timestamp() * 1000)


def point(given: Body, now: int, properties: Properties) -> int | None:
    """Epoch milliseconds of a time point; None when the property that it refers to is empty."""
    match given.get("timeType"):
        case "DATE":
            moment = datetime(int(given["year"]), int(given["month"]), int(given["day"]), tzinfo=UTC)
            return millis(_at(moment, given))
        case "INDEXED":
            reference: Body = given.get("indexReference") or {}
            return millis(_moved(_indexed(reference, now), given.get("offset") or {}))
        case "PROPERTY_REFERENCED":
            return instants.parse(properties.get(str(given.get("property")), ""))
        case _:
            return None


def _at(moment: datetime, given: Body) -> datetime:
    return moment.replace(
        hour=int(given.get("hour") or 0),
        minute=int(given.get("minute") or 0),
        second=int(given.get("second") or 0),
        microsecond=int(given.get("millisecond") or 0) * 1000,
    )


def _indexed(reference: Body, now: int) -> datetime:
    moment = datetime.fromtimestamp(now / 1000, UTC)
    kind = reference.get("referenceType")
    if kind == "NOW":
        return moment
    today = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if kind == "WEEK":
        wanted = DAYS.index(str(reference.get("dayOfWeek") or "MONDAY"))
        today += timedelta(days=wanted - today.weekday())
    elif kind == "MONTH":
        today = today.replace(day=_day(today.year, today.month, reference))
    elif kind in ("QUARTER", "FISCAL_QUARTER"):
        first = today.month - (today.month - 1) % 3
        month = first + int(reference.get("month") or 1) - 1
        today = today.replace(month=month, day=_day(today.year, month, reference))
    elif kind in ("YEAR", "FISCAL_YEAR"):
        month = int(reference.get("month") or 1)
        today = today.replace(month=month, day=_day(today.year, month, reference))
    return _at(today, reference)


def _day(year: int, month: int, reference: Body) -> int:
    return min(int(reference.get("day") or 1), calendar.monthrange(year, month)[1])


def _moved(moment: datetime, by: Body) -> datetime:
    months = int(by.get("years") or 0) * 12 + int(by.get("quarters") or 0) * 3 + int(by.get("months") or 0)
    if months:
        index = moment.year * 12 + moment.month - 1 + months
        year, month = index // 12, index % 12 + 1
        moment = moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))
    return moment + timedelta(
        weeks=int(by.get("weeks") or 0),
        days=int(by.get("days") or 0),
        hours=int(by.get("hours") or 0),
        minutes=int(by.get("minutes") or 0),
        seconds=int(by.get("seconds") or 0),
        milliseconds=int(by.get("milliseconds") or 0),
    )


def window(operation: Body, now: int) -> tuple[int, int]:
    """The days, weeks, months, quarters or years that a calendar operation means: from, until, epoch milliseconds."""
    operator, unit = str(operation.get("operator")), str(operation.get("timeUnit") or "DAY").upper()
    count = max(1, int(operation.get("timeUnitCount") or 1))
    name = UNITS.get(unit, "days")
    first = _first(unit, datetime.fromtimestamp(now / 1000, UTC), operation)
    following = _moved(first, {name: 1})
    match operator:
        case "IN_LAST_TIME_UNIT":
            return millis(_moved(first, {name: -count})), millis(first)
        case "IN_NEXT_TIME_UNIT":
            return millis(following), millis(_moved(following, {name: count}))
        case "IN_THIS_TIME_UNIT_SO_FAR":
            return millis(first), now + 1
        case _:
            return millis(first), millis(following)


def _first(unit: str, moment: datetime, operation: Body) -> datetime:
    """The beginning of the unit that a moment is in; weeks begin on Monday, years in January or the fiscal month."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    start = 1
    if operation.get("useFiscalYear") and operation.get("fiscalYearStart"):
        start = list(calendar.month_name).index(str(operation["fiscalYearStart"]).capitalize())
    since = (day.month - start) % 12
    match unit:
        case "WEEK":
            return day - timedelta(days=day.weekday())
        case "MONTH":
            return day.replace(day=1)
        case "QUARTER":
            return _moved(day.replace(day=1), {"months": -(since % 3)})
        case "YEAR":
            return _moved(day.replace(day=1), {"months": -since})
        case _:
            return day

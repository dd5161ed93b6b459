"""The operations of a property filter: whether they suit a property's type, and whether a value satisfies them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import strings
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state import instants

from . import errors
from .operators import OPERATORS
from .time_points import Properties, millis, point, window

DATES = frozenset(
    {
        "ALL_PROPERTY",
        "DATE",
        "DATETIME",
        "RANGED_DATE",
        "ROLLING_DATE_RANGE",
        "ROLLING_PROPERTY_UPDATED",
        "CALENDAR_DATE",
        "TIME_POINT",
        "TIME_RANGED",
        "COMPARATIVE_DATE",
        "COMPARATIVE_PROPERTY_UPDATED",
    }
)
UPDATED = frozenset({"ALL_PROPERTY", "ROLLING_PROPERTY_UPDATED", "COMPARATIVE_PROPERTY_UPDATED"})
SUITED: dict[str, frozenset[str]] = {
    "string": UPDATED | {"STRING", "MULTISTRING", "COMPARATIVE_STRING"},
    "enumeration": UPDATED | {"ENUMERATION"},
    "bool": UPDATED | {"BOOL", "ENUMERATION"},
    "number": UPDATED | {"NUMBER", "NUMBER_RANGED"},
    "date": DATES,
    "datetime": DATES,
}
UNSET = frozenset({"IS_UNKNOWN", "IS_BLANK"})
NEGATIONS = {
    "IS_NOT_EQUAL_TO": "IS_EQUAL_TO",
    "DOES_NOT_CONTAIN": "CONTAINS",
    "IS_NOT_BETWEEN": "IS_BETWEEN",
    "IS_NONE_OF": "IS_ANY_OF",
    "IS_NOT_EXACTLY": "IS_EXACTLY",
    "IS_NOT_ANY_OF": "IS_ANY_OF",
    "DOES_NOT_CONTAIN_ALL": "CONTAINS_ALL",
    "DOES_NOT_CONTAIN_EXACTLY": "IS_EXACTLY",
}
TEXT: dict[str, Callable[[str, str], bool]] = {
    "IS_EQUAL_TO": str.__eq__,
    "IS_ANY_OF": str.__eq__,
    "CONTAINS": lambda value, wanted: wanted in value,
    "CONTAINS_EXACTLY": lambda value, wanted: wanted in value,
    "STARTS_WITH": str.startswith,
    "ENDS_WITH": str.endswith,
}
ORDER: dict[str, Callable[[float, float], bool]] = {
    "IS_EQUAL_TO": float.__eq__,
    "IS_GREATER_THAN": float.__gt__,
    "IS_GREATER_THAN_OR_EQUAL_TO": float.__ge__,
    "IS_LESS_THAN": float.__lt__,
    "IS_LESS_THAN_OR_EQUAL_TO": float.__le__,
    "IS_AFTER": float.__gt__,
    "IS_AFTER_DATE": float.__gt__,
    "IS_BEFORE": float.__lt__,
    "IS_BEFORE_DATE": float.__lt__,
}


def check(name: str, type_: str, operation: Body) -> None:
    """Refuses an operation that a property of the type does not take."""
    kind = str(operation.get("operationType") or "")
    suited = SUITED.get(type_)
    if suited is not None and kind not in suited:
        raise errors.wrong_operation(name, type_, kind)
    operator = str(operation.get("operator") or "")
    known = OPERATORS.get(kind)
    if not operator or (known is not None and operator not in known):
        raise errors.unknown_operator(operator)


def satisfied(value: str | None, operation: Body, now: int, properties: Properties, changed: int | None) -> bool:
    """Whether a value does; `changed` is when it was last set, epoch milliseconds."""
    operator = str(operation.get("operator") or "")
    if operation.get("operationType") == "ALL_PROPERTY":
        return (not value) == (operator in UNSET)
    if not value:
        return bool(operation.get("includeObjectsWithNoValueSet"))
    positive = NEGATIONS.get(operator)
    answer = _positive(value, positive or operator, operation, now, properties, changed)
    return answer if positive is None else not answer


def _positive(
    value: str, operator: str, operation: Body, now: int, properties: Properties, changed: int | None
) -> bool:
    match operation.get("operationType"):
        case "STRING" | "MULTISTRING":
            wanted = strings(operation.get("values")) if "values" in operation else [str(operation.get("value", ""))]
            test = TEXT.get(operator)
            return test is not None and any(test(value.casefold(), one.casefold()) for one in wanted)
        case "ENUMERATION":
            return _enumerated(value.split(";"), operator, strings(operation.get("values")))
        case "BOOL":
            return (value == "true") == bool(operation.get("value"))
        case "NUMBER":
            return _ordered(_number(value), operator, _number(operation.get("value")))
        case "NUMBER_RANGED":
            low, high = _number(operation.get("lowerBound")), _number(operation.get("upperBound"))
            return _between(_number(value), low, high)
        case "COMPARATIVE_STRING":
            other = properties.get(str(operation.get("comparisonPropertyName")))
            test = TEXT.get(operator)
            return test is not None and other is not None and test(value.casefold(), other.casefold())
        case "ROLLING_PROPERTY_UPDATED":
            recent = changed is not None and changed >= now - _days(operation)
            return recent != operator.startswith("NOT_")
        case "COMPARATIVE_PROPERTY_UPDATED":
            moment = instants.parse(properties.get(str(operation.get("comparisonPropertyName")), ""))
            return _ordered(_float(changed), operator, _float(moment))
        case _:
            return _dated(instants.parse(value), operator, operation, now, properties)


def _enumerated(chosen: list[str], operator: str, wanted: list[str]) -> bool:
    match operator:
        case "IS_EXACTLY":
            return set(chosen) == set(wanted)
        case "CONTAINS_ALL":
            return set(wanted) <= set(chosen)
        case _:
            return bool(set(wanted) & set(chosen))


def _dated(value: int | None, operator: str, operation: Body, now: int, properties: Properties) -> bool:
    moment = None if value is None else float(value)
    match operation.get("operationType"):
        case "DATETIME":
            return _ordered(moment, operator, _number(operation.get("timestamp")))
        case "DATE":
            wanted = datetime(int(operation["year"]), _month(operation["month"]), int(operation["day"]), tzinfo=UTC)
            day = None if moment is None else moment - moment % instants.DAY
            return _ordered(day, operator, float(millis(wanted)))
        case "RANGED_DATE":
            return _between(moment, _number(operation.get("lowerBound")), _number(operation.get("upperBound")))
        case "TIME_POINT":
            return _ordered(moment, operator, _float(point(operation.get("timePoint") or {}, now, properties)))
        case "TIME_RANGED":
            low = point(operation.get("lowerBoundTimePoint") or {}, now, properties)
            high = point(operation.get("upperBoundTimePoint") or {}, now, properties)
            return _between(moment, _float(low), _float(high))
        case "ROLLING_DATE_RANGE":
            return moment is not None and _rolling(moment, operator, float(now), float(_days(operation)))
        case "CALENDAR_DATE":
            low, high = window(operation, now)
            return moment is not None and low <= moment < high
        case "COMPARATIVE_DATE":
            other = instants.parse(properties.get(str(operation.get("comparisonPropertyName")), ""))
            return _ordered(moment, operator, _float(other))
        case _:
            return False


def _rolling(moment: float, operator: str, now: float, span: float) -> bool:
    match operator:
        case "IS_LESS_THAN_X_DAYS_AGO" | "IN_LAST_X_DAYS":
            return now - span <= moment <= now
        case "IS_MORE_THAN_X_DAYS_AGO":
            return moment < now - span
        case "IS_LESS_THAN_X_DAYS_FROM_NOW" | "IN_NEXT_X_DAYS":
            return now <= moment <= now + span
        case "IS_MORE_THAN_X_DAYS_FROM_NOW":
            return moment > now + span
        case _:
            return False


def _ordered(value: float | None, operator: str, wanted: float | None) -> bool:
    test = ORDER.get(operator)
    return test is not None and value is not None and wanted is not None and test(value, wanted)


def _between(value: float | None, low: float | None, high: float | None) -> bool:
    return value is not None and low is not None and high is not None and low <= value <= high


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _float(value: int | None) -> float | None:
    return None if value is None else float(value)


def _days(operation: Body) -> int:
    return int(operation.get("numberOfDays") or 0) * instants.DAY


def _month(given: Any) -> int:
    """A month as a number, or by its name."""
    return natural(given) or datetime.strptime(str(given).title(), "%B").month

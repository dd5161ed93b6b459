"""Filters of lists v1 in the current form: groups of which one must match, with every filter in it.

Filters by a property's value are translated, by the property's type; the other filters of lists v1
(forms, e-mail events, page views, members of other lists) and time windows are refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import entry_of
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.expectations import needing
from hubspot_facade.wire.dates import moment_of
from hubspot_facade.wire.values import text_of, wire_value

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.properties.operations import batch_read
else:
    batch_read = edition_calls("crm.properties").batch_read

V1Filters: TypeAlias = Sequence[Sequence[Mapping[str, Any]]] | Sequence[Mapping[str, Any]] | Mapping[str, Any]
"""Filters as version 1 of HubSpot's API had them: `{"property": …, "operator": …, "value": …}`; all in a list must
match, of lists in a list one."""
Found: TypeAlias = "tuple[str, dict[str, Any]]"  # where a filter stands, and the filter

_KEYS = ("property", "operator", "value", "type", "filterFamily", "withinTimeMode")
_SAID = {"filterFamily": "PropertyValue", "withinTimeMode": "PAST"}  # what v1 returned with filters by value
_KNOWN = {"IS_NOT_EMPTY": "IS_KNOWN", "IS_EMPTY": "IS_UNKNOWN"}
_TEXT = {
    "EQ": "IS_EQUAL_TO",
    "NEQ": "IS_NOT_EQUAL_TO",
    "CONTAINS": "CONTAINS",
    "DOESNT_CONTAIN": "DOES_NOT_CONTAIN",
    "STR_STARTS_WITH": "STARTS_WITH",
    "STR_ENDS_WITH": "ENDS_WITH",
    "SET_ANY": "IS_EQUAL_TO",
    "SET_NOT_ANY": "IS_NOT_EQUAL_TO",
}
_CHOICES = {
    "EQ": "IS_ANY_OF",
    "NEQ": "IS_NONE_OF",
    "SET_ANY": "IS_ANY_OF",
    "SET_NOT_ANY": "IS_NONE_OF",
    "SET_ALL": "CONTAINS_ALL",
    "SET_NOT_ALL": "DOES_NOT_CONTAIN_ALL",
    "SET_EQ": "IS_EXACTLY",
    "SET_NEQ": "IS_NOT_EXACTLY",
}
_NUMBER = {
    "EQ": "IS_EQUAL_TO",
    "NEQ": "IS_NOT_EQUAL_TO",
    "GT": "IS_GREATER_THAN",
    "GTE": "IS_GREATER_THAN_OR_EQUAL_TO",
    "LT": "IS_LESS_THAN",
    "LTE": "IS_LESS_THAN_OR_EQUAL_TO",
}
_BOOL = {"EQ": "IS_EQUAL_TO", "NEQ": "IS_NOT_EQUAL_TO"}
_TIME = {"LT": "IS_BEFORE", "GT": "IS_AFTER"}
_BY_TYPE = {"enumeration": _CHOICES, "number": _NUMBER, "bool": _BOOL, "date": _TIME, "datetime": _TIME}
_ALL = {*_KNOWN, *_TEXT, *_CHOICES, *_NUMBER}


def branch_of(object_type: str, filters: V1Filters, field: str = "filters") -> Generator[Any, Any, dict[str, Any]]:
    """The filter branch for v1's filters; InputError names a filter that has no equivalent."""
    groups = [[*_checked(group, where)] for group, where in _groups(filters, field)]
    types = yield from _types(object_type, [each for group in groups for each in group])
    inner = [_branch("AND", [_property_filter(each, where, types) for where, each in group]) for group in groups]
    return {**_branch("OR", []), "filterBranches": inner}


def _branch(kind: str, filters: list[Any]) -> dict[str, Any]:
    return {"filterBranchType": kind, "filterBranchOperator": kind, "filterBranches": [], "filters": filters}


def _groups(filters: object, field: str) -> list[tuple[list[object], str]]:
    if isinstance(filters, Mapping):
        filters = [cast("object", filters)]
    if not isinstance(filters, list | tuple) or not filters:
        raise InputError(field, "expected a list of groups of filters")
    several = [*cast("Sequence[object]", filters)]
    if not any(isinstance(each, list | tuple) for each in several):
        return [(several, field)]
    groups: list[tuple[list[object], str]] = []
    for index, each in enumerate(several):
        if not isinstance(each, list | tuple) or not each:
            raise InputError(f"{field}[{index}]", "expected a list of filters")
        groups.append(([*cast("Sequence[object]", each)], f"{field}[{index}]"))
    return groups


def _checked(group: list[object], field: str) -> list[Found]:
    """The filters of a group, all of which must be by the value of a property."""
    found: list[Found] = []
    for index, each in enumerate(group):
        where = f"{field}[{index}]"
        entry = entry_of(each, _KEYS, where)
        for name, said in _SAID.items():
            if entry.get(name, said) != said:
                raise InputError(f"{where}.{name}", f"HubSpot's current lists have no such filter: {entry[name]!r}")
        operator = text_of(entry.get("operator"), f"{where}.operator").upper()
        if operator not in _ALL:
            raise InputError(
                f"{where}.operator", f"{operator!r} cannot be translated; one of {', '.join(sorted(_ALL))}"
            )
        text_of(entry.get("property"), f"{where}.property")
        found.append((where, {**entry, "operator": operator}))
    return found


def _types(object_type: str, filters: Sequence[Found]) -> Generator[Any, Any, dict[str, str]]:
    """The types of the properties that are compared, read only once."""
    names = dict.fromkeys(each["property"] for _, each in filters if each["operator"] not in _KNOWN)
    if not names:
        return {}
    inputs = [{"name": name} for name in names]
    read = batch_read(object_type, body={"archived": False, "inputs": inputs})
    answer = yield from needing(read, "[].name", "[].type_")
    types = {each.name: each.type_ for each in answer.results}
    for where, each in filters:
        if each["operator"] not in _KNOWN and each["property"] not in types:
            raise InputError(f"{where}.property", f"there is no property {each['property']!r}")
    return types


def _property_filter(given: Mapping[str, Any], where: str, types: Mapping[str, str]) -> dict[str, Any]:
    name, operator = given["property"], given["operator"]
    if operator in _KNOWN:
        made = {"operationType": "ALL_PROPERTY", "operator": _KNOWN[operator]}
    else:
        table = _BY_TYPE.get(types[name], _TEXT)
        if operator not in table:
            raise InputError(f"{where}.operator", f"{name} is of type {types[name]}, which takes {', '.join(table)}")
        if given.get("value") is None:
            raise InputError(f"{where}.value", "is missing")
        made = _operation(types[name], table[operator], given, f"{where}.value")
    negative = "NOT" in made["operator"] or "NONE" in made["operator"]
    operation = {**made, "includeObjectsWithNoValueSet": negative}
    return {"filterType": "PROPERTY", "property": name, "operation": operation}


def _operation(kind: str, operator: str, given: Mapping[str, Any], field: str) -> dict[str, Any]:
    if kind in ("date", "datetime"):
        return {"operationType": "TIME_POINT", "operator": operator, **_time_point(given["value"], field)}
    text = wire_value(given["value"], field)
    if kind == "number":
        try:
            return {"operationType": "NUMBER", "operator": operator, "value": float(text)}
        except ValueError:
            raise InputError(field, f"expected a number, not {text!r}") from None
    if kind == "bool":
        if text.lower() not in ("true", "false"):
            raise InputError(field, f"expected true or false, not {text!r}")
        return {"operationType": "BOOL", "operator": operator, "value": text.lower() == "true"}
    several = kind == "enumeration" or given["operator"].startswith("SET_")
    return {
        "operationType": "ENUMERATION" if kind == "enumeration" else "MULTISTRING",
        "operator": operator,
        "values": [each for each in text.split(";") if each] if several else [text],
    }


def _time_point(value: Any, field: str) -> dict[str, Any]:
    moment = cast("datetime", moment_of(value, field)).astimezone(UTC)
    clock = ("year", "month", "day", "hour", "minute", "second")
    point = {name: getattr(moment, name) for name in clock} | {"millisecond": moment.microsecond // 1000}
    return {
        "type": "TIME_POINT",
        "timePoint": {"timeType": "DATE", "zoneId": "UTC", **point},
        "endpointBehavior": "EXCLUSIVE",
    }

"""Filters of a search, as the plain mappings that HubSpot wants.

A search takes one filter, a list of filters that must all hold, or a list of such lists of which one must hold. HubSpot
takes 5 groups, 6 filters each, 18 altogether. A `datetime` is sent as milliseconds, a `date` as its midnight UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, cast

from hubspot_facade.dates import millis_of
from hubspot_facade.errors import InputError
from hubspot_facade.values import wire_value

Filter: TypeAlias = Mapping[str, Any]
Filters: TypeAlias = Filter | Sequence[Filter] | Sequence[Sequence[Filter]]


def _sought(value: object, field: str) -> str:
    return str(millis_of(value, field)) if isinstance(value, date) else wire_value(value, field)


def _one(name: str, operator: str, value: object) -> Filter:
    return {"propertyName": name, "operator": operator, "value": _sought(value, name)}


def equal(name: str, value: object) -> Filter:
    """The property has this value."""
    return _one(name, "EQ", value)


def unequal(name: str, value: object) -> Filter:
    """The property has another value."""
    return _one(name, "NEQ", value)


def less(name: str, value: object) -> Filter:
    """The property is below this value."""
    return _one(name, "LT", value)


def at_most(name: str, value: object) -> Filter:
    """The property is this value or below."""
    return _one(name, "LTE", value)


def greater(name: str, value: object) -> Filter:
    """The property is above this value."""
    return _one(name, "GT", value)


def at_least(name: str, value: object) -> Filter:
    """The property is this value or above."""
    return _one(name, "GTE", value)


def between(name: str, low: object, high: object) -> Filter:
    """The property lies between the two, both included."""
    return {**_one(name, "BETWEEN", low), "highValue": _sought(high, name)}


def one_of(name: str, values: Iterable[object]) -> Filter:
    """The property is one of these values; text must be in lower case unless it is a choice."""
    return {"propertyName": name, "operator": "IN", "values": [_sought(value, name) for value in values]}


def none_of(name: str, values: Iterable[object]) -> Filter:
    """The property is none of these values."""
    return {"propertyName": name, "operator": "NOT_IN", "values": [_sought(value, name) for value in values]}


def known(name: str) -> Filter:
    """The property has a value."""
    return {"propertyName": name, "operator": "HAS_PROPERTY"}


def unknown(name: str) -> Filter:
    """The property has no value."""
    return {"propertyName": name, "operator": "NOT_HAS_PROPERTY"}


def contains(name: str, word: str) -> Filter:
    """The property holds this word; `*` stands for any letters."""
    return _one(name, "CONTAINS_TOKEN", word)


def lacks(name: str, word: str) -> Filter:
    """The property does not hold this word."""
    return _one(name, "NOT_CONTAINS_TOKEN", word)


def groups_of(filters: Filters | None) -> list[list[Filter]]:
    """Filters as groups: one group must hold, in it every filter. Groups may be HubSpot's own, `{"filters": […]}`."""
    if not filters:
        return []
    if isinstance(filters, Mapping):
        return [_group(filters, "filters") if "filters" in filters else [_checked(filters, "filters")]]
    if isinstance(filters[0], Mapping) and "filters" not in filters[0]:
        return [[_checked(each, f"filters[{index}]") for index, each in enumerate(filters)]]
    return [_group(each, f"filters[{index}]") for index, each in enumerate(filters)]


def _group(value: object, field: str) -> list[Filter]:
    if isinstance(value, Mapping):
        value, field = cast("Mapping[str, object]", value).get("filters"), f"{field}.filters"
    kind = type(value).__name__
    if not isinstance(value, list | tuple) or not value:
        raise InputError(field, f"expected a list of filters, not {kind}" if kind != "list" else "is empty")
    return [_checked(each, f"{field}[{index}]") for index, each in enumerate(cast("Sequence[object]", value))]


def _checked(value: object, field: str) -> Filter:
    if not isinstance(value, Mapping):
        raise InputError(field, f"expected a filter, not {type(value).__name__}")
    entry = cast("Filter", value)
    for key in ("propertyName", "operator"):
        if not entry.get(key):
            raise InputError(f"{field}.{key}", "is missing")
    return {key: _dateless(each, f"{field}.{key}") for key, each in entry.items()}


def _dateless(value: Any, field: str) -> Any:
    """A filter's field with its dates and numbers as the text that HubSpot seeks; the rest as it is."""
    if isinstance(value, list | tuple):
        return [_dateless(each, field) for each in cast("Sequence[Any]", value)]
    return _sought(value, field) if isinstance(value, date | int | float | Decimal) else value

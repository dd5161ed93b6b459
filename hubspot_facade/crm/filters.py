"""Filters of a search, as the plain mappings that HubSpot takes.

A search takes one filter, a list of filters that must all match, or a list of such lists of which one must match.
HubSpot takes 5 groups, 6 filters each, 18 altogether. `crm.expressions` writes the same as Python: `P.amount >= 5`.
A `datetime` is sent as milliseconds, a `date` as midnight UTC.
None is not a value: `unknown` finds the records that have none.
For a property that holds days, give a `date`. For HubSpot's own such properties a `datetime` is its day too (see
`dates`); which of a portal's own properties hold days, only HubSpot knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, cast, overload

from hubspot_facade.errors import InputError
from hubspot_facade.wire.argument_types import Filter as Filter
from hubspot_facade.wire.argument_types import Filters as Filters
from hubspot_facade.wire.date_properties import day_sought
from hubspot_facade.wire.dates import millis_of
from hubspot_facade.wire.field_names import named
from hubspot_facade.wire.values import wire_value


class Groups(Sequence[Sequence[Filter]]):
    """Groups of filters that something else makes; see `crm.expressions`."""

    groups: Any

    @overload
    def __getitem__(self, index: int) -> Sequence[Filter]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[Filter]]: ...
    def __getitem__(self, index: Any) -> Any:
        return self.groups[index]

    def __len__(self) -> int:
        return len(self.groups)


# The keys that a filter may have.
_KEYS = ("propertyName", "operator", "value", "values", "highValue")
# What an operator compares with; those that are not here compare with one value.
_SEVERAL = ("IN", "NOT_IN")
_NEEDED = {
    "HAS_PROPERTY": (),
    "NOT_HAS_PROPERTY": (),
    "BETWEEN": ("value", "highValue"),
    **dict.fromkeys(_SEVERAL, ("values",)),
}
_LISTS = (list, tuple, set, frozenset)


def _sought(value: object, field: str, name: str = "") -> str:
    several: Any = value
    if value is None or (isinstance(several, _LISTS) and None in several):
        raise InputError(
            field, "None is not a value to compare with: unknown() finds what has no value, known() what has one"
        )
    if isinstance(several, _LISTS):
        raise InputError(field, "is compared with one value; in_() and not_in() compare with several")
    if isinstance(several, str) and not several:
        raise InputError(field, "cannot be empty text: unknown() finds what has no value, known() what has one")
    value = day_sought(name or field.partition("[")[0], value, field)
    return str(millis_of(value, field)) if isinstance(value, date) else wire_value(value, field)


def _one(name: str, operator: str, value: object) -> Filter:
    return {"propertyName": name, "operator": operator, "value": _sought(value, name)}


def _several(values: object, field: str) -> list[str]:
    kind = type(values).__name__
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a list of values, not {kind}")
    each = enumerate(cast("Iterable[object]", values))
    sought = [_sought(value, f"{field}[{index}]") for index, value in each]
    if not sought:
        raise InputError(field, "name at least one value")
    return sought


def equal(name: str, value: object) -> Filter:
    """The property has this value."""
    return _one(name, "EQ", value)


def unequal(name: str, value: object) -> Filter:
    """The property has a value other than this one."""
    return _one(name, "NEQ", value)


def less(name: str, value: object) -> Filter:
    """The property is less than this value."""
    return _one(name, "LT", value)


def at_most(name: str, value: object) -> Filter:
    """The property is less than or equal to this value."""
    return _one(name, "LTE", value)


def greater(name: str, value: object) -> Filter:
    """The property is greater than this value."""
    return _one(name, "GT", value)


def at_least(name: str, value: object) -> Filter:
    """The property is greater than or equal to this value."""
    return _one(name, "GTE", value)


def between(name: str, low: object, high: object) -> Filter:
    """The property is between these two values, or equal to one of them."""
    found = {**_one(name, "BETWEEN", low), "highValue": _sought(high, name)}
    _refuse_empty_range(found, name)
    return found


def one_of(name: str, values: Iterable[object]) -> Filter:
    """The property is one of these values, in upper or lower case."""
    return {"propertyName": name, "operator": "IN", "values": _several(values, name)}


def none_of(name: str, values: Iterable[object]) -> Filter:
    """The property is not one of these values."""
    return {"propertyName": name, "operator": "NOT_IN", "values": _several(values, name)}


def known(name: str) -> Filter:
    """The property has a value."""
    return {"propertyName": name, "operator": "HAS_PROPERTY"}


def unknown(name: str) -> Filter:
    """The property has no value."""
    return {"propertyName": name, "operator": "NOT_HAS_PROPERTY"}


def contains(name: str, word: str) -> Filter:
    """The property contains this word; `*` stands for any letters."""
    return _one(name, "CONTAINS_TOKEN", word)


def lacks(name: str, word: str) -> Filter:
    """The property does not contain this word."""
    return _one(name, "NOT_CONTAINS_TOKEN", word)


def _refuse_empty_range(entry: Filter, field: str) -> None:
    """Texts have an order of HubSpot's own; numbers and milliseconds have one that can be checked."""
    try:
        empty = Decimal(entry["value"]) > Decimal(entry["highValue"])
    except (ArithmeticError, TypeError, ValueError):
        return
    if empty:
        raise InputError(field, f"cannot be between {entry['value']} and {entry['highValue']}: the lower one is first")


def groups_of(filters: Filters | None) -> list[list[Filter]]:
    """Filters as groups: in one group every filter must match. Groups may be HubSpot's own, `{"filters": […]}`."""
    if isinstance(filters, Groups):
        return [[_checked(each, "filters") for each in group] for group in filters]
    given: Any = filters
    if given is not None and not isinstance(given, Mapping | list | tuple):
        # such as False, which Python makes of `P.a in []`: searched for as nothing, it would find every record
        raise InputError("filters", f"expected a condition such as P.amount >= 5, or filters, not {given!r:.80}")
    if not filters:
        return []
    if isinstance(filters, Mapping):
        return [_group(filters, "filters")] if "filters" in filters else [[_checked(filters, "filters")]]
    if any(isinstance(each, Groups) for each in filters):
        return groups_of(_all_of(filters))
    if isinstance(filters[0], Mapping) and "filters" not in filters[0]:
        return [[_checked(each, f"filters[{index}]") for index, each in enumerate(filters)]]
    groups: list[list[Filter]] = []
    for index, each in enumerate(filters):
        inner: Any = each
        is_mixed = isinstance(each, list | tuple) and any(isinstance(one, Groups) for one in inner)
        groups += groups_of(_all_of(inner)) if is_mixed else [_group(inner, f"filters[{index}]")]
    return groups


def _all_of(conditions: Sequence[Any]) -> Groups:
    """Conditions that must all match, of which some are groups that know how to be joined."""
    made: Any = [each for each in conditions if not isinstance(each, Groups)] or None
    for each in conditions:
        if isinstance(each, Groups):
            made = each if made is None else made & each
    found: Groups = made
    return found


def _group(value: object, field: str) -> list[Filter]:
    if isinstance(value, Mapping):
        group = named(cast("Mapping[str, Any]", value), ("filters",), field)
        value, field = group.get("filters"), f"{field}.filters"
    kind = type(value).__name__
    if not isinstance(value, list | tuple) or not value:
        raise InputError(field, f"expected a list of filters, not {kind}" if kind != "list" else "is empty")
    return [_checked(each, f"{field}[{index}]") for index, each in enumerate(cast("Sequence[object]", value))]


def _checked(value: object, field: str) -> Filter:
    if not isinstance(value, Mapping):
        raise InputError(field, f"expected a filter, not {type(value).__name__}")
    entry = named(cast("Filter", value), _KEYS, field)
    for key in ("propertyName", "operator"):
        if not entry.get(key):
            raise InputError(f"{field}.{key}", "is missing")
        if not isinstance(entry[key], str | Enum):
            raise InputError(f"{field}.{key}", f"expected text, not {type(entry[key]).__name__}")
    operator = str(getattr(entry["operator"], "value", entry["operator"])).upper()
    needed = _NEEDED.get(operator, ("value",))
    if absent := next((key for key in needed if key not in entry), None):
        raise InputError(f"{field}.{absent}", f"is missing: {operator} compares with it")
    if operator in _SEVERAL:
        _several(entry["values"] or (), f"{field}.values")
    else:
        for key in needed:
            _sought(entry[key], f"{field}.{key}")
    name = str(entry["propertyName"])
    found = {key: _to_wire(each, f"{field}.{key}", name) for key, each in entry.items()}
    if not name.startswith("associations."):
        found["propertyName"] = str(found["propertyName"]).lower()  # HubSpot refuses others without a reason
    if operator == "BETWEEN":
        _refuse_empty_range(found, field)
    return {**found, "values": _in_either_case(found["values"])} if operator in _SEVERAL else found


def _in_either_case(values: Iterable[str]) -> list[str]:
    """Values of IN, also in lower case: HubSpot compares texts in lower case, but choices as they are spelled."""
    return list(dict.fromkeys(spelled for each in values for spelled in (each, each.lower())))


def _to_wire(value: Any, field: str, name: str) -> Any:
    """A filter's field, with dates and numbers as the text that HubSpot searches for; anything else is unchanged."""
    if isinstance(value, list | tuple):
        return [_to_wire(each, field, name) for each in cast("Sequence[Any]", value)]
    return _sought(value, field, name) if isinstance(value, date | int | float | Decimal) else value

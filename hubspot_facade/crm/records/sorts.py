"""Sorts of a search, as HubSpot takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from hubspot_facade.errors import InputError
from hubspot_facade.wire.field_names import named
from hubspot_facade.wire.values import text_of

Sorts: TypeAlias = str | Mapping[str, str] | Sequence[str | Mapping[str, str]]
"""What to sort by: `P.amount.desc()`, "amount", "-amount" for descending order, or HubSpot's `{"propertyName": …}`."""

_KEYS = ("propertyName", "direction")


def sorts_of(sorts: object, field: str = "sorts") -> list[Any]:
    """The sorts as a list; InputError names an invalid one."""
    if isinstance(sorts, str | Mapping):
        return [_sort(cast("object", sorts), field)]
    kind = type(sorts).__name__
    if isinstance(sorts, bytes) or not isinstance(sorts, Iterable):
        raise InputError(field, f"expected a property's name, an object or a list of them, not {kind}")
    return [_sort(each, f"{field}[{index}]") for index, each in enumerate(cast("Iterable[object]", sorts))]


def sorted_by(sort: Any) -> str:
    """The property that a sort names: "amount", "-amount", "amount DESCENDING" or an object."""
    return sort.lstrip("+-").partition(" ")[0] if isinstance(sort, str) else str(sort["propertyName"])


def _sort(value: object, field: str) -> object:
    if not isinstance(value, Mapping):
        return text_of(value, field)
    sort = named(cast("Mapping[str, Any]", value), _KEYS, field)
    text_of(sort.get("propertyName"), f"{field}.propertyName")
    return sort

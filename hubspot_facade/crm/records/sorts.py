"""Sorts of a search, as HubSpot takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from hubspot_facade.errors import InputError
from hubspot_facade.wire.argument_types import Sorts as Sorts
from hubspot_facade.wire.field_names import named
from hubspot_facade.wire.ids import text_of

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
        name, space, direction = text_of(value, field).partition(" ")
        return name.lower() + space + direction
    sort = named(cast("Mapping[str, Any]", value), _KEYS, field)
    return {**sort, "propertyName": text_of(sort.get("propertyName"), f"{field}.propertyName").lower()}

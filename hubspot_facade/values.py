"""Python values on their way to HubSpot's wire, where every property is a string."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias, cast

from hubspot_facade.date_properties import dated
from hubspot_facade.errors import InputError

Id: TypeAlias = int | str
Ids: TypeAlias = Iterable[Id]
Scalar: TypeAlias = str | int | float | bool | Decimal | date | datetime | Enum | None
Value: TypeAlias = Scalar | Sequence[str] | Sequence[int] | set[str] | frozenset[str]
Properties: TypeAlias = Mapping[str, Any]
Names: TypeAlias = Sequence[str]

_PAIR = ("name", "property", "value")


def id_of(value: object, field: str = "id") -> str:
    """An id as text, from a number or text; ids are never read as floats."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise InputError(field, f"an id is a number or text, not {_kind(value)}")
    text = str(value).strip()
    if not text:
        raise InputError(field, "an id must not be empty")
    return text


def number_of(value: object, field: str = "id") -> int:
    """An id as a number, where HubSpot takes no other."""
    text = id_of(value, field)
    if not text.isascii() or not text.isdecimal():
        raise InputError(field, f"this id is a number, not {text!r}")
    return int(text)


def numbers_of(values: object, field: str = "ids") -> list[int]:
    """Ids as numbers, each once, in the order given."""
    return [number_of(each, f"{field}[{index}]") for index, each in enumerate(ids_of(values, field))]


def ids_of(values: object, field: str = "ids") -> list[str]:
    """Ids as text, each once, in the order given."""
    kind = _kind(values)
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a list of ids, not {kind}")
    each = enumerate(cast("Iterable[object]", values))
    return list(dict.fromkeys(id_of(value, f"{field}[{index}]") for index, value in each))


def text_of(value: object, field: str) -> str:
    """Text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise InputError(field, f"expected text, not {_kind(value)}")
    return value.strip()


def names_of(values: object, field: str) -> list[str]:
    """Property names from a list, or from text with commas between them."""
    if isinstance(values, str):
        values = values.split(",")
    kind = _kind(values)
    if isinstance(values, Mapping) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a list of names, not {kind}")
    each = enumerate(cast("Iterable[object]", values))
    return [text_of(value, f"{field}[{index}]") for index, value in each]


def object_type_of(value: object, field: str = "object_type") -> str:
    """An object type as paths spell it: "Line items" → "line_items"; type ids and full names stay."""
    return text_of(value, field).lower().replace(" ", "_")


def wire_value(value: object, field: str) -> str:
    """A property value as HubSpot's text.

    None clears (""), True is "true", a `date` is its ISO day, a `datetime` ISO 8601 in UTC (a naive one counts as UTC),
    several values are joined by ";" as multiple choices want them.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        # an Enum of text gives its value, not its name
        return str(value.value) if isinstance(value, Enum) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return wire_value(value.value, field)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float | Decimal):
        if not math.isfinite(value):
            raise InputError(field, f"{value} is no number that HubSpot can keep")
        text = format(Decimal(repr(value)) if isinstance(value, float) else value, "f")
        return text.removesuffix(".0")
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes | bytearray):
        each = cast(
            "Iterable[object]", sorted(cast("set[Any]", value)) if isinstance(value, set | frozenset) else value
        )
        return ";".join(wire_value(item, f"{field}[{index}]") for index, item in enumerate(each))
    raise InputError(field, f"a property cannot hold {_kind(value)}")


def properties_of(values: object, field: str = "properties") -> dict[str, str]:
    """Properties as HubSpot wants them, from a mapping or from name/value (or property/value) pairs.

    Names are folded to lower case, as HubSpot refuses others. Days and moments take the form that their property wants.
    """
    named: dict[str, str] = {}
    for name, value, told in _pairs(values, field):
        key = text_of(name, told).lower()
        where = f"{field}.{key}"
        wired = wire_value(dated(key, value, where), where)
        if named.setdefault(key, wired) != wired:
            raise InputError(told, f"{key} is given twice, with different values")
    return named


def _pairs(values: object, field: str) -> Iterable[tuple[object, object, str]]:
    if isinstance(values, Mapping):
        several = cast("Mapping[object, object]", values)
        body = several.get("properties") if len(several) == 1 else None
        if isinstance(body, Mapping | list):  # no property is called so: this is a body in HubSpot's shape
            yield from _pairs(cast("object", body), field)
            return
        for name, value in several.items():
            yield name, value, f"{field} name"
        return
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a mapping or a list of name/value pairs, not {_kind(values)}")
    for index, pair in enumerate(cast("Iterable[object]", values)):
        where = f"{field}[{index}]"
        if not isinstance(pair, Mapping):
            raise InputError(where, f"expected an object with name and value, not {_kind(pair)}")
        entry = cast("Mapping[str, object]", pair)
        key = "name" if "name" in entry else "property"
        if key not in entry:
            raise InputError(where, "has neither name nor property")
        if unknown := [each for each in entry if each not in _PAIR]:
            raise InputError(f"{where}.{unknown[0]}", "there is no such field; it takes name (or property) and value")
        if entry.get("property", entry[key]) != entry[key]:
            raise InputError(f"{where}.property", "says something else than name")
        if "value" not in entry:
            raise InputError(f"{where}.value", "is missing")
        yield entry[key], entry["value"], f"{where}.{key}"


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    return "empty text" if value == "" else type(value).__name__

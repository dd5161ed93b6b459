"""Python values in the form that HubSpot takes; every property is sent as text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import chain
from operator import methodcaller
from typing import Any, cast

from hubspot_openapi.runtime import Model

from hubspot_facade.errors import InputError
from hubspot_facade.wire.argument_types import Id as Id
from hubspot_facade.wire.argument_types import Names as Names
from hubspot_facade.wire.argument_types import Properties as Properties
from hubspot_facade.wire.date_properties import dated, is_dated
from hubspot_facade.wire.dates import timestamp_of
from hubspot_facade.wire.ids import describe, is_sendable, quoted, sendable, text_of, whole_number

_PAIR = ("name", "property", "value")


def wire_value(value: object, field: str) -> str:
    """A property value as the text that HubSpot takes.

    None clears (""), True is "true", a `date` is its ISO day, a `datetime` is ISO 8601 in UTC (a naive one is UTC),
    several values are joined by ";" as multiple choices require. For properties of type `date` see `dates`.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        # a text Enum gives its value, not its name
        return sendable(str(value.value) if isinstance(value, Enum) else value, field)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return wire_value(value.value, field)
    if isinstance(value, int):
        if abs(value) >= 10**31:
            raise InputError(field, "is not a number that HubSpot can store")
        return str(int(value))
    if isinstance(value, float | Decimal):
        number = Decimal(float.__repr__(value)) if isinstance(value, float) else value  # numpy's has another repr
        if not number.is_finite() or (number and not -30 <= number.adjusted() <= 30):
            raise InputError(
                field,
                f"{number:.20} is not a number that HubSpot can store"
                if number.is_finite()
                else f"{value} is not a number that HubSpot can store",
            )
        text = format(number, "f")
        return text.removesuffix(".0")
    if isinstance(value, datetime):
        return timestamp_of(value, field)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes | bytearray):
        each = [_choice(item, f"{field}[{index}]") for index, item in enumerate(cast("Iterable[object]", value))]
        return ";".join(sorted(each) if isinstance(value, set | frozenset) else each)
    raise InputError(field, f"a property cannot hold {describe(value)}")


def _choice(value: object, field: str) -> str:
    """One of several values, which are one text with semicolons between them."""
    text = wire_value(value, field)
    if not text or ";" in text:
        raise InputError(field, "one of several values cannot be empty or have a semicolon, which separates them")
    return text


def properties_of(values: object, field: str = "properties") -> dict[str, str]:
    """Properties in HubSpot's form, from a mapping or from name/value (or property/value) pairs.

    Names become lower case, as HubSpot requires. Dates and times take the form that their property requires.
    """
    given: Any = values
    if given.__class__ is dict and (plain := plain_texts(given)) is not None:
        return plain
    properties: dict[str, str] = {}
    for name, value, place in _pairs(values, field):
        known = _plain_names((name,)) if type(name) is str else None
        if known is not None and type(value) is str and value.isascii():
            (key,), text = known, value
        else:
            key = text_of(name, place).lower()
            where = f"{field}.{key}"
            text = wire_value(dated(key, value, where), where)
        if properties.setdefault(key, text) != text:
            raise InputError(f"{field}.{key}".strip("."), "is given twice, with different values")
    return properties


_TEXT = frozenset((str,))
_DICT = frozenset((dict,))
_values = methodcaller("values")


def plain_texts(values: dict[Any, Any]) -> dict[str, str] | None:
    """Properties that are sent as they are, as most rows have no others; None if any needs a closer look."""
    texts, given = values.values(), (*values,)
    if not (_TEXT.issuperset(map(type, texts)) and _TEXT.issuperset(map(type, given)) and is_sendable("".join(texts))):
        return None
    names = _plain_names(given)
    if names is None:
        return None
    return values.copy() if names == given else dict(zip(names, texts, strict=True))


def plain_properties(several: Sequence[Any], others: Set[str] = frozenset()) -> list[dict[str, str]] | None:
    """What `properties_of` gives for each of several plain dicts of texts; None if one of them needs a closer look.

    That is also one that has any of the `others`, which are no properties. All are checked at once, which takes a fifth
    of the time.
    """
    if not _DICT.issuperset(map(type, several)):
        return None
    texts: list[str] = [*chain.from_iterable(map(_values, several))]
    if not (_TEXT.issuperset(map(type, texts)) and is_sendable("".join(texts))):
        return None
    shapes: set[tuple[Any, ...]] = {*map(tuple, several)}
    if not all(_TEXT.issuperset(map(type, each)) and others.isdisjoint(each) for each in shapes):
        return None
    names = {each: _plain_names(each) for each in shapes}
    if all(given == plain for given, plain in names.items()):
        return [each.copy() for each in several]
    if None in names.values():
        return None
    return [dict(zip(names[*each] or (), each.values(), strict=True)) for each in several]


@lru_cache(maxsize=1024)  # rows have the same names again and again
def _plain_names(given: tuple[str, ...]) -> tuple[str, ...] | None:
    """Names of properties as HubSpot has them; None unless they are different, and none holds days or moments."""
    names = tuple(each.strip().lower() for each in given)
    is_plain = len({*names}) == len(names) and all(each and each.isascii() and not is_dated(each) for each in names)
    return names if is_plain else None


def _pairs(values: object, field: str) -> Iterable[tuple[object, object, str]]:
    if isinstance(values, Mapping):
        several = cast("Mapping[object, object]", values)
        body = several.get("properties") if len(several) == 1 else None
        if isinstance(body, Mapping | list):  # no property has this name: this is a body in HubSpot's shape
            yield from _pairs(cast("object", body), field)
            return
        place = f"{field} name"
        for name, value in several.items():
            yield name, value, place
        return
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a mapping or a list of name/value pairs, not {describe(values)}")
    for index, pair in enumerate(cast("Iterable[object]", values)):
        where = f"{field}[{index}]"
        if not isinstance(pair, Mapping):
            raise InputError(where, f"expected an object with name and value, not {describe(pair)}")
        entry = cast("Mapping[str, object]", pair)
        key = "name" if "name" in entry else "property"
        if key not in entry:
            raise InputError(where, "has neither name nor property")
        if unknown := [each for each in entry if each not in _PAIR]:
            raise InputError(f"{where}.{unknown[0]}", "there is no such field; it takes name (or property) and value")
        if entry.get("property", entry[key]) != entry[key]:
            raise InputError(f"{where}.property", "differs from name")
        if "value" not in entry:
            raise InputError(f"{where}.value", "is missing")
        yield entry[key], entry["value"], f"{where}.{key}"


def check_sendable(value: object, field: str) -> None:
    """Raise an InputError that names the place in JSON data that cannot be sent."""
    if isinstance(value, str):
        sendable(value, field)
    elif isinstance(value, int) and not isinstance(value, bool):
        whole_number(value, field)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise InputError(field, f"{value} is not a JSON number")
    elif isinstance(value, Mapping):
        for name, each in cast("Mapping[object, object]", value).items():
            check_sendable(each, f"{field}.{name}")
    elif isinstance(value, list | tuple):
        for index, each in enumerate(cast("Sequence[object]", value)):
            check_sendable(each, f"{field}[{index}]")
    elif value is not None and not isinstance(value, bool | date | Model):
        raise InputError(field, f"{describe(value)} cannot be sent")


def shown(value: object) -> str:
    """A value for messages: text and booleans as they are, of anything else the kind."""
    if isinstance(value, str | bool) or (type(value) in (list, dict, tuple) and not value):
        return quoted(value)
    return str(value) if isinstance(value, int) and abs(value) < 2**64 else describe(value)

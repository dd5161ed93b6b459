"""Python values in the form that HubSpot takes; every property is sent as text."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, SupportsIndex, cast

from hubspot_openapi.runtime import Model

from hubspot_facade.errors import InputError
from hubspot_facade.wire.argument_types import Id as Id
from hubspot_facade.wire.argument_types import Names as Names
from hubspot_facade.wire.argument_types import Properties as Properties
from hubspot_facade.wire.date_properties import dated, is_dated
from hubspot_facade.wire.dates import timestamp_of

_PAIR = ("name", "property", "value")


def id_of(value: object, field: str = "id") -> str:
    """An id as text, from a number or text; floats are refused."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise InputError(field, f"an id is a number or text, not {_kind(value)}")
    text = sendable(value, field).strip() if isinstance(value, str) else str(whole_number(value, field))
    if not text:
        raise InputError(field, "an id must not be empty")
    return text


def number_of(value: object, field: str = "id") -> int:
    """An id as a number, for endpoints that take nothing else."""
    text = id_of(value, field)
    if not text.isascii() or not text.isdecimal():
        raise InputError(field, f"this id is a number, not {text!r}")
    return whole_number(int(text) if len(text) < 20 else 2**63, field)


def numbers_of(values: object, field: str = "ids") -> list[int]:
    """Ids as numbers, without duplicates, in the order given."""
    return [number_of(each, f"{field}[{index}]") for index, each in enumerate(ids_of(values, field))]


def ids_of(values: object, field: str = "ids") -> list[str]:
    """Ids as text, without duplicates, in the order given."""
    kind = _kind(values)
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a list of ids, not {kind}")
    each = enumerate(cast("Iterable[object]", values))
    return list(dict.fromkeys(id_of(value, f"{field}[{index}]") for index, value in each))


def text_of(value: object, field: str) -> str:
    """Text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise InputError(field, f"expected text, not {_kind(value)}")
    return sendable(value, field).strip()


def sendable(value: str, field: str) -> str:
    """The text; InputError if it has half of a character (a lone surrogate), which no request can carry."""
    if not _is_sendable(value):
        raise InputError(field, "has half of a character (a lone surrogate), which cannot be sent")
    return value


def whole_number(value: object, field: str) -> int:
    """A whole number of at most 64 bits, the largest that HubSpot takes."""
    if isinstance(value, bool) or not hasattr(type(value), "__index__"):
        raise InputError(field, f"expected a whole number, not {_kind(value)}")
    number = operator.index(cast("SupportsIndex", value))
    if not -(2**63) <= number < 2**63:
        raise InputError(field, "expected a whole number of at most 64 bits")
    return number


def names_of(values: object, field: str) -> list[str]:
    """Property names from a list, or from text separated by commas."""
    if isinstance(values, str):
        values = values.split(",")
    kind = _kind(values)
    if isinstance(values, Mapping) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a list of names, not {kind}")
    each = enumerate(cast("Iterable[object]", values))
    return [text_of(value, f"{field}[{index}]") for index, value in each]


def object_type_of(value: object, field: str = "object_type") -> str:
    """An object type as paths spell it: "Line items" → "line_items"; type ids and full names are unchanged."""
    return text_of(value, field).lower().replace(" ", "_")


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
        number = Decimal(repr(value)) if isinstance(value, float) else value
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
        each = [wire_value(item, f"{field}[{index}]") for index, item in enumerate(cast("Iterable[object]", value))]
        return ";".join(sorted(each) if isinstance(value, set | frozenset) else each)
    raise InputError(field, f"a property cannot hold {_kind(value)}")


def properties_of(values: object, field: str = "properties") -> dict[str, str]:
    """Properties in HubSpot's form, from a mapping or from name/value (or property/value) pairs.

    Names become lower case, as HubSpot requires. Dates and times take the form that their property requires.
    """
    given: Any = values
    if given.__class__ is dict and (plain := _plain_texts(given)) is not None:
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
            raise InputError(place, f"{key} is given twice, with different values")
    return properties


_TEXT = frozenset((str,))


def _plain_texts(values: dict[Any, Any]) -> dict[str, str] | None:
    """Properties that are sent as they are, as most rows have no others; None if any needs a closer look."""
    texts, given = values.values(), (*values,)
    if not (_TEXT.issuperset(map(type, texts)) and _TEXT.issuperset(map(type, given)) and _is_sendable("".join(texts))):
        return None
    names = _plain_names(given)
    if names is None:
        return None
    return values.copy() if names == given else dict(zip(names, texts, strict=True))


def _is_sendable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


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
        raise InputError(field, f"{_kind(value)} cannot be sent")


def shown(value: object) -> str:
    """A value for messages: text and booleans as they are, of anything else the kind."""
    if isinstance(value, str | bool) or value in ([], {}, ()):
        text = repr(value)
        return text if len(text) <= 60 else f"{text[:60]}…"
    return str(value) if isinstance(value, int) and abs(value) < 2**64 else _kind(value)


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    return "empty text" if value == "" else type(value).__name__

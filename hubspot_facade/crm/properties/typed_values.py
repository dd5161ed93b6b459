"""Property values by their definitions: from HubSpot's text to Python's types, and back.

=============  =======================================  =====================================================
type           read as                                  written from
=============  =======================================  =====================================================
bool           bool                                     bool, "true", "false"
number         Decimal; int where it is an id, a count  int, Decimal, float, text of a number
date           date                                     date, datetime, ISO 8601, milliseconds at midnight
datetime       datetime in UTC                          datetime, date, ISO 8601, milliseconds
enumeration    text; a list where several are chosen    one of the options; several as a list or joined by ";"
all others     text                                     text
=============  =======================================  =====================================================

No value is None, in both directions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.errors import InputError
from hubspot_facade.wire.dates import day_of, iso_of
from hubspot_facade.wire.ids import describe, sendable, whole_number
from hubspot_facade.wire.value_texts import NUMBER
from hubspot_facade.wire.value_texts import Value as Value
from hubspot_facade.wire.value_texts import read_value as read_value
from hubspot_facade.wire.values import shown, wire_value

if TYPE_CHECKING:
    from hubspot_facade.crm.properties.definitions import Definition, Definitions

LONGEST = 65_536
_MOST_OPTIONS = 20


def properties_to_wire(
    definitions: Definitions, properties: object, field: str = "properties", *, keys: Iterable[str] = ()
) -> dict[str, str]:
    """Properties as HubSpot takes them. InputError names what is unknown, read-only or of another type.

    `keys` find the record and are not written, so that they may be read-only.
    """
    if not isinstance(properties, Mapping):
        raise InputError(field, f"expected a mapping, not {describe(properties)}")
    wired: dict[str, str] = {}
    for name, value in cast("Mapping[object, object]", properties).items():
        if not isinstance(name, str):
            raise InputError(field, f"a property is named by text, not {describe(name)}")
        where = f"{field}.{name}"
        definition = definitions.find(name, where)
        if definition.read_only and definition.name not in keys:
            why = "calculated" if definition.calculated else "read-only"
            raise InputError(where, f"is {why}: HubSpot sets its value")
        text = value_to_wire(definition, value, where)
        if wired.setdefault(definition.name, text) != text:
            raise InputError(where, "is given twice, with different values")
    return wired


def value_to_wire(definition: Definition, value: object, field: str) -> str:
    """A value as HubSpot's text, "" for none. InputError says what the property takes."""
    if isinstance(value, Enum):
        value = value.value
    if value is None or (isinstance(value, str) and not value):
        return ""
    match definition.type:
        case "bool":
            return _flag_to_wire(value, field)
        case "number":
            return _number_to_wire(value, field, is_whole=definition.whole)
        case "date":
            return day_of(_moment(value, field), field) or ""
        case "datetime":
            return iso_of(_moment(value, field), field) or ""
        case "enumeration" if definition.multiple:
            return _choices_to_wire(definition, value, field)
        case "enumeration":
            return _choice_to_wire(definition, value, field)
        case _:
            return _text_to_wire(value, field)


def _flag_to_wire(value: object, field: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower()
    raise InputError(field, f"expected True or False, not {shown(value)}")


def _number_to_wire(value: object, field: str, *, is_whole: bool) -> str:
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        value = Decimal(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        digits = isinstance(value, str) and any(each.isdigit() for each in value)
        form = ": write 1234.5, without separators, currency or unit" if digits else ""
        raise InputError(field, f"expected a number, not {shown(value)}{form}")
    text = wire_value(value, field)  # refuses what is not finite or too long
    if is_whole and Decimal(text) != Decimal(text).to_integral_value():
        raise InputError(field, f"expected a whole number, not {text}")
    return text


def _moment(value: object, field: str) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise InputError(field, f"expected a date, a datetime, ISO 8601 or milliseconds, not {describe(value)}")
    return value


def _choices_to_wire(definition: Definition, value: object, field: str) -> str:
    if isinstance(value, str):
        chosen = [each.strip() for each in value.split(";") if each.strip()]
        start = ";" if value.startswith(";") else ""  # HubSpot adds these to what was chosen before
        return start + ";".join(_choice_to_wire(definition, each, field) for each in chosen)
    if isinstance(value, Mapping | bytes) or not isinstance(value, Iterable):
        raise InputError(field, f"expected a list of options, not {describe(value)}")  # pyright: ignore[reportUnknownArgumentType] # of any type
    each = cast("Iterable[object]", value)
    chosen = [_choice_to_wire(definition, one, f"{field}[{index}]") for index, one in enumerate(each)]
    return ";".join(sorted(chosen) if isinstance(value, set | frozenset) else chosen)


def _choice_to_wire(definition: Definition, value: object, field: str) -> str:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        value = "true" if value else "false"
    elif isinstance(value, int):  # ids of owners, stages, …
        value = str(whole_number(value, field))
    if not isinstance(value, str):
        raise InputError(field, f"expected one of its options, not {describe(value)}")
    if ";" in value and definition.multiple:
        raise InputError(field, f"{shown(value)} contains a semicolon, which separates options")
    if definition.options and value not in definition.options:
        raise InputError(field, f"{shown(value)} is not one of its options: {_listed(definition, value)}")
    return sendable(value, field)


def _listed(definition: Definition, value: str) -> str:
    options = definition.options
    spelled = {spelling.casefold(): each for each in reversed([*options]) for spelling in (options[each], each)}
    near = get_close_matches(value.casefold(), spelled, 1, 0.6)
    listed = ", ".join(map(repr, [*options][:_MOST_OPTIONS]))
    more = f" and {len(options) - _MOST_OPTIONS} more" if len(options) > _MOST_OPTIONS else ""
    return f"{listed}{more}" + (f"; did you mean {spelled[near[0]]!r}?" if near else "")


def _text_to_wire(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise InputError(field, f"expected text, not {describe(value)}")
    if len(value) > LONGEST:
        raise InputError(field, f"has {len(value):,} characters, and HubSpot stores at most {LONGEST:,}")
    return sendable(value, field)

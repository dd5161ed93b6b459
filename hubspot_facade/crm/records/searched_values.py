"""The values that a search compares with, checked against definitions: HubSpot finds nothing by one that cannot be.

Dates and times are checked without definitions where HubSpot's own property holds them: HubSpot refuses others without
a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.typed_values import value_to_wire
from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.errors import InputError
from hubspot_facade.wire.date_properties import is_dated
from hubspot_facade.wire.dates import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hubspot_facade.crm.properties.definitions import Definitions

_CHECKED = ("bool", "enumeration", "number")
_WORDS = ("CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN")
_CONTACTS, _COMPANIES, _DEALS, _TICKETS = "0-1", "0-2", "0-3", "0-5"
_DATED = {  # names without hs_, which a portal may give to properties of other types
    "closed_date": {_TICKETS},
    "closedate": {_CONTACTS, _COMPANIES, _DEALS},
    "createdate": {_CONTACTS, _COMPANIES, _DEALS, _TICKETS},
    "lastmodifieddate": {_CONTACTS},
}


def check_moments(object_type: str, groups: Sequence[Sequence[Mapping[str, Any]]]) -> None:
    """InputError for text that is compared with a date of HubSpot's own, and is none."""
    for place, group in enumerate(groups):
        for index, each in enumerate(group):
            name = str(each["propertyName"]).lower()
            if not _is_dated(name, object_type) or each["operator"] in _WORDS:
                continue
            field = f"filters[{index}]" if len(groups) == 1 else f"filters[{place}].filters[{index}]"
            for value in _values(each):
                try:
                    moment_of(value, field)
                except InputError as error:
                    raise InputError(field, f"{name} is a date: {error.problem}") from None


def _is_dated(name: str, object_type: str) -> bool:
    return is_dated(name) and (name.startswith("hs_") or type_id(object_type) in _DATED.get(name, ()))


def check_values(definitions: Definitions, groups: Iterable[Sequence[Mapping[str, Any]]]) -> None:
    """InputError for a value that its property cannot have, with those that it can."""
    for each in (one for group in groups for one in group):
        definition = definitions.get(str(each["propertyName"]).lower())
        if definition is not None and definition.type in _CHECKED and each["operator"] not in _WORDS:
            for value in _values(each):
                value_to_wire(definition, value, definition.name)


def _values(entry: Mapping[str, Any]) -> Iterator[str]:
    """The values as the caller gave them, without the lower-case ones that were added to those of IN."""
    yield from (str(entry[key]) for key in ("value", "highValue") if entry.get(key) is not None)
    given: Sequence[str] = entry.get("values") or ()
    yield from (each for each, before in zip(given, ("", *given), strict=False) if each != before.lower())

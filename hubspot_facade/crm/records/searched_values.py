"""The values that a search compares with, checked against definitions: HubSpot finds nothing by one that cannot be.

Dates and numbers are checked without definitions where HubSpot's own property holds them: HubSpot refuses others
without a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.typed_values import value_to_wire
from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.errors import InputError
from hubspot_facade.wire.date_properties import is_dated
from hubspot_facade.wire.dates import moment_of
from hubspot_facade.wire.ids import quoted
from hubspot_facade.wire.value_texts import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hubspot_facade.crm.properties.definitions import Definitions

_CHECKED = ("bool", "enumeration", "number")
WORDS = ("CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN")
_CONTACTS, _COMPANIES, _DEALS, _TICKETS, _PRODUCTS, _LINE_ITEMS = "0-1", "0-2", "0-3", "0-5", "0-7", "0-8"
_DATED = {  # names without hs_, which a portal may give to properties of other types
    "closed_date": {_TICKETS},
    "closedate": {_CONTACTS, _COMPANIES, _DEALS},
    "createdate": {_CONTACTS, _COMPANIES, _DEALS, _TICKETS},
    "lastmodifieddate": {_CONTACTS},
}
NUMBERS = {  # the usual ones of HubSpot's own
    _CONTACTS: {"hubspotscore", "num_associated_deals", "num_notes", "recent_deal_amount", "total_revenue"},
    _COMPANIES: {
        *("annualrevenue", "num_associated_contacts", "num_associated_deals", "num_notes"),
        *("numberofemployees", "total_revenue"),
    },
    _DEALS: {"amount", "amount_in_home_currency", "days_to_close", "num_associated_contacts", "num_notes"},
    _PRODUCTS: {"price"},
    _LINE_ITEMS: {"amount", "discount", "price", "quantity"},
}


def check_own_values(object_type: str, groups: Sequence[Sequence[Mapping[str, Any]]]) -> None:
    """InputError for text that is compared with a date or a number of HubSpot's own, and is none."""
    for place, group in enumerate(groups):
        for index, each in enumerate(group):
            name = str(each["propertyName"]).lower()
            if each["operator"] in WORDS:
                continue
            field = f"filters[{index}]" if len(groups) == 1 else f"filters[{place}].filters[{index}]"
            if name in NUMBERS.get(type_id(object_type), ()):
                check_numbers(name, each, field)
            for value in values_of(each) if _is_dated(name, object_type) else ():
                try:
                    moment_of(value, field)
                except InputError as error:
                    raise InputError(field, f"{name} is a date: {error.problem}") from None


def _is_dated(name: str, object_type: str) -> bool:
    return is_dated(name) and (name.startswith("hs_") or type_id(object_type) in _DATED.get(name, ()))


def check_numbers(name: str, entry: Mapping[str, Any], field: str) -> None:
    """InputError for text that a filter compares with a number, and is none."""
    for value in values_of(entry):
        if value and not NUMBER.fullmatch(value.strip()):
            raise InputError(field, f"{name} is a number, and {quoted(value)} is none")


def check_values(definitions: Definitions, groups: Iterable[Sequence[Mapping[str, Any]]]) -> None:
    """InputError for a value that its property cannot have, with those that it can."""
    for each in (one for group in groups for one in group):
        definition = definitions.get(str(each["propertyName"]).lower())
        if definition is not None and definition.type in _CHECKED and each["operator"] not in WORDS:
            for value in values_of(each):
                value_to_wire(definition, value, definition.name)


def values_of(entry: Mapping[str, Any]) -> Iterator[str]:
    """The values as the caller gave them, without the lower-case ones that were added to those of IN."""
    yield from (str(entry[key]) for key in ("value", "highValue") if entry.get(key) is not None)
    given: Sequence[str] = entry.get("values") or ()
    yield from (each for each, before in zip(given, ("", *given), strict=False) if each != before.lower())

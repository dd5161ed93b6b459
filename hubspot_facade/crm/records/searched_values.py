"""The values that a search compares with, checked against definitions: HubSpot finds nothing by one that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.typed_values import value_to_wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hubspot_facade.crm.properties.definitions import Definitions

_CHECKED = ("bool", "enumeration", "number")
_WORDS = ("CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN")


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

"""Which fields the files have, and what each may hold."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.errors import InputError
from hubspot_facade.portal_settings import property_fields
from hubspot_facade.portal_settings.entries import HINT, path_of
from hubspot_facade.wire.ids import describe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hubspot_facade.portal_settings.entries import Entry, Key

_TEXT, _NUMBER, _FLAG = "text", "a whole number", "true or false"
_TEXTS, _TABLE, _TABLES = "a list of texts", "a table", "a list of tables"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field holds, and whether it has to be there."""

    noun: str
    required: bool = False


_NAME = Kind(_TEXT, required=True)
_MAYBE = Kind(_TEXT)

MANIFEST = {"format": Kind(_NUMBER, required=True), "object_types": Kind(_TEXTS, required=True)}
GROUP = {"label": _NAME, "display_order": Kind(_NUMBER)}
RULE = {"arguments": Kind(_TEXTS, required=True), "normalize": Kind(_FLAG)}
PIPELINE = {"label": _NAME, "stages": Kind(_TABLES, required=True), HINT: _MAYBE}
STAGE = {"label": _NAME, "metadata": Kind(_TABLE), HINT: _MAYBE}
LABEL = {"to": _NAME, "label": _NAME, "inverse_label": _MAYBE, HINT: _MAYBE}
LIMIT = {"to": _NAME, "label": _MAYBE, "max": Kind(_NUMBER, required=True)}
SCHEMA = {
    "name": _NAME,
    "singular": _MAYBE,
    "plural": _MAYBE,
    "description": _MAYBE,
    "primary_display_property": _NAME,
    "secondary_display_properties": Kind(_TEXTS),
    "required_properties": Kind(_TEXTS),
    "searchable_properties": Kind(_TEXTS),
    "associated_objects": Kind(_TEXTS),
}
_OPTION = {"value": _NAME, "label": _NAME, "description": _MAYBE, "hidden": Kind(_FLAG)}
_OF_DEFAULT: dict[Any, str] = {bool: _FLAG, int: _NUMBER}
_PROPERTY = {
    name: Kind(_OF_DEFAULT.get(type(default), _TEXT), required=default is None)
    for name, (_, default) in property_fields.FIELDS.items()
} | {"options": Kind(_TABLES)}
_HUBSPOTS = {"hubspot_defined": Kind(_FLAG, required=True), "options": Kind(_TABLES, required=True)}


def check(found: Any, kinds: Mapping[str, Kind], place: str) -> None:
    """InputError names a field that is unknown, missing, or of another kind."""
    table = tables(found, place)
    between = "." if ":" in place else ": "
    for name, value in table.items():
        if name not in kinds:
            near = get_close_matches(name, kinds, 1)
            raise InputError(
                f"{place}{between}{name}", _unknown(name) + (f"; did you mean {near[0]!r}?" if near else "")
            )
        if not _fits(value, kinds[name].noun):
            raise InputError(f"{place}{between}{name}", f"expected {kinds[name].noun}, not {describe(value)}")
    for name, kind in kinds.items():
        if kind.required and name not in table:
            raise InputError(f"{place}{between}{name}", f"is missing; expected {kind.noun}")


def check_property(found: Any, place: str) -> None:
    """The same for a property with its options."""
    ours = _HUBSPOTS if tables(found, place).get("hubspot_defined") is True else _PROPERTY
    check(found, ours, place)
    _check_items(found.get("options", ()), _OPTION, f"{place}.options", "value")


def check_stages(found: Any, place: str) -> None:
    """The same for the stages of a pipeline."""
    _check_items(found, STAGE, f"{place}.stages", "label")
    for index, each in enumerate(found):
        for name, value in each.get("metadata", {}).items():
            if not isinstance(value, str):
                raise InputError(f"{place}.stages[{index}].metadata.{name}", f"expected text, not {describe(value)}")


def check_hints(entries: Mapping[Key, Entry]) -> None:
    """InputError for a hint that names what is still there: two things cannot exchange their labels in one run."""
    for key, entry in entries.items():
        _check_hint(key, entry, {each[-1] for each in entries if each[:-1] == key[:-1]})
        for stage in entry.get("stages", ()):
            _check_hint((*key, stage["label"]), stage, {each["label"] for each in entry["stages"]})


def _check_hint(key: Key, entry: Entry, labels: set[str]) -> None:
    if entry.get(HINT) in labels:
        raise InputError(f"{path_of(key)}: {HINT}", f"{entry[HINT]!r} is still in the files; rename in two runs")


def tables(found: Any, place: str) -> dict[str, Any]:
    """A table; InputError for anything else."""
    if not isinstance(found, dict):
        raise InputError(place, f"expected a table, not {describe(found)}")
    return cast("dict[str, Any]", found)


def _check_items(items: Any, kinds: Mapping[str, Kind], place: str, key: str) -> None:
    seen = set[str]()
    for index, each in enumerate(items):
        check(each, kinds, f"{place}[{index}]")
        if each[key] in seen:
            raise InputError(f"{place}[{index}].{key}", f"{each[key]!r} is there twice")
        seen.add(each[key])


def _unknown(name: str) -> str:
    if name == HINT:
        return "HubSpot cannot rename this: names of properties, groups and object types are for good"
    return "there is no such field"


def _fits(value: Any, noun: str) -> bool:
    match noun:
        case "text":
            return isinstance(value, str)
        case "a whole number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "true or false":
            return isinstance(value, bool)
        case "a table":
            return isinstance(value, dict)
        case _:
            item = str if noun == _TEXTS else dict
            return isinstance(value, list) and all(isinstance(each, item) for each in cast("list[object]", value))

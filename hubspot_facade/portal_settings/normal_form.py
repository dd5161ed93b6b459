"""One spelling for settings that mean the same, so that only differences of meaning are differences."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings.property_fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hubspot_facade.portal_settings.entries import Entry, Key

_SORTED = ("required_properties", "searchable_properties", "associated_objects")
_DEFAULTS: dict[str, dict[str, Any]] = {
    names.GROUPS: {"display_order": -1},
    names.PROPERTIES: {name: default for name, (_, default) in FIELDS.items() if default is not None},
    names.RULES: {"normalize": False},
}


def normal(key: Key, entry: Entry) -> tuple[Key, Entry]:
    """A setting as reading a portal gives it: without defaults, in one order, labels from the first object type."""
    subject = key[1]
    defaults = _DEFAULTS.get(subject, {})
    plain = {name: value for name, value in entry.items() if name not in defaults or value != defaults[name]}
    match subject:
        case names.SCHEMA:
            plain = {name: sorted(set(each)) if name in _SORTED else each for name, each in plain.items() if each}
        case names.PROPERTIES:
            if not plain.get("options"):
                plain.pop("options", None)
            else:
                plain["options"] = [_without(each, description="", hidden=False) for each in plain["options"]]
        case names.PIPELINES:
            plain["stages"] = [_stage(each) for each in plain["stages"]]
        case names.LABELS:
            return _label(key, plain)
        case _:
            pass
    return key, plain


def _label(key: Key, entry: Entry) -> tuple[Key, Entry]:
    one, subject, other, label = key
    inverse = entry.pop("inverse_label", "") or label
    if one > other or (one == other and label > inverse):
        one, other, label, inverse = other, one, inverse, label
    return (one, subject, other, label), entry if inverse == label else entry | {"inverse_label": inverse}


def _stage(entry: Entry) -> Entry:
    metadata = plain_metadata(entry.get("metadata", {}))
    bare = {name: value for name, value in entry.items() if name != "metadata"}
    return bare | {"metadata": metadata} if metadata else bare


def _without(entry: Entry, **defaults: Any) -> Entry:
    return {name: value for name, value in entry.items() if name not in defaults or value != defaults[name]}


def plain_metadata(metadata: Mapping[str, Any]) -> dict[str, str]:
    """What a stage's metadata says, in one form: HubSpot derives `isClosed`, and writes 0.20 as 0.2."""
    derived = "probability" in metadata or "ticketState" in metadata
    plain = {
        name: str(value)
        for name, value in sorted(metadata.items())
        if value not in (None, "") and not (derived and name == "isClosed")
    }
    if "probability" in plain:
        with suppress(ValueError):  # HubSpot says what is wrong with it
            plain["probability"] = str(float(plain["probability"]))
    if "ticketState" in plain:
        plain["ticketState"] = plain["ticketState"].upper()
    return plain

"""Plans groups, properties and validation rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings import steps
from hubspot_facade.portal_settings.entries import Entry, Key, is_custom
from hubspot_facade.portal_settings.property_fields import FIELDS, FIXED
from hubspot_facade.portal_settings.schema_steps import shown
from hubspot_facade.portal_settings.steps import merged_order

if TYPE_CHECKING:
    from hubspot_facade.portal_settings.work import Work

# What HubSpot takes when a schema is created; the rest is written to its properties afterwards.
_LATER = ("group", "calculation_formula", "currency_property_name")
_WORD = re.compile(r"\w+")


def plan_groups(work: Work) -> None:
    """Groups to create, to change and to archive."""
    for key, entry, there in work.of(names.GROUPS):
        if _lacks_type(work, key):
            continue
        if there is None:
            work.do(steps.GROUP, "create", key, (), entry)
        else:
            # where no place is given HubSpot chooses one, and any is right
            fields = tuple(
                each for each in ("label", "display_order") if each in entry and entry[each] != there.get(each)
            )
            if fields:
                work.do(steps.GROUP, "update", key, fields, entry)
    for key in work.only_there(names.GROUPS):
        if key not in work.portal.fixed:
            work.drop(steps.DROP_GROUP, key)


def plan_properties(work: Work) -> None:
    """Properties to create, those that others are calculated from first; to change, and to archive."""
    new: dict[Key, Entry] = {}
    for key, entry, there in work.of(names.PROPERTIES):
        if _lacks_type(work, key) or not _group_is_there(work, key, entry):
            continue
        if there is not None:
            _plan_change(work, key, entry, there)
        elif _can_be_created(work, key, entry):
            schema = work.wanted.get((key[0], names.SCHEMA), {})
            if work.is_new(key[0]) and key[2] in shown(schema):
                fields = tuple(each for each in _LATER if each in entry)
                work.do(steps.PROPERTY, "update", key, fields, entry)
            else:
                new[key] = entry
    for key in _by_dependency(new):
        work.do(steps.PROPERTY, "create", key, (), new[key])
    for key in work.only_there(names.PROPERTIES):
        if key in work.portal.fixed:
            work.keep(key, "HubSpot's own property, whose first options are not known; write them to the files")
        else:
            work.drop(steps.DROP_PROPERTY, key)


def plan_rules(work: Work) -> None:
    """Validation rules to set. HubSpot's API has no way to take one away."""
    for key, entry, there in work.of(names.RULES):
        if _lacks_type(work, key):
            continue
        property_key = (key[0], names.PROPERTIES, key[2])
        if property_key not in work.wanted and work.there(property_key) is None and not work.is_new(key[0]):
            work.refuse(key, f"there is no property {key[2]!r}")
        elif there is None or there != entry:
            work.do(steps.RULE, "set", key, (), entry)
    for key in work.only_there(names.RULES):
        if not (work.prune and (key[0], names.PROPERTIES, key[2]) not in work.wanted):
            work.keep(key, "HubSpot's API cannot remove a validation rule")


def _lacks_type(work: Work, key: Key) -> bool:
    lacks = is_custom(key[0]) and work.is_new(key[0]) and (key[0], names.SCHEMA) not in work.wanted
    if lacks:
        work.refuse(key, f"there is no object type {key[0]!r}, and no schema.toml to create it from")
    return lacks


def _group_is_there(work: Work, key: Key, entry: Entry) -> bool:
    group = entry.get("group")
    group_key = (key[0], names.GROUPS, group or "")
    own = work.is_new(key[0]) and group == f"{key[0].removeprefix('p_')}_information"
    if group is None or own or group_key in work.wanted or work.there(group_key) is not None:
        return True
    work.refuse(key, f"there is no group {group!r}")
    return False


def _can_be_created(work: Work, key: Key, entry: Entry) -> bool:
    field_type = entry.get("field_type", "")
    if entry.get("hubspot_defined"):
        work.refuse(key, "HubSpot's own property, which this portal does not have")
    elif key[2].startswith("hs_"):
        work.refuse(key, "only HubSpot's own properties have names that begin with hs_")
    elif field_type.startswith("calculation_") and field_type != "calculation_equation":
        work.refuse(key, f"HubSpot's API cannot create properties with the field type {field_type}")
    else:
        return True
    return False


def _plan_change(work: Work, key: Key, entry: Entry, there: Entry) -> None:
    reason = _obstacle(entry, there)
    if reason:
        work.refuse(key, reason)
        return
    effective = with_kept_options(entry, there, prune=work.prune)
    if "options" in entry and not work.prune:
        gone = {each["value"] for each in there.get("options", ())} - {each["value"] for each in entry["options"]}
        for value in sorted(gone):
            work.keep((*key, value), "only the portal has this option; --prune removes it")
    fields = tuple(each for each in (*FIELDS, "options") if effective.get(each) != there.get(each))
    if fields:
        work.do(steps.PROPERTY, "update", key, fields, effective)


def with_kept_options(entry: Entry, there: Entry, *, prune: bool) -> Entry:
    """The entry with the options that only the portal has, unless these are to go."""
    if prune or "options" not in there or "options" not in entry:
        return entry
    ours = {each["value"]: each for each in entry["options"]}
    theirs = {each["value"]: each for each in there["options"]}
    order = merged_order([*ours], [*theirs])
    return entry | {"options": [ours.get(each, theirs.get(each)) for each in order]}


def _obstacle(entry: Entry, there: Entry) -> str | None:
    ours, theirs = bool(entry.get("hubspot_defined")), bool(there.get("hubspot_defined"))
    if ours != theirs:
        whose = "HubSpot's own" if theirs else "the portal's own"
        return f"in this portal it is {whose} property"
    if theirs and "options" not in there:
        return "HubSpot does not let the options of this property be changed"
    for name in FIXED:
        if entry.get(name) != there.get(name):
            return f"HubSpot sets {name} when a property is created, and never changes it"
    before, after = there.get("field_type", ""), entry.get("field_type", "")
    if before != after and any(each.startswith("calculation_") or each == "file" for each in (before, after)):
        return f"HubSpot cannot change the field type from {before} to {after}"
    if entry.get("type") != there.get("type") and there.get("has_unique_value"):
        return "HubSpot cannot change the type of a property with unique values"
    return None


def _by_dependency(new: dict[Key, Entry]) -> list[Key]:
    """Properties after those that their formulas refer to."""
    ordered: dict[Key, None] = {}

    def add(key: Key, above: tuple[Key, ...]) -> None:
        if key in ordered or key in above:
            return
        entry = new[key]
        text = f"{entry.get('calculation_formula', '')} {entry.get('currency_property_name', '')}"
        for word in _WORD.findall(text):
            if (*key[:2], word) in new:
                add((*key[:2], word), (*above, key))
        ordered[key] = None

    for key in new:
        add(key, ())
    return [*ordered]

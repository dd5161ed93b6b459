"""Plans the schemas of custom object types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings import steps
from hubspot_facade.portal_settings.entries import standard_name

if TYPE_CHECKING:
    from hubspot_facade.portal_settings.entries import Entry, Key
    from hubspot_facade.portal_settings.work import Work

LISTS = ("secondary_display_properties", "required_properties", "searchable_properties")
_CHANGEABLE = ("singular", "plural", "description", "primary_display_property", *LISTS)


def plan_schemas(work: Work) -> None:
    """Types to create, to change and to archive; associations with other types."""
    asked = set[tuple[str, ...]]()
    for key, entry, there in work.of(names.SCHEMA):
        _check(work, key, entry)
        if there is None:
            initial = {
                name: work.wanted[each] for name in shown(entry) if (each := _property(key, name)) in work.wanted
            }
            work.do(steps.CREATE_SCHEMA, "create", key, (), entry, properties=initial)
            later = [name for name in shown(entry) if name not in initial]
            if later:
                work.do(steps.SCHEMA, "update", key, tuple(each for each in LISTS if each in entry), entry)
        else:
            if there["name"] != entry["name"]:
                work.refuse(key, f"HubSpot cannot rename an object type: {there['name']!r} stays")
            fields = tuple(each for each in _CHANGEABLE if entry.get(each) != there.get(each))
            if "primary_display_property" in fields and not entry.get("primary_display_property"):
                work.refuse(key, "an object type needs a primary_display_property")
            if fields:
                work.do(steps.SCHEMA, "update", key, fields, entry)
        now: list[str] = (there or {}).get("associated_objects", [])
        for other in entry.get("associated_objects", ()):
            pair = tuple(sorted((key[0], other)))
            if other not in now and pair not in asked:
                asked.add(pair)
                work.do(steps.ASSOCIATE, "associate", (*key, other))
        for other in now:
            pair = tuple(sorted((key[0], other)))
            if other not in entry.get("associated_objects", ()) and pair not in asked:
                asked.add(pair)
                work.drop(steps.DISSOCIATE, (*key, other))
    for key in work.only_there(names.SCHEMA):
        work.drop(steps.DROP_SCHEMA, key)


def shown(entry: Entry) -> list[str]:
    """The properties that a schema refers to."""
    primary = [entry["primary_display_property"]] if entry.get("primary_display_property") else []
    return [*dict.fromkeys([*primary, *(name for each in LISTS for name in entry.get(each, ()))])]


def _property(key: Key, name: str) -> Key:
    return (key[0], names.PROPERTIES, name)


def _check(work: Work, key: Key, entry: Entry) -> None:
    if f"p_{entry['name'].lower()}" != key[0]:
        work.refuse(key, f"the directory of {entry['name']!r} is p_{entry['name'].lower()}")
    for name in shown(entry):
        known = _property(key, name) in work.wanted or work.there(_property(key, name)) is not None
        if not known and not (work.is_new(key[0]) and name.startswith("hs_")):
            work.refuse(key, f"there is no property {name!r}")
    for other in entry.get("associated_objects", ()):
        if (
            standard_name(other) != other
            and other not in work.portal.type_ids
            and (other, names.SCHEMA) not in work.wanted
        ):
            work.refuse(key, f"associated_objects: there is no object type {other!r}")

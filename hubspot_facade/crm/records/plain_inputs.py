"""Inputs of record batches that are plain, as nearly all are: dicts of properties, checked all at once.

They give what `inputs` makes of each, which takes five times longer where all values are texts; whatever is unusual
about one of them is left to that, errors included.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from hubspot_openapi.runtime import DecodeError

from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import Alike
from hubspot_facade.wire.ids import is_record_id, is_sendable
from hubspot_facade.wire.values import plain_properties, plain_texts, properties_of

if TYPE_CHECKING:
    from collections.abc import Sequence

# Fields that an input may have besides its properties; one with any of these is not plain.
FIELDS = frozenset(
    (
        *("id", "idProperty", "id_property", "objectWriteTraceId", "object_write_trace_id"),
        *("associations", "properties"),
    )
)
_SHAPE = frozenset((("id", "properties"),))  # of an update in HubSpot's shape
_TEXT = frozenset((str,))
_BLOCK = 200  # inputs that are checked at once: what this takes fits in a processor's cache


def plain_creations(given: Sequence[Any]) -> Alike | None:
    """New records, each only properties; None if one of them is not plain."""
    found: list[dict[str, str]] = []
    for start in range(0, len(given), _BLOCK):
        properties = _all_properties(given[start : start + _BLOCK], start)
        if properties is None:
            return None
        found += properties
    return Alike(given, (found,), _creations)


def _creations(start: int, properties: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {"properties": each, "associations": [], "objectWriteTraceId": str(index)}
        for index, each in enumerate(properties, start)
    ]


def plain_changes(given: Sequence[Any], id_property: str | None) -> Alike | None:
    """Changes of records found by this property, or by id; None if one is not plain, or two have one key."""
    keys: list[str] = []
    found: list[dict[str, str]] = []
    for start in range(0, len(given), _BLOCK):
        block = given[start : start + _BLOCK]
        properties = _beside_ids(block, keys) or _without_keys(block, start, id_property or "hs_object_id", keys)
        if properties is None or (id_property is None and not all(map(is_record_id, keys[len(found) :]))):
            return None
        found += properties
    if len({*(map(str.casefold, keys) if id_property == "email" else keys)}) < len(keys):
        return None
    make = _by_id if id_property is None else _by_email if id_property == "email" else partial(_by, id_property)
    return Alike(given, (keys, found), make)


def _by_id(start: int, keys: Sequence[str], properties: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    pairs = zip(keys, properties, strict=True)
    return [
        {"id": key, "properties": each, "objectWriteTraceId": str(index)}
        for index, (key, each) in enumerate(pairs, start)
    ]


def _by_email(_start: int, keys: Sequence[str], properties: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    return [{"id": key, "properties": each, "idProperty": "email"} for key, each in zip(keys, properties, strict=True)]


def _by(name: str, start: int, keys: Sequence[str], properties: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    pairs = zip(keys, properties, strict=True)
    return [
        {"id": key, "properties": each, "idProperty": name, "objectWriteTraceId": str(index)}
        for index, (key, each) in enumerate(pairs, start)
    ]


def plain_creation(given: Any, number: int) -> dict[str, Any] | None:
    """The entry of one new record that is only properties; None if it is not plain."""
    properties = _properties(given)
    if properties is None:
        return None
    return {"properties": properties, "associations": (), "objectWriteTraceId": str(number)}


def plain_change(given: Any, id_property: str | None, number: int) -> dict[str, Any] | None:
    """The entry of one change found by this property, or by id; None if it is not plain."""
    properties = _properties(given)
    if properties is None:
        return None
    key = properties.pop(id_property or "hs_object_id", "").strip()
    if not key or (id_property is None and not is_record_id(key)):
        return None
    if id_property == "email":
        return {"id": key, "properties": properties, "idProperty": id_property}
    entry: dict[str, Any] = {"id": key, "properties": properties}
    if id_property is not None:
        entry["idProperty"] = id_property
    entry["objectWriteTraceId"] = str(number)
    return entry


def _properties(given: Any) -> dict[str, str] | None:
    return plain_texts(given) if given.__class__ is dict and FIELDS.isdisjoint(given) else None


def _all_properties(block: Sequence[Any], start: int) -> list[dict[str, str]] | None:
    """The properties of inputs that are nothing else, one by one if some are not texts."""
    found = plain_properties(block, FIELDS)
    if found is not None:
        return found
    if {*map(type, block)} != {dict} or not all(map(FIELDS.isdisjoint, block)):
        return None
    try:
        return [properties_of(each, f"inputs[{index}]") for index, each in enumerate(block, start)]
    except InputError:
        return None


def _without_keys(block: Sequence[Any], start: int, name: str, keys: list[str]) -> list[dict[str, str]] | None:
    """The properties of inputs that are nothing else, without their keys, which are added to the others."""
    properties = _all_properties(block, start)
    if properties is None:
        return None
    try:
        found = [each.pop(name).strip() for each in properties]
    except KeyError:
        return None
    keys += found
    return properties if all(found) else None


def _beside_ids(block: Sequence[Any], keys: list[str]) -> list[dict[str, str]] | None:
    """The properties of inputs in HubSpot's shape, whose ids are added to the others."""
    if block[0].__class__ is not dict or "properties" not in block[0]:
        return None
    if {*map(type, block)} != {dict} or not _SHAPE.issuperset(map(tuple, block)):
        return None
    ids = [each["id"] for each in block]
    properties = plain_properties([each["properties"] for each in block])
    if properties is None or not _TEXT.issuperset(map(type, ids)) or not is_sendable("".join(ids)):
        return None
    found = [each.strip() for each in ids]
    keys += found
    return properties if all(found) else None


def are_in_order(entries: Sequence[dict[str, Any]], came: Sequence[dict[str, Any]]) -> bool:
    """Whether returned records are those of the entries, one by one: by trace ids, or by the entries' property."""
    name = entries[0].get("idProperty")
    try:
        if "objectWriteTraceId" in entries[0]:
            return [each["objectWriteTraceId"] for each in came] == [each["objectWriteTraceId"] for each in entries]
        found = [each["properties"][name] for each in came]
    except (KeyError, TypeError):
        return False
    return found == [each["id"] for each in entries] and not [1 for each in came if "objectWriteTraceId" in each]


def have_ids(answer: Any) -> None:
    """A check for `needing`: every record that a write returns has an id. They are looked at before they are models."""
    for index, each in enumerate(answer.__source__["results"]):
        if not each.get("id"):
            raise DecodeError(f"results[{index}].id is missing")

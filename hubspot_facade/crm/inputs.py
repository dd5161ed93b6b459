"""Inputs of record batches: from what a program has to what HubSpot takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.crm.association_inputs import associations_of
from hubspot_facade.errors import InputError
from hubspot_facade.spelling import named
from hubspot_facade.values import id_of, properties_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_facade.crm.association_specs import Labels


# What an input of HubSpot's shape may have.
_KEYS = ("id", "idProperty", "properties", "associations", "objectWriteTraceId")


def creations_of(object_type: str, inputs: Iterable[Mapping[str, Any]]) -> Generator[Any, Any, list[dict[str, Any]]]:
    """Inputs of a batch create, each with a trace id, so that HubSpot takes or refuses them one by one."""
    entries: list[dict[str, Any]] = []
    labels: Labels = {}
    for index, each in _each(inputs):
        wrapped = _is_wrapped(each)
        properties = each["properties"] if wrapped else each
        given = (each.get("associations") if wrapped else None) or ()
        joined = yield from associations_of(object_type, given, f"inputs[{index}].associations", labels)
        entries.append(
            {
                "properties": properties_of(properties, f"inputs[{index}].properties"),
                "associations": joined,
                "objectWriteTraceId": str(each.get("objectWriteTraceId", index) if wrapped else index),
            }
        )
    return entries


def changes_of(
    inputs: Iterable[Mapping[str, Any]] | Mapping[Any, Mapping[str, Any]],
    id_property: str | None,
    *,
    traced: bool = True,
) -> list[dict[str, Any]]:
    """Inputs of a batch update or upsert: an id, or a value of the id property, and properties."""
    if isinstance(inputs, Mapping):
        pairs = cast("Mapping[Any, Mapping[str, Any]]", inputs).items()
        inputs = [{"id": key, "properties": properties} for key, properties in pairs]
    entries: list[dict[str, Any]] = []
    for index, each in _each(inputs):
        entry = _change(each, f"inputs[{index}]", id_property)
        if id_property:
            entry["idProperty"] = id_property
        if traced:
            entry["objectWriteTraceId"] = str(each.get("objectWriteTraceId", index) if _is_wrapped(each) else index)
        entries.append(entry)
    return entries


def _change(each: Mapping[str, Any], field: str, id_property: str | None) -> dict[str, Any]:
    wrapped = _is_wrapped(each)
    properties = properties_of(each["properties"] if wrapped else each, f"{field}.properties")
    key = each.get("id") if wrapped else None
    if key is None and id_property:
        key = properties.get(id_property) or None
    if key is None and not wrapped:
        key = properties.pop("id", None) or properties.pop("hs_object_id", None)
    if key is None:
        raise InputError(f"{field}.{id_property or 'id'}", "is missing")
    key = id_of(key, f"{field}.id")
    if id_property:
        properties.setdefault(id_property, key)
    return {"id": key, "properties": properties}


def _is_wrapped(each: Mapping[str, Any]) -> bool:
    # No property is called "properties", so this is HubSpot's own shape.
    return isinstance(each.get("properties"), Mapping | list)


def _each(inputs: object) -> Iterable[tuple[int, Mapping[str, Any]]]:
    kind = type(inputs).__name__
    if isinstance(inputs, str | bytes | Mapping) or not isinstance(inputs, Iterable):
        raise InputError("inputs", f"expected a list, not {kind}")
    for index, each in enumerate(cast("Iterable[object]", inputs)):
        if not isinstance(each, Mapping):
            raise InputError(f"inputs[{index}]", f"expected a mapping, not {type(each).__name__}")
        yield index, _known(cast("Mapping[str, Any]", each), f"inputs[{index}]")


def _known(each: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    """The input; InputError names a key beside its properties that no input has."""
    return named(each, _KEYS, field) if _is_wrapped(each) else each


def result_keys(id_property: str | None = None) -> Callable[[Any], list[str]]:
    """How a record of an answer tells which input it belongs to."""

    def keys(record: Any) -> list[str]:
        found = [f"trace:{record.object_write_trace_id}"] if getattr(record, "object_write_trace_id", None) else []
        if id_property and (value := record.properties.get(id_property)):
            found.append(value)
        if id_property == "email":  # an address that is only a secondary one of the contact's
            found += (record.properties.get("hs_additional_emails") or "").split(";")
        return [*found, record.id]

    return keys

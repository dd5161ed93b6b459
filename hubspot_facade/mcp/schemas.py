"""JSON Schemas of payloads, from the annotations of methods and the models of HubSpot's documents."""

from __future__ import annotations

import datetime
import decimal
import enum
import inspect
import types
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, cast, get_args, get_origin

from hubspot_openapi.runtime import Model

from hubspot_facade.config import DEFAULT_EDITION
from hubspot_facade.wire.annotations import LISTS, MAPPINGS, bare, is_optional, members_of, reading_of, type_of
from hubspot_facade.wire.argument_types import Reading
from hubspot_facade.wire.field_names import field_types

if TYPE_CHECKING:
    from hubspot_facade.catalogue.named_operation import Entry

_DEEPEST = 4
_ID = {"type": ["string", "integer"], "description": "an id"}
_NAMES = {"type": ["array", "string"], "items": {"type": "string"}, "description": "names, or text with commas"}
_RECORD = {"type": "object", "description": "properties by name, or {id, properties}"}
_READINGS: dict[Reading, dict[str, Any]] = {
    Reading.ID: _ID,
    Reading.IDS: {"type": ["array", "string", "integer"], "items": {"type": ["string", "integer", "object"]}},
    Reading.MOMENT: {"type": ["string", "integer"], "description": "ISO 8601 text or milliseconds since 1970"},
    Reading.NAMES: _NAMES,
    Reading.OBJECT_TYPE: {"type": "string", "description": "contacts, companies, deals, …, 2-123 or p123_car"},
    Reading.PROPERTIES: {
        "type": ["object", "array"],
        "description": "property values by name; null clears. Or a list of {property, value}",
    },
    Reading.RECORDS: {"type": ["array", "object"], "items": _RECORD},
    Reading.TYPE_ID: {"type": ["integer", "string"], "description": "an association type's id, name or label"},
    Reading.SORT: {"type": ["string", "array"], "description": "a field; a leading - means descending"},
    Reading.SOURCE: {"type": "string", "description": "the content as a data: URL"},
    Reading.FIELDS: {"type": "object"},
}
_TYPES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": ["integer", "string"]},
    float: {"type": ["number", "string"]},
    decimal.Decimal: {"type": ["number", "string"]},
    bool: {"type": ["boolean", "string"]},
    datetime.datetime: {"type": ["string", "integer"], "format": "date-time"},
    datetime.date: {"type": ["string", "integer"], "format": "date"},
    Path: {"type": "string"},
    bytes: {"type": "string"},
}


def payload_schema(entry: Entry) -> dict[str, Any]:
    """The JSON Schema of an operation's payload, with the preferred spelling of each field.

    Other spellings (camelCase, HubSpot's own names) are accepted when it runs, so further fields are not excluded here.
    """
    fields: dict[str, Any] = {}
    needed: list[str] = []
    for parameter in entry.form.parameters.values():
        model = entry.body_model(parameter.model)
        if model is not None:
            taken = {each.field for each in entry.form.parameters.values()}
            inner = _of_model(model, 1).get("properties", {})
            fields |= {name: schema for name, schema in inner.items() if name not in taken}
            continue
        if parameter.takes_rest:
            fields[parameter.field] = {"type": "object", "description": "its fields may be given without it"}
            continue
        hint = hint_of(entry, parameter.name)
        fields[parameter.field] = schema_of(hint)
        if parameter.required:
            needed.append(parameter.field)
    found: dict[str, Any] = {"type": "object", "properties": fields}
    return found | ({"required": needed} if needed else {})


def hint_of(entry: Entry, parameter: str) -> Any:
    """The type of a parameter of an operation's method."""
    annotation = inspect.signature(entry.function).parameters[parameter].annotation
    return type_of(annotation, entry.function.__module__)


def schema_of(hint: Any, depth: int = 1) -> dict[str, Any]:
    """The JSON Schema of a type."""
    found = [_of_one(each, depth) for each in members_of(hint)]
    kinds = [each for index, each in enumerate(found) if each not in found[:index]]
    if is_optional(hint):
        kinds = [*kinds, {"type": "null"}]
    return kinds[0] if len(kinds) == 1 else {} if {} in kinds else {"anyOf": kinds}


def _of_one(hint: Any, depth: int) -> dict[str, Any]:
    reading = reading_of(hint)
    if reading is not None:
        return _READINGS[reading]
    inner = bare(hint)
    origin = get_origin(inner)
    if origin is Literal:
        return {"enum": [*get_args(inner)]}
    if origin in (Union, types.UnionType):
        return schema_of(inner, depth)
    if origin in LISTS or inner in LISTS:
        items = get_args(inner)
        return {"type": "array", "items": schema_of(items[0], depth + 1) if items and depth < _DEEPEST else {}}
    if origin in MAPPINGS or inner in MAPPINGS or origin is Mapping:
        return {"type": "object"}
    if isinstance(inner, type):
        return _of_class(inner, depth)
    return {}


def _of_class(kind: type, depth: int) -> dict[str, Any]:
    if kind in _TYPES:
        return _TYPES[kind]
    if issubclass(kind, enum.Enum):
        return {"enum": [each.value for each in kind]}
    if issubclass(kind, Model):
        return _of_model(kind, depth)
    return {}


def _of_model(model: type[Any], depth: int) -> dict[str, Any]:
    if depth >= _DEEPEST or model is Model:
        return {"type": "object"}
    fields = {name: schema_of(hint, depth + 1) for name, hint in field_types(cast("type[Model]", model)).items()}
    return {"type": "object", "properties": fields}


def calls_of(entry: Entry, edition: str = DEFAULT_EDITION) -> list[dict[str, Any]]:
    """The calls that an operation makes, each with its scopes, of which any one is enough."""
    return [
        {"method": call.method, "path": call.path, "scopes_any_of": list(entry.scopes_of(call))}
        for call in entry.calls(edition)
    ]

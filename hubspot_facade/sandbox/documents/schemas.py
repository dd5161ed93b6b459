"""Schemas as they are read: references followed, parts put together, members of unions chosen."""

from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_object

DEPTH = 8
"""How deep data is followed into its schema."""
Schemas = dict[str, Body]
"""The schemas of a document by name, which references name."""


def target(schema: Body) -> str:
    """The name of the schema that a reference refers to; empty for anything else."""
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]


def resolved(schema: Body, schemas: Schemas) -> Body:
    """The schema itself where it is a reference or is put together from parts."""
    if "$ref" in schema:
        return resolved(schemas.get(target(schema), {}), schemas)
    if "allOf" not in schema:
        return schema
    parts = [resolved(part, schemas) for part in schema["allOf"]]
    merged: Body = {**schema, "properties": {}, "required": []}
    del merged["allOf"]
    for part in [*parts, schema]:
        merged["properties"] |= part.get("properties") or {}
        merged["required"] += part.get("required") or []
        for key in ("type", "enum", "format", "items", "additionalProperties"):
            if key in part:
                merged[key] = part[key]
    return merged


def members(schema: Body) -> list[Body]:
    """The members of a union; none for a schema that is none."""
    found: list[Body] = schema.get("oneOf") or schema.get("anyOf") or []
    return found


def shape(schema: Body, schemas: Schemas, value: Any = None) -> Body:
    """The schema without references and unions: of a union the member that the value's discriminator names."""
    schema = resolved(schema, schemas)
    union = members(schema)
    if not union:
        return schema
    resolved_members = [shape(one, schemas, value) for one in union]
    if is_object(value):
        kind = schema.get("discriminator")
        if is_object(kind):
            targets: dict[Any, str] = kind.get("mapping") or {}
            named = value.get(str(kind.get("propertyName")))
            if isinstance(named, str) and named in targets:
                return shape({"$ref": targets[named]}, schemas, value)
        # the member whose own fields the value has most of, and none of whose enums it breaks
        return max(resolved_members, key=lambda one: _likeness(value, one, schemas))
    return next((one for one in resolved_members if _suits(value, one)), resolved_members[0])


def _likeness(value: Body, schema: Body, schemas: Schemas) -> int:
    properties: Body = schema.get("properties") or {}
    score = sum(1 if name in properties else -1 for name in value)
    for name, one in properties.items():
        allowed: Any = resolved(one, schemas).get("enum")
        if allowed and name in value:
            score += 10 if value[name] in allowed else -10
    return score - sum(1 for name in schema.get("required") or () if name not in value)


def _suits(value: Any, schema: Body) -> bool:
    kinds: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "boolean": bool,
        "array": list,
        "integer": int,
        "number": (int, float),
    }
    wanted = kinds.get(str(schema.get("type")))
    return wanted is not None and isinstance(value, wanted)

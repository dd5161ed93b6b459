"""Data brought into the shape of a schema: what it knows is kept and made to fit, what it requires is filled in."""

import json
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object
from hubspot_facade.sandbox.state import instants

from .answer_filling import DEPTH, Schemas, neutral, resolved

INT32 = 2**31 - 1
INT64 = 2**63 - 1


def shape(schema: Body, schemas: Schemas, value: Any = None) -> Body:
    """The schema without references and unions: of a union the member that the value's discriminator names."""
    schema = resolved(schema, schemas)
    members: list[Body] = schema.get("oneOf") or schema.get("anyOf") or []
    if not members:
        return schema
    resolved_members = [shape(one, schemas, value) for one in members]
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


def fit(value: Any, schema: Body, schemas: Schemas, depth: int = 0) -> Any:
    """The value as the schema has it: unknown fields dropped, scalars converted, required fields filled in."""
    if depth > DEPTH or not schema:
        return value
    chosen = shape(schema, schemas, value)
    if value is None:
        return None if chosen.get("nullable") or schema.get("nullable") else neutral(chosen, schemas, depth)
    if "enum" in chosen:
        return value if value in chosen["enum"] else chosen["enum"][0]
    match chosen.get("type"):
        case "array":
            items: Body = chosen.get("items") or {}
            return [fit(one, items, schemas, depth + 1) for one in value] if is_list(value) else []
        case "string":
            return _text(value, str(chosen.get("format") or ""))
        case "integer":
            return _whole(value, INT32 if chosen.get("format") == "int32" else INT64)
        case "number":
            return _number(value)
        case "boolean":
            return value if isinstance(value, bool) else str(value).lower() == "true"
        case _:
            return _object(value, chosen, schemas, depth) if "properties" in chosen or is_object(value) else value


def _object(value: Any, schema: Body, schemas: Schemas, depth: int) -> Any:
    if not is_object(value):
        # an object of which nothing more is said may be anything
        return neutral(schema, schemas, depth) if schema.keys() & {"properties", "additionalProperties"} else value
    properties: Body = schema.get("properties") or {}
    further: Any = schema.get("additionalProperties")
    open_ = further is not False and ("additionalProperties" in schema or not properties)
    made: Body = {}
    for name, one in value.items():
        if name in properties:
            # an optional field that is null is left out, as HubSpot leaves it out
            if one is not None or name in (schema.get("required") or ()):
                made[name] = fit(one, properties[name], schemas, depth + 1)
        elif open_:
            made[name] = fit(one, further, schemas, depth + 1) if is_object(further) else one
    for name in schema.get("required") or ():
        if name not in made:
            made[name] = fit(None, properties.get(name) or {}, schemas, depth + 1)
    return made


def _text(value: Any, format_: str) -> str:
    if format_ in ("date-time", "date"):
        moment = instants.instant(max(0, instants.parse(str(value)) or 0))
        return moment[:10] if format_ == "date" else moment
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value)


def _whole(value: Any, most: int) -> int:
    if isinstance(value, str) and "T" in value:
        value = instants.parse(value)
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return number if abs(number) <= most else 0


def _number(value: Any) -> float:
    try:
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return 0


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

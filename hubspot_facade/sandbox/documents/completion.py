"""Answers made whole: what a document requires of an answer and a service does not keep is filled in, neutrally.

The documents require far more than clients send (every field of a blog post, say). A service stores what it was given
and what it knows; `whole(routes)` adds the rest: empty text, zero, false, the first of an enum, nothing in a list.
What a service answers is never changed.
"""

from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, NamedTuple

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.request import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Handler, Route
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object

from .index import Index
from .index import document as read

EPOCH = "1970-01-01T00:00:00Z"
DEPTH = 8
Schemas = dict[str, Body]


class Expected(NamedTuple):
    """The schema of one answer and the schemas that it refers to."""

    schema: Body
    schemas: Schemas


@lru_cache(maxsize=1)
def _index() -> Index:
    return Index()


@lru_cache(maxsize=1024)
def _expected(document: str, template: str, method: str, status: int) -> Expected | None:
    parsed = read(Path(document))
    responses: Body = parsed["paths"][template][method].get("responses") or {}
    response: Body = responses.get(str(status)) or {}
    content: dict[str, Body] = response.get("content") or {}
    for media in content.values():
        schema: Body = media.get("schema") or {}
        return Expected(schema, parsed.get("components", {}).get("schemas", {}))
    return None


def expected(method: str, path: str, status: int) -> Expected | None:
    """What the documents say of an answer; None when they know no such operation or no such answer."""
    found = _index().find(method, path)
    if found is None:
        return None
    place = found[0]
    return _expected(str(place.document), place.template, place.method, status)


def whole(routes: list[Route]) -> list[Route]:
    """The routes, their answers made whole."""
    return [(method, template, _whole(handler)) for method, template, handler in routes]


def _whole(handler: Handler) -> Handler:
    @wraps(handler)
    def answered(request: Request) -> Answer:
        answer = handler(request)
        if is_object(answer.body) or is_list(answer.body):
            known = expected(request.method, request.path, answer.status)
            if known is not None:
                answer.body = fill(answer.body, known.schema, known.schemas)
        return answer

    return answered


def fill(value: Any, schema: Body, schemas: Schemas, depth: int = 0) -> Any:
    """The value with every required property that it lacks."""
    schema = resolved(schema, schemas)
    if depth > DEPTH or "oneOf" in schema or "anyOf" in schema:
        return value
    if is_object(value):
        properties: Body = schema.get("properties") or {}
        further: Any = schema.get("additionalProperties")
        filled: Body = {}
        for name, one in value.items():
            known: Any = properties.get(name, further)
            filled[name] = fill(one, known, schemas, depth + 1) if is_object(known) else one
        for name in schema.get("required") or ():
            one = resolved(properties.get(name) or {}, schemas)
            if name not in filled or (filled[name] is None and not one.get("nullable")):
                filled[name] = neutral(one, schemas, depth + 1)
        return filled
    if is_list(value):
        items: Any = schema.get("items")
        return [fill(one, items, schemas, depth + 1) for one in value] if is_object(items) else value
    return value


def neutral(schema: Body, schemas: Schemas, depth: int = 0) -> Any:
    """The value that says least."""
    schema = resolved(schema, schemas)
    if "enum" in schema:
        return schema["enum"][0]
    for one in schema.get("oneOf") or schema.get("anyOf") or ():
        return neutral(one, schemas, depth)
    match schema.get("type"):
        case "array":
            return []
        case "string":
            return EPOCH if schema.get("format") == "date-time" else ""
        case "integer" | "number":
            return schema.get("minimum") or 0
        case "boolean":
            return False
        case _:
            return {} if depth > DEPTH else fill({}, schema, schemas, depth + 1)


def resolved(schema: Body, schemas: Schemas) -> Body:
    """The schema itself where it is a reference or is put together from parts."""
    reference = schema.get("$ref")
    if reference is not None:
        return resolved(schemas.get(str(reference).rsplit("/", 1)[-1], {}), schemas)
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

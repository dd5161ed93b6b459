"""Ways through the schemas of a document, by JSON pointer; names and values that look like schemas are not entered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.codegen.documents import JSON, METHODS

Placed = tuple[str, JSON]
"""JSON pointer and object."""

PREFIX = "#/components/schemas/"


def escape(key: str) -> str:
    """`key` as a part of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def parameters(data: JSON) -> Iterator[Placed]:
    """Every parameter that a document writes out: shared ones, those of paths and those of operations."""
    for name, parameter in data.get("components", {}).get("parameters", {}).items():
        yield f"/components/parameters/{escape(name)}", parameter
    for path, item in data["paths"].items():
        holders = [(f"/paths/{escape(path)}", item)]
        holders += [(f"/paths/{escape(path)}/{method}", item[method]) for method in METHODS if method in item]
        for pointer, holder in holders:
            for number, parameter in enumerate(holder.get("parameters", [])):
                yield f"{pointer}/parameters/{number}", parameter


def bodies(data: JSON) -> Iterator[Placed]:
    """Every request body that a document writes out."""
    for name, body in data.get("components", {}).get("requestBodies", {}).items():
        yield f"/components/requestBodies/{escape(name)}", body
    for pointer, operation in _operations(data):
        if "requestBody" in operation:
            yield f"{pointer}/requestBody", operation["requestBody"]


def answers(data: JSON) -> Iterator[Placed]:
    """Every answer that a document writes out."""
    for name, answer in data.get("components", {}).get("responses", {}).items():
        yield f"/components/responses/{escape(name)}", answer
    for pointer, operation in _operations(data):
        for status, answer in operation["responses"].items():
            yield f"{pointer}/responses/{status}", answer


def _operations(data: JSON) -> Iterator[Placed]:
    for path, item in data["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"/paths/{escape(path)}/{method}", item[method]


def schemas(data: JSON) -> Iterator[Placed]:
    """Every schema of a document, inner ones after the one that contains them."""
    for name, schema in data.get("components", {}).get("schemas", {}).items():
        yield from below(f"/components/schemas/{escape(name)}", schema)
    for pointer, parameter in parameters(data):
        yield from below(f"{pointer}/schema", parameter.get("schema"))
        yield from _of_media(pointer, parameter)
    for pointer, holder in (*bodies(data), *answers(data)):
        yield from _of_media(pointer, holder)


def _of_media(pointer: str, holder: JSON) -> Iterator[Placed]:
    for name, media in holder.get("content", {}).items():
        yield from below(f"{pointer}/content/{escape(name)}/schema", media.get("schema"))


def below(pointer: str, schema: Any) -> Iterator[Placed]:
    """A schema and every schema inside of it."""
    waiting = [(pointer, schema)]
    while waiting:
        pointer, node = waiting.pop()
        if isinstance(node, dict):
            yield pointer, node
            waiting.extend(reversed(list(children(pointer, node))))


def children(pointer: str, schema: JSON) -> Iterator[tuple[str, Any]]:
    """The schemas directly inside a schema; references are not followed."""
    for name, inner in (schema.get("properties") or {}).items():
        yield f"{pointer}/properties/{escape(name)}", inner
    for key in ("items", "additionalProperties", "not"):
        if isinstance(schema.get(key), dict):
            yield f"{pointer}/{key}", schema[key]
    for key in ("allOf", "oneOf", "anyOf"):
        for number, inner in enumerate(schema.get(key) or ()):
            yield f"{pointer}/{key}/{number}", inner


def name_of(schema: Any) -> str:
    """The name of the component schema that this refers to; empty where it refers to none."""
    target = schema.get("$ref") if isinstance(schema, dict) else None
    return target.removeprefix(PREFIX) if isinstance(target, str) and target.startswith(PREFIX) else ""

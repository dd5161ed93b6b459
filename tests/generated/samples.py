"""Samples of every answer that the committed documents describe, and ways to spoil them as HubSpot does."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from typing import Any

JSON = Any
DEPTH = 6

_TEXTS = {"date-time": "2026-03-04T05:06:07.089Z", "date": "2026-03-04", "uuid": "018f0000-0000-7000-8000-000000000000"}


def samples(schema: dict[str, Any], schemas: dict[str, Any]) -> list[JSON]:
    """Valid samples of a schema, with every field; as many as its widest union has members."""
    width = max(1, *(len(found.get("oneOf", ())) for found in _reachable(schema, schemas)))
    return [_sample(schema, schemas, turn, 0) for turn in range(width)]


def _reachable(schema: dict[str, Any], schemas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schema, and those that it holds directly or by one reference."""
    seen: set[str] = set()
    waiting: list[Any] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            name = str(node.get("$ref", "")).rsplit("/", 1)[-1]
            if name and name not in seen:
                seen.add(name)
                waiting.append(schemas[name])
            waiting += [value for key, value in node.items() if key != "enum"]


def _sample(schema: dict[str, Any], schemas: dict[str, Any], turn: int, depth: int) -> JSON:
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[-1]]
        depth += 1
    if schema.get("oneOf"):
        return _sample(schema["oneOf"][turn % len(schema["oneOf"])], schemas, turn, depth)
    for part in schema.get("allOf", ()):
        return _sample(part, schemas, turn, depth)
    if schema.get("enum") and "default" in schema:
        return schema["default"]
    if schema.get("enum"):
        return schema["enum"][turn % len(schema["enum"])]
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        return _object(schema, schemas, turn, depth)
    if kind == "array":
        return [] if depth > DEPTH else [_sample(schema["items"], schemas, turn, depth + 1)]
    if kind == "string":
        return _TEXTS.get(schema.get("format", ""), "text")
    return {"integer": 7, "number": 1.5, "boolean": True}.get(str(kind), "anything")


def _object(schema: dict[str, Any], schemas: dict[str, Any], turn: int, depth: int) -> JSON:
    properties = schema.get("properties", {})
    made = {
        name: _sample(found, schemas, turn, depth + 1)
        for name, found in properties.items()
        if depth <= DEPTH or "enum" in found
    }
    values = schema.get("additionalProperties")
    if isinstance(values, dict) and values and not properties and depth <= DEPTH:
        made["a key"] = _sample(values, schemas, turn, depth + 1)
    return made


def spoiled(sample: JSON, limit: int = 40) -> Iterator[tuple[str, JSON]]:
    """The sample with one thing wrong at a time: null, a key missing, unknown enum value, epoch date, another type."""
    for path in itertools.islice(_paths(sample), limit):
        value = _at(sample, path)
        yield f"null at {path}", _with(sample, path, None)
        yield f"unknown key beside {path}", _with(sample, (*path[:-1], "aKeyOfTomorrow"), [1])
        yield f"no {path}", _without(sample, path)
        if isinstance(value, str):
            yield f"unknown value at {path}", _with(sample, path, "A_VALUE_OF_TOMORROW")
            yield f"number at {path}", _with(sample, path, 1772600767089)
        else:
            yield f"text at {path}", _with(sample, path, "a text")


def _paths(node: JSON, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The keys of the outer objects first."""
    if isinstance(node, dict):
        yield from ((*path, key) for key in node)
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from _paths(value, (*path, key))


def _at(node: JSON, path: tuple[Any, ...]) -> JSON:
    for key in path:
        node = node[key]
    return node


def _with(sample: JSON, path: tuple[Any, ...], value: JSON) -> JSON:
    made = copy.deepcopy(sample)
    _at(made, path[:-1])[path[-1]] = value
    return made


def _without(sample: JSON, path: tuple[Any, ...]) -> JSON:
    made = copy.deepcopy(sample)
    del _at(made, path[:-1])[path[-1]]
    return made

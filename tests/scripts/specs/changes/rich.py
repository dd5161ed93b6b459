"""A small document that holds every kind of fact that specs/ keeps, and every way to change one of its facts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from scripts.specs.facts import SHAPES

Node = dict[str, Any]
PREFIX = "#/components/schemas/"


def _schema(**more: Any) -> Node:
    return {"type": "string", **more}


BOUNDS: Node = {
    "type": "number",
    "minimum": 1,
    "maximum": 90,
    "exclusiveMinimum": True,
    "exclusiveMaximum": True,
    "multipleOf": 3,
    "default": 30,
    "deprecated": True,
}
TEXT: Node = {"minLength": 2, "maxLength": 80, "pattern": "^x", "format": "uri", "nullable": True, "readOnly": True}
JSON = "application/json"


def _json(name: str) -> Node:
    return {"content": {JSON: {"schema": {"$ref": PREFIX + name}}}}


RICH: Node = {
    "openapi": "3.0.1",
    "info": {
        "title": "crm.things",
        "version": "v3",
        "x-hubspot-documentation-banner": "NONE",
        "x-hubspot-product-tier-requirements": {"sales": "FREE"},
    },
    "servers": [{"url": "https://api.example.com"}, {"url": "https://eu.example.com"}],
    "tags": [{"name": "Basic"}, {"name": "Batch"}],
    "security": [{"oauth2": ["everything.read"]}],
    "paths": {
        "/crm/v3/things": {
            "servers": [{"url": "https://crm.example.com"}],
            "parameters": [{"name": "portal", "in": "query", "schema": {"type": "integer", "format": "int32"}}],
            "post": {
                "operationId": "createThing",
                "servers": [{"url": "https://things.example.com"}],
                "deprecated": True,
                "tags": ["Basic", "Batch"],
                "x-hubspot-rate-limit-exemptions": ["daily", "ten-secondly"],
                "x-hubspot-user-level-auth": True,
                "parameters": [
                    {
                        "name": "mode",
                        "in": "query",
                        "required": True,
                        "deprecated": True,
                        "schema": _schema(enum=["A"]),
                    },
                    {
                        "name": "ids",
                        "in": "query",
                        "style": "pipeDelimited",
                        "explode": False,
                        "allowReserved": True,
                        "schema": {"type": "array", "items": _schema(maxLength=9)},
                    },
                    {"name": "where", "in": "query", "content": {JSON: {"schema": {"$ref": PREFIX + "Filter"}}}},
                    {"$ref": "#/components/parameters/Tenant"},
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        JSON: {"schema": {"$ref": PREFIX + "Thing"}},
                        "multipart/form-data": {
                            "schema": {"type": "object", "properties": {"file": _schema(format="binary")}},
                            "encoding": {
                                "file": {
                                    "contentType": "image/png",
                                    "style": "form",
                                    "explode": True,
                                    "headers": {"X-Part": {"schema": _schema(maxLength=7)}},
                                }
                            },
                        },
                        "application/octet-stream": {"schema": _schema(format="binary"), "x-media-types": ["text/csv"]},
                    },
                },
                "responses": {
                    "201": {
                        "description": "",
                        "headers": {
                            "Location": {
                                "required": True,
                                "deprecated": True,
                                "style": "simple",
                                "explode": True,
                                "schema": _schema(format="uri"),
                            },
                            "X-Shared": {"$ref": "#/components/headers/Shared"},
                        },
                        **_json("Thing"),
                    },
                    "default": {"$ref": "#/components/responses/Error"},
                },
                "security": [{"oauth2": ["things.write", "things.read"]}, {"key": []}],
            },
            "put": {
                "operationId": "replaceThing",
                "requestBody": {"$ref": "#/components/requestBodies/Shared"},
                "responses": {"200": {"description": "", **_json("Choice")}},
            },
        },
        "/crm/v3/things/{thingId}": {
            "get": {
                "operationId": "getThing",
                "parameters": [{"name": "thingId", "in": "path", "required": True, "schema": _schema()}],
                "responses": {"204": {"description": ""}},
            },
        },
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["name", "size"],
                "additionalProperties": {"type": "integer", "format": "int64"},
                "minProperties": 1,
                "maxProperties": 50,
                "properties": {
                    "name": _schema(**TEXT),
                    "size": BOUNDS,
                    "secret": _schema(writeOnly=True),
                    "kind": _schema(enum=["A", "B"], default="A"),
                    "parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 40,
                        "uniqueItems": True,
                        "items": {"$ref": PREFIX + "Part"},
                    },
                    "labels": {"type": "object", "additionalProperties": True},
                    "closed": {"type": "object", "additionalProperties": False, "properties": {"inside": _schema()}},
                    "odd": {"not": _schema(pattern="odd")},
                },
            },
            "Part": {
                "oneOf": [{"$ref": PREFIX + "Wheel"}, {"$ref": PREFIX + "Bolt"}, {"type": "integer"}],
                "discriminator": {"propertyName": "kind", "mapping": {"WHEEL": "Wheel"}},
            },
            "Wheel": {"type": "object", "properties": {"radius": {"type": "number"}}},
            "Bolt": {"allOf": [{"$ref": PREFIX + "Wheel"}, {"type": "object", "properties": {"thread": _schema()}}]},
            "Choice": {"anyOf": [{"$ref": PREFIX + "Thing"}, {"$ref": PREFIX + "Wheel"}]},
            "Filter": {"type": "object", "properties": {"operator": _schema(enum=["EQ", "IN"])}},
            "Unused": {"type": "object", "properties": {"alone": {**_schema(**TEXT), "readOnly": True}}},
        },
        "responses": {
            "Error": {"description": "", "headers": {"X-Trace": {"schema": _schema()}}, **_json("Filter")},
            "Nobody": {"description": "", **_json("Unused")},
        },
        "parameters": {"Tenant": {"name": "tenant", "in": "header", "schema": _schema(minLength=5)}},
        "requestBodies": {"Shared": {"required": True, **_json("Thing")}},
        "headers": {"Shared": {"schema": _schema(maxLength=11)}},
        "securitySchemes": {
            "oauth2": {
                "type": "oauth2",
                "flows": {
                    "authorizationCode": {
                        "authorizationUrl": "https://a.example.com",
                        "tokenUrl": "https://t.example.com",
                        "refreshUrl": "https://r.example.com",
                        "scopes": {"things.read": "", "things.write": ""},
                    }
                },
            },
            "key": {"type": "apiKey", "in": "header", "name": "x-key"},
            "basic": {"type": "http", "scheme": "basic"},
        },
    },
}


@dataclass(frozen=True)
class Mutation:
    """One change of one fact."""

    place: tuple[str | int, ...]
    what: str
    apply: Callable[[Node], None]
    named: tuple[str, ...]
    """What a report has to spell: names that lead to the place, and the value that came."""

    def __str__(self) -> str:
        return f"{'/'.join(map(str, self.place))} {self.what}"

    def overlaps(self, other: Mutation) -> bool:
        """Whether one place lies inside of the other."""
        return all(one == two for one, two in zip(self.place, other.place, strict=False))


def facts_of(document: Node) -> set[tuple[str, str]]:
    """(kind, key) of every fact that a document holds."""
    return {(kind, key) for kind, node, _, _ in _nodes(document) for key in node if key in SHAPES.get(kind, {})}


def mutations() -> list[Mutation]:
    """Every fact of the document changed in every way that leaves it sound."""
    return list(_mutations(deepcopy(RICH)))


Place = tuple[str | int, ...]
USED_AS = {"Tenant": "parameter tenant", "Shared": "/crm/v3/things", "Error": "default"}
"""What a report names where a component of this name is concerned: the place that it is used at."""
KEPT = {
    *("openapi", "info", "paths", "components", "schemas", "operationId", "in", "scheme", "responses", "description"),
    *("parameters", "requestBodies"),
}
"""Keys that OpenAPI requires, or under which all hangs."""


def _nodes(document: Node) -> Iterator[tuple[str, Node, Place, tuple[str, ...]]]:
    """(kind, node, place, names on the way) of every node, references aside."""

    def walk(kind: str, node: Any, place: Place, names: tuple[str, ...]) -> Iterator[Any]:
        if not isinstance(node, dict) or "$ref" in node:
            return
        yield kind, node, place, names
        for key, value in node.items():
            shape = {"parameters": "[parameter]"}.get(SHAPES[kind].get(key, "value"), SHAPES[kind].get(key, "value"))
            if shape.startswith("{"):
                for name, inner in value.items():
                    yield from walk(shape[1:-1], inner, (*place, key, name), (*names, name))
            elif shape.startswith("["):
                for number, inner in enumerate(value):
                    named = (inner["name"],) if "name" in inner else ()
                    yield from walk(shape[1:-1], inner, (*place, key, number), (*names, *named))
            elif shape in SHAPES:
                named = (key.upper(),) if kind == "path" else ()
                yield from walk(shape, value, (*place, key), (*names, *named))

    yield from walk("document", document, (), ())


def _mutations(document: Node) -> Iterator[Mutation]:
    for kind, node, place, names in _nodes(document):
        near = tuple(USED_AS.get(name, name) for name in names if name != JSON)[-1:]
        for key, value in node.items():
            shape = SHAPES[kind].get(key, "value")
            if shape.startswith("{"):
                yield from _of_map(document, shape[1:-1], value, (*place, key), names)
            if shape in ("value", "names") or isinstance(value, bool):
                yield from _of_value(value, (*place, key), near)
            if shape == "security":
                yield from _of_value(value, (*place, key), near)
            if isinstance(value, list) and len(value) > 1 and key not in ("parameters", "security", "required", "tags"):
                yield Mutation((*place, key), "reversed", _at((*place, key), lambda held: held[::-1]), near)
            section = len(place) == 1 and key == "headers"
            if (
                key not in KEPT
                and not section
                and not (kind == "parameter" and key in ("name", "required", "schema", "content"))
            ):
                yield Mutation((*place, key), "removed", _without((*place, key)), near)


def _of_value(value: Any, place: Place, near: tuple[str, ...]) -> Iterator[Mutation]:
    """A leaf of a value is another."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _of_value(inner, (*place, key), near)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _of_value(inner, (*place, number), near)
        more: Any = {"mutant-item": []} if place[-1] == "security" else "mutant-item"
        yield Mutation((*place, "+"), "longer", _at(place, lambda held: [*held, more]), (*near, "mutant-item"))
    elif isinstance(value, bool):
        yield Mutation(place, "is the opposite", _at(place, lambda held: not held), near)
    elif place[-1] == "name" and "in" not in place and len(place) > 1 and place[-3] == "parameters":
        yield Mutation(place, "is another", _renamed_parameter(place, value), (value, "mutantName"))
    elif place[-1] not in ("in", "openapi", "description"):
        made: Any = 7919 if isinstance(value, int | float) else f"mutant-{value}"
        yield Mutation(place, "is another", _at(place, lambda _: made), (*near, str(made)))


def _of_map(document: Node, kind: str, held: Node, place: Place, names: tuple[str, ...]) -> Iterator[Mutation]:
    """A name of a map came, went, or is another."""
    texts = json.dumps(document)
    for name, inner in held.items():
        section = place[-1] if len(place) == 2 else ""
        referred = f'"#/components/{section}/{name}"' in texts
        if kind == "path":
            new = name.replace("things", "mutants")
        elif kind == "response" and section != "responses":
            new = "299"
        else:
            new = f"mutant{name}"
        if kind not in ("flow", "nothing") and kind != "security scheme":
            yield Mutation((*place, name), "renamed", _renamed(place, name, new, section), (name, new))
        if not referred and kind != "flow" and len(held) > 1:
            yield Mutation((*place, name), "gone", _without((*place, name)), (name,))
        if isinstance(inner, dict):
            copy = deepcopy(inner)
            for operation in copy.values() if kind == "path" else ():
                if isinstance(operation, dict):
                    operation["operationId"] = f"{operation['operationId']}Mutant"
            yield Mutation((*place, new), "came", _put((*place, new), copy), (new,))


def _holder(document: Node, place: Place) -> Any:
    node: Any = document
    for part in place[:-1]:
        node = node[part]
    return node


def _at(place: Place, change: Callable[[Any], Any]) -> Callable[[Node], None]:
    def apply(document: Node) -> None:
        holder = _holder(document, place)
        holder[place[-1]] = change(holder[place[-1]])

    return apply


def _put(place: Place, value: Any) -> Callable[[Node], None]:
    def apply(document: Node) -> None:
        _holder(document, place)[place[-1]] = deepcopy(value)

    return apply


def _without(place: Place) -> Callable[[Node], None]:
    def apply(document: Node) -> None:
        del _holder(document, place)[place[-1]]

    return apply


def _renamed(place: Place, name: str, new: str, section: str | int) -> Callable[[Node], None]:
    def apply(document: Node) -> None:
        held = _holder(document, (*place, name))
        held[new] = held.pop(name)
        if section:
            text = json.dumps(document).replace(f'"#/components/{section}/{name}"', f'"#/components/{section}/{new}"')
            document.update(json.loads(text))

    return apply


def _renamed_parameter(place: Place, name: str) -> Callable[[Node], None]:
    """A parameter of another name; one of the path is called so there too."""

    def apply(document: Node) -> None:
        _holder(document, place)["name"] = "mutantName"
        paths = document["paths"]
        for path in [each for each in paths if f"{{{name}}}" in each]:
            paths[path.replace(f"{{{name}}}", "{mutantName}")] = paths.pop(path)

    return apply

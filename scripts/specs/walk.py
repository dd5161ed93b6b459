"""Ways through an OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.specs.collection import METHODS

Node = dict[str, Any]
BY_NAME = frozenset(
    {
        *("paths", "schemas", "responses", "parameters", "requestBodies", "headers", "securitySchemes", "flows"),
        *("properties", "content", "encoding"),
    }
)
"""Keys under which a map by name stands."""


def operations(document: Node) -> Iterator[tuple[str, str, Node]]:
    """(method, path template, operation) in sorted order."""
    for path, item in sorted(document["paths"].items()):
        for method in METHODS:
            if method in item:
                yield method, path, item[method]


def objects(node: Any, pointer: str = "", *, by_name: bool = False) -> Iterator[tuple[str, Node]]:
    """(JSON pointer, object) of `node` and every object below it; values of enums and defaults are not entered.

    `by_name` says that the keys of `node` are names, whatever they spell.
    """
    if isinstance(node, dict):
        yield pointer, node
        for key, value in node.items():
            if by_name or key not in ("enum", "default"):
                yield from objects(value, f"{pointer}/{escape(key)}", by_name=not by_name and key in BY_NAME)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from objects(value, f"{pointer}/{number}")


def references(document: Node) -> Iterator[tuple[str, Node]]:
    """(JSON pointer, reference object) of every ``$ref``."""
    for pointer, node in objects(document):
        if isinstance(node.get("$ref"), str):
            yield pointer, node


def contents(document: Node) -> Iterator[tuple[str, Node]]:
    """("request" or "response", map of media types) of every body of the document, shared ones included."""
    components = document.get("components", {})
    bodies = list(components.get("requestBodies", {}).values())
    responses = list(components.get("responses", {}).values())
    for _, _, operation in operations(document):
        bodies.append(operation.get("requestBody", {}))
        responses.extend(operation["responses"].values())
    for side, holders in (("request", bodies), ("response", responses)):
        for holder in holders:
            if holder.get("content"):
                yield side, holder["content"]


def resolve(document: Node, reference: str) -> Any:
    """What the local `reference` points at; KeyError when nothing is there."""
    if not reference.startswith("#/"):
        raise KeyError(reference)
    node: Any = document
    for part in reference[2:].split("/"):
        key = unescape(part)
        if not isinstance(node, dict) or key not in node:
            raise KeyError(reference)
        node = node[key]
    return node


def escape(key: str) -> str:
    """`key` as a part of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def unescape(part: str) -> str:
    """The key that a part of a JSON pointer names."""
    return part.replace("~1", "/").replace("~0", "~")

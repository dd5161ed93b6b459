"""What of a document is not shaped as OpenAPI 3.0 has it, or is text or a number that no file can hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from scripts.codegen.gates import Refusal
from scripts.specs.facts import SHAPES, fits
from scripts.specs.walk import Node, escape

Link = tuple[Any, str] | None
"""A place: the place that it is in, and its key there."""

_EMPTY = frozenset({"schema", "response", "media"})
"""Kinds of which an empty one is left rather than none, as something has to stand there."""
_TEXTS = frozenset({"name", "in", "style", "format", "pattern", "operationId", "url"})
_WANTED = {
    "names": "a list of texts",
    "parameters": "a list",
    "security": "a list of maps of lists of texts",
    "enum": "a list",
    "text": "a text",
}


def misshapen(document: Node) -> Iterator[Refusal]:
    """Everything in a document of facts that has another shape than its place wants, the outer before the inner."""
    waiting: list[tuple[str, Any, Link, str]] = [("document", document, None, "remove = true")]
    while waiting:
        kind, node, place, action = waiting.pop()
        sentence = _problem(kind, node)
        if sentence:
            yield Refusal(_pointer(place), sentence, action)
        else:
            waiting.extend(reversed(list(_below(kind, node, place))))


def _problem(kind: str, node: Any) -> str:
    own = {"enum": list, "text": str}.get(kind)
    if not (isinstance(node, own) if own else fits(kind, node)):
        return f"{_named(node)} stands where {_WANTED.get(kind, 'a list' if kind[0] == '[' else 'an object')} belongs"
    if kind == "parameter" and "$ref" not in node and not all(isinstance(node.get(key), str) for key in ("in", "name")):
        return "a parameter without a name, or without a place"
    if kind == "path" and not (node.keys() <= SHAPES["path"].keys() or "$ref" in node):
        return f"a path has no {', '.join(sorted(node.keys() - SHAPES['path'].keys()))}"  # by a reference to no path
    texts = [node] if isinstance(node, str) else [*node] if isinstance(node, dict) else []
    odd = next((text for text in texts if not _is_text(text)), None)
    if odd is not None:
        return f"{odd!a} is not text: it holds half of a character"
    if isinstance(node, float) and not math.isfinite(node):
        return f"{node} is not a number in JSON"
    return ""


def _below(kind: str, node: Any, place: Link) -> Iterator[tuple[str, Any, Link, str]]:
    if isinstance(node, list):
        inner = {"parameters": "parameter", "security": "value"}.get(kind, kind[1:-1] if kind[0] == "[" else "value")
        for number, each in enumerate(node):
            yield inner, each, (place, str(number)), _action(inner)
    elif isinstance(node, dict):
        shapes = SHAPES.get(kind)
        for key, each in node.items():
            if kind[0] == "{":
                inner = kind[1:-1]
            elif shapes is None or key not in shapes:
                inner = "value"
            elif key in _TEXTS or key == "enum":
                inner = "enum" if key == "enum" else "text"
            elif key == "additionalProperties" and isinstance(each, bool):
                inner = "value"
            else:
                inner = shapes[key]
            yield inner, each, (place, escape(key)), _action(inner)


def _action(kind: str) -> str:
    return "replace = {}" if kind in _EMPTY else "remove = true"


def _named(node: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "a boolean", type(None): "null"}
    return names.get(type(node), "a number")


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _pointer(place: Link) -> str:
    parts: list[str] = []
    while place:
        place, key = place
        parts.append(key)
    return "".join(f"/{key}" for key in reversed(parts))

"""References to schemas that are no components, or spelled otherwise than by their names: each target gets a name."""

from __future__ import annotations

import copy
import re
from typing import Any
from urllib.parse import unquote

from scripts.specs.walk import Node, references, resolve, unescape

_PREFIX = "#/components/schemas/"
_COMPONENT = re.compile(r"#/components/\w+/[\w.-]+", flags=re.ASCII)
_NAMED = frozenset({"parameters", "responses", "headers", "requestBodies", "paths"})
"""Maps by name, in which a name may spell as a keyword of schemas."""
_MANY = 1000
"""Targets that a document may have; where one holds references into itself, there is no end of them."""


def name_targets(document: Node) -> int:
    """Make components of the schemas, within the document, that references point at by another way than a name.

    In place; how many references there were. One that points at nothing, or at no object, stays as it is.
    """
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    named: dict[str, str] = {}
    count = 0
    waiting = [node for place, node in references(document) if _is_schema(place)]
    while waiting:
        node = waiting.pop()
        if _COMPONENT.fullmatch(node["$ref"]):
            continue
        pointer = unquote(node["$ref"])
        if not _COMPONENT.fullmatch(pointer):
            if pointer not in named:
                target = _target(document, pointer)
                if target is None or len(named) == _MANY:
                    continue
                named[pointer] = _free(pointer, schemas)
                made = schemas[named[pointer]] = copy.deepcopy(target)
                waiting += [inner for place, inner in references(made) if _is_schema(f"/schemas/x{place}")]
            pointer = _PREFIX + named[pointer]
        node["$ref"] = pointer
        count += 1
    return count


def _is_schema(pointer: str) -> bool:
    """Whether a schema stands here, and no parameter, answer or other thing that may be a reference."""
    holder, _, key = pointer.rpartition("/")
    kind = holder.rpartition("/")[2]
    if kind in ("schemas", "properties", "allOf", "oneOf", "anyOf"):
        return True
    return kind not in _NAMED and key in ("schema", "items", "additionalProperties", "not")


def _target(document: Node, pointer: str) -> Node | None:
    if re.fullmatch(r"#/paths/[^/]+", pointer):
        return None  # a path, which is written out
    try:
        found: Any = resolve(document, pointer)
    except KeyError:
        return None
    return found if isinstance(found, dict) else None


def _free(pointer: str, schemas: Node) -> str:
    parts = [unescape(part) for part in pointer.removeprefix(_PREFIX).removeprefix("#/").split("/")]
    name = "_".join(filter(None, (re.sub(r"\W+", "_", part, flags=re.ASCII).strip("_") for part in parts)))
    number = 1
    while (called := name if number == 1 else f"{name}_{number}") in schemas:
        number += 1
    return called

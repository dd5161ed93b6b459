"""Schemas that contain themselves without an object between are cut: Python has no name for what is inside.

An object with fields is a class, and classes may contain themselves. Unions, lists, maps and other names of a schema
are written out where they are used.
"""

from __future__ import annotations

from typing import Any

from scripts.codegen.documents import JSON
from scripts.codegen.schemas import children, escape, name_of

DEEPEST = 40
"""The depth to which schemas are written out inside one another; below it they become a schema of anything."""


def cut(components: dict[str, JSON]) -> list[str]:
    """Replace, in place, references that close a circle, or are too deep, by a schema of anything; a note for each."""
    inside = {name: _written_out(schema) for name, schema in components.items()}
    depth: dict[str, int] = {}
    notes: list[str] = []
    for start in sorted(components):
        if start not in depth:
            notes += _visit(start, components, inside, depth)
    return notes


def _visit(start: str, components: dict[str, JSON], inside: dict[str, list[JSON]], depth: dict[str, int]) -> list[str]:
    """Depth first, without recursion, since circles of thousands of schemas are possible."""
    notes: list[str] = []
    path = [start]
    on_path = {start}
    waiting = {start: list(inside[start])}
    depth[start] = 0
    while path:
        name = path[-1]
        if not waiting[name]:
            path.pop()  # the reference that led here is looked at again, and then knows how deep it leads
            on_path.discard(name)
            continue
        reference = waiting[name][-1]
        target = name_of(reference)
        if target not in components:
            waiting[name].pop()
        elif target in on_path or depth.get(target, 0) >= DEEPEST:
            waiting[name].pop()
            reference.clear()
            why = f"contains itself by way of {target}" if target in on_path else f"nests schemas {DEEPEST} deep"
            notes.append(f"/components/schemas/{escape(name)}: {why}, without an object between: the inner is anything")
        elif target in depth:
            waiting[name].pop()
            depth[name] = max(depth[name], depth[target] + 1)
        else:
            path.append(target)
            on_path.add(target)
            waiting[target] = list(inside[target])
            depth[target] = 0
    return notes


def _written_out(schema: Any) -> list[JSON]:
    """The references of a schema that are followed when its type is written out."""
    found: list[JSON] = []
    waiting: list[tuple[Any, bool]] = [(schema, False)]
    while waiting:
        node, within = waiting.pop()
        if not isinstance(node, dict):
            continue
        if name_of(node):
            found.append(node)
            continue
        union = bool(node.get("oneOf") or node.get("anyOf"))
        if node.get("properties") and not union and not within:
            waiting.extend((part, within) for part in node.get("allOf") or ())
        else:
            waiting.extend((inner, within or union) for _, inner in children("", node))
    return found

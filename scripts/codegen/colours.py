"""Which schemas of an edition's documents are equal in structure, references followed."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from scripts.codegen.documents import JSON, Document

Node = tuple[str, str]
"""Source of a document and name of a schema in it."""


def colours(documents: list[Document]) -> dict[Node, str]:
    """A mark for every schema, equal for two exactly if they are equal in structure, references followed.

    Recursive schemas cannot be compared by expansion. So all that look equal are taken to be equal, and are separated
    if they refer to separated ones; only those that refer to newly separated ones are compared again.
    """
    refers: dict[Node, list[Node]] = {}
    looks: dict[str, list[Node]] = defaultdict(list)
    for document in documents:
        for name, schema in document.schemas.items():
            node = (document.source, name)
            look, refers[node] = _look(schema, document.source)
            looks[look].append(node)
    groups = dict(enumerate(looks.values()))
    marks = {node: number for number, group in groups.items() for node in group}
    referred: dict[Node, list[Node]] = defaultdict(list)
    for node, targets in refers.items():
        for target in targets:
            referred[target].append(node)
    waiting = set(groups)
    while waiting:
        number = waiting.pop()
        parts: dict[tuple[int, ...], list[Node]] = defaultdict(list)
        for node in groups[number]:
            parts[tuple(marks.get(target, -1) for target in refers[node])].append(node)
        kept, *others = sorted(parts.values(), key=len, reverse=True)
        groups[number] = kept
        for part in others:
            fresh = len(groups)
            groups[fresh] = part
            marks.update(dict.fromkeys(part, fresh))
            waiting.update(marks[user] for node in part for user in referred[node])
    return {node: str(mark) for node, mark in marks.items()}


def _look(schema: JSON, source: str) -> tuple[str, list[Node]]:
    """A schema's structure with the names that it refers to, and what these names mean in its document."""
    targets: list[Node] = []

    def plain(node: Any, *, names: bool = False) -> Any:
        if isinstance(node, list):
            return [plain(item) for item in node]
        if not isinstance(node, dict):
            return node
        if names:  # of properties, which may be called anything
            return {key: plain(node[key]) for key in sorted(node)}
        target = node.get("$ref")
        if isinstance(target, str):
            name = target.rsplit("/", 1)[-1]
            targets.append((source, name))
            return {"$ref": name}
        return {
            key: sorted(node[key]) if key == "required" else plain(node[key], names=key == "properties")
            for key in sorted(node)
            if not key.startswith("x-")
        }

    return json.dumps(plain(schema)), targets

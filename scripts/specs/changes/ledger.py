"""Which facts of two documents are accounted for, so that every other one that differs can be reported too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scripts.specs.walk import Node, references

PREFIX = "#/components/schemas/"


class Ledger:
    """Keys of nodes of two documents, which outlive it: a node is the object itself, not one that equals it."""

    def __init__(self, unchanged: frozenset[str] = frozenset()) -> None:
        self._entries: set[tuple[int, str]] = set()
        self.unchanged = unchanged
        """Names of schemas that are the same in both documents, and all that they refer to too."""

    def enter(self, nodes: Iterable[Node], *keys: str) -> None:
        """Record that the values of these keys of these nodes are reported."""
        self._entries.update((id(node), key) for node in nodes for key in keys)

    def holds(self, node: Node, key: str) -> bool:
        """Whether the value of `key` of `node` is reported already."""
        return (id(node), key) in self._entries


def unchanged(old: Node, new: Node) -> frozenset[str]:
    """Names of the schemas in which nothing differs, however deep; of many documents most are such."""
    had, has = (each.get("components", {}).get("schemas", {}) for each in (old, new))
    same = {name for name in had.keys() & has.keys() if had[name] == has[name]}
    users: dict[str, set[str]] = defaultdict(set)
    for name in same:
        for _, reference in references(has[name]):
            users[reference["$ref"].removeprefix(PREFIX)].add(name)
    differing = [name for name in users if name not in same]
    while differing:
        for user in users.get(differing.pop(), ()):
            if user in same:
                same.remove(user)
                differing.append(user)
    return frozenset(same)

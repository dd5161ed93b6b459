"""Which facts of two documents are accounted for, so that every other one that differs can be reported too."""

from __future__ import annotations

from collections.abc import Iterable

from scripts.specs.walk import Node


class Ledger:
    """Keys of nodes of two documents, which outlive it: a node is the object itself, not one that equals it."""

    def __init__(self) -> None:
        self._entries: set[tuple[int, str]] = set()

    def enter(self, nodes: Iterable[Node], *keys: str) -> None:
        """What stands under these keys of these nodes is reported."""
        self._entries.update((id(node), key) for node in nodes for key in keys)

    def holds(self, node: Node, key: str) -> bool:
        """Whether what stands under `key` of `node` is reported already."""
        return (id(node), key) in self._entries

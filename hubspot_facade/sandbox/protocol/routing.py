"""Routes: templates in a tree of path segments, so that a lookup costs the same for ten routes and for a thousand."""

import re
import threading
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar
from urllib.parse import unquote

from hubspot_facade.sandbox.protocol.messages import Answer, Request

Handler = Callable[[Request], Answer]
Route = tuple[str, str, Handler]
T = TypeVar("T")

_VERSION = re.compile(r"(v[1-4]|2025-09|20(2[6-9]|[3-9]\d)-0[39](-beta)?)\Z", re.IGNORECASE)


class Tree(Generic[T]):
    """What hangs under each path template. A literal segment wins over `{name}`; `{version}` takes versions only."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()
        self._lock = threading.RLock()

    def add(self, method: str, template: str, leaf: T) -> None:
        """Hang a leaf; the first one hung under a method and template stays."""
        node, names = self._node(template)
        node.leaves.setdefault(method.upper(), (leaf, names))

    def mount(self, base: str, load: Callable[[], Iterable[tuple[str, str, T]]]) -> None:
        """Have `load` give leaves, with their methods and templates, when a path first leads to the base or below."""
        node, _ = self._node(base)
        node.mounts = (*node.mounts, load)

    def _node(self, template: str) -> tuple["_Node[T]", tuple[str, ...]]:
        """The node of a template, and the names of the segments that vary."""
        node = self._root
        names: list[str] = []
        for segment in _segments(template):
            if segment.startswith("{") and segment.endswith("}"):
                names.append(segment[1:-1])
                key = "{version}" if segment == "{version}" else "{}"
                node = node.wild.setdefault(key, _Node())
            else:
                node = node.literal.setdefault(segment.lower(), _Node())
        return node, tuple(names)

    def _load(self, node: "_Node[T]") -> None:
        """Hang what is mounted on a node; a path that another thread follows meanwhile waits for all of it."""
        with self._lock:
            for load in node.mounts:
                for method, template, leaf in load():
                    self.add(method, template, leaf)
            node.mounts = ()

    def find(self, method: str, path: str) -> tuple[T, dict[str, str]] | None:
        """The leaf for a method and a raw (still quoted) path, with the path's parameters unquoted."""
        for node, values in self._walk(_segments(path)):
            found = node.leaves.get("GET" if method == "HEAD" else method)
            if found is not None:
                leaf, names = found
                return leaf, {name: unquote(value) for name, value in zip(names, values, strict=True)}
        return None

    def methods(self, path: str) -> set[str]:
        """The methods that the path knows; empty when it knows none."""
        return {method for node, _ in self._walk(_segments(path)) for method in list(node.leaves)}

    def _walk(self, segments: list[str]) -> Iterable[tuple["_Node[T]", list[str]]]:
        stack: list[tuple[_Node[T], int, list[str]]] = [(self._root, 0, [])]
        while stack:
            node, depth, values = stack.pop()
            if node.mounts:
                self._load(node)
            if depth == len(segments):
                if node.leaves:
                    yield node, values
                continue
            segment = segments[depth]
            plain = node.wild.get("{}")
            if plain is not None:
                stack.append((plain, depth + 1, [*values, segment]))
            version = node.wild.get("{version}")
            if version is not None and _VERSION.match(segment):
                stack.append((version, depth + 1, [*values, segment]))
            literal = node.literal.get(segment.lower())
            if literal is not None:
                stack.append((literal, depth + 1, values))


class _Node(Generic[T]):
    __slots__ = ("leaves", "literal", "mounts", "wild")

    def __init__(self) -> None:
        self.literal: dict[str, _Node[T]] = {}
        self.wild: dict[str, _Node[T]] = {}
        self.leaves: dict[str, tuple[T, tuple[str, ...]]] = {}
        self.mounts: tuple[Callable[[], Iterable[tuple[str, str, T]]], ...] = ()


def _segments(path: str) -> list[str]:
    """The path's segments; a trailing or doubled slash makes none."""
    return [segment for segment in path.split("/") if segment]


def under(bases: Iterable[str], routes: Iterable[Route]) -> list[Route]:
    """The routes, each under every base."""
    listed = list(routes)
    return [(method, base + template, handler) for base in bases for method, template, handler in listed]

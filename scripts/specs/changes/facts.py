"""Facts that differ between two nodes of documents and that no rule has reported: what makes a report complete.

The walk knows the shapes of OpenAPI from :mod:`scripts.specs.facts`; what it does not know it compares as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from scripts.specs.changes.change import Change, Severity
from scripts.specs.changes.ledger import Ledger
from scripts.specs.changes.schemas import branch, flat, reference
from scripts.specs.changes.types import spelled
from scripts.specs.facts import SHAPES
from scripts.specs.walk import Node, resolve

ABSENT: Any = object()
SHARED = frozenset({"response", "body", "parameter", "header"})
"""Kinds that may refer to a component, and have no name in the generated code."""
RULES = {
    ("operation", "operationId"): "operation-id-changed",
    ("parameter", "name"): "path-parameter-renamed",
    ("document", "servers"): "servers-changed",
}
"""Names of changes for which kind and key alone would give a bad name."""
PYTHON = frozenset({("operation", "operationId"), ("parameter", "name")})
HARMLESS = frozenset(
    {
        *(("document", "openapi"), ("document", "tags"), ("document", "info"), ("operation", "tags")),
        *(("info", key) for key in ("title", "version", *SHAPES["info"])),
        *(("schema", "deprecated"), ("header", "deprecated"), ("flow", "scopes")),
    }
)
"""(kind, key) of what no client depends on; the scopes of an operation are reported with the operation."""


def same(old: Any, new: Any) -> bool:
    """Whether two pieces of documents are written identically: 1 is neither 1.0 nor true."""
    return old is new or _text(old) == _text(new)


def _text(value: Any) -> str:
    return "" if value is ABSENT else json.dumps(value, sort_keys=True, ensure_ascii=False)


@dataclass
class Facts:
    """Two documents, and what rules have reported of them."""

    old: Node
    new: Node
    ledger: Ledger
    visited: set[int] = field(default_factory=set)
    """Nodes of the old document that were compared."""

    def node(
        self, kind: str, old: Any, new: Any, place: str, *, skip: AbstractSet[str] = frozenset()
    ) -> Iterator[Change]:
        """Everything that differs between two nodes of one kind, except under the keys in `skip`."""
        if not (isinstance(old, dict) and isinstance(new, dict)):
            if not same(old, new):
                yield self._change(kind, "", old, new, place)
            return
        if kind == "schema" and (reference(old) or reference(new)):
            yield from self._references(old, new, place)
            return
        if kind == "schema" and [reference(each) for each in old.get("allOf", ())] != [
            reference(each) for each in new.get("allOf", ())
        ]:
            # The rules compare what the parts make together, so what is left is how the classes are cut.
            yield Change("schema-all-of-changed", Severity.PYTHON, place, _text(old), _text(new))
            return
        if kind in SHARED:
            if old.get("$ref") != new.get("$ref"):
                was, now = str(old.get("$ref", "")), str(new.get("$ref", ""))
                yield Change("reference-changed", Severity.INFO, place, was, now)
            old, new = _target(self.old, old), _target(self.new, new)
        self.visited.add(id(old))
        for key in sorted((old.keys() | new.keys()) - skip):
            was, now = old.get(key, ABSENT), new.get(key, ABSENT)
            if same(was, now) or self.ledger.holds(old, key) or self.ledger.holds(new, key):
                continue
            shape = SHAPES.get(kind, {}).get(key, "value")
            yield from self._below(shape, kind, key, (old, was), (new, now), place)

    def _below(
        self, shape: str, kind: str, key: str, old: tuple[Node, Any], new: tuple[Node, Any], place: str
    ) -> Iterator[Change]:
        (parent, was), (_, now) = old, new
        here = f"{place}/{key}".lstrip("/")
        if shape == "names" and all(each is ABSENT or isinstance(each, list) for each in (was, now)):
            yield from self._names(kind, key, parent, was, now, place)
        elif shape == "{nothing}" and all(each is ABSENT or isinstance(each, dict) for each in (was, now)):
            had, has = (each if each is ABSENT else list(each) for each in (was, now))
            yield from self._names(kind, key, parent, had, has, place)
        elif shape.startswith("{") and _came_or_went(was, now):
            yield from self.by_name(shape[1:-1], {} if was is ABSENT else was, {} if now is ABSENT else now, here)
        elif was is ABSENT or now is ABSENT or shape in ("value", "nothing", "security", "parameters", "names"):
            yield self._change(kind, key, was, now, place)
        elif shape.startswith("{") and isinstance(was, dict) and isinstance(now, dict):
            yield from self.by_name(shape[1:-1], was, now, here)
        elif shape.startswith("[") and isinstance(was, list) and isinstance(now, list):
            yield from self._list(shape[1:-1], kind, key, was, now, place)
        else:
            yield from self.node(shape, was, now, here)

    def by_name(
        self, kind: str, old: Node, new: Node, place: str, *, skip: AbstractSet[str] = frozenset()
    ) -> Iterator[Change]:
        """Nodes of two maps, each with its namesake; those called as one of `skip` aside."""
        for name in sorted((old.keys() | new.keys()) - skip):
            was, now = old.get(name, ABSENT), new.get(name, ABSENT)
            if same(was, now) or self.ledger.holds(old, name) or self.ledger.holds(new, name):
                continue
            here = f"{place}/{name}".lstrip("/")
            if was is ABSENT or now is ABSENT:
                what = "added" if was is ABSENT else "removed"
                # What refers to a component is reported itself.
                severity = Severity.INFO if kind in (*SHARED, "security scheme") else Severity.WARNING
                was, now = _short(kind, was, self.old), _short(kind, now, self.new)
                yield Change(f"{_kebab(kind)}-{what}", severity, here, was, now)
            else:
                yield from self.node(kind, was, now, here)

    def _names(self, kind: str, key: str, parent: Node, was: Any, now: Any, place: str) -> Iterator[Change]:
        had, has = ([] if each is ABSENT else list(each) for each in (was, now))
        gone = [name for name in had if name not in has and not self.ledger.holds(parent, f"{key} {name}")]
        came = [name for name in has if name not in had and not self.ledger.holds(parent, f"{key} {name}")]
        if gone or came:
            yield self._change(kind, key, gone or ABSENT, came or ABSENT, place)
        elif sorted(map(str, had)) == sorted(map(str, has)):  # another order, or an empty list for none
            yield Change(f"{_kebab(kind)}-{_kebab(key)}-rewritten", Severity.INFO, place, _text(was), _text(now))

    def _list(self, item: str, kind: str, key: str, was: list[Any], now: list[Any], place: str) -> Iterator[Change]:
        if item == "schema" and sorted(map(branch, was)) == sorted(map(branch, now)):
            yield Change(
                f"schema-{_kebab(key)}-reordered",
                Severity.PYTHON,
                place,
                ", ".join(map(branch, was)),
                ", ".join(map(branch, now)),
            )
        elif len(was) == len(now):
            for number, (one, other) in enumerate(zip(was, now, strict=True)):
                yield from self.node(item, one, other, f"{place}/{key}/{number}")
        else:
            yield self._change(kind, key, was, now, place)

    def _references(self, old: Node, new: Node, place: str) -> Iterator[Change]:
        """Another class, or one instead of an anonymous type; what it holds is compared by the rules."""
        was, now = reference(old), reference(new)
        if was == now:
            for key in sorted((old.keys() | new.keys()) - {"$ref"}):
                if not same(old.get(key, ABSENT), new.get(key, ABSENT)):
                    yield self._change("schema", key, old.get(key, ABSENT), new.get(key, ABSENT), place)
        else:
            yield Change("schema-replaced", Severity.PYTHON, place, was or _text(old), now or _text(new))

    def _change(self, kind: str, key: str, was: Any, now: Any, place: str) -> Change:
        if isinstance(was, list) and isinstance(now, list) and sorted(map(_text, was)) == sorted(map(_text, now)):
            rule = f"{_kebab(kind)}-{_kebab(key)}-reordered"
            return Change(rule, Severity.INFO, place, _text(was), _text(now))
        if (kind, key) in PYTHON:
            severity = Severity.PYTHON
        else:
            severity = Severity.INFO if (kind, key) in HARMLESS or key.startswith("x-") else Severity.WARNING
        rule = RULES.get((kind, key)) or "-".join(filter(None, (_kebab(kind), _kebab(key), "changed")))
        return Change(rule, severity, place, _shown(was), _shown(now))


def _short(kind: str, value: Any, document: Node) -> str:
    return "" if value is ABSENT or kind != "schema" else spelled(flat(document, value))


def _came_or_went(was: Any, now: Any) -> bool:
    """Whether there was or is no map, and there is or was one with something in it."""
    present = now if was is ABSENT else was
    return (was is ABSENT or now is ABSENT) and isinstance(present, dict) and bool(present)


def _target(document: Node, node: Node) -> Node:
    return _target(document, resolve(document, node["$ref"])) if isinstance(node.get("$ref"), str) else node


def _shown(value: Any) -> str:
    if value is ABSENT:
        return ""
    return value if isinstance(value, str) and value else _text(value)


def _kebab(key: str) -> str:
    """``operationId`` → ``operation-id``."""
    spaced = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in key)
    return spaced.replace(" ", "-").lstrip("-")

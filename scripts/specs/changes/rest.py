"""Every change of a document that no rule knows: facts that differ, and names of the generated code among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.specs.changes.change import Change, Finding, Key, Severity
from scripts.specs.changes.facts import Facts
from scripts.specs.changes.ledger import PREFIX, Ledger
from scripts.specs.changes.parameters import parameters
from scripts.specs.changes.schemas import spelled_at
from scripts.specs.collection import METHODS
from scripts.specs.facts import SHAPES
from scripts.specs.walk import Node, references, resolve

Pair = tuple[str, str]
"""A name, or a reference, in the old document and in the new one."""


def remaining_changes(old: Node, new: Node, pairs: Mapping[Key, Key], ledger: Ledger) -> Iterator[Finding]:
    """What differs and is not entered in `ledger`, at the operations that it shows at, or at none."""
    facts = Facts(old, new, ledger)
    found = [
        Finding(key[0].upper(), key[1], change)
        for key, other in pairs.items()
        for change in _operation(facts, key, other)
    ]
    schemas, renamed = _schemas(facts, [each.change for each in found])
    for finding in found:
        if not _follows(finding.change, renamed):
            yield finding
    before, after = Reach(old, pairs.keys()), Reach(new, pairs.values())
    for pointers, changes in [*schemas.items(), *_shared(facts)]:
        was, now = pointers
        users = [key for key, other in pairs.items() if was in before.targets(key) or now in after.targets(other)]
        for change in changes:
            if not _follows(change, renamed):
                for method, path in users or [("", "")]:
                    yield Finding(method.upper(), path, change)
    yield from (Finding("", "", change) for change in _document(facts))


def _operation(facts: Facts, key: Key, other: Key) -> Iterator[Change]:
    (method, path), (_, new_path) = key, other
    old, new = facts.old["paths"][path][method], facts.new["paths"][new_path][method]
    had, has = parameters(facts.old, path, old), parameters(facts.new, new_path, new)
    for each in sorted(had.keys() & has.keys()):
        yield from facts.node("parameter", had[each], has[each], f"{each[0]} parameter {has[each].get('name')}")
    yield from facts.node("operation", old, new, "", skip=frozenset({"parameters"}))


def _schemas(facts: Facts, found: list[Change]) -> tuple[dict[Pair, list[Change]], set[Pair]]:
    """References to a schema → its changes, and which names are those of one schema that was renamed."""
    old, new = (each.get("components", {}).get("schemas", {}) for each in (facts.old, facts.new))
    changes = {
        (PREFIX + name, PREFIX + name): list(facts.node("schema", old[name], new[name], f"schema {name}"))
        for name in sorted(old.keys() & new.keys())
    }
    gone, came, renamed = dict.fromkeys(sorted(old.keys() - new.keys())), new.keys() - old.keys(), set[Pair]()
    seen = [*found, *(change for each in changes.values() for change in each)]
    for change in seen:  # grows while schemas that were renamed are compared
        if change.rule == "schema-replaced" and change.was in gone and change.now in came - {now for _, now in renamed}:
            was, now = change.was, change.now
            del gone[was]
            renamed.add((was, now))
            inside = list(facts.node("schema", old[was], new[now], f"schema {now}"))
            changes[PREFIX + was, PREFIX + now] = [Change("schema-renamed", Severity.PYTHON, "", was, now), *inside]
            seen.extend(inside)
    for name in gone:
        changes[PREFIX + name, ""] = [
            Change("schema-removed", Severity.PYTHON, f"schema {name}", spelled_at(facts.old, name))
        ]
    for name in sorted(came - {now for _, now in renamed}):
        changes["", PREFIX + name] = [
            Change("schema-added", Severity.PYTHON, f"schema {name}", "", spelled_at(facts.new, name))
        ]
    return changes, renamed


def _follows(change: Change, renamed: set[Pair]) -> bool:
    """Whether a change says again that a schema was renamed."""
    return change.rule == "schema-replaced" and (change.was, change.now) in renamed


def _document(facts: Facts) -> Iterator[Change]:
    """What belongs to no operation: servers, tags, defaults of the whole document."""
    yield from facts.node("document", facts.old, facts.new, "document", skip=frozenset({"paths", "components"}))
    for path in sorted(facts.old["paths"].keys() & facts.new["paths"].keys()):
        items = facts.old["paths"][path], facts.new["paths"][path]
        yield from facts.node("path", *items, path, skip=frozenset({*METHODS, "parameters"}))


def _shared(facts: Facts) -> Iterator[tuple[Pair, list[Change]]]:
    """References to a component other than a schema, and its changes."""
    old, new = facts.old.get("components", {}), facts.new.get("components", {})
    for section in sorted((old.keys() | new.keys()) - {"schemas"}):
        kind = SHAPES["components"].get(section, "value").strip("{}")
        had, has = old.get(section, {}), new.get(section, {})
        for name in sorted(had.keys() | has.keys()):
            pointer = f"#/components/{section}/{name}"
            one, other = ({name: each[name]} if name in each else {} for each in (had, has))
            if id(had.get(name)) not in facts.visited or name not in has:
                yield (pointer, pointer), list(facts.by_name(kind, one, other, f"components/{section}"))


class Reach:
    """Which components the operations of a document refer to, through others too."""

    def __init__(self, document: Node, keys: Any) -> None:
        self._document = document
        self._direct: dict[str, set[str]] = {}
        self._targets = {key: self._reached(key) for key in keys}

    def targets(self, key: Key) -> frozenset[str]:
        """What an operation refers to: ``#/components/schemas/Thing``."""
        return self._targets[key]

    def _reached(self, key: Key) -> frozenset[str]:
        method, path = key
        item = self._document["paths"][path]
        waiting = [*_targets(item[method]), *_targets({"parameters": item.get("parameters", [])})]
        found: set[str] = set()
        while waiting:
            target = waiting.pop()
            if target not in found:
                found.add(target)
                if target not in self._direct:
                    self._direct[target] = _targets(resolve(self._document, target))
                waiting.extend(self._direct[target])
        return frozenset(found)


def _targets(node: Node) -> set[str]:
    return {each["$ref"] for _, each in references(node)}

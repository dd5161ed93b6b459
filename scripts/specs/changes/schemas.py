"""What a client may no longer send, or must now be ready to read, according to schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.specs.changes.change import Change, Effect, Side, judged
from scripts.specs.changes.constraints import constraint_changes, listed
from scripts.specs.changes.ledger import PREFIX, Ledger
from scripts.specs.changes.types import spelled, type_effect
from scripts.specs.walk import Node, resolve


@dataclass
class Comparison:
    """Two documents and a side; every pair of named schemas is compared once, at its first place."""

    old: Node
    new: Node
    side: Side
    ledger: Ledger = field(default_factory=Ledger)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def changes(self, old: Any, new: Any, where: str, *, subject: str) -> Iterator[Change]:
        """What differs between two schemas at `where`; `subject` is ``parameter``, ``body`` or ``property``.

        Below a named schema, places begin with its name.
        """
        pair = (reference(old), reference(new))
        if all(pair):
            if pair in self.seen or (pair[0] == pair[1] and pair[0] in self.ledger.unchanged):
                return
            self.seen.add(pair)
        place = f"{where.partition(' ')[0]} {pair[1]}" if pair[1] and subject != "parameter" else where
        one, other = flat(self.old, old), flat(self.new, new)
        nodes = [*parts(self.old, old), *parts(self.new, new)]
        yield from self._own(one, other, place, subject, nodes)
        yield from self._properties(one, other, place, nodes)
        yield from self._inner(one, other, place, nodes)
        yield from self._branches(one, other, place, subject, nodes)

    def _own(self, old: Node, new: Node, where: str, subject: str, nodes: list[Node]) -> Iterator[Change]:
        effect = type_effect(old, new)
        if effect:
            self.ledger.enter(nodes, "type", "format")
            what = {"widens": "generalized", "narrows": "specialized"}.get(effect, "changed")
            yield judged(
                f"{self.side}-{subject}-type-{what}", self.side, effect, where=where, was=spelled(old), now=spelled(new)
            )
        for key, what, reach, was, now in constraint_changes(old, new):
            self.ledger.enter(nodes, key)
            yield judged(f"{self.side}-{subject}-{what}", self.side, reach, where=where, was=was, now=now)

    def _properties(self, old: Node, new: Node, where: str, nodes: list[Node]) -> Iterator[Change]:
        maps = [node["properties"] for node in nodes if "properties" in node]
        had, has = old.get("properties", {}), new.get("properties", {})
        needed, needs = set(old.get("required", ())), set(new.get("required", ()))
        for name in sorted(had.keys() | has.keys()):
            place = f"{where}.{name}"
            if name not in had or name not in has:
                self.ledger.enter(maps, name)
            if (name in needed) != (name in needs):
                self.ledger.enter(nodes, f"required {name}")
            if name not in has:
                yield self._removed(place, flat(self.old, had[name]), required=name in needed)
            elif name not in had:
                yield self._added(place, flat(self.new, has[name]), required=name in needs)
            else:
                yield from self._requiredness(place, flat(self.new, has[name]), name in needed, name in needs)
                yield from self._access(place, had[name], has[name])
                yield from self.changes(had[name], has[name], place, subject="property")

    def _hidden(self, schema: Node) -> bool:
        """Whether a property never travels on this side."""
        return bool(schema.get("readOnly" if self.side == "request" else "writeOnly"))

    def _removed(self, where: str, schema: Node, *, required: bool) -> Change:
        was = spelled(schema)
        if self._hidden(schema):
            return judged(f"{self.side}-hidden-property-removed", self.side, "none", where=where, was=was)
        if self.side == "request":
            return judged("request-property-removed", "request", "unknown", where=where, was=was)
        named = "required" if required else "optional"
        return judged(f"response-{named}-property-removed", "response", "widens", where=where, was=was)

    def _added(self, where: str, schema: Node, *, required: bool) -> Change:
        now, named = spelled(schema), "required" if required else "optional"
        if self.side == "response":
            return judged(f"response-{named}-property-added", "response", "none", where=where, now=now)
        narrows = required and not self._hidden(schema)
        return judged(
            f"new-{named}-request-property", "request", "narrows" if narrows else "none", where=where, now=now
        )

    def _requiredness(self, where: str, schema: Node, needed: bool, needs: bool) -> Iterator[Change]:
        if needed != needs:
            what = "required" if needs else "optional"
            effect: Effect = "none" if self._hidden(schema) else "narrows" if needs else "widens"
            yield judged(f"{self.side}-property-became-{what}", self.side, effect, where=where)

    def _access(self, where: str, old: Any, new: Any) -> Iterator[Change]:
        """Whether a property began or ceased to travel on this side."""
        key, named = ("readOnly", "read-only") if self.side == "request" else ("writeOnly", "write-only")
        hidden = bool(flat(self.new, new).get(key))
        if hidden != bool(flat(self.old, old).get(key)):
            self.ledger.enter([*parts(self.old, old), *parts(self.new, new)], key)
            what = f"became-{named}" if hidden else f"became-not-{named}"
            yield judged(f"{self.side}-property-{what}", self.side, "unknown" if hidden else "none", where=where)

    def _inner(self, old: Node, new: Node, where: str, nodes: list[Node]) -> Iterator[Change]:
        if "items" in old and "items" in new:
            yield from self.changes(old["items"], new["items"], f"{where}[]", subject="property")
        had, has = old.get("additionalProperties"), new.get("additionalProperties")
        if isinstance(had, dict) and isinstance(has, dict):
            yield from self.changes(had, has, f"{where}{{}}", subject="property")
        elif (had is False) != (has is False):
            self.ledger.enter(nodes, "additionalProperties")
            what, effect = _allowed(has)
            yield judged(f"{self.side}-additional-properties-{what}", self.side, effect, where=where)
        elif isinstance(had, dict) or isinstance(has, dict):
            self.ledger.enter(nodes, "additionalProperties")
            was, now = (spelled(flat(document, each)) for document, each in ((self.old, had), (self.new, has)))
            what, effect = ("generalized", "widens") if isinstance(had, dict) else ("specialized", "narrows")
            rule = f"{self.side}-additional-properties-{what}"
            yield judged(rule, self.side, effect, where=f"{where}{{}}", was=was, now=now)
        if old.get("not") != new.get("not"):
            self.ledger.enter(nodes, "not")
            was, now = (json.dumps(each.get("not", {}), sort_keys=True, ensure_ascii=False) for each in (old, new))
            yield judged(f"{self.side}-not-changed", self.side, "unknown", where=where, was=was, now=now)

    def _branches(self, old: Node, new: Node, where: str, subject: str, nodes: list[Node]) -> Iterator[Change]:
        for keyword, named in (("oneOf", "one-of"), ("anyOf", "any-of")):
            had = {branch(each): each for each in old.get(keyword, ())}
            has = {branch(each): each for each in new.get(keyword, ())}
            rule = f"{self.side}-{subject}-{named}"
            if had.keys() != has.keys():
                self.ledger.enter(nodes, keyword)
            if bool(had) != bool(has):
                yield judged(
                    f"{rule}-{'set' if has else 'unset'}",
                    self.side,
                    "unknown",
                    where=where,
                    was=listed(had),
                    now=listed(has),
                )
                continue
            gone, added = [each for each in had if each not in has], [each for each in has if each not in had]
            if gone:
                yield judged(f"{rule}-removed", self.side, "narrows", where=where, was=listed(gone))
            if added:
                yield judged(f"{rule}-added", self.side, "widens", where=where, now=listed(added))
            for name in [each for each in had if each in has]:
                yield from self.changes(had[name], has[name], where, subject="property")


def _allowed(additional: Any) -> tuple[str, Effect]:
    return ("forbidden", "narrows") if additional is False else ("allowed", "widens")


def reference(schema: Any) -> str:
    """The name of the schema that is referred to; empty where the schema stands here itself."""
    target = schema.get("$ref", "") if isinstance(schema, dict) else ""
    return target.removeprefix(PREFIX) if isinstance(target, str) else ""


def branch(schema: Any) -> str:
    """What distinguishes a branch of a union from the others: its name, or else its content."""
    return reference(schema) or json.dumps(schema, sort_keys=True, ensure_ascii=False)


def flat(document: Node, schema: Any) -> Node:
    """The schema itself, with the parts of its ``allOf`` laid together; empty for one that allows everything."""
    if not isinstance(schema, dict):
        return {}
    if "$ref" in schema:
        return flat(document, resolve(document, schema["$ref"]))
    parts = schema.get("allOf")
    if not parts:
        return schema
    own = {key: value for key, value in schema.items() if key != "allOf"}
    whole: Node = {}
    for part in [*(flat(document, each) for each in parts), own]:
        properties = {**whole.get("properties", {}), **part.get("properties", {})}
        required = [*whole.get("required", ()), *part.get("required", ())]
        whole = {**whole, **part}
        if properties:
            whole["properties"] = properties
        if required:
            whole["required"] = required
    return whole


def parts(document: Node, schema: Any) -> list[Node]:
    """The nodes of the document that `flat` lays together."""
    if not isinstance(schema, dict):
        return []
    if "$ref" in schema:
        return parts(document, resolve(document, schema["$ref"]))
    return [schema, *(node for each in schema.get("allOf", ()) for node in parts(document, each))]


def spelled_at(document: Node, name: str) -> str:
    """Type and format of a named schema."""
    return spelled(flat(document, document["components"]["schemas"][name]))

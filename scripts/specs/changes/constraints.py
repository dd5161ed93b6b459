"""What bounds, patterns, enums and nullability allow beside the type."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from scripts.specs.changes.change import Effect
from scripts.specs.walk import Node

UPPER = ("maximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "minLength", "minItems", "minProperties")
KEBAB = {
    "maximum": "max",
    "minimum": "min",
    "maxLength": "max-length",
    "minLength": "min-length",
    "maxItems": "max-items",
    "minItems": "min-items",
    "maxProperties": "max-properties",
    "minProperties": "min-properties",
}

Finding = tuple[str, str, Effect, str, str]
"""Key, what happened (``max-decreased``), its effect, before, after."""


def constraint_changes(old: Node, new: Node) -> Iterator[Finding]:
    """Everything but type, properties and composition that differs between two resolved schemas."""
    yield from _nullable(old, new)
    yield from _enum(old, new)
    for key in UPPER:
        yield from _bound(key, old.get(key), new.get(key), upper=True)
    for key in LOWER:
        yield from _bound(key, old.get(key), new.get(key), upper=False)
    yield from _switches(old, new)
    had, has = old.get("pattern"), new.get("pattern")
    if had != has:
        what, effect = _set_or_unset(had, has)
        yield "pattern", f"pattern-{what}", effect, _shown(had), _shown(has)
    if old.get("default") != new.get("default"):
        yield "default", "default-value-changed", "none", _shown(old.get("default")), _shown(new.get("default"))


def _nullable(old: Node, new: Node) -> Iterator[Finding]:
    if bool(old.get("nullable")) != bool(new.get("nullable")):
        what, effect = _either(new.get("nullable"), ("became-nullable", "widens"), ("became-not-nullable", "narrows"))
        yield "nullable", what, effect, "", ""


def _enum(old: Node, new: Node) -> Iterator[Finding]:
    had, has = old.get("enum"), new.get("enum")
    if had is None and has is not None:
        yield "enum", "became-enum", "narrows", "", listed(map(_shown, has))
    elif has is None and had is not None:
        yield "enum", "became-not-enum", "widens", listed(map(_shown, had)), ""
    elif had is not None and has is not None:
        gone = [_shown(value) for value in had if value not in has]
        added = [_shown(value) for value in has if value not in had]
        if gone:
            yield "enum", "enum-value-removed", "narrows", listed(gone), ""
        if added:
            yield "enum", "enum-value-added", "widens", "", listed(added)


def _bound(key: str, had: float | None, has: float | None, *, upper: bool) -> Iterator[Finding]:
    if had == has:
        return
    name = KEBAB[key]
    if had is None or has is None:
        what, narrower = ("set", True) if had is None else ("unset", False)
    else:
        what, narrower = ("increased", not upper) if has > had else ("decreased", upper)
    yield key, f"{name}-{what}", "narrows" if narrower else "widens", _shown(had), _shown(has)


def _switches(old: Node, new: Node) -> Iterator[Finding]:
    """Keywords that forbid something where they are true."""
    for key, name in (
        ("uniqueItems", "unique-items"),
        ("exclusiveMaximum", "exclusive-max"),
        ("exclusiveMinimum", "exclusive-min"),
    ):
        if bool(old.get(key)) != bool(new.get(key)):
            what, effect = _either(new.get(key), (f"{name}-set", "narrows"), (f"{name}-unset", "widens"))
            yield key, what, effect, "", ""
    if old.get("multipleOf") != new.get("multipleOf"):
        what, effect = _set_or_unset(old.get("multipleOf"), new.get("multipleOf"))
        yield "multipleOf", f"multiple-of-{what}", effect, _shown(old.get("multipleOf")), _shown(new.get("multipleOf"))


def _either(now: object, yes: tuple[str, Effect], no: tuple[str, Effect]) -> tuple[str, Effect]:
    return yes if now else no


def _set_or_unset(had: object, has: object) -> tuple[str, Effect]:
    if had is None:
        return "added", "narrows"
    return ("removed", "widens") if has is None else ("changed", "unknown")


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def listed(values: Iterable[str]) -> str:
    """Values in a row."""
    return ", ".join(values)

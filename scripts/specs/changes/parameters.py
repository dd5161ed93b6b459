"""What differs between the parameters of two operations."""

from __future__ import annotations

import json
from collections.abc import Iterator

from scripts.specs.changes.change import Change, Effect, judged
from scripts.specs.changes.schemas import Comparison, flat
from scripts.specs.changes.types import spelled
from scripts.specs.mend import placeholders
from scripts.specs.walk import Node, resolve

Parameters = dict[tuple[str, str], Node]
"""(place, name) → parameter; of those in the path the name is their position, as they may be called anything."""


TRAVELS = ("style", "explode", "allowReserved")


def parameters(document: Node, path: str, operation: Node) -> Parameters:
    """All parameters of an operation, those of its path included."""
    shared = document["paths"][path].get("parameters", [])
    found: Parameters = {}
    for each in [*shared, *operation.get("parameters", [])]:
        parameter = resolve(document, each["$ref"]) if "$ref" in each else each
        place, name = str(parameter.get("in")), str(parameter.get("name"))
        names = placeholders(path)
        found[place, str(names.index(name)) if place == "path" and name in names else name] = parameter
    return found


def parameter_changes(comparison: Comparison, old: Parameters, new: Parameters) -> Iterator[Change]:
    """Parameters that came, went or take something else."""
    for key in sorted(old.keys() | new.keys()):
        had, has = old.get(key), new.get(key)
        where = f"{key[0]} parameter {(has or had or {}).get('name')}"
        if had is None and has is not None:
            named = "required" if has.get("required") else "optional"
            now = spelled(_schema(comparison.new, has))
            effect: Effect = "narrows" if has.get("required") else "none"
            yield judged(f"new-{named}-request-parameter", "request", effect, where=where, now=now)
        elif had is not None and has is None:
            was = spelled(_schema(comparison.old, had))
            yield judged("request-parameter-removed", "request", "unknown", where=where, was=was)
        elif had is not None and has is not None:
            yield from _differences(comparison, had, has, where)


def _differences(comparison: Comparison, old: Node, new: Node, where: str) -> Iterator[Change]:
    ledger, both = comparison.ledger, (old, new)
    if bool(old.get("required")) != bool(new.get("required")):
        needs = bool(new.get("required"))
        ledger.enter(both, "required")
        yield judged(
            f"request-parameter-became-{'required' if needs else 'optional'}",
            "request",
            "narrows" if needs else "widens",
            where=where,
        )
    if bool(old.get("deprecated")) != bool(new.get("deprecated")):
        what = "deprecated" if new.get("deprecated") else "reactivated"
        ledger.enter(both, "deprecated")
        yield judged(f"request-parameter-{what}", "request", "none", where=where)
    was, now = _travels(old), _travels(new)
    if was != now:
        ledger.enter(both, *TRAVELS)
        yield judged("request-parameter-style-changed", "request", "incomparable", where=where, was=was, now=now)
    yield from comparison.changes(old.get("schema", {}), new.get("schema", {}), where, subject="parameter")


def _travels(parameter: Node) -> str:
    """How the value is written into the request, where it is not the usual way."""
    keys = [key for key in TRAVELS if key in parameter]
    parts = [f"{key} {json.dumps(parameter[key])}".replace('"', "") for key in keys]
    return ", ".join(parts) or "usual"


def _schema(document: Node, parameter: Node) -> Node:
    return flat(document, parameter.get("schema", {}))

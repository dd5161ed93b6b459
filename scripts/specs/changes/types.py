"""Whether a type takes more or fewer values than before."""

from __future__ import annotations

from scripts.specs.changes.change import Effect
from scripts.specs.walk import Node

WIDER = frozenset({("int32", "int64"), ("float", "double")})
"""Formats of which the second holds every value of the first."""


def spelled(schema: Node) -> str:
    """Type and format of a schema: ``string/date-time``; ``any`` when it says none."""
    named = str(schema.get("type") or _implied(schema))
    return f"{named}/{schema['format']}" if schema.get("format") else named


def _implied(schema: Node) -> str:
    if "properties" in schema or "additionalProperties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    values = schema.get("enum")
    return "string" if values and all(isinstance(value, str) for value in values) else "any"


def type_effect(old: Node, new: Node) -> Effect | None:
    """What became of the values that type and format allow; None when they are the same."""
    before, after = spelled(old).partition("/"), spelled(new).partition("/")
    if before == after:
        return None
    (one, _, had), (other, _, has) = before, after
    if one == other:
        return _format_effect(had, has)
    if other == "any" or (one, other) == ("integer", "number"):
        return "widens"
    if one == "any" or (one, other) == ("number", "integer"):
        return "narrows"
    return "incomparable"


def _format_effect(had: str, has: str) -> Effect:
    if not has or (had, has) in WIDER:
        return "widens"
    if not had or (has, had) in WIDER:
        return "narrows"
    return "incomparable"

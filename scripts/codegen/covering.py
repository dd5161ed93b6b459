"""Whether one operation can replace another: it takes what the other takes, and reads what the other answers."""

from __future__ import annotations

from typing import Any

from scripts.codegen.documents import JSON, Document, resolved

_ALTERNATIVES = ("oneOf", "anyOf", "allOf")
_Seen = frozenset[tuple[str, str]]


def stands_for(document: Document, operation: JSON, other: Document, its: JSON) -> bool:
    """Whether `operation` of `document` can replace the operation `its` of the document `other`, paths aside."""
    if not _parameters(its) <= _parameters(operation):
        return False
    body, given = operation.get("requestBody"), its.get("requestBody")
    if (body is None) != (given is None):
        return False
    if body and not _covers(document, _schema(document, body), other, _schema(other, given), demands=True):
        return False
    ours = [_schema(document, answer) for answer in _answers(operation)]
    theirs = [_schema(other, answer) for answer in _answers(its)]
    return all(any(_covers(document, mine, other, one, demands=False) for mine in ours) for one in theirs)


def _parameters(operation: JSON) -> set[str]:
    return {f"{each['in']} {each['name']}" for each in operation.get("parameters", []) if each["in"] != "path"}


def _answers(operation: JSON) -> list[JSON]:
    return [answer for status, answer in operation["responses"].items() if status.startswith("2")]


def _schema(document: Document, holder: JSON | None) -> Any:
    """The schema of a body or an answer, whatever its media types; None if it has none."""
    content = resolved(document, holder or {}).get("content", {})
    return next((each.get("schema") for each in content.values()), None)


def _covers(
    document: Document, big: Any, other: Document, small: Any, *, demands: bool, seen: _Seen = frozenset()
) -> bool:
    """Whether what fits the schema `small` also fits `big`, which may have further fields.

    `demands` says that they are sent: then `big` must not require what `small` does not.
    """
    if not isinstance(big, dict) or not isinstance(small, dict):
        return bool(big == small)
    pair = (str(big.get("$ref")), str(small.get("$ref")))
    if "$ref" in big and "$ref" in small and pair in seen:
        return True
    seen |= {pair}
    big, small = resolved(document, big), resolved(other, small)
    if (big.get("type"), big.get("format")) != (small.get("type"), small.get("format")):
        return False
    if "enum" in big and not set(small.get("enum", [None])) <= set(big["enum"]):
        return False
    if demands and not set(big.get("required", [])) <= set(small.get("required", [])):
        return False
    pairs = [(big.get("properties", {}).get(name), each) for name, each in small.get("properties", {}).items()]
    pairs += [(big.get(key), small.get(key)) for key in ("items", "additionalProperties")]
    for key in _ALTERNATIVES:
        if len(big.get(key, [])) != len(small.get(key, [])):
            return False
        pairs += zip(big.get(key, []), small.get(key, []), strict=True)
    return all(_covers(document, one, other, two, demands=demands, seen=seen) for one, two in pairs)

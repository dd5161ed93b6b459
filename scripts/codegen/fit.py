"""Schemas that are valid, or nearly so, and that the generator cannot take: widened in place, each with a note.

The rules:

* an array without items is one of anything
* an enum of values of more than one kind, or of other values than texts and integers, is left to its type
* a default that its schema does not allow goes; objects have none
* an ``allOf`` of one part is that part; one with a part that is no object is anything
* fields beside a union are left to its members
* what contains itself without an object between, as a union of itself and a text, contains anything in the inner place
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from scripts.codegen.cycles import cut
from scripts.codegen.documents import JSON, CodegenError, Document
from scripts.codegen.gates import ADVICE, Refusal, refusals
from scripts.codegen.references import write_out
from scripts.codegen.schemas import name_of, schemas

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def fitted(document: Document) -> Document:
    """The document as it can be generated from, with notes of what was widened.

    Raises `CodegenError` if it has something that no client can be made for.
    """
    try:
        write_out(document.data)
        for refused in refusals(document.data):
            raise CodegenError(f"{document.source}: {refused}{_advice(document, refused)}")
        return attrs.evolve(document, notes=tuple(fit(document.data)))
    except (AttributeError, KeyError, TypeError) as error:
        # `make specs` names the place of what is misshapen upstream; so this one was written here, or edited.
        raise CodegenError(f"{document.source}: not shaped as OpenAPI 3.0: {type(error).__name__}: {error}") from error


def _advice(document: Document, refused: Refusal) -> str:
    """The correction that leaves it out; documents of our own are mended themselves."""
    if document.source.startswith("authored/"):
        return ""
    return f"\n{ADVICE}\n\n{refused.overlay(f'{document.area}/{document.api}', document.edition)}\n"


def fit(data: JSON) -> list[str]:
    """Widen what the generator cannot take, in place; where and how, one sentence each."""
    notes = cut(data.get("components", {}).get("schemas", {}))
    return notes + [f"{pointer}: {note}" for pointer, node in schemas(data) for note in _widened(node, data)]


def _widened(node: JSON, data: JSON) -> Iterator[str]:
    if "$ref" in node:
        return
    if "allOf" in node:
        yield from _all_of(node, data)
    for key in ("oneOf", "anyOf", "allOf", "enum"):
        if node.get(key) == []:
            del node[key]
            yield f"an empty {key} is taken for none"
    if node.get("type") == "array" and not isinstance(node.get("items"), dict):
        node["items"] = {}
        yield "an array without items is one of anything"
    if isinstance(node.get("enum"), list):
        yield from _enum(node)
    if node.get("properties") and (node.get("oneOf") or node.get("anyOf")):
        del node["properties"]
        yield "the fields beside a union are left to its members"
    if node.get("default") is not None and not _fits(node["default"], node, data, frozenset()):
        yield f"the default {node.pop('default')!r} does not match its schema and is dropped"


def _enum(node: JSON) -> Iterator[str]:
    if node.get("type") == "boolean" and all(value is None or isinstance(value, bool) for value in node["enum"]):
        del node["enum"]  # says no more than the type
        return
    kinds = {type(value) for value in node["enum"] if value is not None}
    if kinds in ({str}, {int}) and node.get("type") != "boolean":
        return
    values = node.pop("enum")
    allowed = _TYPES.get(str(node.get("type")), ())
    if "type" in node and not all(value is None or type(value) in allowed for value in values):
        del node["type"]
    known = f"is left to its type {node['type']}" if "type" in node else "is anything"
    yield f"an enum of {', '.join(sorted(_NAMES.get(kind, 'objects') for kind in kinds)) or 'null'} {known}"


_NAMES = {str: "texts", int: "integers", float: "numbers", bool: "booleans", list: "arrays"}


def _all_of(node: JSON, data: JSON) -> Iterator[str]:
    parts = [part for part in node["allOf"] if isinstance(part, dict) and _says_something(part)]
    own = {key: node[key] for key in ("properties", "required") if node.get(key)}
    if not parts:
        del node["allOf"]
        return
    kinds = {_kind(part, data, frozenset()) for part in parts}
    if len(parts) == 1 and "properties" not in own:
        if name_of(parts[0]):
            node["allOf"] = parts
        else:
            del node["allOf"]
            node.update({key: value for key, value in parts[0].items() if key not in node})
            if "allOf" in node:
                yield from _all_of(node, data)
    elif kinds == {"object"}:
        node["allOf"] = parts
        if len(parts) == 1:  # a reference with fields beside it would be taken for the reference alone
            parts.append({"type": "object", **own})
            node.pop("properties", None)
    elif node.get("type") in (None, "object"):
        for key in ("allOf", "properties", "required", "type"):
            node.pop(key, None)
        yield "an allOf with a part that is no object is anything"


def _says_something(part: JSON) -> bool:
    """Whether a part of an ``allOf`` determines the type of the result."""
    return any(key in part for key in ("$ref", "type", "properties", "enum", "allOf", "oneOf", "anyOf", "items"))


def _kind(node: Any, data: JSON, seen: frozenset[str]) -> str:
    """``object`` where the generator makes a class or a map of it, else something else."""
    name = name_of(node)
    if name:
        found = data.get("components", {}).get("schemas", {}).get(name)
        return "object" if name in seen or found is None else _kind(found, data, seen | {name})
    parts = [*node.get("allOf", ()), *node.get("oneOf", ()), *node.get("anyOf", ())]
    if len(parts) == 1 and name_of(parts[0]):
        return _kind(parts[0], data, seen)
    if node.get("oneOf") or node.get("anyOf"):
        return "union"
    if node.get("allOf") or node.get("properties"):
        return "object"
    return str(node.get("type", "object" if "required" in node else "any"))


def _fits(value: Any, node: JSON, data: JSON, seen: frozenset[str]) -> bool:
    """Whether the generator accepts this value as a default of the schema."""
    name = name_of(node)
    if name:
        target = data.get("components", {}).get("schemas", {}).get(name)
        return isinstance(target, dict) and name not in seen and _fits(value, target, data, seen | {name})
    if node.get("type") != "boolean" and node.get("enum"):
        return value in node["enum"] and not isinstance(value, bool)
    members = [*node.get("oneOf", ()), *node.get("anyOf", ())]
    parts = [*node.get("allOf", ()), *members]
    if len(parts) == 1 and name_of(parts[0]):
        return _fits(value, parts[0], data, seen)
    if members:
        return any(_fits(value, member, data, seen) for member in members)
    if node.get("type") == "object" or node.get("allOf") or node.get("properties"):
        return False
    return _is(value, str(node.get("type")), str(node.get("format")))


def _is(value: Any, kind: str, form: str) -> bool:
    if kind == "string":
        reads: dict[str, Callable[[str], Any]] = {
            "date": datetime.date.fromisoformat,
            "date-time": datetime.datetime.fromisoformat,
            "uuid": uuid.UUID,
        }
        try:
            return isinstance(value, str) and (form not in reads or bool(reads[form](value)))
        except ValueError:
            return False
    if kind in ("integer", "number"):
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            return False
        return not isinstance(value, bool) and (kind == "number" or number.is_integer())
    if kind == "boolean":
        return isinstance(value, bool) or (isinstance(value, str) and value.lower() in ("true", "false"))
    return True

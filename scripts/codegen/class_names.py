"""Names of classes: which schemas would be called the same, and which names the generated modules use themselves."""

from __future__ import annotations

from typing import Any

from scripts.codegen.documents import JSON
from scripts.codegen.parse import class_name, pascal

RESERVED = frozenset({"any", "literal", "mapping", "model", "none", "sequence", "upload"})
"""Keys of what every generated module has under these names."""


def class_key(name: str) -> str:
    """What is the same for names whose classes could not be told apart, whatever their case and underscores."""
    return class_name(name).replace("_", "").lower()


def untangle(document: JSON) -> list[str]:
    """Give objects and enums that are written out in a schema or operation another name where theirs is taken.

    The generator calls them after what they are in (``Deal`` and ``stage`` make ``DealStage``), and stops where there
    is such a schema. In place, by titles, which documents here do not have otherwise; one note for each.
    """
    components = document["components"]["schemas"]
    taken = {class_name(name) for name in components}
    notes: list[str] = []
    for name, schema in components.items():
        _inside(schema, "", name, taken, notes, own=True)
    for item in document["paths"].values():
        for operation in item.values():
            holder = operation["operationId"]
            for parameter in operation.get("parameters", []):
                _inside(parameter.get("schema"), holder, parameter["name"], taken, notes)
            for status, answer in operation["responses"].items():
                for media in answer.get("content", {}).values():
                    _inside(media.get("schema"), holder, f"response_{status}", taken, notes)
            for media in operation.get("requestBody", {}).get("content", {}).values():
                _inside(media.get("schema"), holder, "body", taken, notes)
    return notes


def _inside(schema: Any, holder: str, name: str, taken: set[str], notes: list[str], *, own: bool = False) -> None:
    """Name what is written out here; `holder` is what the generator puts before the name, `own` a component itself."""
    if not isinstance(schema, dict) or "$ref" in schema:
        return
    called = class_name(f"{pascal(holder)}{pascal(name)}" if holder else name)
    if not own and _is_named(schema):
        if called in taken:
            schema["title"] = _free(holder, name, taken)
            renamed = class_name(f"{pascal(holder)}{pascal(schema['title'])}" if holder else schema["title"])
            if not schema.get("enum"):  # enums have no class
                notes.append(f"the object {name} in {holder or 'a list'} is called {renamed}: {called} is taken")
            called = renamed
        taken.add(called)
    for key in ("oneOf", "anyOf"):
        for number, member in enumerate(schema.get(key, ())):
            _inside(member, holder, f"{name}_type_{number}", taken, notes)
    _inside(schema.get("items"), holder, f"{name}_item", taken, notes)
    parts = [schema, *(part for part in schema.get("allOf", ()) if isinstance(part, dict))]
    for part in parts:
        for key, inner in part.get("properties", {}).items():
            _inside(inner, called, key, taken, notes)
    _inside(schema.get("additionalProperties"), called, "AdditionalProperty", taken, notes)


def _is_named(schema: JSON) -> bool:
    union = schema.get("oneOf") or schema.get("anyOf")
    return bool(schema.get("enum") or (not union and (schema.get("type") == "object" or schema.get("properties"))))


def _free(holder: str, name: str, taken: set[str]) -> str:
    number = 1
    while True:
        title = f"{name}_inline{number if number > 1 else ''}"
        if class_name(f"{pascal(holder)}{pascal(title)}" if holder else title) not in taken:
            return title
        number += 1

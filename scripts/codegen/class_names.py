"""Names of classes: which schemas would have the same one, and which ones the generated modules use themselves."""

from __future__ import annotations

from typing import Any

from scripts.codegen.documents import JSON
from scripts.codegen.parse import class_name, pascal
from scripts.codegen.schemas import below, name_of

RESERVED = frozenset({"any", "literal", "mapping", "model", "none", "sequence", "upload"})
"""Keys of what every generated module has under these names."""


def class_key(name: str) -> str:
    """A key that is equal for names whose classes differ only in case and underscores."""
    return class_name(name).replace("_", "").lower()


def untangle(document: JSON) -> list[str]:
    """Give objects and enums that are written out in a schema or operation another name if theirs is taken.

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


def name_members(components: JSON) -> None:
    """Make components, in place, of objects that are written out in a component which is a union, or a list of unions.

    The generator would make their classes twice. The names are those that it would give them.
    """
    taken = {class_name(name) for name in components}
    for name, schema in list(components.items()):
        alone = _plain(schema)
        if not name_of(alone) or _holds_objects(alone, components):
            components[name] = alone
        _name_members(components[name], name, components, taken)


def _plain(schema: JSON) -> JSON:
    """The schema itself if this is a union of only that one; the generator would read what it refers to twice."""
    members = [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())]
    alone = len(members) == 1 and not any(key in schema for key in ("properties", "enum", "type"))
    return _plain(members[0]) if alone and isinstance(members[0], dict) else schema


def _holds_objects(schema: JSON, components: JSON) -> bool:
    """Whether objects are written out in what this refers to."""
    while name_of(schema) in components:  # circles were cut
        schema = _plain(components[name_of(schema)])
    inner = [node for pointer, node in below("", schema) if pointer and "$ref" not in node and not node.get("enum")]
    return any(_is_named(node) for node in inner)


def _name_members(schema: Any, name: str, components: JSON, taken: set[str]) -> None:
    if not isinstance(schema, dict):
        return
    if isinstance(schema.get("items"), dict):
        schema["items"] = _plain(schema["items"])
        _name_members(schema.get("items"), f"{name}_item", components, taken)
    number = 0
    for key in ("anyOf", "oneOf"):
        for place, member in enumerate(schema.get(key, ())):
            called = f"{name}_type_{number}"
            number += 1
            member = schema[key][place] = _plain(member)  # what is there now
            if "$ref" in member:
                continue
            if _is_named(member) and not member.get("enum"):
                if class_name(called) in taken:
                    called = _free("", called, taken)
                taken.add(class_name(called))
                components[called] = member
                schema[key][place] = {"$ref": f"#/components/schemas/{called}"}
            else:
                _name_members(member, called, components, taken)


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
    for number, member in enumerate([*schema.get("anyOf", ()), *schema.get("oneOf", ())]):
        _inside(member, holder, f"{name}_type_{number}", taken, notes)
    _inside(schema.get("items"), holder, f"{name}_item", taken, notes)
    parts = [schema, *(part for part in schema.get("allOf", ()) if isinstance(part, dict))]
    for part in parts:
        for key, inner in part.get("properties", {}).items():
            _inside(inner, called, key, taken, notes)
    _inside(schema.get("additionalProperties"), called, "AdditionalProperty", taken, notes)


def _is_named(schema: JSON) -> bool:
    union = schema.get("oneOf") or schema.get("anyOf")
    single = schema.get("type") == "object" or schema.get("properties") or len(schema.get("allOf", ())) > 1
    return bool(schema.get("enum") or (not union and single))


def _free(holder: str, name: str, taken: set[str]) -> str:
    number = 1
    while True:
        title = f"{name}_inline{number if number > 1 else ''}"
        if class_name(f"{pascal(holder)}{pascal(title)}" if holder else title) not in taken:
            return title
        number += 1

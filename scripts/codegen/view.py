"""An operation in the form given to the generator: what it would refuse or drop is expressed in a form it accepts.

What the generator therefore does not see is kept separately for the templates: styles, media types, sent names.
"""

from __future__ import annotations

import re
from typing import Any

import attrs

from scripts.codegen import media, styles
from scripts.codegen.documents import JSON

_SHOWN = {
    "json": "application/json",
    "form": media.FORM,
    "parts": media.PARTS,
    "text": media.BYTES,
    "bytes": media.BYTES,
}
_BINARY: JSON = {"type": "string", "format": "binary"}
_NAMEABLE = re.compile(r"[a-zA-Z_-][a-zA-Z0-9_-]*")
_IN_TEXT = {"date": "datetime.date", "date-time": "datetime.datetime", "binary": "bytes"}
_SEVERAL = {"array": "Sequence[Any]", "object": "Mapping[str, Any]", "any": "Any"}


@attrs.frozen
class View:
    """The form of an operation given to the generator, and what the templates need in addition."""

    path: str
    operation: JSON = attrs.field(repr=False)
    styles: dict[str, str]
    """Place and name of a parameter, such as ``query ids`` → the runtime's word for how it is written."""
    types: dict[str, str]
    """Place and name → Python type, where the generator cannot be shown the schema."""
    wires: dict[str, str]
    """Name of a path parameter that the generator is shown → its own."""
    body: tuple[str, str] | None
    """Media type and kind of the body."""
    texts: frozenset[int]
    """Statuses whose answer is text other than JSON."""


def view(path: str, operation: JSON, data: JSON) -> View:
    """What to show of an operation of the document `data`; the operation itself is not changed."""
    wires = _wires(path)
    shown_names = {own: shown for shown, own in wires.items()}
    parameters, written, types = [], {}, {}
    for parameter in operation.get("parameters", []):
        key = f"{parameter['in']} {parameter['name']}"
        if word := styles.style(parameter, data):
            written[key] = word
        shown, kind = _parameter(parameter, data)
        if kind:
            types[key] = kind
        if parameter["in"] == "path":
            shown["name"] = shown_names.get(shown["name"], shown["name"])
        parameters.append(shown)
    made = {**operation, "parameters": parameters}
    body = None
    if "requestBody" in operation:
        body = media.chosen(operation["requestBody"]["content"])
        made["requestBody"] = _body(operation["requestBody"], *body)
    answers = {status: _answer(answer) for status, answer in operation["responses"].items()}
    made["responses"] = {status: answer for status, (answer, _) in answers.items()}
    texts = frozenset(int(status.replace("X", "0")) for status, (_, kind) in answers.items() if kind == "text")
    for name, own in wires.items():
        path = path.replace("{" + own + "}", "{" + name + "}")
    return View(path, made, written, types, wires, body, texts)


def _wires(path: str) -> dict[str, str]:
    """Names for path parameters that the generator would not recognise."""
    odd = [name for name in re.findall(r"\{([^}]*)\}", path) if not _NAMEABLE.fullmatch(name)]
    return {f"path_{re.sub('[^a-zA-Z0-9_-]', '_', name)}": name for name in odd}


def _parameter(parameter: JSON, data: JSON) -> tuple[JSON, str]:
    """A parameter with a schema that its place may have, and its Python type where that is another."""
    place = parameter["in"]
    schema: Any = parameter.get("schema")
    if "content" in parameter:
        schema = media.schema(next(iter(parameter["content"].values())))
    shown = {key: value for key, value in parameter.items() if key not in ("content", "style", "explode")}
    shown["schema"] = schema
    if place == "path":
        shown["required"] = True
    if place == "query":
        return shown, ""
    holds = styles.shape(schema, data)
    if holds == "scalar":
        kind = _IN_TEXT.get(str(schema.get("format")), "") if "type" in schema else "Any"
        if place != "header" or not kind:
            return shown, ""
        return {**shown, "schema": {"type": "string"}}, kind  # headers may have no dates and no unions
    return {**shown, "schema": {"type": "string"}}, _SEVERAL[holds]


def _body(body: JSON, name: str, kind: str) -> JSON:
    schema = _BINARY if kind in ("text", "bytes") else media.schema(body["content"][name])
    return {**body, "content": {_SHOWN[kind]: {"schema": schema}}}


def _answer(answer: JSON) -> tuple[JSON, str]:
    """An answer with one media type, and what it is."""
    content = answer.get("content")
    if not content:
        return answer, ""
    name, kind = media.chosen(content)
    if kind == "json":
        return {**answer, "content": {"application/json": {"schema": media.schema(content[name])}}}, kind
    if kind in ("text", "form"):
        return {**answer, "content": {"text/plain": {"schema": {"type": "string"}}}}, "text"
    return {**answer, "content": {media.BYTES: {"schema": _BINARY}}}, "bytes"

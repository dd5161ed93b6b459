"""How parameters are sent: OpenAPI's ``style``, ``explode`` and ``content`` as styles that the runtime knows."""

from __future__ import annotations

from typing import Any

from scripts.codegen.documents import JSON
from scripts.codegen.media import kind as kind_of

_DEFAULT = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_DELIMITED = {"form": ",", "pipeDelimited": "|", "spaceDelimited": " "}


def style(parameter: JSON, data: JSON) -> str:
    """The runtime's name for the style of this parameter; empty for the usual style of its place."""
    if "content" in parameter:
        return "json"
    declared = parameter.get("style", _DEFAULT[parameter["in"]])
    explodes = parameter.get("explode", declared == "form")
    holds = shape(parameter.get("schema", {}), data)
    if declared == "deepObject":
        return "deepObject" if holds in ("any", "object") else ""
    if parameter["in"] == "query" and not explodes:
        return _DELIMITED[declared] if holds != "scalar" else ""
    return "=" if declared == "simple" and explodes and holds != "scalar" else ""


def problem(parameter: JSON, data: JSON) -> str:
    """Why no client can send this parameter; empty if one can."""
    place, name = parameter.get("in"), parameter.get("name")
    if place not in _DEFAULT:
        return f"the parameter {name} is in {place!r}, and parameters are in {', '.join(_DEFAULT)}"
    if "content" in parameter:
        types = list(parameter["content"])
        sent = len(types) == 1 and kind_of(types[0], {}) == "json"
        return "" if sent else f"the parameter {name} has a content of {', '.join(types) or 'nothing'}, not of JSON"
    if not isinstance(parameter.get("schema"), dict):
        return f"the parameter {name} has neither a schema nor a content"
    return _style_problem(parameter, data)


def _style_problem(parameter: JSON, data: JSON) -> str:
    place, name = parameter["in"], parameter["name"]
    declared = parameter.get("style", _DEFAULT[place])
    explodes = parameter.get("explode", declared == "form")
    holds = shape(parameter["schema"], data)
    known = {*_DELIMITED, "deepObject"} if place == "query" else {_DEFAULT[place]}
    if declared not in known:
        return f"the parameter {name} has the style {declared!r}; in a {place} are known {', '.join(sorted(known))}"
    if "{" in str(name) and holds != "object":
        return f"the parameter {name} has a placeholder in its name and is not an object, whose keys could replace it"
    if declared == "deepObject" and holds == "array":
        return f"the parameter {name} is an array and has the style 'deepObject': OpenAPI has no rule for it"
    if declared in ("pipeDelimited", "spaceDelimited") and explodes and holds == "object":
        return f"the parameter {name} is an object, explodes and has the style {declared!r}: OpenAPI has no rule for it"
    if place == "cookie" and explodes and holds in ("array", "object"):
        return f"the cookie {name} holds several values and explodes: HTTP has no rule for it"
    return ""


def shape(schema: JSON, data: JSON) -> str:
    """What a schema admits: ``scalar``, ``array``, ``object``, or ``any`` of these; references are followed."""
    return _shape(schema, data, frozenset())


def _shape(schema: Any, data: JSON, seen: frozenset[str]) -> str:
    if not isinstance(schema, dict):
        return "any"
    target = schema.get("$ref")
    if isinstance(target, str):
        if target in seen:
            return "any"
        found = data.get("components", {}).get("schemas", {}).get(target.rsplit("/", 1)[-1])
        return _shape(found, data, seen | {target})
    declared = schema.get("type")
    if declared in ("array", "object"):
        return str(declared)
    if declared is not None or schema.get("enum"):
        return "scalar"
    if schema.get("properties") or schema.get("additionalProperties"):
        return "object"
    members = [*schema.get("allOf", []), *schema.get("oneOf", []), *schema.get("anyOf", [])]
    shapes = {_shape(member, data, seen) for member in members}
    return shapes.pop() if len(shapes) == 1 else "any"

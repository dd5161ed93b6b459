"""The facts of a document: an allow-list per kind of node; everything else is dropped.

Names of properties and schemas are keys of maps and stay whatever they spell, also ``description`` or ``title``.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

# Kind of node → key → kind of its value.
# "value": kept as it is; a kind: one node; "[kind]": a list; "{kind}": a map by name.
SHAPES: dict[str, dict[str, str]] = {
    "document": {
        "openapi": "value",
        "info": "info",
        "servers": "[server]",
        "tags": "[tag]",
        "security": "security",
        "paths": "{path}",
        "components": "components",
    },
    "info": {
        "version": "value",
        "x-hubspot-documentation-banner": "value",
        "x-hubspot-product-tier-requirements": "value",
    },
    "server": {"url": "value"},
    "tag": {"name": "value"},
    "components": {
        "schemas": "{schema}",
        "responses": "{response}",
        "parameters": "{parameter}",
        "requestBodies": "{body}",
        "headers": "{header}",
        "securitySchemes": "{security scheme}",
    },
    "security scheme": {
        "type": "value",
        "in": "value",
        "name": "value",
        "scheme": "value",
        "flows": "{flow}",
    },
    "flow": {"authorizationUrl": "value", "tokenUrl": "value", "refreshUrl": "value", "scopes": "{nothing}"},
    "path": {
        "servers": "[server]",
        "parameters": "parameters",
        **dict.fromkeys(("delete", "get", "head", "options", "patch", "post", "put", "trace"), "operation"),
    },
    "operation": {
        "operationId": "value",
        "servers": "[server]",
        "deprecated": "value",
        "parameters": "parameters",
        "requestBody": "body",
        "responses": "{response}",
        "security": "security",
        "tags": "value",
        "x-hubspot-rate-limit-exemptions": "names",
        "x-hubspot-user-level-auth": "value",
    },
    "parameter": {
        "in": "value",
        "name": "value",
        "required": "value",
        "deprecated": "value",
        "style": "value",
        "explode": "value",
        "allowReserved": "value",
        "schema": "schema",
        "content": "{media}",
    },
    "header": {
        "required": "value",
        "deprecated": "value",
        "style": "value",
        "explode": "value",
        "schema": "schema",
    },
    "body": {"required": "value", "content": "{media}"},
    "response": {"headers": "{header}", "content": "{media}"},
    "media": {"schema": "schema", "encoding": "{encoding}", "x-media-types": "names"},  # the last is ours: see mend.py
    "encoding": {"contentType": "value", "headers": "{header}", "style": "value", "explode": "value"},
    "schema": {
        **dict.fromkeys(("type", "format", "pattern", "enum", "default", "nullable", "discriminator"), "value"),
        **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), "value"),
        **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "uniqueItems"), "value"),
        **dict.fromkeys(("minProperties", "maxProperties", "readOnly", "writeOnly", "deprecated"), "value"),
        **dict.fromkeys(("oneOf", "anyOf", "allOf"), "[schema]"),
        "not": "schema",
        "items": "schema",
        "additionalProperties": "schema",
        "properties": "{schema}",
        "required": "names",
    },
}

PROSE = frozenset(
    {
        *("description", "summary", "title", "example", "examples", "externalDocs", "xml", "links"),
        *("contact", "license", "termsOfService"),
        *("x-hubspot-introduction", "x-hubspot-api-use-case", "x-hubspot-related-documentation"),
        *("x-hubspot-available-client-libraries", "x-hubspot-sub-type-impl"),  # facts that nothing here needs
    }
)
"""Keys that are known and dropped. What is neither here nor in `SHAPES` is dropped too, and reported."""

REPEATED = ("x-hubspot-documentation-banner", "x-hubspot-product-tier-requirements")
"""Keys that are at the top of a document, in its info, or in both."""

# What OpenAPI assumes when the key is absent.
ASSUMED: dict[str, tuple[tuple[str, Any], ...]] = {
    "parameter": (("required", False), ("deprecated", False)),
    "operation": (("deprecated", False),),
    "header": (("required", False), ("style", "simple"), ("explode", False)),
    "body": (("required", False),),
    "response": (("content", {}), ("headers", {})),
    "schema": (("properties", {}), ("nullable", False), ("deprecated", False)),
}
STYLES = {
    "path": ("simple", False),
    "header": ("simple", False),
    "query": ("form", True),
    "cookie": ("form", True),
}


def fits(kind: str, node: Any) -> bool:
    """Whether this is shaped as a node of its kind is, what stands below it aside."""
    if kind in ("value", "nothing"):
        return True
    if kind == "names":
        return isinstance(node, list) and all(isinstance(each, str) for each in node)
    if kind == "security":
        named = isinstance(node, list) and all(isinstance(each, dict) for each in node)
        return named and all(fits("names", scopes) for each in node for scopes in each.values())
    return isinstance(node, list if kind == "parameters" or kind.startswith("[") else dict)


def facts(content: dict[str, Any], *, title: str, tally: Counter[str]) -> dict[str, Any]:
    """A copy of the document `content` that holds facts only, entitled `title`.

    `tally` counts dropped schema titles as ``drop_titles``, keys that nobody has judged as ``unknown: <kind>.<key>``.
    """
    document: dict[str, Any] = _node("document", {**content, "info": _info(content)}, tally)
    document["info"]["title"] = title
    return document


def _info(content: dict[str, Any]) -> Any:
    """The document's info with what upstream puts at the top instead, or there too."""
    return {key: content[key] for key in REPEATED if key in content} | content["info"]


def _node(kind: str, node: Any, tally: Counter[str]) -> Any:
    if kind == "value":
        return node
    if kind == "nothing":
        return ""
    if not fits(kind, node):  # kept, so that a correction can mend it; what is left is refused by its place
        return node
    if kind == "names":
        return sorted(set(node))
    if kind == "parameters":
        return [_node("parameter", item, tally) for item in node]
    if kind == "security":
        return _security(node)
    if kind.startswith("["):
        return [_node(kind[1:-1], item, tally) for item in node]
    if kind.startswith("{"):
        return {name: _node(kind[1:-1], item, tally) for name, item in node.items()}
    if isinstance(node.get("$ref"), str):
        return {"$ref": node["$ref"]}
    return _object(kind, node, tally)


def _object(kind: str, node: dict[str, Any], tally: Counter[str]) -> dict[str, Any]:
    known = SHAPES[kind]
    kept: dict[str, Any] = {}
    for key, value in node.items():
        if key in known:
            kept[key] = _node(known[key], value, tally)
        elif key not in PROSE and not (kind == "document" and key in REPEATED):
            tally[f"unknown: {kind}.{key}"] += 1
        elif kind == "schema" and key == "title":
            tally["drop_titles"] += 1
    for key, assumed in ASSUMED.get(kind, ()):
        if key in kept and kept[key] == assumed:
            del kept[key]
    if kind == "response":
        kept["description"] = ""  # OpenAPI requires the key
    if kind == "parameter" and (kept.get("style"), kept.get("explode")) == STYLES.get(str(kept.get("in"))):
        del kept["style"], kept["explode"]
    if kind == "security scheme" and kept.get("type") != "oauth2":
        kept.pop("flows", None)  # sometimes stands in an apiKey scheme, where it means nothing
    return kept


def _security(alternatives: list[dict[str, list[str]]]) -> list[dict[str, list[str]]]:
    """Alternatives once each and sorted: any one of them will do."""
    unique = {
        json.dumps({name: sorted(set(scopes)) for name, scopes in each.items()}, sort_keys=True)
        for each in alternatives
    }
    return [json.loads(each) for each in sorted(unique)]

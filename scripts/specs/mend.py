"""Passes that correct constructs which upstream repeats; each returns the number of places it changed.

A correction of one place in one document is an overlay, not a pass.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from scripts.specs.walk import Node, contents, objects, operations, references, resolve

JSON = "application/json"
BYTES = "application/octet-stream"
_BY_NAME = re.compile(r"#/components/schemas/([\w.-]+)", flags=re.ASCII)
MEDIA_TYPES = "x-media-types"
"""The key for the actual media types of a body that is declared as octet-stream here, next to its schema."""


def any_media_type(document: Node) -> int:
    """``*/*`` is JSON, in bodies and answers: what travels is JSON, and generators drop the wildcard."""
    count = 0
    for _, content in contents(document):
        if "*/*" in content:
            wildcard = content.pop("*/*")
            content.setdefault(JSON, wildcard)
            count += 1
    return count


def binary_responses(document: Node) -> int:
    """Answers whose schema is binary are bytes, whatever their media types."""
    count = 0
    for side, content in contents(document):
        binary = sorted(name for name, media in content.items() if _is_binary(media) and name != BYTES)
        if side == "response" and binary:
            for name in binary:
                del content[name]
            content[BYTES] = {"schema": {"type": "string", "format": "binary"}, MEDIA_TYPES: binary}
            count += 1
    return count


def _is_binary(media: Node) -> bool:
    return bool(media.get("schema", {}).get("format") == "binary")


def flatten_subtype_allof(document: Node) -> int:
    """``X: allOf [the union that contains X, an object]`` is that object, which has every property."""
    schemas = document.get("components", {}).get("schemas", {})
    count = 0
    for name, schema in schemas.items():
        parts = schema.get("allOf", [])
        unions = [part for part in parts if _contains(document, part, f"#/components/schemas/{name}")]
        own = [part for part in parts if part not in unions]
        if unions and len(own) == 1 and "$ref" not in own[0]:
            schemas[name] = own[0]
            count += 1
    return count


def _contains(document: Node, part: Node, member: str) -> bool:
    """Whether `part` refers to a union that has `member` among its members."""
    try:
        union = resolve(document, part.get("$ref", ""))
    except KeyError:
        return False
    return any(each.get("$ref") == member for each in union.get("oneOf", []))


def stray_path_params(document: Node) -> int:
    """Remove path parameters that are not in the path."""
    count = 0
    for _, path, operation in operations(document):
        parameters = operation.get("parameters", [])
        held = placeholders(path)
        kept = [each for each in parameters if each.get("in") != "path" or each.get("name") in held]
        if len(kept) < len(parameters):
            operation["parameters"] = kept
            count += len(parameters) - len(kept)
    return count


def absent_path_params(document: Node) -> int:
    """Declare what a path has in braces and no parameter declares: a text, without which there is no path."""
    count = 0
    for _, path, operation in operations(document):
        shared = document["paths"][path].get("parameters", [])
        parameters = [*shared, *operation.get("parameters", [])]
        if any("$ref" in each for each in parameters):
            continue  # to a parameter that the document lacks, which is refused
        declared = {each["name"] for each in parameters if each.get("in") == "path"}
        absent = [name for name in dict.fromkeys(placeholders(path)) if name and name not in declared]
        made: list[Node] = [
            {"in": "path", "name": name, "required": True, "schema": {"type": "string"}} for name in absent
        ]
        if made:
            operation["parameters"] = [*operation.get("parameters", []), *made]
            count += len(made)
    return count


def dangling_refs(document: Node) -> int:
    """Make a missing schema that is referred to by a name a free-form object."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    named = (_BY_NAME.fullmatch(node["$ref"]) for _, node in references(document))
    absent = {found[1] for found in named if found and found[1] not in schemas}
    for name in sorted(absent):
        schemas[name] = {"type": "object"}
    return len(absent)


def absent_operation_ids(document: Node) -> int:
    """An operation without an id, which OpenAPI allows, is called after its method and path, as upstream's are."""
    count = 0
    for method, path, operation in operations(document):
        if not operation.get("operationId"):
            operation["operationId"] = f"{method}-{path}"
            count += 1
    return count


def repeated_operation_ids(document: Node) -> int:
    """Of operations with the same id each is called after its method and path: the id says nothing of any of them."""
    ids = Counter(operation["operationId"] for _, _, operation in operations(document))
    count = 0
    for method, path, operation in operations(document):
        if ids[operation["operationId"]] > 1:
            operation["operationId"] = f"{method}-{path}"
            count += 1
    return count


def enum_duplicates(document: Node) -> int:
    """Remove duplicate values from enums."""
    count = 0
    for _, node in objects(document):
        values = node.get("enum")
        if isinstance(values, list):
            once = list(
                {json.dumps(each, sort_keys=True): each for each in values}.values()
            )  # 1 is neither 1.0 nor true
            count += len(once) != len(values)
            node["enum"] = once
    return count


def query_defaults(document: Node) -> int:
    """Remove defaults of optional query parameters: the server knows them, and a client would always send them."""
    count = 0
    for _, _, operation in operations(document):
        for parameter in operation.get("parameters", []):
            if parameter.get("in") == "query" and not parameter.get("required"):
                count += parameter.get("schema", {}).pop("default", None) is not None
    return count


def server_paths(document: Node) -> int:
    """What the document's server has behind its host stands before each path: clients know the host alone."""
    servers = document.get("servers", [])
    parts = urlsplit(str(servers[0].get("url", ""))) if servers else urlsplit("")
    base = parts.path.rstrip("/")
    if not base or "{" in servers[0]["url"]:  # a variable is refused
        return 0
    servers[0]["url"] = parts._replace(path="").geturl()
    document["paths"] = {base + path: item for path, item in document["paths"].items()}
    return len(document["paths"])


def placeholders(path: str) -> list[str]:
    """Names of the parameters in a path template, in order."""
    return re.findall(r"\{([^}]*)\}", path)


PASSES: tuple[Callable[[Node], int], ...] = (
    any_media_type,
    binary_responses,
    flatten_subtype_allof,
    stray_path_params,
    absent_path_params,
    dangling_refs,
    absent_operation_ids,
    repeated_operation_ids,
    enum_duplicates,
    query_defaults,
)


def mend(document: Node) -> dict[str, int]:
    """Run every pass over `document`, in place; name of the pass → places touched."""
    return {each.__name__: each(document) for each in PASSES}


def order(document: Node) -> None:
    """Sort parameters in place: those of the path as the path has them, then the others by name."""

    def position(path: str, parameter: dict[str, Any]) -> tuple[int, str, str]:
        name = str(parameter.get("name", parameter.get("$ref")))
        names = placeholders(path)
        place = names.index(name) if parameter.get("in") == "path" and name in names else len(names)
        return place, name, str(parameter.get("in"))

    for _, path, operation in operations(document):
        if operation.get("parameters"):
            operation["parameters"].sort(key=lambda parameter, path=path: position(path, parameter))
        else:
            operation.pop("parameters", None)

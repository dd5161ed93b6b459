"""Parameters, bodies and success answers written out where they are used, so that no lookup is needed.

Documents may keep them under ``components`` and refer to them, and may give a path parameters that all of its
operations take unless they declare their own. Error answers stay references: hundreds of operations share one.
"""

from __future__ import annotations

import copy
from typing import Any
from urllib.parse import unquote

from scripts.codegen.documents import JSON, METHODS


def write_out(data: JSON) -> int:
    """Write out, in place, what operations refer to and what their paths give them; how many places there were.

    What refers to nothing, or to itself, stays as it is.
    """
    count = 0
    for path, item in list(data["paths"].items()):
        if "$ref" in item:
            data["paths"][path] = _written_out(item, data)
            count += data["paths"][path] is not item
    for item in data["paths"].values():
        if not _are_objects(item.get("parameters", [])):
            continue  # refused by its place, unless a correction mends it; so is what follows here
        shared = item.pop("parameters", [])
        for method in METHODS:
            if isinstance(item.get(method), dict):
                count += _operation(item[method], shared, data)
    for kind in ("parameters", "requestBodies"):
        data.get("components", {}).pop(kind, None)
    return count


def _operation(operation: JSON, shared: list[JSON], data: JSON) -> int:
    count = 0
    own = operation.get("parameters", [])
    if not (_are_objects(own) and isinstance(operation.get("responses"), dict)):
        return 0
    written = [_written_out(parameter, data) for parameter in own]
    count += sum(new is not old for new, old in zip(written, own, strict=True))
    declared = {_declared(each) for each in written}
    for parameter in shared:
        found = _written_out(parameter, data)
        if _declared(found) not in declared:
            written.append(copy.deepcopy(found) if found is parameter else found)
            count += 1
    if written:
        operation["parameters"] = written
    holders = [(operation, "requestBody")]
    holders += [(operation["responses"], status) for status in operation["responses"] if status.startswith("2")]
    for holder, key in holders:
        if key in holder:
            found = _written_out(holder[key], data)
            count += found is not holder[key]
            holder[key] = found
    return count


def _declared(parameter: JSON) -> tuple[str, str]:
    """What makes two parameters one: their place and name."""
    return str(parameter.get("in")), str(parameter.get("name"))


def _are_objects(nodes: Any) -> bool:
    return isinstance(nodes, list) and all(isinstance(each, dict) for each in nodes)


def _written_out(node: JSON, data: JSON) -> JSON:
    """A copy of what this refers to; itself if it refers to nothing."""
    seen: set[str] = set()
    found: Any = node
    while isinstance(found, dict) and isinstance(found.get("$ref"), str):
        target = found["$ref"]
        if target in seen:
            return node
        seen.add(target)
        found = _at(data, target)
    if not seen or not isinstance(found, dict):
        return node
    return copy.deepcopy(found)


def _at(data: JSON, reference: str) -> Any:
    """What a reference within the document points at; None if there is nothing."""
    if not reference.startswith("#/"):
        return None
    found: Any = data
    for part in unquote(reference[2:]).split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        found = found.get(key) if isinstance(found, dict) else None
    return found

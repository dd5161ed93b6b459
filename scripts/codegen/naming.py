"""Readable names for operations: HubSpot's own where a document gives one, else from method and path; the same in every edition.

A name once given stays: ``specs/names.json`` keeps them by API and canonical operation, and only new operations get new names.
"""

from __future__ import annotations

import json
import keyword
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from scripts.codegen.documents import SPECS, CodegenError, Document, canonical

Names = dict[str, dict[str, str]]
"""API key → "METHOD canonical path" → name."""

LOCK = SPECS / "names.json"

_READS = {"get": "get", "post": "create", "put": "update", "patch": "update", "delete": "delete", "head": "head"}
_ACTIONS = frozenset(
    "activate add archive async attend cancel clone complete copy create deactivate delete detach disable enable execute exec "
    "gdpr-delete import introspect invite merge move publish purge push-live query read register remove rename reset restore "
    "revert-to-default revoke run schedule search send set subscribe unsubscribe translate update upsert validate vary".split()
)


def key(method: str, path: str) -> str:
    """What a name belongs to, in every edition."""
    return f"{method.upper()} {canonical(path)}"


def assign(documents: Iterable[Document], known: Names) -> Names:
    """Names for every operation of these documents: the known ones, and new ones for what has none, unique per API."""
    wanted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document in documents:
        for path, method, operation in document.operations():
            own = own_name(str(operation.get("operationId", "")), method, path)
            wanted[document.key][key(method, path)].update([own] if own else [])
    names: Names = {}
    for api, operations in wanted.items():
        names[api] = dict(known.get(api, {}))
        taken = {name: operation for operation, name in names[api].items()}
        new = sorted(operation for operation in operations if operation not in names[api])
        proposals = {o: _proposals(o, sorted(operations[o]), list(operations)) for o in new}
        for operation in new:
            name = _first_free(operation, proposals, taken)
            names[api][operation] = name
            taken[name] = operation
    return {api: dict(sorted(operations.items())) for api, operations in sorted(names.items())}


def _first_free(operation: str, proposals: dict[str, list[str]], taken: dict[str, str]) -> str:
    """The first proposal that no other operation has, or would as rightly have."""
    for rank, name in enumerate(proposals[operation]):
        rivals = [o for o, names in proposals.items() if o != operation and rank < len(names) and names[rank] == name]
        if name not in taken and not rivals:
            return name
    for name in proposals[operation]:
        if name not in taken:
            return name
    raise CodegenError(f"no free name for {operation}: {', '.join(proposals[operation])} are taken")


def own_name(operation_id: str, method: str, path: str) -> str:
    """HubSpot's own name in an operationId such as ``get-/crm/v3/objects/contacts_getPage``; empty where it only repeats the path."""
    prefix = f"{method}-{path}"
    rest = operation_id.removeprefix(prefix).lstrip("_")
    if not rest or "/" in rest or "{" in rest or rest == operation_id:
        return ""
    return snake(rest)


def snake(text: str) -> str:
    """``getPage`` → ``get_page``."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", text)
    text = re.sub(r"[^0-9a-zA-Z]+", "_", text).strip("_").lower()
    return f"{text}_" if keyword.iskeyword(text) else text


def _proposals(operation: str, own: list[str], siblings: list[str]) -> list[str]:
    """Names from the best to the surest: HubSpot's, then verb and nouns, then with more of the path."""
    method, path = operation.split(" ", 1)
    segments = path.strip("/").split("/")
    shared = _shared_prefix(siblings)
    tail = segments[min(shared, len(segments) - 1) :] if shared < len(segments) else []
    short, long = _from_path(method.lower(), tail), _from_path(method.lower(), segments)
    nouns = "_".join(snake(part) for part in tail if part != "{}")
    return [*own, short, *(f"{name}_{nouns}" for name in own if nouns), *_with_parameters(short, tail), long, f"{method.lower()}_{long}"]


def _shared_prefix(operations: list[str]) -> int:
    """How many leading segments all operations of the API share."""
    paths = [operation.split(" ", 1)[1].strip("/").split("/") for operation in operations]
    count = 0
    for column in zip(*paths, strict=False):
        if len(set(column)) > 1 or column[0] == "{}":
            break
        count += 1
    return count


def _from_path(method: str, segments: list[str]) -> str:
    static = [snake(part) for part in segments if part != "{}"]
    ends_in_id = bool(segments) and segments[-1] == "{}"
    last = next((part for part in reversed(segments) if part != "{}"), "")
    if method == "post" and last.lower() in _ACTIONS and not ends_in_id:
        rest = static[:-1]
        return "_".join([*rest, static[-1]]) if rest[-1:] == ["batch"] else "_".join([static[-1], *rest])
    verb = "list" if method == "get" and not ends_in_id and static else _READS[method]
    if method == "get" and ends_in_id:
        return "_".join([verb, *static, "by_id"]) if static else "get_by_id"
    return "_".join([verb, *static])


def _with_parameters(name: str, segments: list[str]) -> list[str]:
    count = segments.count("{}")
    return [f"{name}_by_id"] if count == 1 else [f"{name}_by_{count}_ids"] if count else []


def read(file: Path = LOCK) -> Names:
    """The names given so far."""
    return json.loads(file.read_text()) if file.exists() else {}


def write(names: Names, file: Path = LOCK) -> None:
    """Keep the names for the next run."""
    file.write_text(json.dumps(names, indent=1, ensure_ascii=False) + "\n")

"""Readable names for operations, the same in every edition: HubSpot's own if it is meaningful, else from the path.

A name once given stays: ``specs/names.json`` keeps them by API and operation, and only new operations get new names.
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
"""API key → operation in every edition → name."""

Keys = dict[tuple[str, str, str], str]
"""API key, method and path of an edition → what its name belongs to in every edition."""

LOCK = SPECS / "names.json"

_PARAMETER = re.compile(r"\{[^}]*\}")
_VERBS = {"post": "create", "put": "update", "patch": "update", "delete": "archive", "head": "head"}
_ACTIONS = frozenset(
    {
        "activate",
        "add",
        "add-and-remove",
        "async",
        "attend",
        "cancel",
        "clone",
        "complete",
        "copy",
        "deactivate",
        "delete",
        "detach",
        "disable",
        "download",
        "enable",
        "execute",
        "exec",
        "gdpr-delete",
        "import",
        "introspect",
        "invite",
        "merge",
        "move",
        "publish",
        "purge",
        "push-live",
        "query",
        "register",
        "remove",
        "rename",
        "reset",
        "restore",
        "restore-to-draft",
        "revoke",
        "run",
        "schedule",
        "search",
        "send",
        "subscribe",
        "unpublish",
        "unsubscribe",
        "translate",
        "upsert",
        "validate",
        "restore-default",
        "revert-to-default",
        "unsubscribe-all",
        "resubscribe-all",
    }
)
_SINGLE = frozenset(
    {
        "details",
        "status",
        "settings",
        "statistics",
        "address",
        "news",
        "series",
        "access",
        "sms",
    }
)
_BARE = frozenset(
    {
        "get",
        "create",
        "update",
        "archive",
        "delete",
        "read",
        "upsert",
        "list",
        "add",
        "remove",
        "get_all",
        "get_by_id",
        "get_page",
        "do_search",
        "search",
        "request",
        "configure",
        "clear",
        "replace",
        "update_name",
        "update_properties",
        "get_details",
        "query",
        "send",
        "cancel",
    }
)


def keys(documents: Iterable[Document]) -> Keys:
    """What each name belongs to: the operation without its version, qualified further if one document has several."""
    documents = list(documents)
    rivals: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document in documents:
        for path, method, _ in document.operations():
            rivals[f"{document.key} {method} {canonical(path)}"][document.source].add(path)
    made: Keys = {}
    for document in documents:
        for path, method, _ in document.operations():
            same = rivals[f"{document.key} {method} {canonical(path)}"].values()
            shape = canonical(path)
            if any(len(paths) > 1 for paths in same):
                named = canonical(path, parameters=True)
                unique = all(len({canonical(p, parameters=True) for p in paths}) == len(paths) for paths in same)
                shape = named if unique else path
            made[document.key, method, path] = f"{method.upper()} {shape}"
    return made


def assign(documents: Iterable[Document], known: Names) -> Names:
    """Names for every operation of these documents: the known ones, and new ones for what has none, unique per API."""
    documents = list(documents)
    belongs = keys(documents)
    wanted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document in documents:
        for path, method, operation in document.operations():
            own = own_name(str(operation.get("operationId", "")), method, path)
            wanted[document.key][belongs[document.key, method, path]].update([own] if own else [])
    names: Names = {api: dict(operations) for api, operations in known.items()}
    for api, operations in wanted.items():
        names.setdefault(api, {})
        taken = set(names[api].values())
        proposals = {
            o: _proposals(o, sorted(own), list(operations))
            for o, own in sorted(operations.items())
            if o not in names[api]
        }
        for shape in proposals:
            names[api][shape] = _first_free(shape, proposals, taken)
            taken.add(names[api][shape])
    return {api: dict(sorted(operations.items())) for api, operations in sorted(names.items())}


def _first_free(operation: str, proposals: dict[str, list[str]], taken: set[str]) -> str:
    """The first proposal that no other operation has or has an equal claim to; failing that, the first free one."""
    own = proposals[operation]
    for rank, name in enumerate(own):
        rivals = [o for o, names in proposals.items() if o != operation and names[rank : rank + 1] == [name]]
        if name not in taken and not rivals:
            return name
    for name in own:
        if name not in taken:
            return name
    raise CodegenError(f"no free name for {operation}: {', '.join(own)} are taken")


def own_name(operation_id: str, method: str, path: str) -> str:
    """HubSpot's name in an operationId like ``get-/crm/v3/objects/contacts_getPage``; empty where it is a path."""
    rest = operation_id.removeprefix(f"{method}-{path}").lstrip("_")
    return "" if not rest or "/" in rest or "{" in rest or rest == operation_id else snake(rest)


def snake(text: str) -> str:
    """``getPage`` → ``get_page``."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", text)
    return re.sub(r"[^0-9a-zA-Z]+", "_", text).strip("_").lower()


def _proposals(operation: str, own: list[str], siblings: list[str]) -> list[str]:
    """Names from the most readable to the most specific: HubSpot's, then verb and nouns, then with more of the path."""
    method, path = operation.split(" ", 1)
    method = method.lower()
    segments = _segments(path)
    tail = segments[_shared(siblings) :]
    replaces = method == "put" and operation.replace("PUT", "PATCH", 1) in siblings
    in_batch = "batch" in segments[-2:-1]
    telling = [name for name in own if name not in _BARE and not in_batch]
    short = _composed("replace" if replaces else method, tail)
    long = _composed("replace" if replaces else method, segments)
    bare = [] if any(part != "{}" for part in tail) else [name for name in own if name in _BARE]
    by = [snake(part) for part in _PARAMETER.findall(path) if part != "{}"][-1:]
    names = [
        *bare,
        *telling,
        short,
        *(f"{short.removesuffix('_by_id')}_by_{name}" for name in by),
        long,
        f"{short}_by_{segments.count('{}')}_ids",
        f"{method}_{long}",
    ]
    return [f"{name}_" if keyword.iskeyword(name) else name for name in dict.fromkeys(names)]


def _segments(path: str) -> list[str]:
    return [_PARAMETER.sub("{}", part) for part in path.strip("/").split("/")]


def _shared(operations: list[str]) -> int:
    """How many leading segments all operations of the API share."""
    paths = [_segments(operation.split(" ", 1)[1]) for operation in operations]
    count = 0
    for column in zip(*paths, strict=False):
        if len(set(column)) > 1:
            break
        count += 1
    whole = all(len(path) == count for path in paths)
    return count - 1 if whole and paths[0][-1] == "{}" else count


def _composed(method: str, segments: list[str]) -> str:
    """Verb and nouns: ``batch_read``, ``search``, ``list_stages``, ``get_stage``, ``cancel_event``."""
    static = [part for part in segments if part != "{}"]
    if not static:
        return _collection(method, bool(segments))
    last = static[-1].lower()
    if len(static) > 1 and static[-2] == "batch" and segments[-1] != "{}":
        return "_".join(["batch", snake(last), *_nouns(segments[:-2])])
    if last in _ACTIONS and segments[-1] != "{}":
        return "_".join([snake(last), *_nouns(segments[:-1])])
    nouns = _nouns(segments, single=method == "post" and segments[-1] != "{}")
    if method == "get":
        many = segments[-1] != "{}" and last.endswith("s") and last not in _SINGLE
        return "_".join(["list" if many else "get", *nouns])
    return "_".join([_VERBS.get(method, method), *nouns])


def _collection(method: str, item: bool) -> str:
    if method == "get":
        return "get_by_id" if item else "get_all"
    return _VERBS.get(method, method)


def _nouns(segments: list[str], *, single: bool = False) -> list[str]:
    """The path's nouns, in the singular where an id follows (or where one is made)."""
    nouns = []
    for index, part in enumerate(segments):
        if part == "{}":
            continue
        follows = segments[index + 1 : index + 2] == ["{}"]
        nouns.append(_singular(snake(part)) if follows or (single and index == len(segments) - 1) else snake(part))
    return nouns


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("uses", "xes", "sses")):
        return noun[:-2]
    keeps = noun in _SINGLE or noun.endswith(("ss", "us"))
    return noun if keeps or not noun.endswith("s") else noun[:-1]


def read(file: Path = LOCK) -> Names:
    """The names given so far; `CodegenError` where they cannot be read, as new ones would be others."""
    try:
        names: Names = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except ValueError as error:
        raise CodegenError(f"specs/{file.name} is not JSON: {error}. Take it from the last commit") from None
    return names


def write(names: Names, file: Path = LOCK) -> None:
    """Keep the names for the next run."""
    file.write_text(json.dumps(names, indent=1, ensure_ascii=False) + "\n")

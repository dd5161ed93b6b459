"""The CRM object documents folded into the generic one: about forty copies of one document become one API.

A document of one object type (``/crm/v3/objects/contacts/{contactId}``) repeats the generic document
(``/crm/v3/objects/{objectType}/{objectId}``). What the generic one can stand for is dropped here; what only some
types have, such as merge, becomes generic; what is not the same stays where it is. So does a beta beside a stable
document: its paths are others, and it may go.
"""

from __future__ import annotations

import copy
import re

import attrs

from scripts.codegen.covering import stands_for
from scripts.codegen.documents import JSON, Document, canonical
from scripts.versions import VERSION, is_beta

GENERIC = "crm.objects"
_ALSO_GENERIC = "crm.custom_objects"
"""The API that has the generic document's operations in editions that lack it."""
_OBJECTS = re.compile(r"/crm/objects/[^/]+(?P<rest>(/.*)?)")
_EXTRA_ORDER = ("contacts", "companies", "deals", "tickets")


@attrs.frozen
class Folded:
    """The documents that are left, and the operation of a document that replaces each one that was folded."""

    documents: list[Document]
    folded: dict[tuple[str, str, str], tuple[str, str]]


def fold(documents: list[Document]) -> Folded:
    """Drop what the generic objects document covers, and make generic what is left of the object types' documents."""
    by_key = {document.key: document for document in documents}
    generic = by_key.get(GENERIC) or by_key.get(_ALSO_GENERIC)
    if generic is None:
        return Folded(documents, {})
    if generic.key != GENERIC:
        area, api = GENERIC.split(".")
        named = attrs.evolve(generic, area=area, api=api)
        documents = [named if document is generic else document for document in documents]
        generic = named
    covered = {(method, generic_path(path)): (path, generic, each) for path, method, each in generic.operations()}
    prefix = next(path.split("/{")[0] for path, _, _ in generic.operations())
    folded: dict[tuple[str, str, str], tuple[str, str]] = {}
    kept, extras = [], []
    for document in sorted(documents, key=_extras_first):
        if document is generic or not is_object_type(document) or _is_beta(document) != _is_beta(generic):
            kept.append(document)
            continue
        paths: JSON = {}
        own: JSON = {}
        for path, method, operation in document.operations():
            shape = generic_path(path)
            if (method, shape) not in covered:
                target = _generic_spelling(path, prefix)
                paths.setdefault(target, {})[method] = _generic_operation(operation, path, target)
                covered[method, shape] = (target, document, paths[target][method])
            target, holder, standing = covered[method, shape]
            if stands_for(holder, standing, document, operation):
                folded[document.source, method, path] = (method, target)
            else:
                own.setdefault(path, {})[method] = operation
        if paths:
            extras.append(attrs.evolve(generic, source=document.source, data={**document.data, "paths": paths}))
        if own:
            kept.append(attrs.evolve(document, data={**document.data, "paths": own}, yields=True))
    kept.sort(key=lambda document: (document.area, document.api))
    return Folded([*kept, *extras], folded)


def is_object_type(document: Document) -> bool:
    """Whether every operation of a CRM document is one on the records of an object type."""
    return document.area == "crm" and all(_is_object_path(path) for path, _, _ in document.operations())


def _is_beta(document: Document) -> bool:
    return any(is_beta(part) for path, _, _ in document.operations() for part in path.split("/"))


def _is_object_path(path: str) -> bool:
    match = _OBJECTS.fullmatch(canonical(path))
    return match is not None and "/v4/" not in path and "splits" not in path


def generic_path(path: str) -> str:
    """The canonical path with the object type as a parameter."""
    match = _OBJECTS.fullmatch(canonical(path))
    return "" if match is None else "/crm/objects/{}" + match["rest"]


def _extras_first(document: Document) -> tuple[int, str]:
    order = _EXTRA_ORDER.index(document.api) if document.api in _EXTRA_ORDER else len(_EXTRA_ORDER)
    return order, document.key


def _generic_spelling(path: str, prefix: str) -> str:
    """``/crm/v3/objects/contacts/merge`` → ``/crm/v3/objects/{objectType}/merge``, ids called objectId."""
    return prefix + "/{objectType}" + "".join(f"/{part}" for part in _renamed(_rest(path)))


def _rest(path: str) -> list[str]:
    segments = path.strip("/").split("/")
    start = segments.index("objects") + 1
    if VERSION.fullmatch(segments[start]):
        start += 1
    return segments[start + 1 :]


def _renamed(rest: list[str]) -> list[str]:
    return ["{objectId}", *rest[1:]] if rest and rest[0].startswith("{") else rest


def _generic_operation(operation: JSON, path: str, target: str) -> JSON:
    made = copy.deepcopy(operation)
    old = re.findall(r"\{([^}]*)\}", path)
    new = re.findall(r"\{([^}]*)\}", target)
    names = dict(zip(reversed(old), reversed(new), strict=False))
    for parameter in made.get("parameters", []):
        if parameter.get("in") == "path":
            parameter["name"] = names.get(parameter["name"], parameter["name"])
    if "objectType" not in {p.get("name") for p in made.get("parameters", [])}:
        made.setdefault("parameters", []).insert(
            0, {"name": "objectType", "in": "path", "required": True, "schema": {"type": "string"}}
        )
    return made

"""One edition's documents as one graph: equal schemas once, conflicting names resolved, duplicate operations once."""

from __future__ import annotations

import copy
import itertools
import re
from collections import defaultdict

import attrs

from scripts.codegen.class_names import RESERVED, class_key, name_members, untangle
from scripts.codegen.colours import colours
from scripts.codegen.documents import JSON, CodegenError, Document, references, walk
from scripts.codegen.naming import Keys, Names
from scripts.codegen.view import View, view

_MAX_ENUM = 40


@attrs.frozen
class Entry:
    """An operation of the merged document, and its name."""

    api: str
    name: str
    method: str
    path: str
    operation: JSON = attrs.field(repr=False)
    view: View = attrs.field(repr=False)

    @property
    def id(self) -> str:
        """The operationId that the generator sees."""
        return str(self.operation["operationId"])


@attrs.frozen
class Merged:
    """The merged document, its operations by id, and what became of each document's operations and schemas."""

    document: JSON = attrs.field(repr=False)
    entries: dict[str, Entry]
    schemas: dict[tuple[str, str], str]
    notes: list[str] = attrs.field(factory=list, repr=False)
    """What had to be renamed, one sentence each."""


def merge(documents: list[Document], keys: Keys, names: Names) -> Merged:
    """Merge an edition's documents for the generator."""
    documents = sorted(documents, key=lambda document: (document.key, document.source))
    targets, components, notes = _merge_schemas(documents)
    paths: dict[str, dict[str, Entry]] = {}
    entries: dict[str, Entry] = {}
    for document in sorted(documents, key=lambda d: (d.yields, -_size(d), d.key, d.source)):
        for path, method, operation in document.operations():
            if method in paths.get(path, {}):
                continue  # published twice: the larger document keeps it, one of objects in general before all
            name = names[document.key][keys[document.key, method, path]]
            entry = _entry(document, name, method, path, operation, targets, components)
            while entry.id in entries:  # as of crm.a with b_c and crm.a_b with c
                entry.view.operation["operationId"] = entry.operation["operationId"] = f"{entry.id}_2"
            entries[entry.id] = entry
            paths.setdefault(path, {})[method] = entry
    shown: dict[str, JSON] = defaultdict(dict)
    for path in sorted(paths):
        for method, entry in paths[path].items():
            shown[entry.view.path][method] = entry.view.operation
    merged = {
        "openapi": "3.0.1",
        "info": {"title": "HubSpot", "version": "1"},
        "paths": dict(shown),
        "components": {"schemas": components},
    }
    return Merged(merged, entries, targets, notes + untangle(merged))


def _size(document: Document) -> int:
    return sum(1 for _ in document.operations())


def _entry(
    document: Document,
    name: str,
    method: str,
    path: str,
    operation: JSON,
    targets: dict[tuple[str, str], str],
    components: JSON,
) -> Entry:
    made = _retargeted(operation, document, targets)
    made["operationId"] = f"{document.key.replace('.', '_')}_{name}"
    made["tags"] = [document.key]
    made["responses"] = _answers(made["responses"], document)
    shown = view(path, made, {"components": {"schemas": components}})
    return Entry(document.key, name, method, path, made, shown)


def _answers(responses: JSON, document: Document) -> JSON:
    """Success answers only: the client reads errors. The richer of two answers is used for both."""
    answers = {}
    for status, answer in responses.items():
        if status.startswith("2"):
            answers[status] = {"description": "", **({"content": answer["content"]} if "content" in answer else {})}
    refs = {status: names[0] for status, answer in answers.items() if len(names := references(answer)) == 1}
    for status, name in refs.items():
        for other in refs.values():
            if _covers(document, other, name):
                answers[status] = copy.deepcopy(next(answers[s] for s, n in refs.items() if n == other))
    return answers


def _covers(document: Document, big: str, small: str) -> bool:
    """Whether one answer is the other with more fields, as a batch answer with errors is."""
    big_fields = document.schemas.get(big, {}).get("properties", {})
    small_fields = document.schemas.get(small, {}).get("properties", {})
    return big != small and bool(small_fields) and set(small_fields) < set(big_fields)


def _retargeted(node: JSON, document: Document, targets: dict[tuple[str, str], str]) -> JSON:
    made = copy.deepcopy(node)

    def visit(item: JSON) -> None:
        target = item.get("$ref")
        if isinstance(target, str) and target.startswith("#/components/schemas/"):
            name = target.rsplit("/", 1)[-1]
            if (document.source, name) not in targets:
                raise CodegenError(f"{document.source} refers to the schema {name}, which it does not have")
            item["$ref"] = "#/components/schemas/" + targets[document.source, name]
        if len(item.get("enum") or ()) > _MAX_ENUM:
            del item["enum"]

    walk(made, visit)
    return made


def _merge_schemas(documents: list[Document]) -> tuple[dict[tuple[str, str], str], JSON, list[str]]:
    """Names of the merged schemas by document and name, the schemas, and what was renamed for another reason."""
    marks = colours(documents)
    owners: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        for name in document.schemas:
            owners[name][marks[document.source, name]].append(document)
    targets: dict[tuple[str, str], str] = {}
    taken = {*RESERVED, *(class_key(name) for name in owners)}
    used = dict.fromkeys(RESERVED, "generated code")
    notes: list[str] = []
    for name, variants in sorted(owners.items()):
        ranked = sorted(variants.items(), key=lambda item: (-len(item[1]), item[1][0].key))
        user = used.setdefault(class_key(name), name)
        for rank, (_, holders) in enumerate(ranked):
            target = name if rank == 0 and user == name else _distinct(holders[0], name, taken)
            taken.add(class_key(target))
            if user != name:
                sources = ", ".join(holder.source for holder in holders)
                notes.append(f"{sources}: the schema {name} is called {target}: {user} has the name of its class")
            for holder in holders:
                targets[holder.source, name] = target
    components: JSON = {}
    for document in documents:
        for name, schema in document.schemas.items():
            target = targets[document.source, name]
            if target not in components:
                components[target] = _retargeted(schema, document, targets)
    name_members(components)
    return targets, {name: components[name] for name in sorted(components)}, notes


def _distinct(document: Document, name: str, taken: set[str]) -> str:
    stem = re.sub(r"_\d+$", "", name)
    api, area = (_pascal(part) for part in (document.api, document.area))
    variant = f"{area}{api}{stem}Variant"
    numbered = (f"{variant}{number}" for number in itertools.count(2))
    for candidate in itertools.chain((f"{api}{stem}", f"{area}{api}{stem}", variant), numbered):
        if class_key(candidate) not in taken:
            return candidate
    raise AssertionError("numbers do not end")


def _pascal(slug: str) -> str:
    return "".join(part.capitalize() for part in slug.split("_"))

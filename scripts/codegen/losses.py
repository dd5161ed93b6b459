"""What the documents hold and the generated code lacks: operations, parameters, schemas and their fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from scripts.codegen.edition import Edition
from scripts.codegen.parse import raw
from scripts.codegen.render import package


def losses(edition: Edition) -> Iterator[str]:
    """Everything that was lost."""
    yield from missing_operations(edition)
    yield from missing_schemas(edition)
    yield from missing_fields(edition)


def missing_operations(edition: Edition) -> Iterator[str]:
    """Operations of the documents that neither have an endpoint nor are folded into one."""
    generated = {(entry.method, entry.path) for entry in edition.merged.entries.values()}
    for document in edition.documents:
        for path, method, _ in document.operations():
            target = edition.folded.folded.get((document.source, method, path), (method, path))
            if target not in generated:
                yield f"{document.source}: {method.upper()} {path} has no endpoint"


def missing_schemas(edition: Edition) -> Iterator[str]:
    """Component schemas with fields that have no model."""
    models = {_class_key(name) for name, model in edition.parsed.models.items() if not edition.parsed.is_map(model)}
    for document in edition.documents:
        for name, schema in document.schemas.items():
            # a document of which all operations were folded has none: those that replace them have all that they use
            target = edition.merged.schemas.get((document.source, name))
            if target and schema.get("properties") and _class_key(target) not in models:
                yield f"{document.source}: schema {name} has no model in {package(edition.name)}"


def missing_fields(edition: Edition) -> Iterator[str]:
    """Parameters of operations and properties of schemas that the generator did not keep."""
    for entry in edition.merged.entries.values():
        endpoint = edition.parsed.endpoints[entry.id]
        wires = entry.view.wires
        kept = {wires.get(raw(p.name), raw(p.name)) for _, p in endpoint.iter_all_parameters()}
        for parameter in entry.operation.get("parameters", []):
            if parameter["name"] not in kept:
                yield f"{entry.api}.{entry.name}: parameter {parameter['name']} is lost"
    sources = [text for path, text in edition.files.items() if path.endswith("models.py") or path.startswith("shared/")]
    written = dict(spelled for text in sources for spelled in _spelled(text))
    documents = {d.source: d for d in [*edition.documents, *edition.folded.documents]}
    for (source, name), target in edition.merged.schemas.items():
        found = written.get(_class_key(target))
        lost = set(documents[source].schemas[name].get("properties", {})).difference(found or ())
        if found is not None and lost:
            yield f"{source}: schema {name} loses {', '.join(sorted(lost))}"


def _spelled(source: str) -> Iterator[tuple[str, set[str]]]:
    """The models of a module, and how their fields are spelled in JSON."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            wires = [each.value for each in node.body if isinstance(each, ast.Assign)]
            names = ast.literal_eval(wires[0]) if wires else ()
            yield _class_key(node.name), set(names.split() if isinstance(names, str) else names)


def _class_key(name: str) -> str:
    """A key that is equal for a schema's name and its class's name, ignoring case and underscores."""
    return name.replace("_", "").lower()

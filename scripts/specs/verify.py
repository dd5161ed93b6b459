"""What every document in ``specs/`` must be, so that clients can be generated from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scripts.specs.errors import SpecsError
from scripts.specs.mend import placeholders
from scripts.specs.walk import Node, contents, objects, operations, references, resolve


def verify(document: Node, *, name: str) -> None:
    """Raise :class:`SpecsError` that names the document and its first broken places."""
    broken = list(problems(document))
    if broken:
        more = f" (and {len(broken) - 3} more)" if len(broken) > 3 else ""
        raise SpecsError(f"{name}: {'; '.join(broken[:3])}{more}")


def problems(document: Node) -> Iterator[str]:
    """Everything that is broken in `document`, one sentence each."""
    for pointer, node in references(document):
        try:
            resolve(document, node["$ref"])
        except KeyError:
            yield f"{pointer} refers to {node['$ref']}, which is absent"
    for pointer, node in objects(document):
        values = node.get("enum")
        if isinstance(values, list) and len(set(map(repr, values))) != len(values):
            yield f"{pointer} has a value twice in its enum"
    for side, content in contents(document):
        if "*/*" in content:
            yield f"a {side} body has the media type */*"
    yield from _operation_problems(document)


def _operation_problems(document: Node) -> Iterator[str]:
    identifiers: Counter[str] = Counter()
    for method, path, operation in operations(document):
        where = f"{method.upper()} {path}"
        identifiers[operation.get("operationId", "")] += 1
        shared = document["paths"][path].get("parameters", [])
        parameters = [_resolved(document, each) for each in [*shared, *operation.get("parameters", [])]]
        declared = Counter((each.get("in"), each.get("name")) for each in parameters)
        yield from (f"{where} declares {name} twice" for (_, name), count in declared.items() if count > 1)
        in_path = {str(name) for place, name in declared if place == "path"}
        yield from (f"{where} does not declare {{{name}}}" for name in placeholders(path) if name not in in_path)
        yield from (
            f"{where} declares {name}, which its path lacks" for name in sorted(in_path - set(placeholders(path)))
        )
        if not operation["responses"]:
            yield f"{where} declares no answer"
    if not identifiers:
        yield "it has no operations"
    yield from (
        f"operationId {identifier!r} stands at {count} operations"
        for identifier, count in sorted(identifiers.items())
        if count > 1 or not identifier
    )


def _resolved(document: Node, node: Node) -> Node:
    try:
        return dict(resolve(document, node["$ref"])) if "$ref" in node else node
    except KeyError:
        return {}

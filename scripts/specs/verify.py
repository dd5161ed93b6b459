"""What every document in ``specs/`` must be, so that clients can be generated from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from scripts.codegen.gates import ADVICE, Refusal
from scripts.specs.errors import SpecsError
from scripts.specs.mend import placeholders
from scripts.specs.walk import Node, contents, escape, objects, operations, references, resolve


def verify(document: Node, *, name: str, key: str = "", edition: str = "") -> None:
    """Raise :class:`SpecsError` that names the document and its first broken places.

    With the document's key and edition it shows an overlay that leaves the first of them out.
    """
    broken = list(problems(document))
    if broken:
        more = f" (and {len(broken) - 3} more)" if len(broken) > 3 else ""
        message = f"{name}: {'; '.join(each.sentence for each in broken[:3])}{more}"
        advice = next((each.overlay(key, edition) for each in broken if key and each.pointer), "")
        raise SpecsError(f"{message}\n{ADVICE}\n\n{advice}\n" if advice else message)


def problems(document: Node) -> Iterator[Refusal]:
    """Everything that is broken in `document`, one sentence each."""
    for pointer, node in references(document):
        try:
            resolve(document, node["$ref"])
        except KeyError:
            yield Refusal(pointer, f"{pointer} refers to {node['$ref']}, which is absent", "replace = {}")
    for pointer, node in objects(document):
        values = node.get("enum")
        if isinstance(values, list) and len(set(map(repr, values))) != len(values):
            yield Refusal(f"{pointer}/enum", f"{pointer} has a value twice in its enum")
    for side, content in contents(document):
        if "*/*" in content:
            yield Refusal("", f"a {side} body has the media type */*")
    yield from _operation_problems(document)


def _operation_problems(document: Node) -> Iterator[Refusal]:
    identifiers: dict[str, list[str]] = defaultdict(list)
    for method, path, operation in operations(document):
        pointer = f"/paths/{escape(path)}/{method}"
        identifiers[operation.get("operationId", "")].append(pointer)
        for sentence in _broken(document, method, path, operation):
            yield Refusal(pointer, sentence)
    if not identifiers:
        yield Refusal("", "it has no operations")
    yield from (
        Refusal(pointers[-1], f"operationId {identifier!r} is used by {len(pointers)} operations")
        for identifier, pointers in sorted(identifiers.items())
        if len(pointers) > 1 or not identifier
    )


def _broken(document: Node, method: str, path: str, operation: Node) -> Iterator[str]:
    where = f"{method.upper()} {path}"
    shared = document["paths"][path].get("parameters", [])
    parameters = [_resolved(document, each) for each in [*shared, *operation.get("parameters", [])]]
    declared = Counter((each.get("in"), each.get("name")) for each in parameters)
    yield from (f"{where} declares {name} twice" for (_, name), count in declared.items() if count > 1)
    in_path = {str(name) for place, name in declared if place == "path"}
    yield from (f"{where} does not declare {{{name}}}" for name in placeholders(path) if name not in in_path)
    yield from (f"{where} declares {name}, which its path lacks" for name in sorted(in_path - set(placeholders(path))))
    if not operation["responses"]:
        yield f"{where} declares no answer"


def _resolved(document: Node, node: Node) -> Node:
    try:
        return dict(resolve(document, node["$ref"])) if "$ref" in node else node
    except KeyError:
        return {}

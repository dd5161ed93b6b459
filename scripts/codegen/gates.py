"""Parts of documents that no client can be made for: refused by name, with the place and an overlay to omit them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from scripts.codegen import media, styles
from scripts.codegen.documents import JSON, METHODS
from scripts.codegen.schemas import answers, bodies, escape, parameters, schemas

ADVICE = "An entry in specs/overlays/ that leaves it out:"
DEEPEST = 100
"""Parts of the pointer of a schema; Python's stack ends at some two hundred."""
_NAME = re.compile(r"[a-zA-Z0-9._-]+")


@attrs.frozen
class Refusal:
    """Something in a document that is refused, and the correction that would leave it out."""

    pointer: str
    sentence: str
    action: str = "remove = true"
    """The action of an overlay at the place."""

    def __str__(self) -> str:
        return f"{self.pointer}: {self.sentence}"

    def overlay(self, key: str, edition: str) -> str:
        """The entry for ``specs/overlays/`` that does the action, to paste."""
        return correction(key, edition, self.pointer, self.action)


def correction(key: str, edition: str, pointer: str, action: str) -> str:
    """An entry for ``specs/overlays/``; `key` is that of the document, such as ``crm/lists``."""
    at = pointer.replace("\\", "\\\\").replace('"', '\\"')
    lines = [
        "[[correction]]",
        'reason = "why upstream is wrong here, or why this may be left out"',
        f'documents = ["{key}"]',
        *([f'editions = ["{edition}"]'] if edition else []),
        f'at = "{at}"',
        action,
        "matches = 1",
    ]
    return "\n".join(lines)


def refusals(data: JSON) -> Iterator[Refusal]:
    """Everything in a document that is refused."""
    for name in data.get("components", {}).get("schemas", {}):
        if not _NAME.fullmatch(name):
            yield Refusal(f"/components/schemas/{escape(name)}", f"a schema is called {name!r}, which OpenAPI forbids")
    for number, server in enumerate(data.get("servers", [])):
        if "{" in str(server.get("url")):
            sentence = f"the server {server['url']} has a variable, and nothing says which value is HubSpot's"
            yield Refusal(f"/servers/{number}", sentence)
    for path, item in data["paths"].items():
        pointer = f"/paths/{escape(path)}"
        if not path.startswith("/") or "?" in path or "#" in path:
            yield Refusal(pointer, f"{path!r} is not a path")
        for at, holder in [(pointer, item), *((f"{pointer}/{m}", item[m]) for m in METHODS if m in item)]:
            if holder.get("servers", data.get("servers")) != data.get("servers"):
                yield Refusal(f"{at}/servers", "it has a server of its own, and all calls of a client go to one server")
        for method in METHODS:
            if method in item and not isinstance(item[method].get("responses"), dict):
                yield Refusal(f"{pointer}/{method}", f"{method.upper()} {path} has no responses")
    yield from _parameters(data)
    for pointer, body in bodies(data):
        problem = media.problem(body.get("content", {}))
        if problem and "$ref" not in body:
            yield Refusal(pointer, problem)
    yield from _absent(data)
    for pointer, _ in schemas(data):
        if pointer.count("/") == DEEPEST:
            yield Refusal(pointer, "schemas are written into one another too deep", "replace = {}")


def _parameters(data: JSON) -> Iterator[Refusal]:
    for pointer, parameter in parameters(data):
        if "$ref" in parameter:
            continue
        problem = styles.problem(parameter, data)
        if problem:
            yield Refusal(_named(pointer, parameter), problem)


def _absent(data: JSON) -> Iterator[Refusal]:
    """References that are left after all were written out."""
    placed = [(f"/paths/{escape(path)}", item) for path, item in data["paths"].items()]
    used = [(pointer, node, "remove = true") for pointer, node in (*placed, *parameters(data), *bodies(data))]
    successes = [(at, answer) for at, answer in answers(data) if re.search("^/paths/.*/responses/2", at)]
    used += [(pointer, answer, "replace = {}") for pointer, answer in successes]  # operations need an answer
    for pointer, node, action in used:
        target = node.get("$ref")
        if isinstance(target, str):
            sentence = f"it refers to {target}, which the document does not have, or only to itself"
            yield Refusal(pointer, sentence, action)


def _named(pointer: str, parameter: JSON) -> str:
    """The place by the parameter's name: its number may be another in the document that an overlay is applied to."""
    head, _, last = pointer.rpartition("/")
    return f"{head}/{by_name(parameter)}" if last.isdigit() else pointer


def by_name(parameter: JSON) -> str:
    """The notation of an overlay for the parameter of this name."""
    return f"[name={escape(str(parameter.get('name')))}]"

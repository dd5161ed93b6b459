"""The place and document that the generator refuses, found by leaving out parts, and what to do about it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import attrs

from scripts.codegen.documents import CodegenError, Document
from scripts.codegen.gates import ADVICE, by_name, correction
from scripts.codegen.merge import merge
from scripts.codegen.naming import Keys, Names
from scripts.codegen.parse import parse
from scripts.codegen.schemas import escape

COMBINATION = "no document alone is at fault, but their combination"


def blamed(documents: list[Document], keys: Keys, given: Names) -> dict[str, str]:
    """The documents that the generator refuses on their own → the place in each, and an overlay to paste."""
    parts: dict[str, str] = {}
    for document in documents:
        problem = _problem(document, keys, given)
        if problem:
            parts[document.source] = _described(document, problem, keys, given)
    return parts


def _described(document: Document, problem: str, keys: Keys, given: Names) -> str:
    tried = _lessened(document, problem)
    place = next((at for at, less in tried if _is_less(_problem(less, keys, given), problem)), None)
    if place is None:
        return f"at fault: {document.source}, in more than one place: {problem}"
    if document.source.startswith("authored/"):  # overlays are for what is upstream's
        return f"at fault: {document.source}: {place}: {problem}"
    action = "replace = {}" if place.startswith("/components") else "remove = true"
    overlay = correction(f"{document.area}/{document.api}", document.edition, place, action)
    return f"at fault: {document.source}: {place}: {problem}\n{ADVICE}\n\n{overlay}\n"


def _problem(document: Document, keys: Keys, given: Names) -> str:
    """The generator's message about a document on its own; empty if it accepts it."""
    try:
        parse(merge([document], keys, given), document.source)
    except CodegenError as error:
        return str(error).removeprefix(f"{document.source}: ")
    return ""


def _is_less(problem: str, than: str) -> bool:
    """Whether the message became shorter; each line of it is one place."""
    return not problem or problem.count("\n") < than.count("\n")


def _lessened(document: Document, problem: str) -> Iterator[tuple[str, Document]]:
    """The document with a field or schema of anything, then with a parameter or operation less, and where that is.

    What the problem names comes first.
    """
    for name in sorted(document.schemas, key=lambda name: not re.search(rf"\b{re.escape(name)}\b", problem)):
        for field in document.schemas[name].get("properties") or {}:
            yield _without(document, "components", "schemas", name, "properties", field)
        yield _without(document, "components", "schemas", name)
    for path, method, operation in document.operations():
        for number, parameter in enumerate(operation.get("parameters", [])):
            at, less = _without(document, "paths", path, method, "parameters", number)
            yield f"{at.rpartition('/')[0]}/{by_name(parameter)}", less
        yield _without(document, "paths", path, method)


def _without(document: Document, *place: str | int) -> tuple[str, Document]:
    data = copy.deepcopy(document.data)
    holder: Any = data
    for part in place[:-1]:
        holder = holder[part]
    if place[0] == "components":
        holder[place[-1]] = {}
    else:
        del holder[place[-1]]
    return "".join(f"/{escape(str(part))}" for part in place), attrs.evolve(document, data=data)

"""The committed documents of an edition, and the ways to walk them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs

from scripts.versions import VERSION, newness

SPECS = Path(__file__).parents[2] / "specs"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
OTHER_FOLDERS = frozenset({"authored", "overlays", "upstream"})
"""Folders of ``specs/`` that hold no edition."""
_PARAMETER = re.compile(r"\{[^}]*\}")

JSON = dict[str, Any]


class CodegenError(Exception):
    """The documents cannot be generated from; the message names the document."""

    sources: tuple[str, ...] = ()
    """The documents at fault, such as ``v3/crm/lists.json``, where that is known."""


@attrs.frozen
class Document:
    """One OpenAPI document: the operations of one API in one edition."""

    edition: str
    area: str
    api: str
    source: str
    data: JSON = attrs.field(repr=False, eq=False)
    notes: tuple[str, ...] = attrs.field(default=(), repr=False, eq=False)
    """What was widened in it so that code can be generated from it: places and what was done there."""
    yields: bool = False
    """Whether another document's operation is used if both have one at the same path."""

    @property
    def key(self) -> str:
        """Area and API, such as ``crm.objects``."""
        return f"{self.area}.{self.api}"

    @property
    def schemas(self) -> dict[str, JSON]:
        """The document's component schemas by name."""
        schemas: dict[str, JSON] = self.data.get("components", {}).get("schemas", {})
        return schemas

    def operations(self) -> Iterator[tuple[str, str, JSON]]:
        """Path, method and operation, in the order of the document."""
        for path, item in self.data["paths"].items():
            for method in METHODS:
                if method in item:
                    yield path, method, item[method]


def editions(root: Path = SPECS) -> list[str]:
    """The editions that have documents or are in the lock, the oldest first.

    One that is only in the lock has documents of our own alone. `CodegenError` for a folder that is not named as one.
    """
    folders = {each.name for each in root.iterdir() if each.is_dir() and not each.name.startswith(".")} - OTHER_FOLDERS
    found = sorted(
        filter(VERSION.fullmatch, folders | (_locked(root / "lock.json") if folders else set())), key=newness
    )
    for name in sorted(folders.difference(found)):
        raise CodegenError(f"{root.name}/{name} is not an edition; there are {', '.join(found) or 'none'}")
    return found


def _locked(file: Path) -> set[str]:
    try:
        return set(json.loads(file.read_bytes())["documents"])
    except (OSError, ValueError, LookupError, TypeError):
        return set()


def load(edition: str, root: Path = SPECS, authored: Path | None = None) -> list[Document]:
    """Every document of an edition, those written here included, by area and API."""
    documents = [
        _read(edition, file, folder.parent)
        for folder in (root / edition, authored or root / "authored")
        for file in sorted(folder.glob("*/*.json"))
    ]
    return sorted(documents, key=lambda document: (document.area, document.api))


def _read(edition: str, file: Path, root: Path) -> Document:
    source = file.relative_to(root).as_posix()
    try:
        data = json.loads(file.read_bytes())
    except ValueError as error:
        raise CodegenError(f"{source} is not JSON: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("paths"), dict):
        raise CodegenError(f"{source} is not an OpenAPI document: it has no paths")
    components = data.get("components", {})
    schemas = components.get("schemas", {}) if isinstance(components, dict) else components
    if not (isinstance(schemas, dict) and all(isinstance(schema, dict) for schema in schemas.values())):
        raise CodegenError(f"{source} is not an OpenAPI document: a schema is not an object")
    return Document(edition, file.parent.name, file.stem, source, data)


def canonical(path: str, *, parameters: bool = False) -> str:
    """A path without its version, equal in all editions, and without its parameters' names unless asked for."""
    segments = [part for part in path.strip("/").split("/") if not VERSION.fullmatch(part)]
    return "/" + "/".join(part if parameters else _PARAMETER.sub("{}", part) for part in segments)


def walk(node: Any, visit: Callable[[JSON], None]) -> None:
    """Visit every object of a JSON tree, the outer before the inner."""
    if isinstance(node, dict):
        visit(node)
        for value in node.values():
            walk(value, visit)
    elif isinstance(node, list):
        for value in node:
            walk(value, visit)


def references(node: Any) -> list[str]:
    """Names of the component schemas that a JSON tree refers to."""
    names: list[str] = []

    def visit(item: JSON) -> None:
        target = item.get("$ref")
        if isinstance(target, str) and target.startswith("#/components/schemas/"):
            names.append(target.rsplit("/", 1)[-1])

    walk(node, visit)
    return names


def resolved(document: Document, node: JSON) -> JSON:
    """A response or body itself, if the document only refers to it."""
    target = node.get("$ref")
    if not isinstance(target, str):
        return node
    found: Any = document.data
    for part in target.removeprefix("#/").split("/"):
        found = found.get(part) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise CodegenError(f"{document.source} refers to {target}, which it does not have")
    return found

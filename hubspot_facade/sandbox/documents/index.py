"""Which document and operation a path belongs to. Documents are read when first needed.

In the repository they are files, and their paths are read from them, edition by edition. The wheel has them compressed,
with a list of their paths beside them (`hatch_build.py`).
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from hubspot_facade.sandbox.protocol.routing import Tree

METHODS = frozenset({"get", "put", "post", "delete", "patch", "head", "options"})
NO_CONTENT = 204
_NUMBERED = re.compile(r"v\d\Z")
_BETA = re.compile(r"((?:/[a-z-]+){1,2})/(\d{4}-\d{2})-beta(?=/|\Z)")
BETAS = frozenset(
    {
        "/automation/sequences",
        "/conversations/conversations",
        "/data-studio/data-source",
        "/files",
        "/forecast-settings",
        "/meta/network-origins",
        "/scheduler",
    }
)
"""The APIs of which the collection has a beta that is like the version after it, which the documents have."""
FORMER = {"/conversations/v3/visitor-identification/": "/visitor-identification/v3/"}
"""Bases that HubSpot's documents had before, which clients in use have still."""
_DATED = re.compile(r"/(\d{4}-\d{2}(?:-beta)?)(?:/|\Z)")
_EDITION = re.compile(r"authored|v\d+|\d{4}-\d{2}(?:-beta)?")


class Place(NamedTuple):
    """Where an operation stands: its document, path template and method."""

    document: Path
    template: str
    method: str

    def operation(self) -> dict[str, Any]:
        """The operation."""
        found: dict[str, Any] = document(self.document)["paths"][self.template][self.method]
        return found

    def schemas(self) -> dict[str, dict[str, Any]]:
        """What the schemas of the document refer to."""
        found: dict[str, dict[str, Any]] = document(self.document).get("components", {}).get("schemas", {})
        return found

    def success(self) -> tuple[int, dict[str, Any]]:
        """The first success status and its content; an operation that declares none is taken for a 204."""
        responses: dict[str, Any] = self.operation().get("responses") or {}
        statuses = sorted(status for status in responses if status[:1] == "2")
        if not statuses:
            return NO_CONTENT, {}
        chosen: dict[str, Any] = responses[statuses[0]]
        if "$ref" in chosen:
            shared: dict[str, Any] = document(self.document)["components"].get("responses", {})
            chosen = shared.get(str(chosen["$ref"]).rsplit("/", 1)[-1], {})
        return int(statuses[0].replace("X", "0")), chosen.get("content") or {}

    def parameters(self) -> list[dict[str, Any]]:
        """The operation's parameters, those that its path has for every method included."""
        parsed = document(self.document)
        listed: list[dict[str, Any]] = [
            *parsed["paths"][self.template].get("parameters", []),
            *self.operation().get("parameters", []),
        ]
        shared: dict[str, Any] = parsed.get("components", {}).get("parameters", {})
        return [shared[str(one["$ref"]).rsplit("/", 1)[-1]] if "$ref" in one else one for one in listed]

    def answered(self) -> dict[str, Any] | None:
        """The schema of the success' JSON body; None when it has none."""
        return _json_schema(self.success()[1])

    def asked(self) -> dict[str, Any] | None:
        """The schema of the request's JSON body; None when it has none."""
        return _json_schema(self.request_body().get("content") or {})

    def request_body(self) -> dict[str, Any]:
        """What the operation says of the request's body; empty when it takes none."""
        found: dict[str, Any] = self.operation().get("requestBody") or {}
        return found


def _spellings(path: str) -> list[str]:
    """A path, and the same with its version on the other side of the API's name: documents have one, clients both.

    A beta that no document has is answered as the version after it, a former base as the one that documents have.
    """
    for former, base in FORMER.items():
        if path.startswith(former):
            return [f"{base}{path.removeprefix(former)}"]
    beta = _BETA.match(path)
    if beta is not None and beta[1] in BETAS:
        return [path, f"{beta[1]}/{beta[2]}{path[beta.end() :]}"]
    parts = path.split("/")
    if len(parts) < 4 or (_NUMBERED.match(parts[2]) is None) == (_NUMBERED.match(parts[3]) is None):
        return [path]
    return [path, "/".join([*parts[:2], parts[3], parts[2], *parts[4:]])]


def _json_schema(content: dict[str, Any]) -> dict[str, Any] | None:
    return next((one.get("schema") for kind, one in content.items() if "json" in kind or kind == "*/*"), None)


@lru_cache(maxsize=16)
def document(path: Path) -> dict[str, Any]:
    """A parsed document; the last few are kept."""
    parsed: dict[str, Any] = json.loads(_content(path))
    return parsed


def _content(path: Path) -> bytes:
    """A document's bytes: from its file, or from the line of its area's file that begins with its name."""
    if path.is_file():
        return path.read_bytes()
    start = f"[{json.dumps(path.name)},".encode()
    line = next(line for line in _lines(path.parent) if line.startswith(start))
    return line[len(start) : -1]


@lru_cache(maxsize=2)
def _lines(packed: Path) -> list[bytes]:
    """The lines of a compressed file of the wheel, given its path without the endings; the last two are kept."""
    return gzip.decompress(packed.with_name(f"{packed.name}.jsonl.gz").read_bytes()).splitlines()


def documents_of(edition: Path) -> list[Path]:
    """The documents of an edition in order; those in compressed files under the paths that they would have as files."""
    return [path for path, _ in _described(edition)]


def _described(edition: Path) -> Iterator[tuple[Path, Mapping[str, Iterable[str]]]]:
    """The documents of an edition, with the methods of their paths; where the wheel lists these, none is read."""
    if (edition / "paths.jsonl.gz").is_file():
        listed: dict[str, dict[str, list[str]]] = json.loads(_lines(edition / "paths")[0])
        yield from ((edition / name, dict(paths)) for name, paths in listed.items())
        return
    for path in sorted(edition.rglob("*.json")):
        found: dict[str, dict[str, Any]] = json.loads(path.read_bytes()).get("paths", {})
        yield path, {template: METHODS & operations.keys() for template, operations in found.items()}


def specs_folder() -> Path | None:
    """The documents of the installed package, or of the repository that it is run from; None when there are none."""
    packaged = Path(__file__).parent.parent / "specs"
    for folder in (packaged, Path(__file__).parents[3] / "specs"):
        if (folder / "v3").is_dir():
            return folder
    return None


class Index:
    """Operations by method and path over all editions."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or specs_folder()
        self._trees: dict[str, Tree[Place]] = {}

    def find(self, method: str, path: str) -> tuple[Place, dict[str, str]] | None:
        """The operation of a raw path and the path's parameters."""
        for spelling in _spellings(path):
            for edition in self._editions(path):
                found = self._tree(edition).find(method, spelling)
                if found is not None:
                    return found
        return None

    def methods(self, path: str) -> set[str]:
        """The methods that documents give the path."""
        return {
            method
            for spelling in _spellings(path)
            for edition in self._editions(path)
            for method in self._tree(edition).methods(spelling)
        }

    def count(self) -> int:
        """How many documents there are."""
        return sum(1 for edition in self._editions("") for _ in self._files(edition))

    def _editions(self, path: str) -> list[str]:
        """Every edition, the one that the path names first; after a beta the version that it is one of."""
        dated = _DATED.search(path)
        named = dated.group(1) if dated else "v3"
        stable = named.removesuffix("-beta")
        return sorted(self._names, key=lambda name: (name != named, name != stable, name))

    @cached_property
    def _names(self) -> list[str]:
        if self._folder is None:
            return []
        return [one.name for one in self._folder.iterdir() if one.is_dir() and _EDITION.fullmatch(one.name)]

    def _files(self, edition: str) -> list[Path]:
        return documents_of(self._folder / edition) if self._folder is not None else []

    def _tree(self, edition: str) -> Tree[Place]:
        tree = self._trees.get(edition)
        if tree is None:
            tree = self._trees[edition] = Tree()
            for path, paths in _described(self._folder / edition) if self._folder is not None else ():
                for template, methods in paths.items():
                    for method in methods:
                        tree.add(method, template, Place(path, template, method))
        return tree

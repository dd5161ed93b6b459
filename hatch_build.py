"""The wheel has the documents compressed; the sandbox reads them from there.

An area of an edition is one file of lines, a document each, since documents of an area have much in common. The paths
of an edition are in a file of their own, so that finding out which document a path belongs to reads no document.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EDITIONS = ("v[0-9]*", "20*", "authored")
TARGET = "hubspot_facade/sandbox/specs"
METHODS = frozenset({"get", "put", "post", "delete", "patch", "head", "options"})


class DocumentsHook(BuildHookInterface):  # type: ignore[type-arg] # of its configuration, which we do not use
    """Compresses the documents; a build that people edit in place reads them from the repository."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the compressed files and have them included."""
        if version == "editable":
            return
        specs = Path(self.root) / "specs"
        for edition in sorted(each for pattern in EDITIONS for each in specs.glob(pattern) if each.is_dir()):
            documents = {each: json.loads(each.read_bytes()) for each in sorted(edition.rglob("*.json"))}
            paths = {
                each.relative_to(edition).as_posix(): {
                    template: sorted(METHODS & operations.keys()) for template, operations in found["paths"].items()
                }
                for each, found in documents.items()
            }
            made: dict[str, list[Any]] = {"paths": [paths]}
            for each, found in documents.items():
                made.setdefault(each.parent.relative_to(edition).as_posix(), []).append([each.name, found])
            for name, lines in made.items():
                file = f"{edition.name}/{name}.jsonl.gz"
                self._write(Path(self.root) / "build" / "specs" / file, lines)
                build_data["force_include"][str(Path(self.root) / "build" / "specs" / file)] = f"{TARGET}/{file}"

    def _write(self, target: Path, lines: list[Any]) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
        target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))  # the same file from the same documents

"""Generated editions, kept by the hash of everything that they depend on.

A file that is damaged, foreign or of another state is as good as none: it is named by what it was made of, and holds a
hash of its own content.
"""

from __future__ import annotations

import functools
import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs

from scripts.codegen.documents import SPECS
from scripts.codegen.edition import Sources

CACHE = SPECS.parent / ".cache" / "codegen"
_CODE = Path(__file__).parent
_TOOLS = ("openapi-python-client", "pydantic", "jinja2", "ruff")
_KEPT = 12


def key_of(sources: Sources) -> str:
    """A hash of documents, names, code and tools."""
    parts = [
        _code(),
        sources.name,
        [[document.source, document.data, document.notes] for document in sources.documents],
        list(sources.keys.items()),
        sources.names,
    ]
    return _hash(json.dumps(parts))


@functools.cache
def _code() -> str:
    """A hash of the generator: these scripts, their templates, and the tools that they use."""
    files = [file for file in sorted(_CODE.rglob("*")) if file.suffix in (".py", ".jinja")]
    texts = [[file.relative_to(_CODE).as_posix(), file.read_text(encoding="utf-8")] for file in files]
    return _hash(json.dumps([sys.version, [version(name) for name in _TOOLS], texts]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@attrs.frozen
class Cache:
    """A folder of results."""

    folder: Path

    def read(self, key: str) -> dict[str, Any] | None:
        """What was kept under this key; None where there is nothing that is whole."""
        try:
            mark, _, text = (self.folder / f"{key}.json").read_text(encoding="utf-8").partition("\n")
        except (OSError, ValueError):
            return None
        if mark != _hash(key + text):
            return None
        data: dict[str, Any] = json.loads(text)
        return data

    def write(self, key: str, data: dict[str, Any]) -> None:
        """Keep this under the key, and drop what is oldest; a folder that cannot be written keeps nothing."""
        text = json.dumps(data)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = self.folder / f"{key}.new"
            fresh.write_text(f"{_hash(key + text)}\n{text}", encoding="utf-8")
            fresh.replace(self.folder / f"{key}.json")
            for file in sorted(self.folder.glob("*.json"), key=lambda file: file.stat().st_mtime)[:-_KEPT]:
                file.unlink()
        except OSError:
            return

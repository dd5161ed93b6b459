"""What a generated edition depends on, as a hash: documents, names, these scripts, their templates and their tools."""

from __future__ import annotations

import functools
import json
import sys
from importlib.metadata import version
from pathlib import Path

from scripts.cache import CACHE as ALL
from scripts.cache import digest, digest_of_files
from scripts.codegen.edition import Sources

CACHE = ALL / "editions"
_CODE = Path(__file__).parent
_VERSIONS = _CODE.parent / "versions.py"
_TOOLS = ("openapi-python-client", "pydantic", "jinja2", "ruff")


def key_of(sources: Sources) -> str:
    """The hash of everything that the code of an edition depends on."""
    parts = [
        _code(),
        sources.name,
        [[document.source, document.data, document.notes] for document in sources.documents],
        list(sources.keys.items()),
        sources.names,
    ]
    return digest(json.dumps(parts).encode())


@functools.cache
def _code() -> str:
    tools = [f"{name} {version(name)}" for name in _TOOLS]
    return " ".join([sys.version, *tools, digest_of_files([_CODE, _VERSIONS], (".py", ".jinja", ".toml"))])

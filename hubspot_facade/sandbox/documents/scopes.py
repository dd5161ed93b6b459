"""Every scope that the documents name: those of a token without restrictions."""

from functools import lru_cache
from typing import Any

from .index import METHODS, document, documents_of, specs_folder

_NOT_OF_TOKENS = ("developers-", "private-apps-")
"""Older documents write these where an operation wants the developer API key."""


@lru_cache(maxsize=1)
def every_scope() -> tuple[str, ...]:
    """All scopes by name, of all editions. It takes a second."""
    folder = specs_folder()
    editions = sorted(one for one in folder.iterdir() if one.name[:1] in "v2" and one.is_dir()) if folder else []
    found: set[str] = set()
    for path in (each for edition in editions for each in documents_of(edition)):
        paths: dict[str, dict[str, Any]] = document(path)["paths"]
        for operations in paths.values():
            for method in METHODS & operations.keys():
                given: list[dict[str, list[str]]] = operations[method].get("security") or []
                found.update(scope for one in given for scopes in one.values() for scope in scopes)
    return tuple(sorted(scope for scope in found if not scope.startswith(_NOT_OF_TOKENS)))

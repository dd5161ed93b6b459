"""What differs between two documents of one API: operations that came, went, were renamed or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.specs.changes.change import Change, Severity
from scripts.specs.changes.operations import operation_changes
from scripts.specs.walk import Node, operations
from scripts.versions import VERSION

_PARAMETER = re.compile(r"\{[^}]*\}")

Key = tuple[str, str]
"""Method and path."""


@dataclass(frozen=True, order=True)
class Finding:
    """A change, and the operation that it is one of."""

    method: str
    """In capitals."""
    path: str
    """In the old document where it has the operation, else in the new one."""
    change: Change

    @property
    def operation(self) -> str:
        """``GET /path``."""
        return f"{self.method} {self.path}"


def document_changes(old: Node, new: Node) -> Iterator[Finding]:
    """Every difference, in the order of the operations."""
    had, has = _operations(old), _operations(new)
    pairs = dict(_paired(had, has))
    for key in had:
        method, path = key
        if key not in pairs:
            yield Finding(method.upper(), path, Change("api-removed", Severity.BREAKING))
            continue
        other = pairs[key]
        if _nameless(path) != _nameless(other[1]):
            yield Finding(
                method.upper(), path, Change("api-path-renamed", Severity.BREAKING, "path", was=path, now=other[1])
            )
        for change in dict.fromkeys(operation_changes((old, path, method), (new, other[1], method))):
            yield Finding(method.upper(), path, change)
    for method, path in has:
        if (method, path) not in pairs.values():
            yield Finding(method.upper(), path, Change("endpoint-added", Severity.INFO))


def _operations(document: Node) -> list[Key]:
    return [(method, path) for method, path, _ in operations(document)]


def _paired(old: list[Key], new: list[Key]) -> Iterator[tuple[Key, Key]]:
    """Which operation of the new document each old one became: the same path, one with parameters called otherwise,
    or the one that differs in the version alone."""
    left = dict.fromkeys(new)
    rest = list(old)
    for spelling in (str, _nameless, _timeless):
        by_path: dict[Key, Key] = {}
        for method, path in left:
            by_path.setdefault((method, spelling(path)), (method, path))
        for key in list(rest):
            found = by_path.get((key[0], spelling(key[1])))
            if found in left:
                del left[found]
                rest.remove(key)
                yield key, found


def _nameless(path: str) -> str:
    return _PARAMETER.sub("{}", path)


def _timeless(path: str) -> str:
    return "/".join(part for part in _nameless(path).split("/") if not VERSION.fullmatch(part))

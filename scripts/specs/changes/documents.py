"""What differs between two documents of one API: operations that came, went, were renamed or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.specs.changes.change import Change, Finding, Key, Severity
from scripts.specs.changes.facts import same
from scripts.specs.changes.ledger import Ledger, unchanged
from scripts.specs.changes.operations import operation_changes
from scripts.specs.changes.rest import remaining_changes
from scripts.specs.walk import Node, operations

_VERSION = re.compile(r"v\d+|\d{4}-\d{2}(-beta)?")
_PARAMETER = re.compile(r"\{[^}]*\}")


def document_changes(old: Node, new: Node) -> Iterator[Finding]:
    """Every difference: those of the operations that a rule knows, in their order, and then every other fact.

    Documents that differ have at least one finding, if only that they say the same in another way.
    """
    if same(old, new):
        return
    had, has = _operations(old), _operations(new)
    pairs = dict(_paired(had, has))
    ledger = Ledger(unchanged(old, new))
    found = [
        *_known(old, new, pairs, ledger),
        *remaining_changes(old, new, pairs, ledger),
    ]
    yield from found or [Finding("", "", Change("document-rewritten", Severity.INFO))]


def _known(old: Node, new: Node, pairs: dict[Key, Key], ledger: Ledger) -> Iterator[Finding]:
    for key in _operations(old):
        method, path = key
        if key not in pairs:
            yield Finding(method.upper(), path, Change("api-removed", Severity.BREAKING))
            continue
        other = pairs[key]
        if _nameless(path) != _nameless(other[1]):
            yield Finding(
                method.upper(), path, Change("api-path-renamed", Severity.BREAKING, "path", was=path, now=other[1])
            )
        for change in dict.fromkeys(operation_changes((old, path, method), (new, other[1], method), ledger)):
            yield Finding(method.upper(), path, change)
    for method, path in _operations(new):
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
    return "/".join(part for part in _nameless(path).split("/") if not _VERSION.fullmatch(part))

"""Whether the facade's calls and the documents still say the same: read off the source, without a request."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hubspot_openapi

import hubspot_facade
from hubspot_facade.errors import MissingEndpoint
from hubspot_facade.plans.edition_calls import EditionCalls, find_call

ROOT = Path(hubspot_facade.__file__).parent
SPECS = ROOT.parent / "specs"
Find = Callable[[str, str, str], Any]
"""The generated function of (edition, api, name); None where the edition lacks it."""


@dataclass(frozen=True)
class Site:
    """A place in the facade's source that makes a call."""

    place: str
    """``crm/owners.py:44``."""
    api: str
    name: str
    only: str | None
    """The edition, where only one will do."""
    positional: int
    keywords: frozenset[str]
    open: bool
    """Whether more is passed than the source shows (``**filters``)."""

    @property
    def call(self) -> str:
        """``crm.owners.get_all``."""
        return f"{self.api}.{self.name}"

    @property
    def editions(self) -> Iterable[str]:
        """Those that it may be bound to."""
        return [self.only] if self.only else hubspot_openapi.editions()


def sites(root: Path = ROOT) -> list[Site]:
    """Every call that a resource makes, and every one that it hands on to be made elsewhere."""
    found: list[Site] = []
    for file in sorted(root.rglob("*.py")):
        place = file.relative_to(root)
        if place.parts[0] not in ("sandbox", "cli"):
            module = importlib.import_module(".".join((root.name, *place.with_suffix("").parts)))
            found += _in_module(ast.parse(file.read_text(encoding="utf-8")), vars(module), place.as_posix())
    return found


def _in_module(tree: ast.AST, names: dict[str, Any], place: str) -> Iterator[Site]:
    made = {node.func: node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    # `wired(fields, to=calls.create)` asks what a call takes and makes none
    asked = {node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "to"}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name) or node in asked:
            continue
        calls = names.get(node.value.id)
        if not isinstance(calls, EditionCalls):
            continue
        call = made.get(node)
        given = [each.arg for each in call.keywords] if call else [None]
        yield Site(
            place=f"{place}:{node.lineno}",
            api=calls.api,
            name=node.attr,
            only=calls.only,
            positional=len(call.args) if call else 0,
            keywords=frozenset(name for name in given if name),
            open=None in given or any(isinstance(each, ast.Starred) for each in (call.args if call else ())),
        )


def generated(edition: str, api: str, name: str) -> Any:
    """What the edition has itself."""
    try:
        return find_call((edition,), api, name)
    except MissingEndpoint:
        return None


def document(operation: Any) -> str:
    """The committed document of an operation, and the operation: ``specs/2026-03/crm/owners.json: GET /…``."""
    file = f"{operation.api.replace('.', '/')}.json"
    folder = operation.edition if (SPECS / operation.edition / file).exists() else "authored"
    return f"specs/{folder}/{file}: {operation.method} {operation.path}"


def drifted(found: Iterable[Site], find: Find = generated) -> Iterator[str]:
    """Calls that no edition has, arguments that a document does not know, and what it requires and is not passed."""
    for site in found:
        functions = [function for edition in site.editions if (function := find(edition, site.api, site.name))]
        if not functions:
            yield f"{site.place} calls {site.call}, which no edition has"
        for function in functions:
            yield from _mismatches(site, function)


def _mismatches(site: Site, function: Any) -> Iterator[str]:
    where = document(function.operation)
    parameters = inspect.signature(function).parameters.values()
    in_order = [each.name for each in parameters if each.kind is not each.KEYWORD_ONLY]
    if site.positional > len(in_order):
        yield f"{where} takes {len(in_order)} values in order, and {site.place} passes {site.positional}"
    passed = {*in_order[: site.positional], *site.keywords}
    for name in sorted(site.keywords - {each.name for each in parameters}):
        yield f"{where} has no {name}, which {site.place} passes"
    required = {each.name for each in parameters if each.default is each.empty}
    if not site.open:
        yield from (f"{where} requires {name}, which {site.place} does not pass" for name in sorted(required - passed))


def not_offered(found: Iterable[Site], find: Find = generated) -> dict[tuple[str, str], str]:
    """(call, parameter) that a document knows and no place of the facade passes → the document."""
    by_call: dict[tuple[str, str], list[Site]] = defaultdict(list)
    for site in found:
        by_call[site.api, site.name].append(site)
    missing: dict[tuple[str, str], str] = {}
    for (api, name), places in by_call.items():
        if any(site.open for site in places):
            continue
        passed = frozenset().union(*(site.keywords for site in places))
        for edition in sorted({edition for site in places for edition in site.editions}):
            function = find(edition, api, name)
            parameters = inspect.signature(function).parameters.values() if function else ()
            for each in parameters:
                if each.kind is each.KEYWORD_ONLY and each.name not in passed:
                    missing.setdefault((f"{api}.{name}", each.name), document(function.operation))
    return missing

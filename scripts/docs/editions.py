"""The page of editions: which of them answers what, and where another stands in."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import hubspot_openapi

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.config import FALLBACKS
from hubspot_facade.errors import MissingEndpoint
from hubspot_facade.plans.edition_calls import find_call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubspot_facade.catalogue.entry import Entry

HEAD = """\
# Editions

Rendered from the catalogue and the generated calls by `make docs`. An edition is one family of versions of HubSpot's
API; `HubSpot(api_version=…)` picks it. What an edition lacks is answered by the nearest one that has it, with the same
token:

{chains}
"""

OPERATIONS = """\
## Operations

Which edition answers an operation: "own" when all of its calls are the edition's own, otherwise the ones that stand in
for some or all of them. "only v3" and the like say that the operation takes a call that other editions have under the
same name with another meaning.
"""

APIS = """\
## APIs

How many calls each API has in an edition; of a call that is missing there, `hs.call` takes another edition's function.
"""


def editions_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    names = tuple(hubspot_openapi.editions())
    chains = "\n".join(f"* {each}, then {', then '.join(FALLBACKS[each])}" for each in names)
    yield HEAD.format(chains=chains)
    yield OPERATIONS
    rows = {entry.name: [_answers(entry, each) for each in names] for entry in Catalogue()}
    own = [sum(cell == "own" for cell in column) for column in zip(*rows.values(), strict=True)]
    yield f"| operation | {' | '.join(names)} |"
    yield "|---" * (len(names) + 1) + "|"
    yield f"| own, of {len(rows)} | {' | '.join(map(str, own))} |"
    for name, cells in rows.items():
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""
    yield APIS
    yield f"| API | {' | '.join(names)} |"
    yield "|---" * (len(names) + 1) + "|"
    sizes = {each: _sizes(package) for each, package in hubspot_openapi.editions().items()}
    for api in sorted({api for known in sizes.values() for api in known}):
        yield f"| `{api}` | {' | '.join(str(sizes[each].get(api, 'none')) for each in names)} |"
    yield ""


def _answers(entry: Entry, edition: str) -> str:
    """The editions that an operation's calls are of, told apart from its own."""
    found: list[str] = []
    for name in entry.call_names:
        only, _, path = name.rpartition(":")
        api, _, call = path.rpartition(".")
        try:
            taken = find_call((only,) if only else (edition, *FALLBACKS[edition]), api, call).operation.edition
        except MissingEndpoint:
            continue
        found.append("own" if taken == edition else f"only {taken}" if only else taken)
    return ", ".join(sorted(set(found), key=lambda each: (each != "own", each))) or "none"


def _sizes(package: str) -> dict[str, int]:
    """The number of calls of each API in an edition's package."""
    found: dict[str, int] = {}
    for area in pkgutil.iter_modules(import_module(f"hubspot_openapi.{package}").__path__):
        if area.ispkg:
            home = f"hubspot_openapi.{package}.{area.name}"
            for api in pkgutil.iter_modules(import_module(home).__path__):
                operations = import_module(f"{home}.{api.name}.operations")
                found[f"{area.name}.{api.name}"] = len(operations.OPERATIONS)
    return found

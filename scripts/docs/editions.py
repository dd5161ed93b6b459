"""The page of editions: which edition answers each operation, and where it falls back to another one."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import hubspot_openapi

from hubspot_facade.catalogue.endings import ENDINGS, affected
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.config import DEFAULT_EDITION, editions_for
from hubspot_facade.errors import MissingEndpoint
from hubspot_facade.plans.edition_calls import find_call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubspot_facade.catalogue.named_operation import Entry

HEAD = """\
# Editions

Rendered from the catalogue and the generated calls by `make docs`. An edition is one set of versions of HubSpot's
API; `HubSpot(api_version=…)` selects it; {default} is the default. A call that an edition lacks is supplied by another
edition, with the same token: an older one, nearest first, otherwise a newer one, nearest first. That is:

{chains}

Where HubSpot's collection has only a beta of an API, the edition includes the beta, and the API is marked. HubSpot may
change or withdraw a beta without notice. A stable edition does not fall back to a beta of another edition.
"""

CHOICE = """\
## Which to choose

* **`{default}`, the default**, for new programs: a dated edition, which HubSpot supports for 18 months, and no beta.
* **`v3`** where a program depends on paths or answers of the numbered versions (a proxy that lists paths, recorded answers). HubSpot stops
  supporting these during 2027; see below.
* **`2026-09`** for what only it has, and to try what comes. Where HubSpot has not released an API in it yet, it is a beta.

Named operations and their payloads are the same in all of them, so that a change of edition is a change of one argument:
`HubSpot(api_version="2026-09")`, `HUBSPOT_API_VERSION`, `--api-version`. `hubspot-facade doctor` says which operations of the edition in use are on
paths that end.

## What HubSpot ends, and when

As HubSpot has announced it. "Operations" counts the named operations that use such paths, for each edition.

| day | what | then | instead | operations: {editions} | announced |
|---|---|---|---|---|---|
{endings}

A path that is not supported gets no more fixes, and may stop answering at any time later. Subscribe to
[HubSpot's changelog](https://developers.hubspot.com/changelog): days have been moved before.
"""  # noqa: E501 # rows of tables

OPERATIONS = """\
## Operations

Which edition answers an operation: "own" if all of its calls are in the edition itself, otherwise the editions that
supply some or all of them. "only v3" means that the operation always uses the call of that edition, because other
editions use its name for another call. [Operations](operations.md) shows each call.
"""

APIS = """\
## APIs

How many calls each API has in an edition, and how many of them are beta. For a call that is missing there, pass another
edition's function to `hs.call`.
"""


def editions_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    names = tuple(hubspot_openapi.editions())
    chains = "\n".join(f"* {', then '.join(editions_for(each))}" for each in names)
    yield HEAD.format(chains=chains, default=DEFAULT_EDITION)
    yield CHOICE.format(default=DEFAULT_EDITION, editions=" · ".join(names), endings="\n".join(_endings(names)))
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
        yield f"| `{api}` | {' | '.join(sizes[each].get(api, 'none') for each in names)} |"
    yield ""


def _endings(editions: tuple[str, ...]) -> Iterator[str]:
    entries = list(Catalogue())
    counted = {each: {ending: len(found) for ending, found in affected(entries, each)} for each in editions}
    for ending in ENDINGS:
        then = "stop answering" if ending.stops else "are not supported any more"
        uses = " · ".join(str(counted[each][ending]) for each in editions)
        name = ending.source.rpartition("/")[2]
        yield f"| {ending.day} | {ending.paths} | {then} | {ending.instead} | {uses} | [{name}]({ending.source}) |"


def _answers(entry: Entry, edition: str) -> str:
    """The editions that an operation's calls are of."""
    found: list[str] = []
    for name in entry.call_names:
        only, _, path = name.rpartition(":")
        api, _, call = path.rpartition(".")
        try:
            operation = find_call((only,) if only else editions_for(edition), api, call).operation
        except MissingEndpoint:
            continue
        taken = operation.edition
        who = "own" if taken == edition else f"only {taken}" if only else taken
        found.append(f"{who} (beta)" if operation.beta else who)
    return ", ".join(sorted(set(found), key=lambda each: (each != "own", each))) or "none"


def _sizes(package: str) -> dict[str, str]:
    """The number of calls of each API in an edition's package."""
    found: dict[str, str] = {}
    for area in pkgutil.iter_modules(import_module(f"hubspot_openapi.{package}").__path__):
        if area.ispkg:
            home = f"hubspot_openapi.{package}.{area.name}"
            for api in pkgutil.iter_modules(import_module(home).__path__):
                calls = import_module(f"{home}.{api.name}.operations").OPERATIONS.values()
                betas = sum(call.operation.beta for call in calls)
                found[f"{area.name}.{api.name}"] = f"{len(calls)}, {betas} beta" if betas else str(len(calls))
    return found

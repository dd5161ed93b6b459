"""`hubspot-facade ops`: list the named operations, and show one."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.catalogue.operations import Catalogue, editions
from hubspot_facade.catalogue.remarks import remark
from hubspot_facade.cli.completing import EDITIONS, OPERATIONS
from hubspot_facade.cli.failure import CommandError, report_errors
from hubspot_facade.cli.output import on_terminal
from hubspot_facade.cli.signature import spelled
from hubspot_facade.config import DEFAULT_EDITION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hubspot_facade.catalogue.named_operation import Entry

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="Words that the name has; or `show NAME` for all details of one.",
        metavar="[WORDS]",
        **OPERATIONS,
    ),
]
Edition = Annotated[
    str,
    typer.Option("--api-version", envvar="HUBSPOT_API_VERSION", help="The edition whose calls are shown.", **EDITIONS),
]
Area = Annotated[str | None, typer.Option(help="Only those of this part of HubSpot: crm, marketing, cms, files, …")]
Seed = Annotated[str | None, typer.Option(help="Only those of this document of requirements: 000 to 004.")]


def ops(words: Words = None, area: Area = None, seed: Seed = None, api_version: Edition = DEFAULT_EDITION) -> None:
    """List the operations, or those whose names have all of these words.

    On a terminal a table with a row for each method; otherwise one operation per line: name, method, what it does and
    its effect (read, create, update, delete, send, irreversible), separated by tabs.
    """
    with report_errors():
        _demand("--api-version", api_version, editions())
        if words == ["show"]:
            raise CommandError("name the operation: ops show NAME")
        if words and words[0] == "show":
            for line in described(Catalogue()[" ".join(words[1:])], api_version):
                typer.echo(line)
            return
        _demand("--area", area, {entry.area for entry in Catalogue()})
        _demand("--seed", seed, {each for entry in Catalogue() for each in entry.seeds})
        found = Catalogue().search(" ".join(words or ()), area=area, seed=seed)
        if not found:
            where = "".join(f" of {kind} {value}" for kind, value in (("area", area), ("seed", seed)) if value)
            raise CommandError(f"no operation{where}" + (f" has a name with {' '.join(words)!r}" if words else ""))
        if on_terminal():
            _print_table(found)
        else:
            for entry in found:
                typer.echo("\t".join((entry.name, entry.python, gist(entry), entry.effect)))


def _demand(option: str, value: str | None, known: Iterable[str]) -> None:
    if value is not None and value not in known:
        raise CommandError(f"{option} {value} is not one of {', '.join(sorted(known))}")


def gist(entry: Entry) -> str:
    """The first line of its docstring: what it does."""
    return entry.doc.partition("\n")[0]


def described(entry: Entry, edition: str) -> Iterator[str]:
    """All details of an operation, as lines."""
    yield entry.name
    yield f"  {entry.python}{spelled(entry.signature)}"
    yield ""
    yield from (f"  {line}".rstrip() for line in entry.doc.splitlines())
    sections = {
        "also named": entry.aliases,
        "effect": [entry.effect],
        "fields": [f"{name}: {kind}{', required' if needed else ''}" for name, (kind, needed) in entry.fields.items()],
        f"calls in {edition}": [f"{call.method} {call.path}{remark(call, edition)}" for call in entry.calls(edition)],
        "scopes, any of each call's": entry.scopes(edition),
        "sample": json.dumps(entry.sample, indent=2).splitlines() if entry.sample is not None else (),
        "seeds": entry.seeds,
        "command": [f"hubspot-facade run {shlex.quote(entry.name)} --input payload.json{' --all' * entry.lists}"],
    }
    for title, rows in sections.items():
        if rows:
            yield ""
            yield f"{title}:"
            yield from (f"  {row}" for row in rows)


def _print_table(found: Sequence[Entry]) -> None:
    from rich import box, markup
    from rich.console import Console
    from rich.table import Table

    table = Table(
        "operation", "method", "does", "effect", box=box.SIMPLE_HEAD, caption=counted(len(found), "operation")
    )
    named: dict[str, list[Entry]] = {}
    for entry in found:
        named.setdefault(entry.python, []).append(entry)
    for entries in named.values():
        first, names = entries[0], "\n".join(entry.name for entry in entries)
        table.add_row(*(markup.escape(cell) for cell in (names, first.python, gist(first), first.effect)))
    Console().print(table)

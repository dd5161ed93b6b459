"""`hubspot-facade sandbox seed`: made-up records, for a running sandbox or into a file."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hubspot_facade.cli.failure import CommandError, report_errors
from hubspot_facade.cli.sandbox.remote import DEFAULT_URL, PortalId, Running, Url

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

STEP = 2000
"""Contacts that are asked for at once, so that a running sandbox has time for others in between."""

Contacts = Annotated[
    int, typer.Option(min=1, max=5_000_000, help="How many contacts; the other types are in proportion.")
]
Seed = Annotated[int, typer.Option("--seed", help="The same number makes the same records.")]
Database = Annotated[
    Path | None,
    typer.Option("--db", "--database", help="SQLite file of a sandbox that does not run, in place of --url."),
]

Made = dict[str, int]


def seed(
    contacts: Contacts = 1000,
    number: Seed = 0,
    url: Url = DEFAULT_URL,
    database: Database = None,
    portal: PortalId = None,
) -> None:
    """Fill a portal: contacts, companies, deals, line items, products, tickets, activities, owners and lists.

    What the portal has stays. Prints how many records of each type were made.
    """
    with report_errors():
        if database is not None and portal is not None:
            raise CommandError("a further portal has a file of its own: portal.db.ID")
        started = time.perf_counter()
        running = None if database else Running(url, portal=portal)
        with _progress(contacts) as told_of:
            steps = _into(database, contacts, number) if database else _asked(running, contacts, number)
            made: Made = {}
            for done, part in steps:
                made = {name: made.get(name, 0) + part.get(name, 0) for name in {**made, **part}}
                told_of(done)
        seconds = time.perf_counter() - started
        for name, count in made.items():
            typer.echo(f"{count:>10,}  {name.replace('_', ' ')}")
        total = sum(made.values())
        typer.echo(f"{total:,} records in {seconds:.1f} s, {total / seconds:,.0f} a second", err=True)


def _asked(running: Running | None, contacts: int, number: int) -> Iterator[tuple[int, Made]]:
    """What a running sandbox made, step by step."""
    assert running is not None  # noqa: S101 - for the type checkers; there is no database
    for skip in range(0, contacts, STEP):
        end = min(skip + STEP, contacts)
        yield end, running.ask("POST", "seed", {"contacts": end, "seed": number, "skip": skip})["records"]


def _into(database: Path, contacts: int, number: int) -> Iterator[tuple[int, Made]]:
    """What was written into a file, step by step."""
    try:
        from hubspot_facade.sandbox.seeding import seed as fill
        from hubspot_facade.sandbox.state.portal import Portal
    except ImportError as missing:
        raise CommandError(str(missing)) from None
    try:
        portal = Portal(database, clock=time.time)
        with closing(portal.store):
            for skip in range(0, contacts, STEP):
                end = min(skip + STEP, contacts)
                yield end, fill(portal, contacts=end, seed=number, skip=skip)
    except (OSError, sqlite3.Error) as problem:
        raise CommandError(f"{database} cannot be filled: {problem}") from None
    except ValueError as problem:
        raise CommandError(str(problem)) from None


@contextmanager
def _progress(contacts: int) -> Generator[Callable[[int], None]]:
    """Told how many contacts there are, shows a bar on a terminal and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("contacts"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("contacts", total=contacts)
        yield lambda done: progress.update(task, completed=done)

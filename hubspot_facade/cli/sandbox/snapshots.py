"""`hubspot-facade sandbox snapshot`, `restore`, `snapshots` and `reset`: keep what a sandbox holds, and go back."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import typer

from hubspot_facade.cli.failure import report_errors
from hubspot_facade.cli.sandbox.remote import DEFAULT_URL, Running, Url

Name = Annotated[str, typer.Argument(help="The snapshot's name: letters, digits, - and _.")]


def snapshot(name: Name, url: Url = DEFAULT_URL) -> None:
    """Keep everything that a running sandbox holds under a name, in the place of an older snapshot."""
    with report_errors():
        Running(url).ask("PUT", f"snapshots/{quote(name, safe='')}")
        typer.echo(f"kept as {name}", err=True)


def restore(name: Name, url: Url = DEFAULT_URL) -> None:
    """Put everything back to how it was at a snapshot."""
    with report_errors():
        Running(url).ask("POST", f"snapshots/{quote(name, safe='')}/restore")
        typer.echo(f"as it was at {name}", err=True)


def snapshots(url: Url = DEFAULT_URL) -> None:
    """Print the names of the snapshots."""
    with report_errors():
        for one in Running(url).ask("GET", "snapshots")["results"]:
            typer.echo(one["name"])


def reset(url: Url = DEFAULT_URL) -> None:
    """Empty a running sandbox; requests and faults are forgotten too, snapshots and tokens stay."""
    with report_errors():
        Running(url).ask("POST", "reset")
        typer.echo("empty", err=True)

"""`hubspot-facade sandbox`: a local HubSpot, and commands for one that runs."""

from __future__ import annotations

import typer

from hubspot_facade.cli.sandbox.log import log
from hubspot_facade.cli.sandbox.seeding import seed
from hubspot_facade.cli.sandbox.serving import serve
from hubspot_facade.cli.sandbox.snapshots import reset, restore, snapshot, snapshots

__all__ = ["sandbox"]

sandbox = typer.Typer(add_completion=False)
sandbox.callback(invoke_without_command=True)(serve)
for command in (seed, log, snapshot, restore, snapshots, reset):
    sandbox.command()(command)

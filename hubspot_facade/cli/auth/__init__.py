"""`hubspot-facade auth`: accounts to work with, whose tokens are kept in the system's keyring."""

from __future__ import annotations

import typer

from hubspot_facade.cli.auth.commands import login, logout, status, use

__all__ = ["auth"]

auth = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Accounts to work with, kept in the system's keyring."
)
for command in (login, status, use, logout):
    auth.command()(command)

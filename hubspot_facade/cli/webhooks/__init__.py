"""`hubspot-facade webhooks`: try a receiver of webhooks, or be one."""

from __future__ import annotations

import typer

from hubspot_facade.cli.webhooks.commands import listen, send

__all__ = ["webhooks"]

webhooks = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Send a signed webhook, or receive webhooks and print them."
)
for command in (send, listen):
    webhooks.command()(command)

"""`hubspot-facade sandbox`: a local HubSpot in the foreground."""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from typing import Annotated

import typer

from hubspot_facade.cli.failure import CommandError, told


class Tier(StrEnum):
    """Whose rate limits apply."""

    FREE = "free"
    PRO = "pro"
    ENTERPRISE = "enterprise"
    OAUTH = "oauth"


Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")]
Host = Annotated[str, typer.Option(help="Address to listen on; other machines reach any but loopback.")]
Db = Annotated[str, typer.Option(help="SQLite file that keeps the records; in memory without.")]
TierName = Annotated[Tier | None, typer.Option(help="Enforce the rate limits of this tier; none without.")]
Samples = Annotated[
    bool, typer.Option("--samples", help="Begin with the records that the operations' sample payloads speak of.")
]
Token = Annotated[str | None, typer.Option(help="The token to accept; a new one without.")]


def sandbox(
    port: Port = 0,
    host: Host = "127.0.0.1",
    db: Db = ":memory:",
    tier: TierName = None,
    token: Token = None,
    samples: Samples = False,
) -> None:
    """Serve a local HubSpot until Ctrl+C, and print how to point programs at it."""
    with told():
        try:
            from hubspot_facade.sandbox import serve
            from hubspot_facade.sandbox.errors import Refusal
        except ImportError as missing:
            raise CommandError(str(missing)) from None
        try:
            serve(port, db, tier.value if tier else None, host, token=token, samples=samples, announce=_announce)
        except Refusal as refusal:
            raise CommandError(f"the samples cannot be put into {db}: {refusal}") from None
        except (OSError, sqlite3.Error) as problem:
            raise CommandError(f"the sandbox cannot start on {host}:{port} with {db}: {problem}") from None


def _announce(url: str, token: str) -> None:
    typer.echo(f"HubSpot sandbox at {url} (Ctrl+C stops it)\n")
    typer.echo(f"export HUBSPOT_BASE_URL={url}")
    typer.echo(f"export HUBSPOT_ACCESS_TOKEN={token}")

"""`hubspot-facade run`: one operation, by its name."""

from __future__ import annotations

import asyncio
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Annotated, Any

import typer

from hubspot_facade.catalogue import Catalogue
from hubspot_facade.cli.failure import PARTLY, failed_parts, told
from hubspot_facade.cli.output import print_json
from hubspot_facade.cli.payload import payload_of
from hubspot_facade.client import AsyncHubSpot, HubSpot

Name = Annotated[str, typer.Argument(help="An operation as `ops` lists it, or its method: contacts.upsert.")]
Input = Annotated[str | None, typer.Option("--input", "-i", help="JSON file with the payload; - is standard input.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help="field=text or field:=json, over what --input gives; dots lead into objects."),
]
Edition = Annotated[str | None, typer.Option("--api-version", help="2026-03, 2026-09 or v3.")]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Another server than HubSpot's, such as the sandbox.")]
Asynchronous = Annotated[bool, typer.Option("--async", help="Use the asynchronous client.")]


def run(
    name: Name,
    source: Input = None,
    settings: Settings = None,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    asynchronous: Asynchronous = False,
) -> None:
    """Run an operation and print what it answers as JSON.

    When a part of a batch fails, what succeeded is printed all the same, and the exit code is 4.
    """
    with told():
        entry = Catalogue()[name]
        payload = payload_of(source, settings or ())
        options: dict[str, Any] = {"api_version": api_version, "base_url": base_url}
        with _waiting(entry.name):
            if asynchronous:
                answer = asyncio.run(_answer(entry.name, payload, options))
            else:
                with HubSpot(**options) as hubspot:
                    answer = hubspot.operations.run(entry.name, payload)
        print_json(answer)
        if failed := [*failed_parts(answer)]:
            typer.echo("\n".join(failed), err=True)
            raise typer.Exit(PARTLY)


async def _answer(name: str, payload: dict[str, Any], options: dict[str, Any]) -> Any:
    async with AsyncHubSpot(**options) as hubspot:
        return await hubspot.operations.run(name, payload)


def _waiting(name: str) -> AbstractContextManager[object]:
    """A sign of life for a person who waits; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(name)

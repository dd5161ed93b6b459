"""`hubspot-facade run`: run one operation, by its name."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import typer

from hubspot_facade.catalogue.operations import Catalogue, editions
from hubspot_facade.cli.auth.profiles import settings_of
from hubspot_facade.cli.failure import PARTLY, CommandError, failed_parts, report_errors
from hubspot_facade.cli.output import print_json, print_line
from hubspot_facade.cli.payload import payload_of
from hubspot_facade.cli.progress import counting, waiting
from hubspot_facade.client import AsyncHubSpot, HubSpot

Name = Annotated[str, typer.Argument(help="An operation as `ops` lists it, or its method: contacts.upsert.")]
Input = Annotated[str | None, typer.Option("--input", "-i", help="JSON file with the payload; - is standard input.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help="field=text or field:=json, overriding --input; dots lead into objects."),
]
Whole = Annotated[bool, typer.Option("--all", help="Every item of a listing, one line of JSON each, as they arrive.")]
Edition = Annotated[str | None, typer.Option("--api-version", help=f"The edition to use: {', '.join(editions())}.")]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Another server than HubSpot's, such as the sandbox.")]
AllowHttp = Annotated[
    bool,
    typer.Option(
        "--allow-http", help="Allow plain http to another machine, which exposes the token, as HUBSPOT_ALLOW_HTTP=1."
    ),
]
Profile = Annotated[str | None, typer.Option("--profile", help="The account to use, as saved by `auth login`.")]
Asynchronous = Annotated[bool, typer.Option("--async", help="Use the asynchronous client.")]


def run(
    name: Name,
    source: Input = None,
    settings: Settings = None,
    whole: Whole = False,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
    asynchronous: Asynchronous = False,
) -> None:
    """Run an operation and print its answer as JSON.

    A listing prints its first page; with --all, every item on a line of its own, as the pages arrive. If a part of
    a batch fails, what succeeded is still printed, and the exit code is 4.
    """
    with report_errors():
        entry = Catalogue()[name]
        payload = payload_of(source, settings or ())
        options: dict[str, Any] = {
            "api_version": api_version,
            "require_token": False,
            "allow_http": allow_http or None,
            **settings_of(profile, base_url),
        }
        if whole:
            if not entry.lists:
                raise CommandError(f"{entry.name} is not a listing: leave out --all")
            asyncio.run(_stream_awaited(name, payload, options)) if asynchronous else _stream(name, payload, options)
            return
        with waiting(entry.name):
            answer = asyncio.run(_awaited(name, payload, options)) if asynchronous else _answer(name, payload, options)
        print_json(answer)
        if failed := [*failed_parts(answer)]:
            typer.echo("\n".join(failed), err=True)
            raise typer.Exit(PARTLY)


def _answer(name: str, payload: dict[str, Any], options: dict[str, Any]) -> Any:
    with HubSpot(**options) as hubspot:
        return hubspot.operations.run(name, payload)


async def _awaited(name: str, payload: dict[str, Any], options: dict[str, Any]) -> Any:
    async with AsyncHubSpot(**options) as hubspot:
        return await hubspot.operations.run(name, payload)


def _stream(name: str, payload: dict[str, Any], options: dict[str, Any]) -> None:
    with HubSpot(**options) as hubspot, counting(name) as count:
        for item in hubspot.operations.listing(name, payload):
            print_line(item)
            count()


async def _stream_awaited(name: str, payload: dict[str, Any], options: dict[str, Any]) -> None:
    async with AsyncHubSpot(**options) as hubspot:
        with counting(name) as count:
            async for item in hubspot.operations.listing(name, payload):
                print_line(item)
                count()

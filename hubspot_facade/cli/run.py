"""`hubspot-facade run`: run one operation, by its name."""

from __future__ import annotations

import re
from contextlib import ExitStack, contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from hubspot_openapi import editions

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.cli.completing import EDITIONS, OPERATIONS
from hubspot_facade.cli.failure import PARTLY, CommandError, failed_parts, report_errors
from hubspot_facade.cli.formats import Format, print_answer, print_items, rows_of
from hubspot_facade.cli.output import print_line
from hubspot_facade.cli.progress import counting, waiting
from hubspot_facade.cli.unknown_option import PayloadCommand
from hubspot_facade.errors import BadRequest
from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from collections.abc import Coroutine, Generator

    from hubspot_facade import async_client, client
    from hubspot_facade.catalogue import operations
    from hubspot_facade.catalogue.named_operation import Entry
    from hubspot_facade.cli import filters as conditions
    from hubspot_facade.cli import payload as payloads
    from hubspot_facade.cli.auth import profiles
else:  # help and mistakes in options need none of these
    async_client = late_module("hubspot_facade.async_client")
    client = late_module("hubspot_facade.client")
    conditions = late_module("hubspot_facade.cli.filters")
    operations = late_module("hubspot_facade.catalogue.operations")
    payloads = late_module("hubspot_facade.cli.payload")
    profiles = late_module("hubspot_facade.cli.auth.profiles")

Name = Annotated[
    str,
    typer.Argument(help="An operation as `ops` lists it, or its method: contacts.upsert.", **OPERATIONS),
]
Input = Annotated[
    str | None,
    typer.Option("--input", "-i", help="JSON file with the payload; - is standard input; or the JSON object itself."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help="field=text or field:=json, overriding --input; dots lead into objects."),
]
Filters = Annotated[
    list[str] | None,
    typer.Option(
        "--filter",
        "-F",
        help="Of a search, what must match: 'amount>=1000', 'city=Graz', 'dealstage in won,lost', email, '!phone'; "
        "can be repeated.",
    ),
]
Form = Annotated[
    Format | None,
    typer.Option("--format", help="json, or with --all jsonl, by default; table and csv have a row for each item."),
]
Whole = Annotated[bool, typer.Option("--all", help="Every item of a listing, not its first page alone.")]
Edition = Annotated[
    str | None,
    typer.Option("--api-version", help=f"The edition to use: {', '.join(editions())}.", **EDITIONS),
]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Another server than HubSpot's, such as the sandbox.")]
AllowHttp = Annotated[
    bool,
    typer.Option(
        "--allow-http", help="Allow plain http to another machine, which exposes the token, as HUBSPOT_ALLOW_HTTP=1."
    ),
]
Profile = Annotated[str | None, typer.Option("--profile", help="The account to use, as saved by `auth login`.")]
Asynchronous = Annotated[bool, typer.Option("--async", help="Use the asynchronous client.")]

COMMAND = PayloadCommand
"""What parses its arguments."""


def run(
    name: Name,
    source: Input = None,
    settings: Settings = None,
    filters: Filters = None,
    form: Form = None,
    whole: Whole = False,
    api_version: Edition = None,
    base_url: BaseUrl = None,
    allow_http: AllowHttp = False,
    profile: Profile = None,
    asynchronous: Asynchronous = False,
) -> None:
    """Run an operation and print its answer.

    A listing prints its first page; with --all, every item: as lines of JSON while the pages arrive, in another form
    once all are there. If a part of a batch fails, what succeeded is still printed, and the exit code is 4.
    """
    with report_errors(), ExitStack() as stack:
        entry = operations.Catalogue()[name]
        payload = payloads.payload_of(source, settings or ())
        if entry.lists and "limit" in payload:
            stack.enter_context(_page_size_explained(whole=whole))
        if filters:
            _add_filters(entry, payload, filters)
        if whole and entry.lists and "limit" in payload:
            typer.echo(
                "note: --all prints every item; limit is the size of a page, and without it pages are as large as "
                "HubSpot allows",
                err=True,
            )
        options = profiles.client_options(profile, base_url, api_version, allow_http=allow_http, require_token=False)
        wanted = _columns(payload)
        if whole:
            if not entry.lists:
                raise CommandError(f"{entry.name} is not a listing: leave out --all")
            items = Items(print_each=form in (None, Format.JSONL))
            with items.counted_if_interrupted():
                if asynchronous:
                    _run_awaited(_stream_awaited(name, payload, options, items))
                else:
                    _stream(name, payload, options, items)
            if not items.print_each:
                print_items(items.kept, form, wanted)
            if not items.number:
                _explain_nothing(entry, payload, options)
            return
        with waiting(entry.name), _doubt_if_interrupted(entry):
            answer = _run_awaited(_awaited(name, payload, options)) if asynchronous else _answer(name, payload, options)
        print_answer(answer, form or Format.JSON, wanted)
        if entry.lists and not rows_of(answer):
            _explain_nothing(entry, payload, options)
        if failed := [*failed_parts(answer)]:
            typer.echo("\n".join(failed), err=True)
            raise typer.Exit(PARTLY)


@contextmanager
def _page_size_explained(*, whole: bool) -> Generator[None]:
    """What to do where HubSpot refuses `limit`, which in a payload is the size of a page."""
    try:
        yield
    except BadRequest as error:
        if error.advice is None and re.search(r"\blimit\b", error.message):
            error.advice = "limit is the size of a page: " + (
                "leave it out, as --all prints every item" if whole else "give less, or use --all for every item"
            )
        raise


def _run_awaited(work: Coroutine[Any, Any, Any]) -> Any:
    import asyncio  # few use --async

    return asyncio.run(work)


def _add_filters(entry: Entry, payload: dict[str, Any], texts: list[str]) -> None:
    """Put filters into a payload that has none."""
    if "filters" not in entry.form.parameters:
        raise CommandError(f"{entry.name} has no filters: leave out -F")
    spellings = entry.form.parameters["filters"].spellings
    if there := [field for field in payload if field in spellings or field == "filterGroups"]:
        raise CommandError(f"-F does not go together with {there[0]}: write all filters there")
    payload["filters"] = conditions.filters_of(texts)


def _explain_nothing(entry: Entry, payload: dict[str, Any], options: dict[str, Any]) -> None:
    """Of a search of records: say which values of its filters no record can have."""
    filters = payload.get("filters") or payload.get("filterGroups")
    if entry.method != "search" or not filters:
        return
    from hubspot_facade.cli.found_nothing import explain

    with client.HubSpot(**options) as hubspot:
        if object_type := getattr(attrgetter(entry.resource)(hubspot), "object_type", ""):
            explain(hubspot, object_type, filters)


def _columns(payload: dict[str, Any]) -> list[str]:
    """The properties that a payload asks for by name, which are columns even where no item has a value."""
    names = payload.get("properties")
    if isinstance(names, str):
        names = names.split(",")
    listed = cast("list[object]", names) if isinstance(names, list) else []
    return [each.strip() for each in listed if isinstance(each, str) and each.strip()]


def _answer(name: str, payload: dict[str, Any], options: dict[str, Any]) -> Any:
    with client.HubSpot(**options) as hubspot:
        return hubspot.operations.run(name, payload)


async def _awaited(name: str, payload: dict[str, Any], options: dict[str, Any]) -> Any:
    async with async_client.AsyncHubSpot(**options) as hubspot:
        return await hubspot.operations.run(name, payload)


def _stream(name: str, payload: dict[str, Any], options: dict[str, Any], items: Items) -> None:
    with client.HubSpot(**options) as hubspot, counting(name, printed=items.print_each) as count:
        for item in hubspot.operations.listing(name, payload):
            items.take(item)
            count()


async def _stream_awaited(name: str, payload: dict[str, Any], options: dict[str, Any], items: Items) -> None:
    async with async_client.AsyncHubSpot(**options) as hubspot:
        with counting(name, printed=items.print_each) as count:
            async for item in hubspot.operations.listing(name, payload):
                items.take(item)
                count()


class Items:
    """The items of a listing: printed as they come, or kept to be printed once all are there."""

    def __init__(self, *, print_each: bool) -> None:
        self.print_each = print_each
        self.kept: list[Any] = []
        self.number = 0

    def take(self, item: Any) -> None:
        """Print or keep the next one."""
        self.number += 1
        if self.print_each:
            print_line(item)
        else:
            self.kept.append(item)

    @contextmanager
    def counted_if_interrupted(self) -> Generator[None]:
        """Say at Ctrl-C how many there were."""
        try:
            yield
        except KeyboardInterrupt:
            what = "printed" if self.print_each else "read, and none was printed"
            typer.echo(f"interrupted: {counted(self.number, 'item')} {what}", err=True)
            raise


@contextmanager
def _doubt_if_interrupted(entry: Entry) -> Generator[None]:
    """Say at Ctrl-C what is not known."""
    try:
        yield
    except KeyboardInterrupt:
        known = "" if entry.effect == "read" else ": it is not known whether HubSpot carried it out"
        typer.echo(f"interrupted{known}", err=True)
        raise

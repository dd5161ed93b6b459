"""`hubspot-facade mcp`: the catalogue for agents, over the Model Context Protocol."""

from __future__ import annotations

import os
import secrets
import sys
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hubspot_facade.cli.auth.profiles import client_options
from hubspot_facade.cli.completing import EDITIONS, OBJECT_TYPES, OPERATIONS
from hubspot_facade.cli.failure import CommandError, report_errors
from hubspot_facade.cli.interrupting import ending_at_once
from hubspot_facade.cli.run import AllowHttp
from hubspot_facade.client import HubSpot
from hubspot_facade.errors import HubSpotError, InputError
from hubspot_facade.mcp.client import GuardedHubSpot
from hubspot_facade.mcp.desk import Desk
from hubspot_facade.mcp.masking import Masking
from hubspot_facade.mcp.name_check import check_names
from hubspot_facade.mcp.policy import Policy
from hubspot_facade.mcp.server import make_server
from hubspot_facade.mcp.serving import check_loopback, serve_http, serve_stdio

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "HUBSPOT_FACADE_MCP_TOKEN"  # noqa: S105 # the name of a variable
PORT = 8486
CURRENT = "default"
_LARGEST_ANSWER = 20_000_000
WAITING = (
    "MCP server on standard input and output: it waits for the messages of an agent, which starts this command itself, "
    'by a setting such as {"mcpServers": {"hubspot": {"command": "hubspot-facade", "args": ["mcp"]}}} with the options '
    "given here; --http serves programs that run already (Ctrl+C stops it)"
)

Http = Annotated[
    bool, typer.Option("--http", help="Over HTTP on this machine, with a token, in place of standard input and output.")
]
Host = Annotated[str, typer.Option(help="With --http, the address to listen on; loopback only.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="With --http, the port; 0 is a free one.")]
Origin = Annotated[
    list[str] | None, typer.Option("--origin", help="With --http, a page's origin that may call; none by default.")
]
Writes = Annotated[
    bool, typer.Option("--allow-writes", help="Allow operations that create and update, each by a plan.")
]
Deletes = Annotated[bool, typer.Option("--allow-deletes", help="Allow operations that delete what can be restored.")]
Sends = Annotated[bool, typer.Option("--allow-sends", help="Allow operations that send e-mails and messages.")]
Irreversible = Annotated[bool, typer.Option("--allow-irreversible", help="Allow merging, and deleting for good.")]
OperationNames = Annotated[
    list[str] | None,
    typer.Option("--operation", help="Allow this operation, or method, and no others; can be repeated.", **OPERATIONS),
]
ObjectTypes = Annotated[
    list[str] | None,
    typer.Option("--object-type", help="Allow this object type and no others; can be repeated.", **OBJECT_TYPES),
]
PropertyNames = Annotated[
    list[str] | None, typer.Option("--property", help="Allow this property and no others; can be repeated.")
]
Mask = Annotated[
    list[str] | None,
    typer.Option("--mask", help="Mask this property too, or a pattern such as '*_score'; can be repeated."),
]
Unmask = Annotated[
    list[str] | None, typer.Option("--unmask", help="Show a property that is masked by default; can be repeated.")
]
Most = Annotated[int, typer.Option("--most-records", min=1, help="How many records one plan may change.")]
AuditFile = Annotated[
    Path | None, typer.Option("--audit", help="Append a line of JSON for each operation to this file.")
]
Profile = Annotated[
    list[str] | None,
    typer.Option("--profile", help="An account saved by `auth login`; repeated, agents choose by `portal`."),
]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Another server than HubSpot's, such as the sandbox.")]
Edition = Annotated[str | None, typer.Option("--api-version", help="The edition to use.", **EDITIONS)]
Playground = Annotated[
    bool, typer.Option("--sandbox", help="A local HubSpot with made-up records, without an account, until this ends.")
]
Contacts = Annotated[int, typer.Option("--seed-contacts", min=0, help="With --sandbox, how many contacts to make up.")]


def mcp(
    http: Http = False,
    host: Host = "127.0.0.1",
    port: Port = PORT,
    origin: Origin = None,
    allow_writes: Writes = False,
    allow_deletes: Deletes = False,
    allow_sends: Sends = False,
    allow_irreversible: Irreversible = False,
    operation: OperationNames = None,
    object_type: ObjectTypes = None,
    property_: PropertyNames = None,
    mask: Mask = None,
    unmask: Unmask = None,
    most_records: Most = 100,
    audit: AuditFile = None,
    profile: Profile = None,
    base_url: BaseUrl = None,
    api_version: Edition = None,
    allow_http: AllowHttp = False,
    sandbox: Playground = False,
    seed_contacts: Contacts = 50,
) -> None:
    """Serve the account to agents (MCP): they read; what changes something needs flags, and a plan first.

    With --http the token is HUBSPOT_FACADE_MCP_TOKEN, or a new one that is printed.
    """
    with report_errors(), ExitStack() as stack:
        policy = Policy(
            writes=allow_writes,
            deletes=allow_deletes,
            sends=allow_sends,
            irreversible=allow_irreversible,
            operations=tuple(operation or ()),
            object_types=tuple(object_type or ()),
            properties=tuple(property_ or ()),
            masking=Masking(mask or (), shown=unmask or ()),
            most_records=most_records,
        )
        if http:
            check_loopback(host)
        if sandbox and (profile or base_url):
            raise CommandError("--sandbox is an account of its own: leave out --profile and --base-url")
        options = (
            {"sandbox": _playground(stack, seed_contacts, api_version)}
            if sandbox
            else {
                each or CURRENT: client_options(each, base_url, api_version, allow_http=allow_http)
                for each in profile or (None,)
            }
        )
        portals = {name: _portal(policy, each) for name, each in options.items()}
        _check_names([*options.values()], policy)
        desk = Desk(portals, policy, monotonic=time.monotonic, wall=time.time, audit_file=audit)
        stack.callback(desk.close)
        server = make_server(desk)
        if http:
            token = os.environ.get(TOKEN) or secrets.token_urlsafe(32)
            serve_http(server, token, host, port, tuple(origin or ()), partial(_announce, token))
        else:
            if sys.stdin.isatty():
                typer.echo(WAITING, err=True)
            with ending_at_once(stack.close):
                serve_stdio(server)


def _portal(policy: Policy, options: dict[str, Any]) -> Callable[[], GuardedHubSpot]:
    """How the client of an account is made; a wrong setting is an error at once."""
    client = GuardedHubSpot(policy, answer_limit=_LARGEST_ANSWER, **options)
    return lambda: client


def _check_names(accounts: list[dict[str, Any]], policy: Policy) -> None:
    """InputError for an object type or a property that no account has; a note where that cannot be known."""
    with ExitStack() as stack:
        clients = [stack.enter_context(HubSpot(**options, retries=0)) for options in accounts]
        try:
            check_names(clients, policy)
        except InputError:
            raise
        except HubSpotError as error:
            typer.echo(f"note: object types and properties in options could not be checked: {error}", err=True)


def _playground(stack: ExitStack, contacts: int, api_version: str | None) -> dict[str, Any]:
    """How the client of a sandbox is made, which is started for it."""
    try:
        from hubspot_facade.sandbox import Sandbox
    except ImportError as missing:
        raise CommandError(str(missing)) from None
    running = stack.enter_context(Sandbox())
    if contacts:
        running.seed(contacts=contacts)
    return {"access_token": running.token, "base_url": running.url, "api_version": api_version}


def _announce(token: str, url: str) -> None:
    typer.echo(f"MCP server at {url} (Ctrl+C stops it)", err=True)
    if not os.environ.get(TOKEN):
        typer.echo(f"export {TOKEN}={token}", err=True)

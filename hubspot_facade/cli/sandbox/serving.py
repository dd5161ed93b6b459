"""`hubspot-facade sandbox` without a command: serve in the foreground."""

from __future__ import annotations

import errno
import shlex
import sqlite3
import sys
import threading
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hubspot_facade.cli.failure import CommandError, report_errors
from hubspot_facade.cli.interrupting import until_interrupted
from hubspot_facade.cli.sandbox.log import printer
from hubspot_facade.cli.sandbox.remote import PORT
from hubspot_facade.cli.typed_names import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.sandbox import Sandbox


# options of the sandbox have no default here: what is not given is left to `Sandbox`, which checks what is
Port = Annotated[
    int | None,
    typer.Option(min=0, max=65535, help=f"Port to listen on; {PORT} by default, or a free one when that is taken."),
]
Host = Annotated[
    str | None,
    typer.Option(help="Address to listen on, 127.0.0.1 by default; other machines reach any but loopback."),
]
Db = Annotated[
    str | None, typer.Option("--db", "--database", help="SQLite file that keeps the records; in memory by default.")
]
Durable = Annotated[bool, typer.Option("--durable", help="Have the file outlive power cuts too; slower.")]
Tier = Annotated[
    str | None,
    typer.Option(help="Enforce the limits of a tier: free, pro, enterprise or oauth; none by default."),
]
Scopes = Annotated[bool, typer.Option("--scopes", help="Check the scopes of tokens.")]
Samples = Annotated[
    bool, typer.Option("--samples", help="Begin with the records that the operations' sample payloads refer to.")
]
Contacts = Annotated[int | None, typer.Option("--seed-contacts", min=1, help="Begin with this many made-up contacts.")]
FaultFile = Annotated[Path | None, typer.Option("--faults", help="TOML file of faults to inject.")]
IndexLag = Annotated[str | None, typer.Option(help="How far search lags behind: 5s, 500ms, 2m; not at all by default.")]
JobLooks = Annotated[
    int | None,
    typer.Option(min=0, help="How many looks at an import, export or task find it under way; 0 by default."),
]
UrlImports = Annotated[
    str | None,
    typer.Option(
        help="Files imported from a URL: offline (made up, the default), public (fetched unless private) or any."
    ),
]
Portals = Annotated[
    list[int] | None, typer.Option("--portal", min=1, help="A further portal with this id, with a token of its own.")
]
Token = Annotated[str | None, typer.Option(help="The token to accept; a new one by default.")]
Secret = Annotated[
    str | None,
    typer.Option("--client-secret", help="The secret of every app, which signs its webhooks; a known one by default."),
]
AnyToken = Annotated[bool, typer.Option("--any-token", help="Accept every token.")]
Watch = Annotated[
    bool | None,
    typer.Option("--watch/--quiet", help="Print a line for each request, or none; lines by default on a terminal."),
]


def serve(
    context: typer.Context,
    port: Port = None,
    host: Host = None,
    db: Db = None,
    durable: Durable = False,
    tier: Tier = None,
    token: Token = None,
    any_token: AnyToken = False,
    client_secret: Secret = None,
    scopes: Scopes = False,
    portal: Portals = None,
    samples: Samples = False,
    seed_contacts: Contacts = None,
    faults: FaultFile = None,
    index_lag: IndexLag = None,
    job_looks: JobLooks = None,
    url_imports: UrlImports = None,
    watch: Watch = None,
) -> None:
    """Serve a local HubSpot until Ctrl+C, print how to point programs at it, and show the requests as they come.

    The commands below are for one that runs already.
    """
    if context.invoked_subcommand is not None:
        return
    with report_errors():
        try:
            from hubspot_facade.sandbox.protocol.errors import Refusal
            from hubspot_facade.sandbox.state.instants import duration
        except ImportError as missing:
            raise CommandError(str(missing)) from None
        options: dict[str, Any] = {
            "host": host,
            "db": db,
            "durable": durable or None,
            "tier": tier,
            "token": token,
            "any_token": any_token or None,
            "client_secret": client_secret,
            "scopes": scopes or None,
            "samples": samples or None,
            "faults": faults,
            "url_imports": url_imports,
            "job_looks": job_looks,
        }
        try:
            options["index_lag"] = _lag(index_lag, duration)
            sandbox = _started(port, {name: one for name, one in options.items() if one is not None})
        except Refusal as refusal:
            raise CommandError(f"the samples cannot be put into {db or 'memory'}: {refusal}") from None
        except (OSError, sqlite3.Error) as problem:
            if isinstance(problem, OSError) and problem.errno == errno.EADDRINUSE:
                raise CommandError(f"port {port} is in use (another sandbox?): name another with --port") from None
            if faults is not None and isinstance(problem, OSError) and problem.filename == str(faults):
                raise CommandError(f"--faults {faults}: {problem.strerror}") from None
            where = f"{host or '127.0.0.1'}:{PORT if port is None else port}"
            raise CommandError(f"the sandbox cannot start on {where} with {db or 'memory'}: {problem}") from None
        except ValueError as problem:
            raise CommandError(message(problem)) from None
        with ExitStack() as stack:
            stack.callback(sandbox.stop)
            stack.enter_context(until_interrupted())
            further = {id_: sandbox.new_token(portal=id_) for id_ in portal or ()}
            if seed_contacts:
                sandbox.seed(contacts=seed_contacts)
            _announce(sandbox, further, asked_port=port)
            watching = sys.stderr.isatty() if watch is None else watch
            with sandbox.application.log.listen(printer()) if watching else nullcontext():
                threading.Event().wait()


def _lag(given: str | None, duration: Callable[[str], float]) -> float | None:
    try:
        return None if given is None else duration(given)
    except ValueError as problem:
        raise CommandError(f"--index-lag: {problem}") from None


def _started(port: int | None, options: dict[str, Any]) -> Sandbox:
    """The sandbox, listening on the port or, where none was named, on the usual one or a free one."""
    from hubspot_facade.sandbox import Sandbox

    try:
        return Sandbox(port=PORT if port is None else port, **options).start()
    except OSError as problem:
        if port is not None or problem.errno != errno.EADDRINUSE:
            raise
    return Sandbox(port=0, **options).start()


def _announce(sandbox: Sandbox, further: dict[int, str], *, asked_port: int | None) -> None:
    from hubspot_facade.sandbox.serving.server import EXPOSED

    typer.echo(f"HubSpot sandbox at {sandbox.url} (open it in a browser; Ctrl+C stops it)\n")
    typer.echo(f"export HUBSPOT_BASE_URL={sandbox.url}")
    typer.echo(f"export HUBSPOT_ACCESS_TOKEN={shlex.quote(sandbox.token)}")
    typer.echo(f"export HUBSPOT_CLIENT_SECRET={shlex.quote(sandbox.client_secret)}")
    if sandbox.exposed:
        typer.echo("export HUBSPOT_ALLOW_HTTP=1  # for clients on other machines")
    for id_, token in further.items():
        typer.echo(f"# portal {id_}: {token}")
    typer.echo()
    if sandbox.exposed:
        typer.echo(EXPOSED, err=True)
    if asked_port is None and sandbox.address[1] != PORT:
        typer.echo(f"(port {PORT} is taken, so this is a free one)", err=True)

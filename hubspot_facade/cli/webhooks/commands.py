"""`webhooks send` and `webhooks listen`."""

from __future__ import annotations

import json
import logging
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from hubspot_facade.cli.failure import REFUSED, UNANSWERED, CommandError, report_errors
from hubspot_facade.cli.interrupting import until_interrupted
from hubspot_facade.cli.payload import payload_of
from hubspot_facade.webhooks.event_types import EVENT_TYPES
from hubspot_facade.webhooks.local import LocalReceiver

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_facade.webhooks.events import Event

PORT = 8486
LOG = "hubspot_facade.webhooks"
Secret = Annotated[
    str | None,
    typer.Option("--secret", envvar="HUBSPOT_CLIENT_SECRET", help="The app's client secret; by default a sandbox's."),
]


def _types(incomplete: str) -> list[str]:
    return sorted(each for each in EVENT_TYPES if each.startswith(incomplete))


Type = Annotated[
    str,
    typer.Option("--type", "-t", help="The type of the event, such as deal.propertyChange.", autocompletion=_types),
]
Fields = Annotated[
    list[str] | None,
    typer.Option("--set", help="A field of the event: propertyName=city, objectId:=7 for JSON; can be repeated."),
]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")]
PublicUrl = Annotated[str | None, typer.Option(help="The address of a tunnel or proxy by which webhooks come.")]
Once = Annotated[bool, typer.Option("--once", help="Stop after the first event.")]


def send(
    url: Annotated[str, typer.Argument(help="Where to send it, as HubSpot has it: the whole address of a receiver.")],
    type_: Type = "contact.creation",
    fields: Fields = None,
    secret: Secret = None,
) -> None:
    """Send a made-up event, signed as HubSpot signs, and print what the receiver answers.

    Exit codes: 0 the receiver took it, 1 it refused, 3 no answer came.
    """
    with report_errors():
        try:
            from hubspot_facade.sandbox.webhooks.samples import sample_event
            from hubspot_facade.sandbox.webhooks.sending import Delivery
            from hubspot_facade.sandbox.webhooks.signing import signed_headers
        except ImportError as missing:
            raise CommandError(str(missing)) from None
        if not url.isascii() or not url.startswith(("http://", "https://")):
            raise CommandError(f"{url!r} is not an address such as http://127.0.0.1:8000/hubspot")
        at = time.time_ns() // 1_000_000
        try:
            event = sample_event(type_, payload_of(None, fields or ()), portal=1, app="1", at=at, number=at)
        except ValueError as problem:
            raise CommandError(str(problem)) from None
        body = json.dumps([event], separators=(",", ":")).encode()
        headers = signed_headers(_secret(secret), url, body, at)
        sent = Delivery(url, "1", [event], body, headers, at).send()
        typer.echo(json.dumps(event))
        if sent.status is None:
            typer.echo(f"error: no answer: {sent.problem}", err=True)
            raise typer.Exit(UNANSWERED)
        answer = sent.answer.decode(errors="replace").strip()
        typer.echo(f"{sent.status}{' ' if answer else ''}{answer}", err=True)
        if not sent.taken:
            raise typer.Exit(REFUSED)


def listen(port: Port = PORT, secret: Secret = None, public_url: PublicUrl = None, once: Once = False) -> None:
    """Receive webhooks on this machine, and print the events whose signature is right, one as a line of JSON each.

    Make the address that it prints the target URL of an app of the sandbox, or pass it to `webhooks send`. HubSpot
    itself reaches this machine only through a tunnel, whose address is then --public-url.
    """
    with report_errors():
        try:
            local = LocalReceiver(_secret(secret), port=port, public_url=public_url)
        except OSError as problem:
            raise CommandError(f"port {port} cannot be used: {problem.strerror or problem}") from None
        ended = threading.Event()

        @local.on("*")
        def show(event: Event) -> None:
            typer.echo(json.dumps(dict(event.raw)))
            if once:
                ended.set()

        local.refused = lambda answer: typer.echo(f"refused with {answer.status}: {answer.text}", err=True)
        with until_interrupted(), local, _only_here():
            typer.echo(f"listening at {local.url} (Ctrl+C stops)", err=True)
            ended.wait()


@contextmanager
def _only_here() -> Generator[None]:
    """Have refusals printed by the command alone, and not logged too."""
    log = logging.getLogger(LOG)
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def _secret(given: str | None) -> str:
    if given is not None:
        if not given.strip():
            raise CommandError("--secret or HUBSPOT_CLIENT_SECRET is empty")
        return given
    try:
        from hubspot_facade.sandbox.state.settings import CLIENT_SECRET
    except ImportError as missing:
        raise CommandError(f"--secret or HUBSPOT_CLIENT_SECRET is needed; for a sandbox's, {missing}") from None
    typer.echo("signed with a sandbox's secret, since neither --secret nor HUBSPOT_CLIENT_SECRET is given", err=True)
    return CLIENT_SECRET

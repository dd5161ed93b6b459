"""`hubspot-facade sandbox log`: the requests of a running sandbox, a line each; the same lines as `sandbox` prints."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hubspot_facade.cli.failure import report_errors
from hubspot_facade.cli.sandbox.remote import DEFAULT_URL, Running, Url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hubspot_facade.sandbox.serving.requestlog import Logged

PAUSE = 0.3
"""Seconds between two looks at the log."""
COLOURS = {2: "green", 3: "cyan", 4: "yellow", 5: "bold red"}
METHODS = {"GET": "blue", "POST": "magenta", "DELETE": "red"}

Follow = Annotated[bool, typer.Option("--follow", "-f", help="Go on with new requests until Ctrl+C.")]
Lines = Annotated[int, typer.Option("--lines", "-n", min=0, help="How many of the latest requests to begin with.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def log(url: Url = DEFAULT_URL, follow: Follow = False, lines: Lines = 20, as_json: AsJson = False) -> None:
    """Print the requests that a running sandbox answered: time, method, status, milliseconds, path."""
    with report_errors():
        print_entry = _print_json if as_json else _printer(error=False)
        for entry in entries(Running(url), lines=lines, follow=follow, sleep=time.sleep):
            print_entry(entry)


def entries(running: Running, *, lines: int, follow: bool, sleep: Callable[[float], None]) -> Iterator[dict[str, Any]]:
    """The latest requests, oldest first; with `follow` the new ones as they come, without end."""
    found = running.ask("GET", "requests", limit=max(1, lines))["results"]
    last = found[-1]["number"] if found else 0
    yield from found if lines else ()
    while follow:
        sleep(PAUSE)
        for entry in running.ask("GET", "requests", after=last)["results"]:
            last = entry["number"]
            yield entry


def printer() -> Callable[[Logged], None]:
    """Prints a request as a line on standard error."""
    print_entry = _printer(error=True)

    def told_of(entry: Logged) -> None:
        # a terminal that is gone must not end the sandbox, which is what rich would do
        with suppress(OSError, SystemExit):
            print_entry(entry.body())

    return told_of


def _printer(*, error: bool) -> Callable[[dict[str, Any]], None]:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=error, highlight=False, soft_wrap=True)

    def print_entry(entry: dict[str, Any]) -> None:
        status = int(entry["status"])
        query = f"?{entry['query']}" if entry["query"] else ""
        console.print(
            Text.assemble(
                (str(entry["at"])[11:19], "dim"),
                "  ",
                (f"{entry['method']:<6}", METHODS.get(entry["method"], "cyan")),
                "  ",
                (str(status), COLOURS.get(status // 100, "")),
                "  ",
                (f"{entry['ms']:>7.1f} ms", "dim"),
                "  ",
                str(entry["path"]),
                (query, "dim"),
                ("  (from its schema)" if entry["answer"] == "schema" else "", "dim"),
            )
        )

    return print_entry


def _print_json(entry: dict[str, Any]) -> None:
    typer.echo(json.dumps(entry, ensure_ascii=False))

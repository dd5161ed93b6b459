"""What commands print on standard output."""

from __future__ import annotations

import base64
import errno
import json
import sys
from typing import Any

import typer

from hubspot_facade.cli.failure import CommandError


def print_json(data: Any) -> None:
    """Print JSON, readable by people and programs; bytes as base64."""
    _print(_text(data, indent=2))


def print_line(data: Any) -> None:
    """Print JSON on one line, as in JSON Lines."""
    _print(_text(data))


def _print(text: str) -> None:
    try:
        typer.echo(text)
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever read it has enough
            raise
        raise CommandError(f"standard output cannot be written: {error.strerror or error}") from None


def _text(data: Any, indent: int | None = None) -> str:
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] # where it was closed before the start
        raise CommandError("standard output is closed: what was done cannot be printed")
    ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
    return json.dumps(data, indent=indent, ensure_ascii=ascii_only, default=_bytes)


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def _bytes(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} is not JSON data")

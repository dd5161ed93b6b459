"""What commands print on standard output."""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

import typer


def print_json(data: Any) -> None:
    """JSON for people and programs alike; bytes as base64."""
    ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
    typer.echo(json.dumps(data, indent=2, ensure_ascii=ascii_only, default=_bytes))


def on_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()


def _bytes(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} is not JSON data")

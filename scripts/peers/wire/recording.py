"""Runs the cases of a client against a listener and prints what was heard."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from scripts.peers.wire.case import Call
from scripts.peers.wire.cases import CASES
from scripts.peers.wire.listener import Listener

TOKEN = "none"  # noqa: S105 # nothing asks for it


def record(client: str, make: Callable[[str], Any], perform: Callable[[Any, Call], None]) -> None:
    """Print every case of the client with its requests; exit with what could not even be asked."""
    rows: list[dict[str, Any]] = []
    problems: list[str] = []
    with Listener() as listener:
        made = make(listener.url)
        for each in CASES:
            calls = each.calls(client)
            if not calls:
                continue
            requests: list[dict[str, Any]] = []
            for call in calls:
                listener.heard.clear()
                try:
                    perform(made, call)
                except Exception as error:
                    if not listener.heard:  # an answer of `{}` is not every client's wish, and not the matter here
                        problems.append(f"{each.operation}: {call}: {type(error).__name__}: {error}")
                if len(listener.heard) > 1:
                    problems.append(f"{each.operation}: {call}: {len(listener.heard)} requests")
                requests += listener.heard[:1]
            told = [str(call) for call in calls]
            rows.append({"operation": each.operation, "payload": each.payload, "calls": told, "requests": requests})
    json.dump(rows, sys.stdout)
    sys.exit("\n".join(problems) or None)

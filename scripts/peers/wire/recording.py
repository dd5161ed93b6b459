"""Runs the cases of a client against a listener, then every method that it has, and prints what was heard."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from scripts.peers.wire.case import Call
from scripts.peers.wire.cases import CASES
from scripts.peers.wire.listener import Listener

TOKEN = "none"  # noqa: S105 # nothing asks for it
MARKS = ("M4RK", 987654321)
"""Made-up values that are known again in a path."""


def record(
    client: str, make: Callable[[str], Any], perform: Callable[[Any, Call], None], tour: Callable[[Any], Iterator[str]]
) -> None:
    """Print the client's cases with their requests and its methods with their endpoints.

    Exit with what could not even be asked.
    """
    with Listener() as listener:
        made = make(listener.url)
        rows, problems = cases(client, made, perform, listener)
        listener.heard.clear()
        marks = re.compile("|".join(map(str, MARKS)))
        methods: dict[str, str] = {}
        for name in tour(made):
            endpoints = {f"{heard['method']} {marks.sub('{}', heard['path'])}" for heard in listener.heard}
            listener.heard.clear()
            if len(endpoints) != 1:
                problems.append(f"{name}: {len(endpoints)} endpoints")
            methods[name] = min(endpoints, default="")
    json.dump({"cases": rows, "methods": methods}, sys.stdout)
    sys.exit("\n".join(problems) or None)


def cases(
    client: str, made: Any, perform: Callable[[Any, Call], None], listener: Listener
) -> tuple[list[dict[str, Any]], list[str]]:
    """The cases that the client can express, with what it sent, and what is wrong with any."""
    rows: list[dict[str, Any]] = []
    problems: list[str] = []
    for each in CASES:
        if calls := each.calls(client):
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
            shown = [str(call) for call in calls]
            rows.append({"operation": each.operation, "payload": each.payload, "calls": shown, "requests": requests})
    return rows, problems

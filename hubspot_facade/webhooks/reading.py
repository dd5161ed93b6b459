"""The events in the body of a webhook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn, TypeGuard

from hubspot_facade.errors import InputError, WebhookRefused
from hubspot_facade.webhooks.events import Event, read_event


@dataclass(frozen=True)
class Unreadable:
    """An event that is not of the documented form: its place in the body, and what is wrong with it."""

    index: int
    problem: str

    def __str__(self) -> str:
        return f"[{self.index}]{self.problem}"


def read_events(body: bytes | str) -> tuple[list[Event], list[Unreadable]]:
    """The events of a body, and those that cannot be read. WebhookRefused where the body is no list in JSON."""
    try:
        content: Any = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, or deeper or with longer numbers than Python reads
        raise WebhookRefused("The body is not JSON.", status=400) from None
    if not _is_list(content):
        raise WebhookRefused("The body is not a list of events.", status=400)
    events: list[Event] = []
    unreadable: list[Unreadable] = []
    for index, raw in enumerate(content):
        try:
            events.append(read_event(raw))
        except InputError as error:
            place = f".{error.field}" if error.field else ""
            unreadable.append(Unreadable(index, f"{place}: {error.problem}"))
    return events, unreadable


def _is_list(content: Any) -> TypeGuard[list[Any]]:
    return isinstance(content, list)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")

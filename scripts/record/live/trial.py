"""Runs operations on one account, each with its own things, and records every answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import httpx

from hubspot_facade import HubSpot
from hubspot_facade.catalogue.named_operation import Entry
from hubspot_facade.config import editions_for
from hubspot_facade.errors import HubSpotError
from hubspot_facade.plans.edition_calls import edition_calls
from scripts.record.cassette import Case
from scripts.record.live.belongings import Belongings, Impossible, removals
from scripts.record.live.differences import Exchange
from scripts.record.outcome import Outcome, Runner
from scripts.record.tape import Recorder

OWNERS = edition_calls("crm.owners").get_all(limit=1)


@dataclass
class Attempt:
    """One run of an operation: its answers in order and its outcome, or what prevented it."""

    exchanges: list[Exchange] = field(default_factory=list[Exchange])
    outcome: Outcome = field(default_factory=Outcome)
    case: Case | None = None
    impossible: str = ""


class Trial:
    """One account under one name prefix. `left` lists what could not be deleted again.

    With `tapes` each attempt is recorded as a case of a cassette.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        edition: str,
        prefix: str,
        patient: bool = True,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._edition = edition
        self._prefix = prefix
        self.tapes: Recorder | None = None
        self._exchanges: list[Exchange] = []
        self._runner = Runner(
            base_url,
            token,
            verify=base_url.startswith("https:"),
            patient=patient,
            transport=transport,
            on_answer=self._note,
        )
        self.hs: HubSpot = self._runner.client(edition)
        self._owner: str | None = None
        self._made: list[str] = []
        self.left: list[str] = []

    def run(self, entry: Entry) -> Attempt:
        """The operation's answers; what it and its preparation created is deleted afterwards."""
        belongings = Belongings(self._send, self._prefix, self._first_owner())
        try:
            payload = belongings.prepare(entry.sample or {}, f"{entry.python} {entry.name}".lower())
            self._exchanges.clear()
            attempt = self._attempt(entry.name, payload)
        except Impossible as error:
            attempt = Attempt(impossible=str(error))
        self._take_away()
        return attempt

    def _attempt(self, name: str, payload: dict[str, Any]) -> Attempt:
        outcome = self._runner.run(self._edition, name, payload)
        if self.tapes is None:
            return Attempt(list(self._exchanges), outcome)
        interactions, shown = self.tapes.taken(self._runner.heard, outcome)
        case = Case("success", shown, interactions, given=self.tapes.scrubber.data(payload))
        return Attempt(list(self._exchanges), outcome, case)

    def _take_away(self) -> None:
        made, self._made = dict.fromkeys(reversed(self._made)), []
        for path in made:
            try:
                status, _ = self._send("DELETE", path, None)
            except HubSpotError as error:
                self.left.append(f"DELETE {path}: {error}")
                continue
            if status >= 400 and status != 404:
                self.left.append(f"DELETE {path} was answered {status}")

    def _send(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        answer = self.hs.raw(method, path, json=body)
        return answer.status_code, answer.body

    def _first_owner(self) -> str:
        if self._owner is None:
            call = OWNERS.bind(editions_for(self._edition))
            status, body = self._send(call.method, f"{call.path}?{urlencode(call.query)}", None)
            results = body.get("results", []) if status == 200 else []
            self._owner = str(results[0]["id"]) if results else ""
        return self._owner

    def _note(self, answer: httpx.Response) -> None:
        request = answer.request
        try:
            body = json.loads(answer.content) if answer.content else None
        except ValueError:
            body = None
        path = request.url.raw_path.decode().partition("?")[0]
        self._exchanges.append(
            Exchange(request.method, path, answer.status_code, frozenset(name.lower() for name in answer.headers), body)
        )
        self._made += removals(request.method, path, answer.status_code, body)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._take_away()
        if error is not None and self.left:
            error.add_note("\n".join(("LEFT BEHIND, to be deleted by hand", *self.left)))
        self._runner.__exit__(kind, error, trace)


Progress = Callable[[str], None]

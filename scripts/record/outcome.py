"""The outcome of running a named operation: a result or an error, as JSON data that can be stored and compared."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

from hubspot_facade import AsyncHubSpot, HubSpot
from hubspot_facade.errors import APIError, HubSpotError
from hubspot_facade.transport.clock import Clock
from scripts.record.multipart import FixedAsyncClient, FixedClient

_ATTRIBUTES = ("status", "category", "sub_category", "message", "correlation_id", "existing_id", "scopes")
_START = 1_790_000_000.0


@dataclass(frozen=True)
class Outcome:
    """A result, or an error with its class and attributes."""

    result: Any = None
    error: dict[str, Any] | None = None

    @property
    def status(self) -> int | None:
        """The status of HubSpot's refusal; None for a success and for an error without an answer."""
        return None if self.error is None else self.error.get("status")


def error_data(error: Exception) -> dict[str, Any]:
    """An error's class and attributes."""
    if not isinstance(error, APIError):
        return {"type": type(error).__name__, "message": str(error)}
    given = {name: getattr(error, name, None) for name in _ATTRIBUTES}
    shown = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value}
    return {"type": type(error).__name__, **shown}


class Waits:
    """A clock on which waiting takes no time; `total` is the sum of waits, in seconds."""

    def __init__(self) -> None:
        self.total = 0.0

    def clock(self) -> Clock:
        """For a client's `clock`."""
        return Clock(
            monotonic=lambda: self.total,
            wall=lambda: _START + self.total,
            sleep=self._sleep,
            sleep_async=self._sleep_async,
            random=lambda: 0.0,
        )

    def _sleep(self, seconds: float) -> None:
        self.total += seconds

    async def _sleep_async(self, seconds: float) -> None:
        self.total += seconds


class Runner:
    """Runs operations on either client, over connections that stay open.

    `patient` uses the real clock, and one client for all so that they are paced together; `verify` and the transports
    are httpx's, `on_answer` is called with each answer. `heard` are the answers to the synchronous client since the
    last `run` began, with their requests.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        verify: bool = False,
        patient: bool = False,
        transport: httpx.BaseTransport | None = None,
        async_transport: httpx.AsyncBaseTransport | None = None,
        on_answer: Callable[[httpx.Response], None] | None = None,
    ) -> None:
        self._options: dict[str, Any] = {"base_url": base_url, "access_token": token}
        self._patient = patient
        self._clients: dict[str, HubSpot] = {}
        self.heard: list[httpx.Response] = []
        hooks: dict[str, list[Callable[[Any], Any]]] = {
            "request": [httpx.Request.read],
            "response": [self._hear, *([on_answer] if on_answer else [])],
        }
        self._sync = FixedClient(verify=verify, transport=transport, event_hooks=hooks, timeout=30)
        self._async = FixedAsyncClient(verify=verify, transport=async_transport)
        self._loop = asyncio.Runner()  # created on first use

    def client(self, edition: str) -> HubSpot:
        """The client that waits for answers."""
        if not self._patient:
            return HubSpot(**self._settings(edition), http_client=self._sync)
        if edition not in self._clients:
            self._clients[edition] = HubSpot(**self._options, api_version=edition, http_client=self._sync)
        return self._clients[edition]

    def run(self, edition: str, name: str, payload: dict[str, Any], *, asynchronous: bool = False) -> Outcome:
        """The outcome of an operation, also for an invalid payload."""
        self.heard.clear()
        try:
            if asynchronous:
                found = self._loop.run(self._awaited(edition, name, payload))
            else:
                found = self.client(edition).operations.run(name, payload)
        except (HubSpotError, ValueError, TypeError) as error:
            return Outcome(error=error_data(error))
        return Outcome(result=json.loads(json.dumps(found, default=str)))

    def _hear(self, answer: httpx.Response) -> None:
        answer.read()
        self.heard.append(answer)

    async def _awaited(self, edition: str, name: str, payload: dict[str, Any]) -> Any:
        async with AsyncHubSpot(**self._settings(edition), http_client=self._async) as hs:
            return await hs.operations.run(name, payload)

    def _settings(self, edition: str) -> dict[str, Any]:
        return {**self._options, "api_version": edition, "clock": Waits().clock()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sync.close()
        self._loop.run(self._async.aclose())
        self._loop.close()

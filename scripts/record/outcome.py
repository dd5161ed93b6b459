"""What came of running a named operation: a result or an error, as JSON data that can be kept and compared."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from hubspot_facade import AsyncHubSpot, HubSpot
from hubspot_facade.errors import APIError, HubSpotError
from hubspot_facade.transport.clock import Clock
from scripts.record.multipart import FixedAsyncClient, FixedClient

_TOLD = ("status", "category", "sub_category", "message", "correlation_id", "existing_id", "scopes")
_START = 1_790_000_000.0


@dataclass(frozen=True)
class Outcome:
    """A result, or an error by its class and what it tells."""

    result: Any = None
    error: dict[str, Any] | None = None

    @property
    def status(self) -> int | None:
        """The status that HubSpot refused with; None for a success and for an error without an answer."""
        return None if self.error is None else self.error.get("status")


def told(error: Exception) -> dict[str, Any]:
    """The class of an error and what it tells."""
    if not isinstance(error, APIError):
        return {"type": type(error).__name__, "message": str(error)}
    given = {name: getattr(error, name, None) for name in _TOLD}
    shown = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value}
    return {"type": type(error).__name__, **shown}


class Waits:
    """A clock on which waiting takes no time; `total` is what was waited, in seconds."""

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
    """Runs operations on either client, over connections that outlast it.

    `patient` takes the real clock; `verify` is httpx's.
    """

    def __init__(self, base_url: str, token: str, *, verify: bool = False, patient: bool = False) -> None:
        self._options: dict[str, Any] = {"base_url": base_url, "access_token": token}
        self._patient = patient
        self._sync = FixedClient(verify=verify)
        self._async = FixedAsyncClient(verify=verify)

    def run(self, edition: str, name: str, payload: dict[str, Any], *, asynchronous: bool = False) -> Outcome:
        """The outcome of an operation; a bad payload's too."""
        clock = None if self._patient else Waits().clock()
        options = self._options | {"api_version": edition, "clock": clock}
        try:
            if asynchronous:
                found = asyncio.run(self._awaited(name, payload, options))
            else:
                with HubSpot(**options, http_client=self._sync) as hs:
                    found = hs.operations.run(name, payload)
        except (HubSpotError, ValueError, TypeError) as error:
            return Outcome(error=told(error))
        return Outcome(result=json.loads(json.dumps(found, default=str)))

    async def _awaited(self, name: str, payload: dict[str, Any], options: dict[str, Any]) -> Any:
        async with AsyncHubSpot(**options, http_client=self._async) as hs:
            return await hs.operations.run(name, payload)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sync.close()
        asyncio.run(self._async.aclose())

"""Stand-ins: a clock that only counts, and a HubSpot that answers from a list."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Callable
from typing import Any

from hubspot_facade import AsyncHubSpot, HubSpot
from hubspot_facade.transport.clock import Clock
from tests.http_library import httpx

TOKEN = "pat-test-0000"
NOW = 1_700_000_000.0


class FakeClock:
    """Time that passes only by sleeping; `slept` lists the naps."""

    def __init__(self) -> None:
        self.time = 100.0
        self.slept: list[float] = []
        self.chance = 0.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def clock(self) -> Clock:
        return Clock(
            monotonic=lambda: self.time,
            wall=lambda: NOW + self.time - 100.0,
            sleep=self.sleep,
            sleep_async=self.sleep_async,
            random=lambda: self.chance,
        )


Reply = httpx.Response | Exception


class FakeHubSpot:
    """Replies in turn, the last one for ever; `seen` are the requests, with their bodies in `bodies`."""

    def __init__(self, *replies: Reply | Callable[[httpx.Request], Reply]) -> None:
        self.replies = list(replies)
        self.seen: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if callable(reply):
            reply = reply(request)
        if isinstance(reply, Exception):
            raise reply
        # A response is read once; the last one of the list is given again and again.
        return httpx.Response(reply.status_code, headers=reply.headers, content=reply.content)

    @property
    def bodies(self) -> list[Any]:
        return [json.loads(request.content) if request.content else None for request in self.seen]


class Client:
    """Either client behind one face: what is awaitable is awaited, what is iterable is read to its end."""

    def __init__(self, colour: str, hubspot: FakeHubSpot, clock: FakeClock, **options: Any) -> None:
        self.hubspot = hubspot
        transport = httpx.MockTransport(hubspot)
        if colour == "sync":
            self.client: HubSpot | AsyncHubSpot = HubSpot(
                TOKEN, http_client=httpx.Client(transport=transport), clock=clock.clock(), **options
            )
        else:
            self.client = AsyncHubSpot(
                TOKEN, http_client=httpx.AsyncClient(transport=transport), clock=clock.clock(), **options
            )

    def do(self, act: Callable[[Any], Any]) -> Any:
        return settled(act, self.client)


def settled(act: Callable[[Any], Any], client: Any) -> Any:
    """What `act` gives on a client of either colour, iterators as lists."""

    async def await_it() -> Any:
        result = act(client)
        if inspect.isawaitable(result):
            result = await result
        if hasattr(result, "__aiter__"):
            return [item async for item in result]
        return result

    if client._asynchronous:
        return asyncio.run(await_it())
    result = act(client)
    return list(result) if hasattr(result, "pages") else result


def record(record_id: str = "1", **properties: str | None) -> dict[str, Any]:
    """A CRM record as HubSpot writes it."""
    return {
        "id": record_id,
        "properties": properties,
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "archived": False,
    }


def page(*records: dict[str, Any], after: str | None = None, **more: Any) -> httpx.Response:
    """A page of records."""
    body: dict[str, Any] = {"results": list(records), **more}
    if after:
        body["paging"] = {"next": {"after": after}}
    return httpx.Response(200, json=body)


def batch(*records: dict[str, Any], status: int = 200, **more: Any) -> httpx.Response:
    """A batch answer."""
    moments = {"startedAt": "2026-01-02T03:04:05Z", "completedAt": "2026-01-02T03:04:06Z"}
    return httpx.Response(status, json={"status": "COMPLETE", "results": list(records), **moments, **more})


def error(status: int, message: str = "no", headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
    """An error in the CRM's shape."""
    return httpx.Response(status, json={"status": "error", "message": message, **more}, headers=headers)

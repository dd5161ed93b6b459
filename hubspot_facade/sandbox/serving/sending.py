"""How a response leaves: as it is, or late, slow, broken or not at all, as its fault says."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from hubspot_facade.sandbox.faults import Fault

PARTS = 10
Cut = Callable[[Scope], None]
Sleep = Callable[[float], Awaitable[object]]


class DroppedConnectionError(ConnectionError):
    """A dropped connection, where there is no socket to cut."""


class Sender:
    """Sends responses. `cut` closes the connection of a request; `sleep` waits, a test may put its own in its place."""

    def __init__(self, cut: Cut | None = None) -> None:
        self.sleep: Sleep = asyncio.sleep
        self._cut = cut

    async def send(self, response: Response, fault: Fault | None, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a response the way that its fault wants."""
        name = None if fault is None else fault.name
        if fault is not None and fault.seconds > 0 and name not in ("slow-body", "clock"):
            await self.sleep(fault.seconds)
        match name:
            case "drop" | "drop-after-write":
                await self._hang_up(scope, receive)
            case "truncate":
                await _begin(response, send)
                await _part(bytes(response.body[: len(response.body) // 2]), send)
                await self._hang_up(scope, receive)
            case "slow-body" if fault is not None:
                await self._slowly(response, fault.seconds / PARTS, send)
            case _:
                if name == "invalid-json":
                    response.body = _broken(bytes(response.body))
                await response(scope, receive, send)

    async def _slowly(self, response: Response, pause: float, send: Send) -> None:
        body = bytes(response.body)
        size = max(1, -(-len(body) // PARTS))
        await _begin(response, send)
        for start in range(0, len(body), size):
            await self.sleep(pause)
            await _part(body[start : start + size], send)
        await send({"type": "http.response.body", "body": b""})

    async def _hang_up(self, scope: Scope, receive: Receive) -> None:
        """Cut the connection and wait until it is known to be gone."""
        if self._cut is None:
            raise DroppedConnectionError("the sandbox dropped the connection, as it was asked to")
        self._cut(scope)
        while (await receive())["type"] != "http.disconnect":
            pass


async def _begin(response: Response, send: Send) -> None:
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})


async def _part(body: bytes, send: Send) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


def _broken(body: bytes) -> bytes:
    """Half of it, then blanks in full length."""
    cut = body[: max(1, len(body) // 2)]
    return cut + b" " * (len(body) - len(cut))

"""Connections of the asynchronous client: an HTTP client for each event loop, closed as those of `connections`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import anyio

from hubspot_facade.errors import ConfigurationError
from hubspot_facade.transport.connections import CLOSED, OwnConnections, Pool

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from hubspot_facade.transport.http_clients import AsyncHttpClient

_STRAYED = (
    "the http_client of this client has its connections in another event loop: "
    "make a client with an http_client of its own for each loop, or leave http_client out"
)


class _LoopsPool(Pool["AsyncHttpClient"]):
    """The connections in one event loop, closed with it at the latest.

    Event loops close their asynchronous generators before they end, as `asyncio.run` and trio do. So one of these
    closes what has to be closed while the loop still runs.
    """

    def __init__(self, client: AsyncHttpClient) -> None:
        super().__init__(client)
        self.end = self._until_the_end()

    async def _until_the_end(self) -> AsyncGenerator[None]:
        try:
            yield
        finally:
            with anyio.CancelScope(shield=True):
                await self.client.aclose()


class AsyncConnections(OwnConnections["AsyncHttpClient"]):
    """The connections of an asynchronous client: separate for each event loop, shared by the loop's tasks."""

    def __init__(self, make: Callable[[], AsyncHttpClient], given: AsyncHttpClient | None) -> None:
        super().__init__(make, given)
        self._pools: dict[Any, _LoopsPool] = {}
        self._home: Any = None  # the loop in which a client of the caller's was first used

    async def take(self) -> Pool[AsyncHttpClient]:
        """The HTTP client to use in this loop; `give_back` it."""
        loop = running_loop()
        with self._lock:
            if self._given is not None:
                self._home = self._home or loop
                return self._of_the_caller(self._given)
            pool = self._pools.get(loop)
            if pool is not None and not pool.client.is_closed:
                pool.users += 1
                return pool
            for ended in [each for each, left in self._pools.items() if left.client.is_closed or _is_closed(each)]:
                del self._pools[ended]
            pool = self._pools[loop] = _LoopsPool(self._make())
            pool.users += 1
        await anext(pool.end)  # from now on the loop knows it
        return pool

    async def give_back(self, pool: Pool[AsyncHttpClient]) -> None:
        """Note that a request is over."""
        if isinstance(pool, _LoopsPool) and self._is_last(pool):
            await pool.end.aclose()

    async def close(self) -> None:
        """Close what no request uses, in any loop, and the rest once its requests are over."""
        with self._lock:
            pools, self._pools = self._pools, {}
            for pool in pools.values():
                pool.leaving = True
            idle = [(loop, pool) for loop, pool in pools.items() if not pool.users]
        here = running_loop()
        for loop, pool in idle:
            if loop is here:
                await pool.end.aclose()
            else:
                _close_there(loop, pool)

    def explain(self, pool: Pool[AsyncHttpClient], error: RuntimeError) -> ConfigurationError | None:
        """The caller's mistake that made the library raise this; None if it was not the caller's."""
        if pool is not self._given:
            return None
        if pool.client.is_closed:
            return ConfigurationError(CLOSED)
        return ConfigurationError(_STRAYED) if self._home is not running_loop() else None

    def _forget(self) -> None:
        self._pools.clear()


def running_loop() -> Any:
    """The event loop that the caller runs in."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        trio = sys.modules.get("trio")
        if trio is None:
            raise
        return trio.lowlevel.current_trio_token()


def _is_closed(loop: Any) -> bool:
    return isinstance(loop, asyncio.AbstractEventLoop) and loop.is_closed()


_closing: set[Any] = set()  # tasks, which a loop alone does not keep alive


def _close_there(loop: Any, pool: _LoopsPool) -> None:
    """Close connections in the loop that they belong to; does nothing if it has ended."""

    def begin() -> None:
        task = loop.create_task(_close(pool))
        _closing.add(task)
        task.add_done_callback(_closing.discard)

    try:
        if isinstance(loop, asyncio.AbstractEventLoop):
            loop.call_soon_threadsafe(begin)
        else:
            loop.run_sync_soon(sys.modules["trio"].lowlevel.spawn_system_task, _close, pool)
    except RuntimeError:  # asyncio's of a closed loop; trio's RunFinishedError is one too
        return


async def _close(pool: _LoopsPool) -> None:
    await pool.end.aclose()

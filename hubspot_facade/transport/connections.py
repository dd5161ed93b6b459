"""Connections: an HTTP client for each process and, for the asynchronous client, for each event loop in it.

Closing interrupts no request in progress: its HTTP client is closed by the last request that uses it, and later
requests get a new one. A client that the caller passes is used as it is, and never closed.
"""

from __future__ import annotations

import asyncio
import sys
import warnings
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import anyio

from hubspot_facade.errors import ConfigurationError
from hubspot_facade.transport.process import PerProcess

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from hubspot_facade.transport.http_clients import AsyncHttpClient, SyncHttpClient

C = TypeVar("C", bound="SyncHttpClient | AsyncHttpClient")

_FORKED = (
    "the http_client of this client was used in the parent process, whose connections a forked process must not use: "
    "make a client with an http_client of its own here, or leave http_client out"
)
_STRAYED = (
    "the http_client of this client has its connections in another event loop: "
    "make a client with an http_client of its own for each loop, or leave http_client out"
)
_CLOSED = "the http_client of this client is closed"


class Pool(Generic[C]):
    """An HTTP client, the number of requests that use it, and whether the last of them closes it."""

    def __init__(self, client: C) -> None:
        self.client: C = client
        self.users = 0
        self.leaving = False


class _Shared(PerProcess, Generic[C]):
    """What the synchronous and the asynchronous connections share."""

    def __init__(self, make: Callable[[], C], given: C | None) -> None:
        super().__init__()
        self._make: Callable[[], C] = make
        self._given: Pool[C] | None = None if given is None else Pool(given)
        self._parents = False

    def _of_the_caller(self, given: Pool[C]) -> Pool[C]:
        if self._parents:
            raise ConfigurationError(_FORKED)
        given.users += 1
        return given

    def _is_last(self, pool: Pool[C]) -> bool:
        with self._lock:
            pool.users -= 1
            return pool.leaving and not pool.users

    def _forked(self) -> None:
        self._parents = self._given is not None and self._given.users > 0
        with warnings.catch_warnings():
            # This closes only the child's copies; nothing is sent, and the parent's connections stay open.
            warnings.simplefilter("ignore", ResourceWarning)
            self._forget()

    def _forget(self) -> None:
        raise NotImplementedError


class Connections(_Shared["SyncHttpClient"]):
    """The connections of a synchronous client, shared by its threads."""

    _pool: Pool[SyncHttpClient] | None = None

    def take(self) -> Pool[SyncHttpClient]:
        """The HTTP client to use now; `give_back` it."""
        with self._lock:
            if self._given is not None:
                return self._of_the_caller(self._given)
            pool = self._pool
            if pool is None:
                pool = self._pool = Pool(self._make())
            pool.users += 1
            return pool

    def give_back(self, pool: Pool[SyncHttpClient]) -> None:
        """Note that a request is over."""
        if pool is not self._given and self._is_last(pool):
            pool.client.close()

    def close(self) -> None:
        """Close what no request uses, and the rest once its requests are over."""
        with self._lock:
            pool, self._pool = self._pool, None
            if pool is None:
                return
            pool.leaving = True
            idle = not pool.users
        if idle:
            pool.client.close()

    def explain(self, pool: Pool[SyncHttpClient], error: RuntimeError) -> ConfigurationError | None:
        """The caller's mistake that made the library raise this; None if it was not the caller's."""
        return ConfigurationError(_CLOSED) if pool is self._given and pool.client.is_closed else None

    def _forget(self) -> None:
        self._pool = None


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


class AsyncConnections(_Shared["AsyncHttpClient"]):
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
            return ConfigurationError(_CLOSED)
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

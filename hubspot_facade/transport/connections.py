"""Connections: an HTTP client for each process. `async_connections` has those of event loops.

Closing interrupts no request in progress: its HTTP client is closed by the last request that uses it, and later
requests get a new one. A client that the caller passes is used as it is, and never closed.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Generic, TypeVar

from hubspot_facade.basic_errors import ConfigurationError
from hubspot_facade.transport.process import PerProcess

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.transport.http_clients import AsyncHttpClient, SyncHttpClient

C = TypeVar("C", bound="SyncHttpClient | AsyncHttpClient")

_FORKED = (
    "the http_client of this client was used in the parent process, whose connections a forked process must not use: "
    "make a client with an http_client of its own here, or leave http_client out"
)
CLOSED = "the http_client of this client is closed"


class Pool(Generic[C]):
    """An HTTP client, the number of requests that use it, and whether the last of them closes it."""

    def __init__(self, client: C) -> None:
        self.client: C = client
        self.users = 0
        self.leaving = False


class OwnConnections(PerProcess, Generic[C]):
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


class Connections(OwnConnections["SyncHttpClient"]):
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
        return ConfigurationError(CLOSED) if pool is self._given and pool.client.is_closed else None

    def _forget(self) -> None:
        self._pool = None

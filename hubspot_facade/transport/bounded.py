"""Reads and writes on synchronous connections that stop at an operation's deadline.

httpx's timeouts begin anew with every byte, so a server that sends one now and then, or `100 Continue` for ever, never
triggers them. Asynchronous requests are cancelled instead; a thread cannot be, so each read has to know how long is
left.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable

LEFT: ContextVar[Callable[[], float] | None] = ContextVar("LEFT", default=None)
"""Returns the seconds that the request of this thread has left; None without a deadline."""
_PIECE = 65_536


def bound(client: object, core: Any) -> None:
    """Make the connections of this client obey `LEFT`; `core` is the library that it has them from.

    httpx has no argument for it. If a version of it keeps its pools elsewhere, only its own timeouts apply.
    """
    mounted: dict[Any, Any] = getattr(client, "_mounts", {})
    for transport in (getattr(client, "_transport", None), *mounted.values()):
        pool = getattr(transport, "_pool", None)
        backend = getattr(pool, "_network_backend", None)
        if isinstance(backend, core.NetworkBackend):
            pool._network_backend = _Backend(backend, core)  # type: ignore[union-attr] # it has one


def _left(timeout: float | None, late: type[Exception]) -> float | None:
    ask = LEFT.get()
    if ask is None:
        return timeout
    left = ask()
    if left <= 0:
        raise late("the deadline passed")
    return left if timeout is None else min(timeout, left)


class _Stream:
    """In place of a `NetworkStream`."""

    def __init__(self, stream: Any, core: Any) -> None:
        self._stream, self._core = stream, core

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data: bytes = self._stream.read(max_bytes, _left(timeout, self._core.ReadTimeout))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], _left(timeout, self._core.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        left = _left(timeout, self._core.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._core)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend:
    """In place of a `NetworkBackend`."""

    def __init__(self, backend: Any, core: Any) -> None:
        self._backend, self._core = backend, core

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> _Stream:
        left = _left(timeout, self._core.ConnectTimeout)
        return _Stream(self._backend.connect_tcp(host, port, left, local_address, socket_options), self._core)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> _Stream:
        left = _left(timeout, self._core.ConnectTimeout)
        return _Stream(self._backend.connect_unix_socket(path, left, socket_options), self._core)

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)

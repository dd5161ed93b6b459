"""What is needed of a client of httpx or httpx2; for type checkers, so that neither has to be installed for them."""

from __future__ import annotations

from typing import Any, Protocol


class _Builds(Protocol):
    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        ...

    @property
    def timeout(self) -> Any:
        """The library's `Timeout`."""
        ...

    def build_request(
        self, method: str, url: str, *, content: Any, data: Any, files: Any, headers: Any, timeout: Any
    ) -> Any:
        """The library's `Request`."""
        ...


class SyncHttpClient(_Builds, Protocol):
    """An `httpx.Client` or an `httpx2.Client`."""

    def send(self, request: Any, *, stream: bool) -> Any:
        """The library's `Response`."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncHttpClient(_Builds, Protocol):
    """An `httpx.AsyncClient` or an `httpx2.AsyncClient`."""

    async def send(self, request: Any, *, stream: bool) -> Any:
        """The library's `Response`."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...

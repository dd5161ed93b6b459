"""The sandbox behind httpx without a connection: a request is answered before the call returns."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpx

if TYPE_CHECKING:
    from starlette.types import Message, Scope

    from .app import Application

HOST = "127.0.0.1"


class Inside(httpx.BaseTransport):
    """For `httpx.Client(transport=…)`: passes requests to an application as a server would."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The application's answer. RuntimeError if it waits for something, such as an injected delay."""
        body = request.read()
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body}

        async def send(message: Message) -> None:
            sent.append(message)

        # without an event loop, as the application has nothing to wait for
        running = self._application(_scope(request), receive, send)
        try:
            running.send(None)
        except StopIteration:
            start, *parts = sent
            content = b"".join(part.get("body", b"") for part in parts)
            return httpx.Response(start["status"], headers=start["headers"], content=content)
        running.close()
        raise RuntimeError(f"{request.method} {request.url.path}: the application waits for something")


def _scope(request: httpx.Request) -> Scope:
    path, _, query = request.url.raw_path.partition(b"?")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": unquote(path.decode("ascii")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": (HOST, 1),
        "server": (HOST, request.url.port or 80),
    }

"""A receiver as an ASGI application, to be mounted or served: `app.mount("/hubspot", asgi_app(webhooks))`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import quote

from hubspot_facade.webhooks.receiver import WebhookReceiver

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
PLAIN = "/:@!$&'()*+,;=-._~"  # characters that a path has as they are
TEXT = "text/plain; charset=utf-8"


def asgi_app(receiver: WebhookReceiver) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """An application that gives every request to the receiver, whatever its path is."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        if scope["type"] != "http":
            raise ValueError(f"webhooks come over http, not {scope['type']}")
        body = await _body(receive, receiver.max_body)
        if body is None:
            return
        answer = await receiver.handle_async(scope["method"], url_of(scope), headers_of(scope), body)
        headers = [(b"content-type", TEXT.encode())] if answer.text else []
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    return app


def url_of(scope: Mapping[str, Any]) -> str:
    """The URL of a request as it was sent, with nothing decoded; the host is the one that the request names."""
    raw: bytes | None = scope.get("raw_path")
    if raw is None:
        root, path = scope.get("root_path", ""), scope["path"]
        target = quote(path if path.startswith(root) else root + path, safe=PLAIN)
    else:
        target = raw.partition(b"?")[0].decode("latin-1")
    if query := scope.get("query_string"):
        target = f"{target}?{query.decode('latin-1')}"
    host = headers_of(scope).get("host")
    if host is None:
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else name
    return f"{scope.get('scheme', 'http')}://{host}{target}"


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a request by their names in lower case."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


async def _body(receive: Receive, most: int) -> bytes | None:
    """The body, or a part that is longer than it may be; None where the client has gone."""
    body = bytearray()
    while len(body) <= most:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return bytes(body)


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return

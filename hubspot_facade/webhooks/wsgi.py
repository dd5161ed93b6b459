"""A receiver as a WSGI application: `wsgi_app(webhooks)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import quote

from hubspot_facade.webhooks.asgi import PLAIN, TEXT
from hubspot_facade.webhooks.receiver import WebhookReceiver

StartResponse: TypeAlias = Callable[..., Any]


def wsgi_app(receiver: WebhookReceiver) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
    """An application that gives every request to the receiver, whatever its path is."""

    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        body = _body(environ, receiver.max_body)
        answer = receiver.handle(environ["REQUEST_METHOD"], url_of(environ), headers_of(environ), body)
        headers = [("Content-Length", str(len(answer.body)))] if answer.status != 204 else []
        if answer.text:
            headers.append(("Content-Type", TEXT))
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
        return [answer.body]

    return app


def url_of(environ: Mapping[str, Any]) -> str:
    """The URL of a request as it was sent; the host is the one that the request names.

    WSGI has the path decoded. Most servers give it as it was sent too, in REQUEST_URI or RAW_URI; with others it is
    encoded again, which may differ from what was sent where a path has characters that need no encoding encoded.
    """
    base = f"{environ.get('wsgi.url_scheme', 'http')}://{environ.get('HTTP_HOST') or _server(environ)}"
    raw = environ.get("REQUEST_URI") or environ.get("RAW_URI")
    if isinstance(raw, str) and raw:
        if not raw.startswith("/"):  # a request to a proxy has the whole URL here
            raw = "/" + raw.partition("://")[2].partition("/")[2]
        return base + raw
    path = (environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")).encode("latin-1")
    query = environ.get("QUERY_STRING", "")
    return f"{base}{quote(path, safe=PLAIN)}{'?' if query else ''}{query}"


def headers_of(environ: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a request by their names in lower case."""
    return {name[5:].replace("_", "-").lower(): str(value) for name, value in environ.items() if name[:5] == "HTTP_"}


def _server(environ: Mapping[str, Any]) -> str:
    return f"{environ.get('SERVER_NAME', 'localhost')}:{environ.get('SERVER_PORT', '80')}"


def _body(environ: Mapping[str, Any], most: int) -> bytes:
    """The body, or a part that is longer than it may be."""
    length = str(environ.get("CONTENT_LENGTH") or "")
    if length.isascii() and length.isdecimal() and len(length) < 20:
        wanted = min(int(length), most + 1)
    elif environ.get("wsgi.input_terminated"):
        wanted = most + 1
    else:
        return b""
    parts: list[bytes] = []
    while wanted > 0 and (part := environ["wsgi.input"].read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)

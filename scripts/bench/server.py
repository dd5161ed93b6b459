"""Loopback servers that answer as cheaply as possible, with TLS or without: with the same bytes, or upserts."""

from __future__ import annotations

import contextlib
import json
import socketserver
import ssl
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

_MOMENT = "2026-01-01T00:00:00Z"
# High enough that no client paces itself.
_LIMITS = (
    "X-HubSpot-RateLimit-Max: 1000000\r\n"
    "X-HubSpot-RateLimit-Remaining: 999999\r\n"
    "X-HubSpot-RateLimit-Interval-Milliseconds: 10000\r\n"
)


def authority(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's context, and a file of certificates to trust: those that certifi has, and that of this server."""
    import certifi
    import trustme

    issuer = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert("127.0.0.1").configure_cert(context)
    file = folder / "certificates.pem"
    with open(certifi.where(), "rb") as usual:
        file.write_bytes(usual.read() + b"\n" + issuer.cert_pem.bytes())
    return context, file


@contextmanager
def serving(content: bytes, context: ssl.SSLContext | None = None) -> Generator[str]:
    """The URL of a server that answers 200 with this JSON on every path."""
    answer = _answer(content)
    with _serving(lambda _: answer, context) as url:
        yield url


@contextmanager
def serving_upserts(context: ssl.SSLContext | None = None) -> Generator[str]:
    """The URL of a server that takes every body for a batch of upserts, and answers with new records."""
    with _serving(lambda body: _answer(json.dumps(upserted(json.loads(body))).encode()), context) as url:
        yield url


def upserted(batch: Any) -> dict[str, Any]:
    """What HubSpot answers to a batch of upserts of new records."""
    results = [
        {
            "id": str(number),
            "new": True,
            "createdAt": _MOMENT,
            "updatedAt": _MOMENT,
            "archived": False,
            "properties": {"email": each["id"], **each["properties"]},
        }
        for number, each in enumerate(batch["inputs"], 1)
    ]
    return {"status": "COMPLETE", "results": results, "startedAt": _MOMENT, "completedAt": _MOMENT}


def _answer(content: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=utf-8\r\n{_LIMITS}Content-Length: {len(content)}"
    return head.encode() + b"\r\n\r\n" + content


@contextmanager
def _serving(answer: Callable[[bytes], bytes], context: ssl.SSLContext | None) -> Generator[str]:
    class Handler(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            if context is not None:
                self.request = context.wrap_socket(self.request, server_side=True)
            super().setup()

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # a client that leaves does not say goodbye
                while self.rfile.readline():
                    length = 0
                    while (line := self.rfile.readline()) not in (b"\r\n", b""):
                        if line.lower().startswith(b"content-length:"):
                            length = int(line[15:])
                    self.wfile.write(answer(self.rfile.read(length)))

        def finish(self) -> None:
            with contextlib.suppress(OSError):
                super().finish()
                self.request.close()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        disable_nagle_algorithm = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Nothing: a handshake that fails shows in the client."""

    Handler.disable_nagle_algorithm = True
    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"{'http' if context is None else 'https'}://127.0.0.1:{server.server_address[1]}"
        server.shutdown()

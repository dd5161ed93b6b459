"""A loopback server that answers every request with the same bytes, as cheaply as possible."""

from __future__ import annotations

import socketserver
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

# High enough that no client paces itself.
_LIMITS = (
    "X-HubSpot-RateLimit-Max: 1000000\r\n"
    "X-HubSpot-RateLimit-Remaining: 999999\r\n"
    "X-HubSpot-RateLimit-Interval-Milliseconds: 10000\r\n"
)


@contextmanager
def serving(content: bytes) -> Generator[str]:
    """The URL of a server that answers 200 with this JSON on every path."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=utf-8\r\n{_LIMITS}Content-Length: {len(content)}"
    answer = head.encode() + b"\r\n\r\n" + content

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline():
                while self.rfile.readline() not in (b"\r\n", b""):
                    pass
                self.wfile.write(answer)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        disable_nagle_algorithm = True

    Handler.disable_nagle_algorithm = True
    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()

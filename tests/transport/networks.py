"""A proxy and servers with TLS on this machine, in threads."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OWNERS = json.dumps({"results": []}).encode()


class Server(ThreadingHTTPServer):
    """Answers an empty list to everything; `seen` are paths and headers."""

    daemon_threads = False
    context: ssl.SSLContext | None = None

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.port = self.socket.getsockname()[1]

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.context is None:
            super().finish_request(request, client_address)
            return
        with contextlib.suppress(OSError), self.context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: what breaks a connection here is what is tested."""


class Answering(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(OWNERS)))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(OWNERS)

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Proxying(BaseHTTPRequestHandler):
    """Takes every name for this machine, and port 443 for `target`."""

    server: Proxy

    def do_CONNECT(self) -> None:
        if self._allowed():
            port = int(self.path.rpartition(":")[2])
            self._relay(self.server.target if port == 443 else port, b"")

    def do_GET(self) -> None:
        if self._allowed():
            _, _, rest = self.path.partition("://")
            host, _, path = rest.partition("/")
            kept = "".join(
                f"{name}: {value}\r\n" for name, value in self.headers.items() if "proxy" not in name.lower()
            )
            self._relay(int(host.rpartition(":")[2]), f"GET /{path} HTTP/1.1\r\n{kept}\r\n".encode())

    def _allowed(self) -> bool:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append((f"{self.command} {self.path}", headers))
        if self.server.credential in (None, headers.get("proxy-authorization")):
            return True
        self.send_response(407, f"not {headers.get('proxy-authorization')}")
        self.send_header("content-length", "0")
        self.end_headers()
        return False

    def _relay(self, port: int, head: bytes) -> None:
        self.close_connection = True
        with socket.create_connection(("127.0.0.1", port)) as there:
            if head:
                there.sendall(head)
            else:
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                self.wfile.flush()
            back = threading.Thread(target=_pump, args=(there, self.connection))
            back.start()
            _pump(self.connection, there)
            back.join()

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Proxy(Server):
    """A proxy that wants `credential`, the value of a header, if any."""

    target = 0
    credential: str | None = None


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65_536):
            sink.sendall(piece)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def serving(server: Server) -> Iterator[Server]:
    """The server, while it serves."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

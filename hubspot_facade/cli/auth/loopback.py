"""The page that a browser comes back to: a server on this machine, for one answer."""

from __future__ import annotations

import secrets
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hubspot_facade.cli.failure import CommandError

PATH = "/callback"


class Loopback:
    """Listens on 127.0.0.1 until a request brings the right `state`, and takes the code from it."""

    def __init__(self, port: int) -> None:
        self.state = secrets.token_urlsafe(32)
        self._answer: dict[str, str] | None = None
        try:
            self._server = HTTPServer(("127.0.0.1", port), self._handler())
        except OSError as error:
            raise CommandError(f"port {port} cannot be listened on ({error.strerror}): pass another --port") from None
        self.redirect_uri = f"http://localhost:{self._server.server_port}{PATH}"

    def code(self, seconds: float) -> str:
        """What the browser brings. CommandError when the user says no, or nobody comes in so many seconds."""
        until = time.monotonic() + seconds
        while self._answer is None:
            left = until - time.monotonic()
            if left <= 0:
                raise CommandError(f"nobody came back from the browser within {seconds:.0f} seconds")
            self._server.timeout = left
            self._server.handle_request()
        if "code" not in self._answer:
            raise CommandError(f"HubSpot gave no code: {self._answer.get('error', 'unknown reason')[:200]}")
        return self._answer["code"]

    def close(self) -> None:
        """Listen no longer."""
        self._server.server_close()

    def _take(self, target: str) -> bool:
        """Whether this is the answer; others may call the port too, and are not believed."""
        parts = urlsplit(target)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        fits = parts.path == PATH and secrets.compare_digest(given.get("state", "").encode(), self.state.encode())
        if fits:
            self._answer = given
        return fits

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self._take

        class Page(BaseHTTPRequestHandler):
            timeout = 5.0  # seconds for a connection that says nothing

            def do_GET(self) -> None:
                """Answer the browser."""
                fits = take(self.path)
                text = (
                    "Back to the terminal: this window may be closed." if fits else "This is not the answer expected."
                )
                body = f"<!doctype html><meta charset=utf-8><title>hubspot-facade</title><p>{text}</p>".encode()
                self.send_response(200 if fits else 400)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # the name is the base class's
                """Say nothing: the request holds the code."""

        return Page

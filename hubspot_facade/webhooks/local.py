"""A receiver that listens on this machine, for trying and testing: nothing to deploy, no framework."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from hubspot_facade.webhooks.events import Event
from hubspot_facade.webhooks.receiver import WebhookReceiver
from hubspot_facade.webhooks.work import WebhookAnswer

LOOPBACK = "127.0.0.1"


class LocalReceiver:
    """Listens from `with` on, keeps the events of verified webhooks, and calls the functions registered with `on`.

    `url` is where to send webhooks to; `events` are those that arrived, oldest first; `answers` what was answered to
    each request; `refused` is called with each answer that is an error. OSError if the port is taken.
    """

    def __init__(
        self,
        client_secret: str | Sequence[str],
        *,
        port: int = 0,
        host: str = LOOPBACK,
        path: str = "/",
        public_url: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.receiver = WebhookReceiver(client_secret, public_url=public_url, clock=clock)
        self.on = self.receiver.on
        self.events: list[Event] = []
        self.answers: list[WebhookAnswer] = []
        self.refused: Callable[[WebhookAnswer], object] = lambda _: None
        self._news = threading.Condition()
        self.receiver.on("*")(self.events.append)
        self._server = ThreadingHTTPServer((host, port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.url = f"http://{host}:{self._server.server_port}{path}"

    def wait(self, count: int = 1, *, timeout: float = 5.0) -> list[Event]:
        """The events, once there are so many. TimeoutError, which says what arrived, after `timeout` seconds."""
        with self._news:
            if not self._news.wait_for(lambda: len(self.events) >= count, timeout):
                refused = [answer.text for answer in self.answers if answer.status != 204]
                raise TimeoutError(
                    f"{len(self.events)} of {count} events arrived in {timeout:g} s: "
                    f"{[event.subscription_type for event in self.events]}, refused: {refused}"
                )
            return list(self.events)

    def stop(self) -> None:
        """Listen no longer."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> LocalReceiver:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        local = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def do_POST(self) -> None:
                length = self.headers.get("content-length", "")
                size = int(length) if length.isascii() and length.isdecimal() and len(length) < 10 else 0
                body = self.rfile.read(min(size, local.receiver.max_body + 1))
                host = self.headers.get("host", "")
                answer = local.receiver.handle("POST", f"http://{host}{self.path}", dict(self.headers), body)
                self.send_response(answer.status)
                if answer.text:
                    self.send_header("content-type", "text/plain; charset=utf-8")
                    self.send_header("content-length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
                with local._news:
                    local.answers.append(answer)
                    if answer.status != 204:
                        local.refused(answer)
                    local._news.notify_all()

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler

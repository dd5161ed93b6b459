"""A server that answers as it is told, byte by byte, over a real socket."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Self

PAUSE = 0.02


class Hostile:
    """`answer` gives the pieces to send to each request; between two pieces there is a pause."""

    def __init__(self, answer: Callable[[], Iterator[bytes]], *, pause: float = PAUSE) -> None:
        self.answer = answer
        self.requests = 0
        self._pause = pause
        self._over = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            socket.create_connection(self._socket.getsockname()).close()
        self._socket.close()
        for thread in self._threads:
            thread.join()

    def _begin(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:  # closed while it waited
                return
            self._begin(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            read = b""
            while b"\r\n\r\n" not in read:
                more = connection.recv(65_536)
                if not more:
                    return
                read += more
            self.requests += 1
            for piece in self.answer():
                connection.sendall(piece)
                if self._pause and self._over.wait(self._pause):
                    return


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"


def whole(body: bytes, headers: bytes = b"", head: bytes = HEAD) -> Iterator[bytes]:
    yield head + headers + b"content-length: %d\r\n\r\n" % len(body) + body


def trickling_body() -> Iterator[bytes]:
    yield HEAD + b"content-length: 100000\r\n\r\n"
    while True:
        yield b" "


def trickling_chunks() -> Iterator[bytes]:
    yield HEAD + b"transfer-encoding: chunked\r\n\r\n"
    while True:
        yield b"1\r\n \r\n"


def trickling_headers() -> Iterator[bytes]:
    yield HEAD + b"x: "
    while True:
        yield b"y"


def endless_continue() -> Iterator[bytes]:
    while True:
        yield b"HTTP/1.1 100 Continue\r\n\r\n"


def silence() -> Iterator[bytes]:
    while True:
        yield b""

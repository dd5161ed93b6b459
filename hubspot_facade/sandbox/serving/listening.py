"""uvicorn as the sandbox uses it: no polling, and connections that can be cut."""

import asyncio
import socket
import threading
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

BACKLOG = 2048


class Connections:
    """The open connections by the address of their client, so that one can be cut."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.BaseTransport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """uvicorn's protocol, which registers its connections here."""
        known = self._open

        class Protocol(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
                known[transport.get_extra_info("peername")[:2]] = transport
                super().connection_made(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                known.pop(self.transport.get_extra_info("peername")[:2], None)
                super().connection_lost(exc)

        return Protocol

    def cut(self, scope: Scope) -> None:
        """Cut the connection that a request came by; what was written reaches the client first."""
        transport = self._open.get(tuple(scope["client"]))
        if transport is not None:
            transport.close()

    def cut_all(self) -> None:
        """Cut every connection."""
        for transport in list(self._open.values()):
            transport.close()


class Server(uvicorn.Server):
    """uvicorn without its polling: ready and stopped are events."""

    def __init__(self, config: uvicorn.Config, connections: Connections) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._connections = connections
        self._loop: asyncio.AbstractEventLoop | None = None
        self._leave = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets=sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        """Wait until asked to leave."""
        await self._leave.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what listens and every connection."""
        for server in self.servers:
            server.close()
        for sock in sockets or []:
            sock.close()
        self._connections.cut_all()
        for task in list(self.server_state.tasks):
            task.cancel()

    def leave(self) -> None:
        """Ask the server, from any thread, to stop."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._leave.set)


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the protocol is named, else asyncio leaves Nagle on and every answer waits 40 ms
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, _address_option(), 1)
        sock.bind((host, port))
        sock.listen(BACKLOG)
    except BaseException:
        sock.close()
        raise
    return sock


def _address_option() -> int:
    """What lets a port be used again at once, and by nobody else meanwhile, as SO_REUSEADDR would on Windows."""
    exclusive: int | None = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
    return socket.SO_REUSEADDR if exclusive is None else exclusive


def configuration(application: ASGIApp, connections: Connections, **options: Any) -> uvicorn.Config:
    """uvicorn's settings: no log, no lifespan, nothing that the sandbox does not need."""
    return uvicorn.Config(
        application,
        http=connections.protocol(),
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        # the client is who is connected, whatever a header says, for it is that connection that faults cut
        proxy_headers=False,
        timeout_keep_alive=60,
        backlog=BACKLOG,
        **options,
    )

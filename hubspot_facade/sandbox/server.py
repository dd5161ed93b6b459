"""The sandbox behind uvicorn: in a thread of a program, or in the foreground for the command line."""

import asyncio
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from .app import Application
from .clock import Clock
from .portal import Portal

LOOPBACK = "127.0.0.1"
BACKLOG = 2048
STOP_SECONDS = 10.0


class Connections:
    """The open connections by the address of their client, so that one can be cut."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.BaseTransport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """uvicorn's protocol, which tells of its connections here."""
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
        """Listen, then tell so."""
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


class Sandbox:
    """A local HubSpot: `with Sandbox() as sandbox: HubSpot(base_url=sandbox.url, access_token=sandbox.token)`.

    `db` is a file that survives restarts, or `:memory:`; `port` 0 takes a free one; `host` is loopback unless told
    otherwise; `tier` is free, pro, enterprise, oauth or None for no limits; `clock` gives seconds since the epoch;
    `seed` repeats ids and tokens; `any_token` accepts every token; `retry_after` adds Retry-After to 429s; `samples`
    begins with what the sample payloads of the named operations speak of, see `load_samples`.
    """

    def __init__(
        self,
        *,
        db: str | Path = ":memory:",
        port: int = 0,
        host: str = LOOPBACK,
        tier: str | None = None,
        clock: Clock = time.time,
        seed: int | None = None,
        token: str | None = None,
        any_token: bool = False,
        retry_after: bool = False,
        samples: bool = False,
    ) -> None:
        self._connections = Connections()
        self._address = (host, port)
        self._build: Callable[[], Application] = lambda: Application(
            Portal(db, clock=clock, seed=seed, tier=tier, retry_after=retry_after),
            token=token,
            any_token=any_token,
            cut=self._connections.cut,
        )
        self._samples = samples
        self._application: Application | None = None
        self._server: Server | None = None
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None
        self.url = ""

    @property
    def application(self) -> Application:
        """The ASGI application; RuntimeError unless started."""
        if self._application is None:
            raise RuntimeError("the sandbox is not started")
        return self._application

    @property
    def token(self) -> str:
        """A token that the sandbox accepts."""
        return self.application.token

    @property
    def portal(self) -> Portal:
        """The state, for tests that look behind the API."""
        return self.application.portal

    def start(self) -> "Sandbox":
        """Listen; returns when requests are answered. OSError when the port is taken."""
        if self._server is not None:
            raise RuntimeError("the sandbox is started already")
        sock = bind(*self._address)
        try:
            self._application = self._build()
            if self._samples:
                self._application.load_samples()
        except BaseException:
            sock.close()
            self.stop()
            raise
        host, port = sock.getsockname()[:2]
        self.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        server = self._server = Server(configuration(self._application, self._connections), self._connections)
        self._thread = threading.Thread(target=self._run, args=(server, sock), name="hubspot-sandbox", daemon=True)
        self._thread.start()
        server.ready.wait()
        if self._failure is not None:
            failure, self._failure = self._failure, None
            self.stop()
            raise RuntimeError("the sandbox did not start") from failure
        return self

    def stop(self) -> None:
        """Stop listening and close the database; no harm when it is not started."""
        if self._server is not None:
            self._server.leave()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)
        if self._application is not None:
            self._application.outbox.close()
            self._application.portal.store.close()
        self._server = self._thread = self._application = None

    def reset(self) -> None:
        """An empty portal."""
        self.application.reset()

    def load_samples(self) -> None:
        """Put the records that the sample payloads of the named operations speak of into the portal, with their ids.

        Nothing happens the second time. A `Refusal` leaves when the portal has something of the same name.
        """
        self.application.load_samples()

    def __enter__(self) -> "Sandbox":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, server: Server, sock: socket.socket) -> None:
        try:
            asyncio.run(server.serve(sockets=[sock]))
        except BaseException as error:
            self._failure = error
        finally:
            server.ready.set()


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the protocol is named, else asyncio leaves Nagle on and every answer waits 40 ms
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(BACKLOG)
    except BaseException:
        sock.close()
        raise
    return sock


def configuration(application: Application, connections: Connections, **options: Any) -> uvicorn.Config:
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
        timeout_keep_alive=60,
        backlog=BACKLOG,
        **options,
    )


def serve(
    port: int = 0,
    db: str | Path = ":memory:",
    tier: str | None = None,
    host: str = LOOPBACK,
    *,
    token: str | None = None,
    any_token: bool = False,
    samples: bool = False,
    announce: Callable[[str, str], None] | None = None,
) -> None:
    """Serve in the foreground until interrupted. `announce` is told url and token; without it they are printed."""
    sandbox = Sandbox(db=db, port=port, host=host, tier=tier, token=token, any_token=any_token, samples=samples)
    with sandbox:
        if announce is None:
            sys.stdout.write(f"HubSpot sandbox at {sandbox.url}\ntoken {sandbox.token}\n")
            sys.stdout.flush()
        else:
            announce(sandbox.url, sandbox.token)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return

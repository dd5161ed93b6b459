"""The sandbox as a server: in a thread of a program, or in the foreground for the command line."""

import asyncio
import ipaddress
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hubspot_facade.sandbox.state.portal import Portal

from .app import Application
from .listening import Connections, Server, bind, configuration
from .options import LOOPBACK, ServerOptions, method_takes
from .sandbox_methods import SandboxMethods

STOP_SECONDS = 10.0
EXPOSED = "warning: other machines may reach this sandbox, and its admin endpoints ask for no token"


class Sandbox(SandboxMethods):
    """A local HubSpot: `with Sandbox() as sandbox: HubSpot(base_url=sandbox.url, access_token=sandbox.token)`.

    `hubspot_facade.sandbox.serving.options.ServerOptions` describes the options, and
    `hubspot_facade.sandbox.state.settings.Settings` how strict and how lifelike it is. ValueError for a value that is
    not accepted.
    """

    @method_takes(ServerOptions)
    def __init__(self, options: ServerOptions) -> None:
        settings = options.settings
        entries, fault_seed = ([], None) if options.faults is None else _faults(Path(options.faults))
        self._connections = Connections()
        self._address = (options.host, options.port)

        def build() -> Application:
            portal = Portal(options.db, clock=options.clock, seed=options.seed, settings=settings)
            hosts = (options.host, *options.hosts)
            try:
                made = Application(
                    portal, token=options.token, settings=settings, hosts=hosts, cut=self._connections.cut
                )
            except BaseException:
                portal.store.close()
                raise
            made.faults.stand(entries, fault_seed)
            return made

        self._build = build
        self._samples = options.samples
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
            self._application.snapshots.close()
            self._application.portals.close()
        self._server = self._thread = self._application = None

    @property
    def address(self) -> tuple[str, int]:
        """Host and port that it listens on."""
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or 0

    @property
    def exposed(self) -> bool:
        """Whether other machines may reach it; its admin endpoints ask for no token."""
        host = self._address[0]
        try:
            return not ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host != "localhost"

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


def _faults(path: Path) -> tuple[list[dict[str, Any]], int | None]:
    from hubspot_facade.sandbox.faults.toml import read  # few sandboxes have a file of faults

    return read(path)


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
    **options: Any,
) -> None:
    """Serve in the foreground until interrupted. `announce` is given url and token; without it they are printed.

    Further options are those of `Sandbox`.
    """
    sandbox = Sandbox(
        db=db, port=port, host=host, tier=tier, token=token, any_token=any_token, samples=samples, **options
    )
    with sandbox:
        if sandbox.exposed:
            sys.stderr.write(f"{EXPOSED}\n")
        if announce is None:
            sys.stdout.write(f"HubSpot sandbox at {sandbox.url}\ntoken {sandbox.token}\n")
            sys.stdout.flush()
        else:
            announce(sandbox.url, sandbox.token)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return

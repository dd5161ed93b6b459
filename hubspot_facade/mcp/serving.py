"""How the server is reached: over standard input and output, or over HTTP on this machine with a token."""

from __future__ import annotations

import hmac
import ipaddress
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import ConfigurationError
from hubspot_facade.extras import load
from hubspot_facade.mcp.server import EXTRA

if TYPE_CHECKING:
    from collections.abc import Awaitable

    Scope = dict[str, Any]
    Message = Callable[..., Awaitable[Any]]

PATH = "/mcp"
LARGEST_REQUEST = 4 * 1024 * 1024
_SHORTEST_TOKEN = 16


def quiet_logs() -> None:
    """Have logged errors name their logger and kind alone: their texts and tracebacks could show a secret."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Kinds())
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)


class _Kinds(logging.Formatter):
    """Neither the message nor the traceback of a record."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0] if record.exc_info else None
        return f"hubspot-facade mcp: {record.name}: {kind.__name__ if kind else record.levelname.lower()}"


def serve_stdio(server: Any) -> None:
    """Serve the program that started this one, until it closes standard input."""
    quiet_logs()
    server.run("stdio")


def http_app(server: Any, token: str, host: str = "127.0.0.1", origins: tuple[str, ...] = ()) -> Any:
    """The server as an ASGI application: only with the token, for this machine's names, for pages of these origins."""
    if len(token) < _SHORTEST_TOKEN:
        raise ConfigurationError(f"the token of the MCP server must have {_SHORTEST_TOKEN} characters or more")
    security: Any = load("mcp.server.transport_security", EXTRA).TransportSecuritySettings
    name = f"[{host}]" if ":" in host else host
    names = dict.fromkeys((name, "127.0.0.1", "localhost", "[::1]"))
    allowed = security(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[*names, *(f"{each}:*" for each in names)],
        allowed_origins=list(origins),
    )
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LARGEST_REQUEST,
        transport_security=allowed,
        host=host,
    )
    return _behind_token(app, token)


def serve_http(
    server: Any,
    token: str,
    host: str,
    port: int,
    origins: tuple[str, ...] = (),
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve on an address of this machine until interrupted; `ready` is given the URL."""
    check_loopback(host)
    uvicorn: Any = load("uvicorn", EXTRA)
    quiet_logs()
    app = http_app(server, token, host, origins)
    config = uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False)
    sock = config.bind_socket()
    sock.listen()  # so that the URL can be used once it is announced
    if ready is not None:
        address = f"[{host}]" if ":" in host else host
        ready(f"http://{address}:{sock.getsockname()[1]}{PATH}")
    uvicorn.Server(config).run(sockets=[sock])


def check_loopback(host: str) -> None:
    """ConfigurationError for an address that other machines could reach."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ConfigurationError(
            f"{host} is not an address of this machine alone: the MCP server listens on loopback only"
        )


def _behind_token(app: Any, token: str) -> Any:
    """The application for requests that have the token as `Authorization: Bearer`; others get 401."""
    wanted = f"Bearer {token}".encode()

    async def guarded(scope: Scope, receive: Message, send: Message) -> None:
        if scope["type"] == "http":
            given = [value for name, value in scope["headers"] if name == b"authorization"]
            if len(given) != 1 or not hmac.compare_digest(given[0], wanted):
                headers = [(b"www-authenticate", b"Bearer"), (b"content-type", b"text/plain")]
                await send({"type": "http.response.start", "status": 401, "headers": headers})
                await send({"type": "http.response.body", "body": b"a token is needed"})
                return
        elif scope["type"] != "lifespan":
            return
        await app(scope, receive, send)

    return guarded

"""A sandbox that runs already: where it is, and its admin endpoints."""

from __future__ import annotations

import http.client
import json
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

import typer

from hubspot_facade.cli.failure import CommandError, NoAnswerError

PORT = 8484
"""Where a sandbox listens by default."""
SECONDS = 300.0

Url = Annotated[
    str,
    typer.Option(envvar="HUBSPOT_BASE_URL", help="The running sandbox."),
]
PortalId = Annotated[int | None, typer.Option("--portal", help="The portal, where the sandbox has several.")]
DEFAULT_URL = f"http://127.0.0.1:{PORT}"


class Running:
    """The admin endpoints of a running sandbox."""

    def __init__(self, url: str, *, portal: int | None = None) -> None:
        parts = urlsplit(url if "//" in url else f"http://{url}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CommandError(f"{url!r} is not a sandbox's URL, such as {DEFAULT_URL}")
        self.url = f"{parts.scheme}://{parts.netloc}"
        self._parts = parts
        self._portal = portal

    def ask(self, method: str, path: str, body: object = None, **query: object) -> Any:
        """What an endpoint under `/_sandbox` answers, an empty object for nothing.

        NoAnswerError when nobody answers, CommandError with a refusal.
        """
        named = {"portal": self._portal, **query}
        text = urlencode({name: value for name, value in named.items() if value is not None})
        content = None if body is None else json.dumps(body).encode()
        connection = self._connect()
        try:
            connection.request(method, f"/_sandbox/{path}" + (f"?{text}" if text else ""), content)
            answer = connection.getresponse()
            found = answer.read()
        except (OSError, http.client.HTTPException) as problem:
            raise NoAnswerError(
                f"no sandbox answers at {self.url} ({problem}): start 'hubspot-facade sandbox', or paste its export "
                "lines here, or name it with --url"
            ) from None
        finally:
            connection.close()
        if answer.getheader("x-hubspot-correlation-id") is None or (answer.status == 404 and not _is_json(answer)):
            raise CommandError(f"what answers at {self.url} is not a sandbox")
        decoded: Any = json.loads(found) if found and _is_json(answer) else {}
        if answer.status >= 400:
            raise CommandError(str(decoded.get("message") or f"the sandbox answered {answer.status}"))
        return decoded

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=SECONDS)
        return http.client.HTTPConnection(host, port, timeout=SECONDS)


def _is_json(answer: http.client.HTTPResponse) -> bool:
    return (answer.getheader("content-type") or "").startswith("application/json")

"""What must never be shown, and the single place where it is redacted.

HubSpot, a proxy or anything that answers in their place may echo any part of a request in headers, JSON, HTML or a
reason phrase, escaped in any way. So whatever an error or a log line takes from an answer, an exception of httpx or the
request itself is first redacted by the `Secrets` of that request.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hubspot_facade.transport.redaction import Redaction
    from hubspot_facade.transport.request import Request


class Secrets:
    """The secrets of a request: its own, and those of its client. Determined when something is shown."""

    def __init__(self, request: Request | None = None, known: Iterable[str] = ()) -> None:
        self._request = request
        self._known = tuple(known)

    def add(self, known: Iterable[str]) -> None:
        """Hide these as well from now on."""
        self._known = tuple(dict.fromkeys((*self._known, *known)))
        self.__dict__.pop("_redaction", None)

    @cached_property
    def _redaction(self) -> Redaction:
        from hubspot_facade.transport.redaction import Redaction  # most requests end without showing anything

        return Redaction(self._request, self._known)

    def text(self, text: str) -> str:
        """A text without them, in any escaping."""
        return self._redaction.text(text)

    def content(self, content: bytes) -> bytes:
        """A body without them; anything but text is unchanged if it has none."""
        return self._redaction.content(content)

    def data(self, value: Any) -> Any:
        """Decoded JSON without them."""
        return self._redaction.data(value)

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers of an answer without them, and without cookies."""
        return self._redaction.headers(headers)

    def request_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers of a request without them."""
        return self._redaction.request_headers(headers)


CURRENT: ContextVar[Secrets | None] = ContextVar("CURRENT", default=None)
"""The secrets of the request in progress."""


class Discreet(logging.Filter):
    """Redacts secrets in what httpx and httpcore log: URLs, and at level DEBUG the headers of answers."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, with its message complete and secrets redacted."""
        message = record.getMessage()
        hidden = (CURRENT.get() or _NOBODYS).text(message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True


_NOBODYS = Secrets()
_PARTS = ("connection", "http11", "http2", "proxy", "socks")


def hush(library: str, core: str) -> None:
    """Make a library that sends, and the one below it, log no secrets."""
    for name in (library, *(f"{core}.{part}" for part in _PARTS)):
        logging.getLogger(name).addFilter(_DISCREET)  # adding it again changes nothing


_DISCREET = Discreet()

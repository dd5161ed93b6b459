"""Headers that a client sends with every request, besides those that it sets itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from hubspot_facade.errors import ConfigurationError

HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")

# Headers that only the client can set, with what to do instead.
_OWN = {
    "authorization": "pass access_token=…",
    "proxy-authorization": "write user and password into proxy=…",
    **dict.fromkeys(("content-type", "content-length", "content-encoding"), "they come with the body"),
    **dict.fromkeys(
        ("host", "connection", "transfer-encoding", "accept-encoding", "te", "trailer", "upgrade", "expect"),
        "the connection sets it",
    ),
}


def checked_headers(headers: object) -> dict[str, str]:
    """The headers with names in lower case. ConfigurationError names one that cannot be sent, never its value."""
    if not isinstance(headers, Mapping):
        raise ConfigurationError(f"headers must be names with values, not {type(headers).__name__}")
    checked: dict[str, str] = {}
    for name, value in cast("Mapping[object, object]", headers).items():
        if not isinstance(name, str) or not HEADER_NAME.fullmatch(name):
            raise ConfigurationError(f"headers: {str(name)[:80]!r} cannot be the name of a header")
        key = name.lower()
        if key in _OWN:
            raise ConfigurationError(f"headers must not contain {name}: {_OWN[key]}")
        if key in checked:
            raise ConfigurationError(f"headers contain {name} twice")
        if not isinstance(value, str) or not (value.isascii() and value.isprintable()):
            raise ConfigurationError(f"headers: {name} must be one printable line of ASCII")
        checked[key] = value.strip()
    return checked

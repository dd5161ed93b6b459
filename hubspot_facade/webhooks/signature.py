"""Whether a request is from HubSpot: signatures of webhooks, cards and workflow actions.

Pure functions: they take what arrived and, for version 3, the time. `body` is the raw body; one that was parsed and
written again has another signature.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hubspot_facade.errors import InputError

VERSIONS = ("v3", "v2", "v1")
MAX_AGE = 300.0  # seconds for which a version 3 signature is valid
_DIGITS = 20  # of a timestamp, more than milliseconds will ever have

# HubSpot signs the URI with these characters unescaped, and no others.
_PLAIN = {f"%{ord(character):02X}": character for character in ":/?@!$'()*,;"}
_ESCAPED = re.compile("|".join(_PLAIN), re.IGNORECASE)


def signature_v1(client_secret: str, body: bytes | str) -> str:
    """The hexadecimal signature of a version 1 request (webhooks of CRM objects)."""
    return hashlib.sha256(client_secret.encode() + _bytes(body)).hexdigest()


def signature_v2(client_secret: str, method: str, uri: str, body: bytes | str = b"") -> str:
    """The hexadecimal signature of a version 2 request (cards, workflow actions); `uri` in full, with its query."""
    return hashlib.sha256(client_secret.encode() + _bytes(method.upper() + uri) + _bytes(body)).hexdigest()


def signature_v3(client_secret: str, method: str, uri: str, body: bytes | str, timestamp: int | str) -> str:
    """The base64 signature of a version 3 request; `timestamp` is the header's text, milliseconds since 1970."""
    plain = _ESCAPED.sub(lambda match: _PLAIN[match[0].upper()], uri.partition("#")[0])
    message = _bytes(method.upper() + plain) + _bytes(body) + str(timestamp).encode()
    return base64.b64encode(hmac.digest(client_secret.encode(), message, "sha256")).decode()


def is_signed(
    client_secret: str | Sequence[str],
    *,
    method: str,
    uri: str,
    body: bytes | str,
    headers: Mapping[str, str],
    now: float,
) -> bool:
    """Whether HubSpot signed this request with the app's secret, by the newest version in the headers.

    `client_secret` may be several, while one is replaced by the next. `now` is seconds since 1970 (`time.time()`): a
    version 3 signature older than five minutes, or as far in the future, is not valid. Raises InputError for an empty
    secret, such as that of a variable that is not set: anybody can sign with it.
    """
    return not find_fault(secrets_of(client_secret), method=method, uri=uri, body=body, headers=headers, now=now)


def secrets_of(client_secret: str | Sequence[str]) -> tuple[str, ...]:
    """One secret or several as a tuple. Raises InputError where there is none, or one that is empty."""
    given: Any = client_secret
    found = (given,) if isinstance(given, str) else tuple(given or ())
    if not found:
        raise InputError("client_secret", "is missing; it is in the app's settings")
    each: Any
    for each in found:
        if not isinstance(each, str):
            raise InputError("client_secret", f"expected text, got {type(each).__name__}")
        if not each.strip():
            raise InputError("client_secret", "is empty, so anybody could sign with it; it is in the app's settings")
    return found


def find_fault(
    secrets: Sequence[str],
    *,
    method: str,
    uri: str,
    body: bytes | str,
    headers: Mapping[str, str],
    now: float,
    versions: Collection[str] = VERSIONS,
) -> str:
    """Why the request is not accepted as HubSpot's, in a sentence; empty text if it is."""
    given = {name.lower(): value for name, value in headers.items()}
    if signature := given.get("x-hubspot-signature-v3"):
        version = "v3"
    elif signature := given.get("x-hubspot-signature"):
        version = given.get("x-hubspot-signature-version", "v1").lower()
    else:
        return "The request has no signature."
    if version not in versions:
        return f"The request has a signature of version {version[:8]!r}; expected {' or '.join(versions)}."
    timestamp = given.get("x-hubspot-request-timestamp", "")
    if version == "v3":
        if not (timestamp.isascii() and timestamp.isdecimal()) or len(timestamp) > _DIGITS:
            return "The header X-HubSpot-Request-Timestamp is missing or is not a number of milliseconds."
        if abs(now - int(timestamp) / 1000) >= MAX_AGE:
            return "The request was signed more than five minutes ago, or one of the two clocks is wrong."
    for secret in secrets:
        if version == "v3":
            expected = signature_v3(secret, method, uri, body, timestamp)
        elif version == "v2":
            expected = signature_v2(secret, method, uri, body)
        else:
            expected = signature_v1(secret, body)
        if hmac.compare_digest(signature.encode(errors="replace"), expected.encode()):
            return ""
    return "The signature does not match."


def _bytes(text: bytes | str) -> bytes:
    return text.encode(errors="surrogatepass") if isinstance(text, str) else text

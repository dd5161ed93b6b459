"""Whether a request is from HubSpot: signatures of webhooks, cards and workflow actions.

Pure functions: they take what arrived and, for version 3, the time. `body` is the raw body; one that was parsed and
written again has another signature.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping

from hubspot_facade.errors import InputError

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
    return hashlib.sha256(client_secret.encode() + method.upper().encode() + uri.encode() + _bytes(body)).hexdigest()


def signature_v3(client_secret: str, method: str, uri: str, body: bytes | str, timestamp: int | str) -> str:
    """The base64 signature of a version 3 request; `timestamp` is the header's text, milliseconds since 1970."""
    plain = _ESCAPED.sub(lambda match: _PLAIN[match[0].upper()], uri.partition("#")[0])
    message = method.upper().encode() + plain.encode() + _bytes(body) + str(timestamp).encode()
    return base64.b64encode(hmac.digest(client_secret.encode(), message, "sha256")).decode()


def is_signed(
    client_secret: str,
    *,
    method: str,
    uri: str,
    body: bytes | str,
    headers: Mapping[str, str],
    now: float,
) -> bool:
    """Whether HubSpot signed this request with the app's secret, by the newest version in the headers.

    `now` is seconds since 1970 (`time.time()`): a version 3 signature older than five minutes, or as far in the future,
    is not valid. Raises InputError for an empty secret, such as that of a variable that is not set: anybody can sign
    with it.
    """
    if not client_secret.strip():
        raise InputError("client_secret", "is empty, so anybody could sign with it; it is in the app's settings")
    given = {name.lower(): value for name, value in headers.items()}
    if signature := given.get("x-hubspot-signature-v3"):
        timestamp = given.get("x-hubspot-request-timestamp", "")
        if not timestamp.isdecimal() or len(timestamp) > _DIGITS or abs(now - int(timestamp) / 1000) >= MAX_AGE:
            return False
        expected = signature_v3(client_secret, method, uri, body, timestamp)
    elif signature := given.get("x-hubspot-signature"):
        version = given.get("x-hubspot-signature-version", "v1").lower()
        if version == "v1":
            expected = signature_v1(client_secret, body)
        elif version == "v2":
            expected = signature_v2(client_secret, method, uri, body)
        else:
            return False
    else:
        return False
    return hmac.compare_digest(signature.encode(errors="replace"), expected.encode())


def _bytes(body: bytes | str) -> bytes:
    return body.encode() if isinstance(body, str) else body

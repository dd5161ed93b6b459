"""Signatures of what the sandbox sends, as HubSpot makes them."""

import base64
import hashlib
import hmac
import re

_PLAIN = {f"%{ord(character):02X}": character for character in ":/?@!$'()*,;"}
_ESCAPED = re.compile("|".join(_PLAIN), re.IGNORECASE)


def signed_uri(url: str) -> str:
    """A URL as it is signed: without its fragment, and with some characters unescaped."""
    return _ESCAPED.sub(lambda match: _PLAIN[match[0].upper()], url.partition("#")[0])


def signed_headers(secret: str, url: str, body: bytes, at: int) -> dict[str, str]:
    """The headers of a delivery at a time, in epoch milliseconds, with the signatures of versions 1 and 3."""
    source = f"POST{signed_uri(url)}".encode(errors="surrogatepass") + body + str(at).encode()
    third = base64.b64encode(hmac.new(secret.encode(), source, hashlib.sha256).digest()).decode()
    return {
        "content-type": "application/json",
        "x-hubspot-signature-version": "v1",
        "x-hubspot-signature": hashlib.sha256(secret.encode() + body).hexdigest(),
        "x-hubspot-signature-v3": third,
        "x-hubspot-request-timestamp": str(at),
    }

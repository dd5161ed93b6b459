"""Removes from recorded traffic what must not be stored: secrets, people's addresses, account and correlation ids.

The same input gets the same replacement, and scrubbing twice changes nothing, so that a request which
is scrubbed during replay matches the one that was scrubbed when it was recorded.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from hubspot_facade.sandbox.serving.redaction import SECRET_NAMES, is_secret
from hubspot_facade.transport.secret_places import HIDDEN, SECRET_SEGMENTS
from scripts.record.multipart import each_part

HOST = "https://api.hubapi.com"
CONSENT_HOST, CONSENT_PATH = "https://app.hubspot.com", "/oauth/authorize"  # the page where a user agrees
PORTAL = 12345
LONG = 8_000
KEPT_REQUEST_HEADERS = frozenset(("authorization", "content-type"))
KEPT_ANSWER_HEADERS = frozenset(
    ("content-type", "location", "retry-after", "x-hubspot-correlation-id", "x-hubspot-auth-failure")
)

# What the sandbox's log redacts, and what only HubSpot itself sends.
SECRETS = SECRET_NAMES | {"tokenkey", "clientassertion", "appsecret", "signature", "signedaccesstoken", "cookie"}
# `code` is a secret of OAuth in forms and URLs, and the name of an error in JSON.
SECRET_PARAMETERS = SECRETS | {"code", "sig", "xamzsignature"}
PORTALS = frozenset(("portalid", "portal-id", "portal_id", "hubid", "hub-id", "hub_id"))
CORRELATIONS = frozenset(("correlationid", "correlation_id", "requestid", "request_id"))

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})")
_EXAMPLE_DOMAIN = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid)\Z", re.IGNORECASE)
_TOKEN = re.compile(
    r"\bpat-[a-z]{2,4}\d?-[0-9A-Za-z-]{8,}"  # of private apps and service keys
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"  # signed ones (JWT)
    r"|\bC[A-Za-z0-9+/_-]{40,}={0,2}"  # OAuth access tokens
)
_PARAMETER = re.compile(r"([?&]([\w-]+)=)[^&#\"'\s]+")
_BEARER = re.compile(r"(\bBearer )\S+", re.IGNORECASE)
_PORTAL = re.compile(
    r"((?:app[\w-]*\.hubspot\.com/[\w-]+/|/hubfs/|\bportal(?: ?id)?[ :=]+|\bhub(?: ?id)[ :=]+))\d+", re.IGNORECASE
)


_STAND_IN = "00000000-0000-4000-8000-"


def legible(data: Any) -> str:
    """JSON with one value per line, or for long ones one list item per line."""
    text = json.dumps(data, indent=1, ensure_ascii=False)
    if len(text) < LONG:
        return text
    if isinstance(data, list):
        return _items(data)
    if not isinstance(data, dict):
        return text
    fields = [f"{json.dumps(key)}: {_items(one) if isinstance(one, list) else _line(one)}" for key, one in data.items()]
    return "{\n" + ",\n".join(fields) + "\n}"


def _items(values: list[Any]) -> str:
    return "[" + ",".join(f"\n {_line(one)}" for one in values) + ("\n]" if values else "]")


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def correlation_id(status: int) -> str:
    """The correlation id of every answer with this status."""
    return f"{_STAND_IN}{status:012d}"


class Scrubber:
    """Scrubs the traffic of one account.

    `secrets` are texts to hide wherever they occur, `portals` the account's ids, `hosts` the base URLs that
    stand for HubSpot's.
    """

    def __init__(
        self, *, secrets: Iterable[str] = (), portals: Iterable[int | str] = (), hosts: Iterable[str] = ()
    ) -> None:
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._hosts = sorted({host.rstrip("/") for host in hosts if host}, key=len, reverse=True)
        named = "|".join(sorted({re.escape(str(portal)) for portal in portals}))
        self._portals = re.compile(rf"(?<!\d)(?:{named})(?!\d)") if named else None
        self.text = lru_cache(maxsize=50_000)(self._text)  # the same few words come again and again

    # -- what is exchanged -----------------------------------------------------------------------------------

    def url(self, url: str) -> str:
        """A URL with HubSpot's host; path and query keep their quoting unless something in them is hidden."""
        for host in self._hosts:
            if url.startswith(host):
                url = HOST + url[len(host) :]
        parts = urlsplit(url)
        query = parts.query and "&".join(self._parameter(one) for one in parts.query.split("&"))
        return urlunsplit((parts.scheme, parts.netloc, self._path(parts.path), query, parts.fragment))

    def headers(self, headers: Mapping[str, Any], kept: frozenset[str]) -> dict[str, Any]:
        """The headers to keep, by lower-case name; the token of `authorization` is hidden."""
        found: dict[str, Any] = {}
        for name, value in headers.items():
            if name.lower() not in kept:
                continue
            values: list[Any] = value if isinstance(value, list) else [value]
            shown = [self._header(name.lower(), str(one)) for one in values]
            found[name.lower()] = shown if isinstance(value, list) else shown[0]
        return dict(sorted(found.items()))

    def body(self, content: bytes, content_type: str, correlation: str = "") -> bytes:
        """A body of any type; JSON comes back indented, with one value per line."""
        if not content:
            return content
        if content_type.startswith("multipart/"):
            return each_part(content, content_type, self._part)
        if content_type.startswith("application/x-www-form-urlencoded"):
            pairs = parse_qsl(content.decode(), keep_blank_values=True)
            return urlencode([self._pair(name, value) for name, value in pairs], safe="*").encode()
        try:
            data = json.loads(content)
        except ValueError:
            return self._octets(content, correlation)
        return legible(self.data(data, correlation)).encode()

    def data(self, value: Any, correlation: str = "") -> Any:
        """Decoded JSON of the same shape."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.data(one, correlation) for one in value]
        if not isinstance(value, dict):
            return value
        named = str(value.get("name") or value.get("property") or "").lower()
        return {
            self.text(key): self._field(named if key == "value" and named else key.lower(), one, correlation)
            for key, one in value.items()
        }

    def _text(self, text: str) -> str:
        """A text without the known secrets, without tokens, addresses and portal ids."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for host in self._hosts:
            text = text.replace(f"{host}{CONSENT_PATH}", f"{CONSENT_HOST}{CONSENT_PATH}").replace(host, HOST)
        text = _BEARER.sub(rf"\1{HIDDEN}", _PARAMETER.sub(_parameter, _TOKEN.sub(HIDDEN, text)))
        text = _PORTAL.sub(rf"\g<1>{PORTAL}", text)
        if self._portals is not None:
            text = self._portals.sub(str(PORTAL), text)
        return _EMAIL.sub(_address, text)

    # -- parts of it -----------------------------------------------------------------------------------------

    def _field(self, name: str, value: Any, correlation: str) -> Any:
        if is_secret(name, SECRETS) and isinstance(value, str):
            return HIDDEN
        if name in PORTALS and isinstance(value, int | str) and not isinstance(value, bool):
            return type(value)(PORTAL)
        if name in CORRELATIONS and isinstance(value, str):
            return value if value.startswith(_STAND_IN) else correlation or correlation_id(0)
        return self.data(value, correlation)

    def _header(self, name: str, value: str) -> str:
        if name == "authorization":
            return f"{value.partition(' ')[0]} {HIDDEN}"
        return self.url(value) if name == "location" else self.text(value)

    def _path(self, path: str) -> str:
        parts = path.split("/")
        for at, (before, part) in enumerate(zip(["", *parts], parts, strict=False)):
            plain = unquote(part)
            shown = HIDDEN if before in SECRET_SEGMENTS and part else self.text(plain)
            if shown != plain:
                parts[at] = quote(shown, safe="*@")
        return "/".join(parts)

    def _parameter(self, written: str) -> str:
        pairs = parse_qsl(written, keep_blank_values=True)
        shown = [self._pair(name, value) for name, value in pairs]
        return written if shown == pairs else urlencode(shown, safe="*")

    def _pair(self, name: str, value: str) -> tuple[str, str]:
        if is_secret(name, SECRET_PARAMETERS):
            return name, HIDDEN
        return name, str(PORTAL) if name.lower() in PORTALS else self.text(value)

    def _part(self, name: str, content: bytes) -> bytes:
        return HIDDEN.encode() if is_secret(name, SECRET_PARAMETERS) else self._octets(content)

    def _octets(self, content: bytes, correlation: str = "") -> bytes:
        try:
            text = content.decode()
        except UnicodeDecodeError:
            for secret in self._secrets:
                content = content.replace(secret.encode(), HIDDEN.encode())
            return content
        try:
            data = json.loads(text)
        except ValueError:
            return self.text(text).encode()
        if not isinstance(data, dict | list):
            return self.text(text).encode()
        return json.dumps(self.data(data, correlation), ensure_ascii=False).encode()


def with_stand_ins(data: Any) -> Any:
    """JSON data with the addresses that a recording has in place of people's, as needed to replay it."""
    return json.loads(_EMAIL.sub(_address, json.dumps(data, ensure_ascii=False)))


def _parameter(match: re.Match[str]) -> str:
    return f"{match[1]}{HIDDEN}" if is_secret(match[2], SECRET_PARAMETERS) else match[0]


def _address(match: re.Match[str]) -> str:
    if _EXAMPLE_DOMAIN.match(match[1]):
        return match[0]
    return f"{hashlib.sha256(match[0].lower().encode()).hexdigest()[:10]}@example.com"

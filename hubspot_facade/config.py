"""How a client is set up: arguments first, then the environment, then defaults."""

from __future__ import annotations

import ipaddress
import math
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hubspot_facade import __version__
from hubspot_facade.errors import ConfigurationError
from hubspot_facade.transport.pacing import Limits
from hubspot_facade.transport.policy import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_BASE_URL = "https://api.hubapi.com"
DEFAULT_EDITION = "2026-03"
DEFAULT_TIMEOUT = 60.0
DEFAULT_ANSWER_LIMIT = 100_000_000
_YES = frozenset(("1", "true", "yes", "on"))
# In the order of preference when an edition lacks a call: the nearest one first.
FALLBACKS: dict[str, tuple[str, ...]] = {
    "2026-09": ("2026-03", "v3"),
    "2026-03": ("v3", "2026-09"),
    "v3": ("2026-03", "2026-09"),
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything a client needs to know; picklable, and silent about token and key in its repr.

    `timeout` is in seconds for each of connecting, sending and receiving, `deadline` for a whole operation; None waits
    for ever. `answer_limit` is in bytes, None takes any. Plain http to another machine is a ConfigurationError unless
    `allow_http`.
    """

    access_token: str = field(default="", repr=False)
    base_url: str = DEFAULT_BASE_URL
    api_version: str = DEFAULT_EDITION
    timeout: float | None = DEFAULT_TIMEOUT
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    limits: Limits = field(default_factory=Limits)
    user_agent: str = f"hubspot-facade/{__version__}"
    developer_key: str = field(default="", repr=False)
    allow_http: bool = False
    deadline: float | None = None
    answer_limit: int | None = DEFAULT_ANSWER_LIMIT

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme == "http" and not self.allow_http and not _is_this_machine(parts.hostname or ""):
            raise ConfigurationError(
                f"base_url http://{parts.hostname} is plain http, where others on the way can read the access token: "
                "use https, or pass allow_http=True or set HUBSPOT_ALLOW_HTTP=1 for a sandbox in a network of your own"
            )

    @property
    def editions(self) -> tuple[str, ...]:
        """The client's edition, then those that stand in for it where it lacks a call."""
        others = FALLBACKS.get(self.api_version)
        if others is None:  # an edition newer than this table: the newest known ones stand in
            others = tuple(FALLBACKS)
        return self.api_version, *others


def configure(
    access_token: str | None = None,
    *,
    base_url: str | None = None,
    api_version: str | None = None,
    timeout: float | None = DEFAULT_TIMEOUT,
    retries: int | RetryPolicy | None = None,
    limits: Limits | None = None,
    developer_key: str | None = None,
    require_token: bool = True,
    allow_http: bool | None = None,
    deadline: float | None = None,
    answer_limit: int | None = DEFAULT_ANSWER_LIMIT,
    environ: Mapping[str, str] = os.environ,
) -> Configuration:
    """A checked configuration; ConfigurationError says what to set when something is missing or wrong."""
    token = _secret(access_token or environ.get("HUBSPOT_ACCESS_TOKEN"), "access token")
    key = _secret(developer_key or environ.get("HUBSPOT_DEVELOPER_API_KEY"), "developer API key")
    if require_token and not token and not key:
        raise ConfigurationError(
            "no access token: pass access_token=… or set HUBSPOT_ACCESS_TOKEN (private app or service key token, pat-…)"
        )
    if timeout is not None and timeout <= 0:
        raise ConfigurationError(f"timeout must be positive seconds or None, not {timeout!r}")
    if deadline is not None and not 0 < deadline < math.inf:
        raise ConfigurationError(f"deadline must be positive seconds or None, not {deadline!r}")
    if answer_limit is not None and answer_limit < 1:
        raise ConfigurationError(f"answer_limit must be positive bytes or None, not {answer_limit!r}")
    return Configuration(
        access_token=token,
        base_url=_base_url(base_url or environ.get("HUBSPOT_BASE_URL") or DEFAULT_BASE_URL),
        api_version=_edition(api_version or environ.get("HUBSPOT_API_VERSION") or DEFAULT_EDITION),
        timeout=timeout,
        retries=_retries(retries),
        limits=_limits(limits or Limits()),
        developer_key=key,
        deadline=deadline,
        answer_limit=answer_limit,
        allow_http=environ.get("HUBSPOT_ALLOW_HTTP", "").strip().lower() in _YES if allow_http is None else allow_http,
    )


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified


def _secret(text: str | None, noun: str) -> str:
    secret = (text or "").strip()
    if not secret.isascii() or (secret and not secret.isprintable()) or " " in secret:
        raise ConfigurationError(f"the {noun} holds characters that none has (spaces, line breaks, …)")
    return secret


def _base_url(text: str) -> str:
    parts = urlsplit(text.strip())
    if parts.username or parts.password:
        raise ConfigurationError("base_url must not hold a user name or password")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ConfigurationError(f"base_url must be like {DEFAULT_BASE_URL}, not {text!r}")
    return text.strip().rstrip("/")


def _edition(name: str) -> str:
    import hubspot_openapi

    known = hubspot_openapi.editions()
    if name not in known:
        raise ConfigurationError(f"api_version {name!r} is none of {', '.join(known)}")
    return name


def _retries(retries: int | RetryPolicy | None) -> RetryPolicy:
    if isinstance(retries, RetryPolicy):
        return retries
    if retries is None:
        return RetryPolicy()
    if retries < 0:
        raise ConfigurationError(f"retries must be 0 or more, not {retries}")
    return RetryPolicy(retries=retries)


def _limits(limits: Limits) -> Limits:
    numbers = (limits.per_ten_seconds, limits.search_per_second, limits.burst_per_ten_seconds, limits.concurrency)
    if any(number is not None and number < 1 for number in numbers):
        raise ConfigurationError(f"limits must be 1 or more: {limits}")
    return limits

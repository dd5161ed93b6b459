"""How a client is set up: arguments first, then the environment, then defaults."""

from __future__ import annotations

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
DEFAULT_FORMS_URL = "https://api.hsforms.com"
DEFAULT_EDITION = "2026-03"
DEFAULT_TIMEOUT = 60.0
# In the order of preference when an edition lacks a call: the nearest one first.
FALLBACKS: dict[str, tuple[str, ...]] = {
    "2026-09": ("2026-03", "v3"),
    "2026-03": ("v3", "2026-09"),
    "v3": ("2026-03", "2026-09"),
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything a client needs to know; picklable, and silent about token and key in its repr.

    `timeout` is in seconds for each of connecting, sending and receiving; None waits for ever. `forms_url` is the host
    that takes submissions of forms.
    """

    access_token: str = field(default="", repr=False)
    base_url: str = DEFAULT_BASE_URL
    api_version: str = DEFAULT_EDITION
    timeout: float | None = DEFAULT_TIMEOUT
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    limits: Limits = field(default_factory=Limits)
    user_agent: str = f"hubspot-facade/{__version__}"
    developer_key: str = field(default="", repr=False)
    forms_url: str = DEFAULT_FORMS_URL

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
    forms_url: str | None = None,
    api_version: str | None = None,
    timeout: float | None = DEFAULT_TIMEOUT,
    retries: int | RetryPolicy | None = None,
    limits: Limits | None = None,
    developer_key: str | None = None,
    require_token: bool = True,
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
    base = _base_url(base_url or environ.get("HUBSPOT_BASE_URL") or DEFAULT_BASE_URL, "base_url")
    # what stands in for HubSpot takes submissions itself, so that they, and the token, do not leave it
    forms = forms_url or environ.get("HUBSPOT_FORMS_URL") or (DEFAULT_FORMS_URL if base == DEFAULT_BASE_URL else base)
    return Configuration(
        access_token=token,
        base_url=base,
        forms_url=_base_url(forms, "forms_url"),
        api_version=_edition(api_version or environ.get("HUBSPOT_API_VERSION") or DEFAULT_EDITION),
        timeout=timeout,
        retries=_retries(retries),
        limits=_limits(limits or Limits()),
        developer_key=key,
    )


def _secret(text: str | None, noun: str) -> str:
    secret = (text or "").strip()
    if not secret.isascii() or (secret and not secret.isprintable()) or " " in secret:
        raise ConfigurationError(f"the {noun} holds characters that none has (spaces, line breaks, …)")
    return secret


def _base_url(text: str, name: str) -> str:
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ConfigurationError(f"{name} must be like {DEFAULT_BASE_URL}, not {text!r}")
    if parts.username or parts.password:
        raise ConfigurationError(f"{name} must not hold a user name or password")
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

"""How strict and how lifelike a sandbox is."""

from dataclasses import dataclass
from typing import Any

from hubspot_facade.sandbox.protocol.numerals import measure
from hubspot_facade.sandbox.unsettled import UNSETTLED, Unsettled

from .limits import check_tier

MAX_BODY = 64 * 1024 * 1024
"""Bytes of the longest body that is taken by default."""
CLIENT_SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"  # noqa: S105 - a sandbox's secret is no secret
"""The client secret of an app for which no other is known."""
URL_IMPORTS = ("offline", "public", "any")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a sandbox enforces. Everything is off by default.

    `tier` is free, pro, enterprise or oauth, whose rate limits hold, or None for none; `scopes` has every token's
    scopes checked, and developer API keys where only they will do; `any_token` accepts every token that is not empty,
    unless scopes are checked; `index_lag` is how many seconds search lags behind; `retry_after` adds Retry-After to
    429s, which HubSpot is not established to send; `max_body` is the longest body taken, in bytes; `url_imports`
    says what becomes of files imported from a URL: "offline" makes an empty file of the URL's name without asking
    anybody, "public" fetches it unless its address is private, "any" fetches it wherever it is; `durable` has a
    database in a file wait for the disk at every write, so that not even a power cut loses one; `job_looks` is how many
    looks at an import, export or task find it under way; `client_secret` is the secret of every app, which signs its
    webhooks, by default `CLIENT_SECRET` or what comes over OAuth; `webhook_delay` is how many seconds pass before the
    first retry of a webhook, each further pause is twice as long; `unsettled` decides what nobody has established about
    HubSpot. ValueError for what cannot be.
    """

    tier: str | None = None
    scopes: bool = False
    any_token: bool = False
    index_lag: float = 0.0
    retry_after: bool = False
    max_body: int = MAX_BODY
    url_imports: str = "offline"
    durable: bool = False
    job_looks: int = 0
    client_secret: str | None = None
    webhook_delay: float = 1.0
    unsettled: Unsettled = UNSETTLED

    def __post_init__(self) -> None:
        tier: Any = self.tier
        if tier is not None and not isinstance(tier, str):
            raise ValueError(f"tier must be text, not {tier!r}")
        for name in ("scopes", "any_token", "retry_after", "durable"):
            if not isinstance(getattr(self, name), bool):
                raise ValueError(f"{name} must be true or false, not {getattr(self, name)!r}")
        secret: Any = self.client_secret
        if secret is not None and (not isinstance(secret, str) or not secret.strip()):
            raise ValueError("client_secret must be text that is not empty")
        for name in ("index_lag", "max_body", "webhook_delay"):
            if measure(getattr(self, name)) is None:
                raise ValueError(f"{name} must be a number, not {getattr(self, name)!r}")
        decided: Any = self.unsettled
        if not isinstance(decided, Unsettled):
            raise ValueError(f"unsettled must be decided by an Unsettled, not {decided!r}")
        check_tier(self.tier)
        if self.url_imports not in URL_IMPORTS:
            raise ValueError(f"url_imports must be one of {', '.join(URL_IMPORTS)}, not {self.url_imports!r}")
        if type(self.job_looks) is not int or self.job_looks < 0:
            raise ValueError(f"job_looks must be 0 or more looks, not {self.job_looks!r}")
        if self.index_lag < 0:
            raise ValueError(f"index_lag must be 0 or more seconds, not {self.index_lag}")
        if self.webhook_delay < 0:
            raise ValueError(f"webhook_delay must be 0 or more seconds, not {self.webhook_delay}")
        if self.max_body < 1:
            raise ValueError(f"max_body must be 1 or more bytes, not {self.max_body}")

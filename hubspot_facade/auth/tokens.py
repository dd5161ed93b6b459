"""The tokens of one portal as a store keeps them."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.errors import ConfigurationError

if TYPE_CHECKING:
    from hubspot_facade.oauth.token import Token

EARLY = 60.0
"""Seconds before its end at which an access token is renewed, or half its life where that is shorter."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A refresh token with the access token that it gave last, none of them shown in the repr.

    Moments are seconds since the epoch; `expires_at` None is unknown. `origin` is a digest of the refresh token that
    these began with, `refused` what HubSpot said when it refused the refresh token: only a new authorization helps.
    """

    refresh_token: str = field(repr=False)
    access_token: str = field(default="", repr=False)
    issued_at: float = 0.0
    expires_at: float | None = None
    origin: str = field(default="", repr=False)
    refused: str | None = None

    def usable(self, now: float, refused: str | None = None) -> bool:
        """Whether the access token is alive, and not the one that HubSpot has refused."""
        alive = self.expires_at is None or now < self.expires_at
        return bool(self.access_token) and self.access_token != refused and alive

    def lasting(self, now: float, refused: str | None = None) -> bool:
        """Whether it is not to be renewed yet, either."""
        if self.expires_at is None:
            return self.usable(now, refused)
        early = min(EARLY, max(self.expires_at - self.issued_at, 0.0) / 2)
        return self.usable(now + early, refused)

    def to_json(self) -> str:
        """Text to keep, secrets included."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str | bytes) -> Tokens:
        """The tokens of such a text. ConfigurationError, which does not quote it, for anything else."""
        try:
            data: Any = json.loads(text)
        except (ValueError, RecursionError):
            data = None
        if isinstance(data, dict):
            found = cast("dict[str, Any]", data)
            values = {one.name: found[one.name] for one in fields(Tokens) if one.name in found}
            if _sound(values):
                return Tokens(**values)
        raise ConfigurationError(
            "the token store holds something else than tokens: delete the entry and authorize again"
        )


def first_tokens(refresh_token: str) -> Tokens:
    """What is known before the first access token."""
    return Tokens(refresh_token, origin=digest(refresh_token))


def granted(token: Token, now: float, before: Tokens | None = None) -> Tokens:
    """The tokens of an answer of HubSpot's; without a refresh token in it the one before stays good."""
    refresh = token.refresh_token or (before.refresh_token if before else "")
    if not refresh:
        raise ConfigurationError("this token has no refresh token, so it cannot be renewed")
    expires = now + token.expires_in if token.expires_in > 0 else None
    origin = before.origin if before else digest(refresh)
    return Tokens(refresh, token.access_token, issued_at=now, expires_at=expires, origin=origin)


def digest(refresh_token: str) -> str:
    """What tells one refresh token from another without giving it away."""
    return hashlib.sha256(refresh_token.encode()).hexdigest()


def _sound(values: dict[str, Any]) -> bool:
    moments = [values.get("issued_at", 0.0), values.get("expires_at")]
    texts = [values.get(name, "") for name in ("refresh_token", "access_token", "origin")] + [
        values.get("refused") or ""
    ]
    return (
        bool(values.get("refresh_token"))
        and all(isinstance(text, str) for text in texts)
        and moments[0] is not None
        and all(
            each is None or (isinstance(each, int | float) and not isinstance(each, bool) and math.isfinite(each))
            for each in moments
        )
    )

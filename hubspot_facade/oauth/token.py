"""Tokens of an app's installation, silent about themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from hubspot_facade.errors import HubSpotError


@dataclass(frozen=True, slots=True)
class Token:
    """An access token, with the refresh token that renews it; neither shows in the repr.

    `expires_in` is in seconds from when it was given, 1800 as a rule. The refresh token stays the same for good.
    """

    access_token: str = field(repr=False)
    expires_in: int
    refresh_token: str | None = field(default=None, repr=False)
    token_type: str = "bearer"  # noqa: S105 # the type's name, no secret
    hub_id: int | None = None
    user_id: int | None = None
    scopes: tuple[str, ...] = ()
    id_token: str | None = field(default=None, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """HubSpot's JSON, secrets included."""
        data = {
            "access_token": self.access_token,
            "refresh_token": self.refresh_token,
            "expires_in": self.expires_in,
            "token_type": self.token_type,
            "hub_id": self.hub_id,
            "user_id": self.user_id,
            "scopes": [*self.scopes] or None,
            "id_token": self.id_token,
        }
        return {name: value for name, value in data.items() if value is not None}


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """What a token is good for. Of a dead one HubSpot tells only that it is not active."""

    active: bool
    token_use: str | None = None
    hub_id: int | None = None
    user_id: int | None = None
    app_id: int | None = None
    user: str | None = None
    hub_domain: str | None = None
    scopes: tuple[str, ...] = ()
    expires_in: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The facts as JSON, without the token itself."""
        names = ("active", "token_use", "hub_id", "user_id", "app_id", "user", "hub_domain", "expires_in")
        data: dict[str, Any] = {name: getattr(self, name) for name in names}
        return {**{name: value for name, value in data.items() if value is not None}, "scopes": [*self.scopes]}


def token_of(answer: Any) -> Token:
    """The token of an answer, which an edition's document may not describe. Raises HubSpotError when it holds none."""
    data = _facts_of(answer)
    if not data.get("access_token"):
        raise HubSpotError("HubSpot's answer holds no access token")
    return Token(
        access_token=data["access_token"],
        expires_in=int(data.get("expires_in") or 0),
        refresh_token=data.get("refresh_token"),
        token_type=data.get("token_type") or "bearer",
        hub_id=data.get("hub_id"),
        user_id=data.get("user_id"),
        scopes=tuple(data.get("scopes") or ()),
        id_token=data.get("id_token"),
    )


def info_of(answer: Any) -> TokenInfo:
    """What an answer tells of a token."""
    data = _facts_of(answer)
    names = ("token_use", "hub_id", "user_id", "app_id", "user", "hub_domain", "expires_in")
    known = {name: data.get(name) for name in names}
    return TokenInfo(active=bool(data.get("active")), scopes=tuple(data.get("scopes") or ()), **known)


def _facts_of(answer: Any) -> dict[str, Any]:
    if hasattr(answer, "to_dict"):
        facts: dict[str, Any] = answer.to_dict()
        return facts
    return cast("dict[str, Any]", answer if isinstance(answer, dict) else {})

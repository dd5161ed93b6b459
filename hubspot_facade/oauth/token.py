"""Tokens of an app's installation, whose reprs hide the secrets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from hubspot_openapi.runtime import DecodeError

_LARGEST = 10**19


@dataclass(frozen=True, slots=True)
class Token:
    """An access token, with the refresh token that renews it; neither is in the repr.

    `expires_in` is in seconds from when it was issued, usually 1800. The refresh token stays the same.
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
    """What a token is for. For an invalid one HubSpot says only that it is not active."""

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
    """The token in an answer, which an edition's document may not describe. Raises DecodeError if there is none."""
    facts = _Facts(answer)
    token = facts.text("access_token")
    if not token:
        raise DecodeError("it has no access token")
    if not (token.isascii() and token.isprintable()) or " " in token:  # recordings have masks, such as ***
        raise DecodeError("its access token has characters that no header can have")
    return Token(
        access_token=token,
        expires_in=facts.number("expires_in") or 0,
        refresh_token=facts.text("refresh_token"),
        token_type=facts.text("token_type") or "bearer",
        hub_id=facts.number("hub_id"),
        user_id=facts.number("user_id"),
        scopes=facts.texts("scopes"),
        id_token=facts.text("id_token"),
    )


def info_of(answer: Any) -> TokenInfo:
    """What an answer says of a token. Raises DecodeError if it says something else."""
    facts = _Facts(answer)
    return TokenInfo(
        active=facts.flag("active"),
        token_use=facts.text("token_use"),
        hub_id=facts.number("hub_id"),
        user_id=facts.number("user_id"),
        app_id=facts.number("app_id"),
        user=facts.text("user"),
        hub_domain=facts.text("hub_domain"),
        scopes=facts.texts("scopes"),
        expires_in=facts.number("expires_in"),
    )


class _Facts:
    """An answer's fields by their kinds, None for a missing one; DecodeError for one of another kind."""

    def __init__(self, answer: Any) -> None:
        data: Any = answer.to_dict() if hasattr(answer, "to_dict") else answer
        if not isinstance(data, dict):
            raise DecodeError(f"{type(data).__name__} where an object belongs")
        self._data = cast("dict[str, Any]", data)

    def text(self, name: str) -> str | None:
        found: str | None = self._get(name, str)
        return found

    def number(self, name: str) -> int | None:
        value = self._data.get(name)
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
            return int(value)
        found: int | None = self._get(name, int)
        if found is not None and abs(found) >= _LARGEST:
            raise DecodeError(f"{name} is a number of more digits than it can have")
        return found

    def flag(self, name: str) -> bool:
        return bool(self._get(name, bool))

    def texts(self, name: str) -> tuple[str, ...]:
        found: list[Any] = self._get(name, list) or []
        if not all(isinstance(each, str) for each in found):
            raise DecodeError(f"{name} has values other than text")
        return tuple(found)

    def _get(self, name: str, kind: type) -> Any:
        value = self._data.get(name)
        if value is not None and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
            raise DecodeError(f"{name} is {type(value).__name__}, not {kind.__name__}")
        return value

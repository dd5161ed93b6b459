"""Tokens that the sandbox was asked to make: whose portal, which scopes, how long."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body

if TYPE_CHECKING:
    from .portal import Portal

KIND = "sandbox_token"


@dataclass(frozen=True, slots=True)
class Token:
    """What a token is good for. `scopes` None is all of them, `expires` None is never (else epoch milliseconds)."""

    text: str
    portal: int
    scopes: tuple[str, ...] | None = None
    expires: int | None = None

    def body(self) -> Body:
        """The token as the admin endpoint answers it."""
        return {
            "token": self.text,
            "portalId": self.portal,
            "scopes": None if self.scopes is None else list(self.scopes),
            "expiresAt": self.expires,
        }


class Tokens:
    """The tokens of a sandbox, each kept in the database of its portal."""

    def __init__(self) -> None:
        self._known: dict[str, Token] = {}
        self._portals: dict[int, Portal] = {}

    def __iter__(self) -> Iterator[Token]:
        return iter(list(self._known.values()))

    def load(self, portal: "Portal") -> None:
        """Know a portal, and the tokens that its database has."""
        self._portals[portal.id] = portal
        for text, body in portal.shelf(KIND).all().items():
            self._known[text] = _token(text, portal.id, body)

    def get(self, text: str) -> Token | None:
        """The token, or None."""
        return self._known.get(text)

    def add(self, token: Token) -> Token:
        """Accept a token from now on."""
        self._known[token.text] = token
        self._write(token)
        return token

    def drop(self, text: str) -> bool:
        """Accept a token no longer; whether it was known."""
        token = self._known.pop(text, None)
        if token is not None and token.portal in self._portals:
            self._portals[token.portal].shelf(KIND).drop(text)
        return token is not None

    def write(self) -> None:
        """Write all of them again, once the databases were emptied."""
        for token in self:
            self._write(token)

    def forget(self, portal: int) -> None:
        """Accept none of a portal's tokens any longer; those in a file stay there."""
        self._portals.pop(portal, None)
        self._known = {text: token for text, token in self._known.items() if token.portal != portal}

    def _write(self, token: Token) -> None:
        scopes = None if token.scopes is None else list(token.scopes)
        self._portals[token.portal].shelf(KIND).put(token.text, {"scopes": scopes, "expires": token.expires})


def _token(text: str, portal: int, body: Body) -> Token:
    scopes = body["scopes"]
    return Token(text, portal, None if scopes is None else tuple(scopes), body["expires"])

"""Tokens that the sandbox was asked to make: whose portal, which scopes, how long."""

from collections.abc import Iterator
from dataclasses import dataclass

from .errors import Body
from .store import Shelf


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
    """The tokens of a sandbox, kept in the database of its first portal."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[str, Token] = {text: _token(text, body) for text, body in shelf.all().items()}

    def __iter__(self) -> Iterator[Token]:
        return iter(list(self._known.values()))

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
        self._shelf.drop(text)
        return self._known.pop(text, None) is not None

    def write(self) -> None:
        """Write all of them again, once the database was emptied."""
        for token in self:
            self._write(token)

    def _write(self, token: Token) -> None:
        body = token.body()
        del body["token"]
        self._shelf.put(token.text, body)


def _token(text: str, body: Body) -> Token:
    scopes = body["scopes"]
    return Token(text, body["portalId"], None if scopes is None else tuple(scopes), body["expiresAt"])

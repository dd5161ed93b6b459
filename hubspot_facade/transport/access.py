"""An access token that may be another one each time: where it comes from, and what becomes of a 401."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from hubspot_facade.basic_errors import ConfigurationError, TransportError
from hubspot_facade.light_dataclasses import dataclass
from hubspot_facade.wire.ids import is_token

if TYPE_CHECKING:
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.transport.exchange import Result
    from hubspot_facade.transport.request import Answer, Request
    from hubspot_facade.transport.secrets import Secrets


@dataclass(frozen=True)
class TokenEndpoint:
    """A client, as credentials see it that get a token through it.

    `post` sends a request as the client does, with its retries, for at most so many seconds; it blocks, also for the
    asynchronous client, which asks from a thread. `until` is the moment of the clock when the caller's deadline passes.
    """

    post: Callable[[Request, float], Result]
    base_url: str
    editions: tuple[str, ...]
    clock: Clock
    until: float | None = None


@runtime_checkable
class Credentials(Protocol):
    """Where a client takes its access token from, before each attempt; threads ask at once."""

    def ready(self, now: float, refused: str | None = None) -> str | None:
        """The token to use, without I/O; None where it has to be fetched.

        `now` is in seconds since the epoch. `refused` is a token that HubSpot has just answered with 401.
        """
        ...

    def fetch(self, endpoint: TokenEndpoint, refused: str | None = None) -> str:
        """The token to use; it may take a request. The refused one again where there is no other."""
        ...


TokenSource: TypeAlias = Callable[[], str] | Callable[[], Awaitable[str]] | Credentials
"""What gives an access token each time that it is asked."""
AccessToken: TypeAlias = str | TokenSource
"""What `HubSpot(access_token=…)` takes."""


class Access:
    """The token of one exchange. Another one is asked for once, after the first 401."""

    def __init__(self, source: TokenSource, headers: dict[str, str], secrets: Secrets) -> None:
        self.source = source
        self.refused: str | None = None
        self._headers = headers
        self._secrets = secrets
        self._token = ""
        self._again = False
        self._fresh = False

    @property
    def wanting(self) -> bool:
        """Whether a token must be asked for before the next attempt: the one after a 401 is there already."""
        fresh, self._fresh = self._fresh, False
        return not fresh

    def take(self, token: object) -> None:
        """Go on with this token. ConfigurationError for what is none."""
        if not isinstance(token, str):
            raise ConfigurationError(f"the callable given as access_token must give text, not {type(token).__name__}")
        token = token.strip()
        if not is_token(token):
            from hubspot_facade.transport.odd_secrets import odd_secret

            callable_ = "the callable given as access_token"
            raise ConfigurationError(
                odd_secret(token, f"token of {callable_}") if token else f"{callable_} gives an empty token"
            )
        self._again = self._fresh = self.refused is not None and token != self.refused and self._token == self.refused
        self._token = token
        self._secrets.add([token])
        self._headers["authorization"] = f"Bearer {token}"

    def refused_by(self, outcome: Answer | TransportError) -> bool:
        """Whether HubSpot refuses the token for the first time, so that another one is to be asked for."""
        if isinstance(outcome, TransportError) or outcome.status != 401 or self.refused is not None:
            return False
        self.refused = self._token
        return True

    def renewed(self) -> bool:
        """Whether there is another token since the last attempt; true once."""
        again, self._again = self._again, False
        return again

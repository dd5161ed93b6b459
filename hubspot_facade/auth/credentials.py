"""An app's credentials: an access token for each portal that installed it, renewed before it expires and on a 401."""

from __future__ import annotations

import copy
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from hubspot_facade.auth.refresh import REQUEST, Unavailable, refresh, refused
from hubspot_facade.auth.stores import MemoryStore, TokenStore
from hubspot_facade.auth.tokens import Tokens, first_tokens, granted
from hubspot_facade.errors import APIError, ConfigurationError, DeadlineError, RefreshRefused
from hubspot_facade.oauth.token import Token
from hubspot_facade.transport.clock import Clock
from hubspot_facade.transport.process import PerProcess
from hubspot_facade.wire.ids import number_of, text_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_facade.client import HubSpot
    from hubspot_facade.oauth.token import TokenInfo
    from hubspot_facade.transport.access import TokenEndpoint
    from hubspot_facade.wire.values import Id

WAIT = 2 * REQUEST
"""Seconds to wait for somebody else's refresh, where no deadline of the caller's is shorter."""
PAUSE = 10.0
"""Seconds after which a refresh that did not succeed is tried again while the old token is good."""
REMEMBERED = 60.0
"""Seconds for which HubSpot is not asked again after it refused the app itself."""


class OAuthCredentials:
    """The credentials of an app, one set of tokens for each portal; none of them shows in a repr.

    With a `refresh_token` they are those of one portal, and `HubSpot(credentials)` takes them as they are; with a
    `store` those of every portal in it, of which `portal_id` or `portal(…)` chooses one. Tokens are renewed a minute
    before they expire, and when HubSpot answers 401: once for all threads, tasks and processes that share a store.
    A new refresh token is in the store before its access token is used. Raises ConfigurationError.

    A `refresh_token` that the store's tokens did not begin with takes their place.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        *,
        refresh_token: str | None = None,
        store: TokenStore | None = None,
        portal_id: Id | None = None,
    ) -> None:
        self.client_id = text_of(client_id, "client_id")
        self._secret = text_of(client_secret, "client_secret")
        if store is None and refresh_token is None:
            raise ConfigurationError(
                "OAuthCredentials need a refresh_token=… or a store=… that has one for each portal"
            )
        if store is not None and not isinstance(store, TokenStore):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may have no type checker
            raise ConfigurationError(
                f"store must have load, save, delete and lock, which {type(store).__name__} has not"
            )
        if store is not None and refresh_token is not None and portal_id is None:
            raise ConfigurationError("pass the portal_id of the refresh_token: a store keeps tokens by portal")
        self.store: TokenStore = MemoryStore() if store is None else store
        self.portal_id = None if portal_id is None else number_of(portal_id, "portal_id")
        self._begin = None if refresh_token is None else first_tokens(text_of(refresh_token, "refresh_token"))
        self._portals: WeakValueDictionary[int | None, PortalCredentials] = WeakValueDictionary()
        self._only = self._of(self.portal_id) if self.portal_id is not None or self._begin is not None else None

    def portal(self, portal_id: Id) -> PortalCredentials:
        """The credentials of one portal, for `HubSpot(…)`. Nothing is read before the first request."""
        return self._of(number_of(portal_id, "portal_id"))

    def add(self, token: Token, portal_id: Id | None = None) -> int:
        """Keep what `hs.oauth.create_token` gave for a user's code; the id of the portal that it is of.

        Takes the place of what was known of this portal. `portal_id` is for a token that does not name its own.
        """
        found = portal_id if portal_id is not None else token.hub_id
        if found is None:
            raise ConfigurationError("the token does not name its portal: pass portal_id")
        portal = number_of(found, "portal_id")
        self._of(portal).replace(granted(token, Clock().wall()))
        return portal

    def remove(self, portal_id: Id) -> None:
        """Forget the tokens of a portal. `hs.oauth.revoke` ends them at HubSpot."""
        self._of(number_of(portal_id, "portal_id")).replace(None)

    def introspect(self, hs: HubSpot, token: str) -> TokenInfo:
        """What HubSpot says of one of this app's tokens: its portal, user and scopes, and whether it is still valid."""
        return hs.oauth.introspect(self.client_id, self._secret, token)

    def ready(self, now: float, refused: str | None = None) -> str | None:
        """As `Credentials.ready`, for the portal that these are of."""
        return self._chosen().ready(now, refused)

    def fetch(self, endpoint: TokenEndpoint, refused: str | None = None) -> str:
        """As `Credentials.fetch`, for the portal that these are of."""
        return self._chosen().fetch(endpoint, refused)

    @property
    def budget(self) -> tuple[str, int | None]:
        """App and portal, whose limits hold for these credentials."""
        return self.client_id, self.portal_id

    def _chosen(self) -> PortalCredentials:
        if self._only is None:
            raise ConfigurationError("these credentials are of many portals: choose one with portal(…), or use Portals")
        return self._only

    def _of(self, portal_id: int | None) -> PortalCredentials:
        known = self._portals.get(portal_id)
        if known is None:
            begin = self._begin if portal_id == self.portal_id else None
            made = PortalCredentials(self.client_id, self._secret, self.store, portal_id, begin)
            known = self._portals.setdefault(portal_id, made)  # of several threads the first one's
        return known

    def __repr__(self) -> str:
        which = "" if self.portal_id is None else f", portal {self.portal_id}"
        return f"<OAuthCredentials of app {self.client_id}{which}, {self.store!r}>"

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_portals": None, "_only": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _portals=WeakValueDictionary())
        self._only = self._of(self.portal_id) if self.portal_id is not None or self._begin is not None else None


class PortalCredentials(PerProcess):
    """The credentials of an app for one portal, made by `OAuthCredentials.portal`."""

    def __init__(
        self, client_id: str, client_secret: str, store: TokenStore, portal_id: int | None, begin: Tokens | None
    ) -> None:
        super().__init__()
        self.portal_id = portal_id
        self._client = (client_id, client_secret)
        self._store = store
        self._begin = begin
        self._key = f"{client_id}/{'' if portal_id is None else portal_id}"
        self._set_up()

    @property
    def budget(self) -> tuple[str, int | None]:
        """As `OAuthCredentials.budget`."""
        return self._client[0], self.portal_id

    def _set_up(self) -> None:
        self._gate = threading.Lock()  # one thread fetches, the others find what it brought
        self._tokens: Tokens | None = None
        self._unsaved: tuple[str, Tokens] | None = None  # what a refresh token gave that the store would not take
        self._patient_until = 0.0
        self._failure: tuple[float, APIError] | None = None

    def ready(self, now: float, refused: str | None = None) -> str | None:
        """As `Credentials.ready`."""
        tokens = self._tokens
        if tokens is None:
            return None
        patient = now < self._patient_until <= now + PAUSE and tokens.usable(now, refused)
        return tokens.access_token if patient or tokens.lasting(now, refused) else None

    def fetch(self, endpoint: TokenEndpoint, refused: str | None = None) -> str:
        """As `Credentials.fetch`. Raises RefreshRefused when the user has to authorize again."""
        with self._alone(endpoint) as left:
            now = endpoint.clock.wall()
            if token := self.ready(now, refused):
                return token
            known = self._load()
            if not known.lasting(now, refused):
                try:
                    with self._store.lock(self._key, left):
                        known = self._renewed(endpoint, refused)
                except TimeoutError:
                    if not known.usable(now, refused):
                        raise self._late(endpoint) from None
                    self._patient_until = now + PAUSE
            self._tokens = known
            return known.access_token

    def replace(self, tokens: Tokens | None) -> None:
        """Keep other tokens, or none, from now on."""
        with self._store.lock(self._key, WAIT):
            if tokens is None:
                self._store.delete(self._key)
            else:
                self._store.save(self._key, tokens)
        self._tokens = self._unsaved = self._failure = None

    def _renewed(self, endpoint: TokenEndpoint, refused_token: str | None) -> Tokens:
        """The store's tokens, which another process may have renewed meanwhile, or new ones; the lock is held."""
        known, now = self._load(), endpoint.clock.wall()
        if self._unsaved is not None:
            parent, tokens = self._unsaved
            if parent == known.refresh_token:
                self._keep(tokens, parent)
                known = tokens
            self._unsaved = None
        if known.lasting(now, refused_token):
            return known
        if known.refused is not None:
            raise refused(known.refused, self.portal_id)
        if self._failure is not None and now < self._failure[0] <= now + REMEMBERED:
            raise copy.copy(self._failure[1])
        try:
            tokens = refresh(endpoint, self._client, known, self.portal_id)
        except RefreshRefused as error:
            self._store.save(self._key, Tokens(known.refresh_token, origin=known.origin, refused=error.message))
            raise
        except APIError as error:
            self._failure = (now + REMEMBERED, error)
            raise
        except Unavailable as problem:
            if not known.usable(now, refused_token):
                raise problem.error from None
            self._patient_until = now + PAUSE
            return known
        self._keep(tokens, known.refresh_token)
        return tokens

    def _keep(self, tokens: Tokens, parent: str) -> None:
        self._unsaved = (parent, tokens)
        self._store.save(self._key, tokens)
        self._unsaved = None

    def _load(self) -> Tokens:
        tokens, begin = self._store.load(self._key), self._begin
        if begin is not None and (tokens is None or tokens.origin != begin.origin):
            return begin
        if tokens is None:
            raise ConfigurationError(
                f"the store has no tokens of portal {self.portal_id} for app {self._client[0]}: "
                "keep them with OAuthCredentials.add when the user has authorized it"
            )
        return tokens

    @contextmanager
    def _alone(self, endpoint: TokenEndpoint) -> Generator[float]:
        """The only thread that fetches; gives the seconds that it may wait for other processes."""
        clock = endpoint.clock
        end = clock.monotonic() + WAIT
        end = end if endpoint.until is None else min(end, endpoint.until)
        gate = self._gate
        if not gate.acquire(timeout=max(end - clock.monotonic(), 0)):
            raise self._late(endpoint)
        try:
            if endpoint.until is not None and clock.monotonic() >= end:
                raise self._late(endpoint)
            yield max(end - clock.monotonic(), 0)
        finally:
            gate.release()

    def _late(self, endpoint: TokenEndpoint) -> DeadlineError:
        message = "the access token has to be renewed, which somebody else has begun and not finished in time"
        return DeadlineError(message, method="POST", url=f"{endpoint.base_url}/oauth", sent=False)

    def __repr__(self) -> str:
        return f"<PortalCredentials {self._key}, {self._store!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return PortalCredentials, (*self._client, self._store, self.portal_id, self._begin)

    def __copy__(self) -> PortalCredentials:
        return self

    def __deepcopy__(self, _memo: object) -> PortalCredentials:
        return self

    def _forked(self) -> None:
        tokens = self._tokens
        self._set_up()
        self._tokens = tokens

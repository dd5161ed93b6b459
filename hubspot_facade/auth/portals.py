"""Clients for the portals of an app, over one pool of connections."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar
from weakref import WeakValueDictionary

from hubspot_facade.async_client import AsyncHubSpot
from hubspot_facade.client import HubSpot
from hubspot_facade.config import configure, given
from hubspot_facade.errors import ConfigurationError
from hubspot_facade.transport.checks import count
from hubspot_facade.wire.ids import number_of

if TYPE_CHECKING:
    from types import TracebackType

    from hubspot_facade.auth.credentials import OAuthCredentials
    from hubspot_facade.config import Configuration
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.transport.http_clients import AsyncHttpClient, SyncHttpClient
    from hubspot_facade.wire.values import Id

H = TypeVar("H", HubSpot, AsyncHubSpot)

KEPT = 1000
"""Clients that are kept for portals that nobody is working with."""


class _Portals(Generic[H]):
    def __init__(self, credentials: OAuthCredentials, home: H, keep: int) -> None:
        if not hasattr(credentials, "portal"):
            raise ConfigurationError(f"Portals needs OAuthCredentials, not {type(credentials).__name__}")
        count("keep", keep, least=1)
        self._credentials = credentials
        self._home: Any = home
        self._keep = keep
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, H] = OrderedDict()  # the one that was asked for last comes last
        self._alive: WeakValueDictionary[int, H] = WeakValueDictionary()

    def __getitem__(self, portal_id: Id) -> H:
        """The client of a portal; the same one as long as somebody has it, or its portal's limits remember requests.

        Nothing is sent: whether there are tokens of the portal, its first request finds out.
        """
        number = number_of(portal_id, "portal_id")
        with self._lock:
            client = self._alive.get(number)
            if client is None:
                client = self._alive[number] = self._client(number)
            self._kept[number] = client
            self._kept.move_to_end(number)
            self._drop()
        return client

    def _client(self, portal_id: int) -> H:
        configuration = replace(self._home.configuration, access_token=self._credentials.portal(portal_id))
        client: H = self._home._of(configuration)
        return client

    def _drop(self) -> None:
        """Let go of clients that were not asked for lately; of busy ones not, for their counts would be lost."""
        surplus = len(self._kept) - self._keep
        for number in list(islice(self._kept, min(max(surplus, 0), 2))):
            if self._kept[number]._pacer.is_idle():  # pyright: ignore[reportPrivateUsage] # a part of the client
                del self._kept[number]
            else:
                self._kept.move_to_end(number)

    # loops and `in` would ask for portal 0, 1, 2, …
    __iter__: None = None
    __contains__: None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._credentials!r}>"


class Portals(_Portals[HubSpot]):
    """Clients for an app's portals: `Portals(credentials)[portal_id].contacts.get(…)`.

    They share connections, each portal has a budget of its own. `configuration` is as of `HubSpot`, by default what the
    environment says; its access token is not used. `keep` bounds how many idle clients are kept. Serves many threads.
    """

    def __init__(
        self,
        credentials: OAuthCredentials,
        *,
        configuration: Configuration | None = None,
        http_client: SyncHttpClient | None = None,
        clock: Clock | None = None,
        keep: int = KEPT,
    ) -> None:
        settings = _without_token(configuration)
        super().__init__(credentials, HubSpot(configuration=settings, http_client=http_client, clock=clock), keep)

    def close(self) -> None:
        """Close the connections; the clients open new ones when they are used again."""
        self._home.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncPortals(_Portals[AsyncHubSpot]):
    """Asynchronous clients for an app's portals; set up as `Portals` is."""

    def __init__(
        self,
        credentials: OAuthCredentials,
        *,
        configuration: Configuration | None = None,
        http_client: AsyncHttpClient | None = None,
        clock: Clock | None = None,
        keep: int = KEPT,
    ) -> None:
        settings = _without_token(configuration)
        super().__init__(credentials, AsyncHubSpot(configuration=settings, http_client=http_client, clock=clock), keep)

    async def close(self) -> None:
        """Close the connections; the clients open new ones when they are used again."""
        await self._home.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _without_token(configuration: Configuration | None) -> Configuration:
    settings = given(configuration, {}) or configure(require_token=False)
    return replace(settings, access_token="", developer_key="")

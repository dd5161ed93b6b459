"""The two ways to put a request on the wire; what they share is pure and stands in `exchange`.

Both use httpx's own transports, with one connection pool each, and retry outside of them, so that tools which patch
those transports (vcrpy) see every attempt.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import httpx

from hubspot_facade.errors import DeadlineError, NetworkError, TransportError
from hubspot_facade.transport.credentials import Discreet, credential_of
from hubspot_facade.transport.exchange import Exchange, Result, exchange
from hubspot_facade.transport.request import Answer, Request

if TYPE_CHECKING:
    from hubspot_facade.config import Configuration
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.transport.pacing import Pacer

logging.getLogger("httpx").addFilter(Discreet())

# The request had not left when these are raised.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


class _Wire:
    """What both senders prepare alike."""

    def __init__(self, configuration: Configuration, pacer: Pacer, clock: Clock) -> None:
        self._configuration = configuration
        self._pacer = pacer
        self._clock = clock

    def _settings(self) -> dict[str, Any]:
        configuration = self._configuration
        connections = max(20, 2 * configuration.limits.concurrency)
        return {
            "base_url": configuration.base_url,
            "timeout": configuration.timeout,
            "headers": {"accept": "application/json, */*;q=0.8", "user-agent": configuration.user_agent},
            # Plain http, as the sandbox speaks it, has nothing to verify, and loading the certificates takes a while.
            "verify": not configuration.base_url.startswith("http://"),
            "limits": httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
        }

    def _url(self, request: Request) -> str:
        return request.shown_url(self._configuration.base_url)

    def _steps(self, request: Request) -> Exchange:
        configuration = self._configuration
        credential_of(request, configuration)  # before anything waits or is sent
        return exchange(
            request,
            base_url=configuration.base_url,
            pacer=self._pacer,
            policy=configuration.retries,
            clock=self._clock,
        )

    def _build(self, client: httpx.Client | httpx.AsyncClient, request: Request) -> httpx.Request:
        # The full URL is ours to make: httpx would parse it once for the path and again for the query.
        url = self._configuration.base_url + request.path
        credential = credential_of(request, self._configuration)
        if query := [*request.query, *credential.query]:
            url += "?" + urlencode(query, quote_via=quote)
        headers = {**credential.headers, **request.headers}
        return client.build_request(
            request.method,
            url,
            headers=headers,
            content=request.content,
            data=request.form,
            files=request.files,
        )

    def _failed(self, request: Request, error: httpx.HTTPError) -> TransportError:
        kind = DeadlineError if isinstance(error, httpx.TimeoutException) else NetworkError
        message = str(error) or type(error).__name__
        failure = kind(message, method=request.method, url=self._url(request), sent=not isinstance(error, _UNSENT))
        failure.__cause__ = error
        return failure


def _result(stop: StopIteration) -> Result:
    result: Result = stop.value
    return result


def _answer(response: httpx.Response) -> Answer:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers.raw}
    return Answer(response.status_code, headers, response.content)


class Sender(_Wire):
    """Sends and waits."""

    def __init__(
        self, configuration: Configuration, pacer: Pacer, clock: Clock, client: httpx.Client | None = None
    ) -> None:
        super().__init__(configuration, pacer, clock)
        self._owned = client is None
        self._client = client or httpx.Client(**self._settings())

    def send(self, request: Request) -> Result:
        """The last answer after pacing and retries, whatever its status; TransportError when none came."""
        steps = self._steps(request)
        outcome: Answer | TransportError | None = None
        while True:
            try:
                wait = steps.send(outcome)
            except StopIteration as stop:
                return _result(stop)
            if wait is None:
                outcome = self._attempt(request)
            else:
                outcome = None
                self._clock.sleep(wait)

    def _attempt(self, request: Request) -> Answer | TransportError:
        try:
            return _answer(self._client.send(self._build(self._client, request)))
        except httpx.HTTPError as error:
            return self._failed(request, error)

    def close(self) -> None:
        """Give the connections back."""
        if self._owned:
            self._client.close()


class AsyncSender(_Wire):
    """Sends and awaits."""

    def __init__(
        self, configuration: Configuration, pacer: Pacer, clock: Clock, client: httpx.AsyncClient | None = None
    ) -> None:
        super().__init__(configuration, pacer, clock)
        self._owned = client is None
        self._client = client or httpx.AsyncClient(**self._settings())

    async def send(self, request: Request) -> Result:
        """As `Sender.send`."""
        steps = self._steps(request)
        outcome: Answer | TransportError | None = None
        while True:
            try:
                wait = steps.send(outcome)
            except StopIteration as stop:
                return _result(stop)
            if wait is None:
                outcome = await self._attempt(request)
            else:
                outcome = None
                await self._clock.sleep_async(wait)

    async def _attempt(self, request: Request) -> Answer | TransportError:
        try:
            return _answer(await self._client.send(self._build(self._client, request)))
        except httpx.HTTPError as error:
            return self._failed(request, error)

    async def close(self) -> None:
        """Give the connections back."""
        if self._owned:
            await self._client.aclose()

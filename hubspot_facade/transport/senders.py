"""The two ways to send a request; what they share is pure and is in `exchange`.

Both use the transports of httpx or httpx2, with one connection pool each, and retry outside them, so that tools which
patch those transports (vcrpy) see every attempt.
"""

from __future__ import annotations

import inspect
import ssl
from contextlib import aclosing, closing
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote, urlencode
from weakref import WeakKeyDictionary

import anyio
import anyio.from_thread
import anyio.lowlevel
import anyio.to_thread

from hubspot_facade.errors import ConfigurationError, DeadlineError, HubSpotError, NetworkError, TransportError
from hubspot_facade.transport.access import Access, Credentials, TokenEndpoint
from hubspot_facade.transport.bounded import LEFT, bound
from hubspot_facade.transport.connections import AsyncConnections, Connections, running_loop
from hubspot_facade.transport.credentials import Outgoing, outgoing
from hubspot_facade.transport.exchange import Exchange, Result, exchange
from hubspot_facade.transport.hooks import Event, EventHooks, emit, emit_async
from hubspot_facade.transport.intake import ENCODINGS, Intake
from hubspot_facade.transport.library import library_of
from hubspot_facade.transport.network import load_cert, proxy_secrets, trusted
from hubspot_facade.transport.pacing import Errand
from hubspot_facade.transport.request import Answer, Request
from hubspot_facade.transport.secrets import CURRENT, hush

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.config import Configuration
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.transport.http_clients import AsyncHttpClient, SyncHttpClient
    from hubspot_facade.transport.pacing import Pacer

hush()

# How long after its deadline an awaited request is cancelled: the library's own timeouts, which end with the deadline
# too, come first and show whether the request was sent.
_GRACE = 0.02


class _Wire:
    """What both senders share."""

    def __init__(self, configuration: Configuration, pacer: Pacer, clock: Clock, client: object) -> None:
        self._configuration = configuration
        self._pacer = pacer
        self._clock = clock
        self._library = library_of(client, configuration.http_library)
        self._http = self._library.http
        self._timed = False

    def with_options(self, configuration: Configuration, *, timed: bool) -> Self:
        """A sender with this configuration, over the same connections; `timed` applies its timeout to the caller's."""
        sender = copy(self)
        sender._configuration, sender._timed = configuration, timed
        return sender

    def _outgoing(self, request: Request) -> Outgoing:
        """The request, complete, before anything waits or is sent."""
        if self._configuration.headers and request.url is None:  # other hosts get none of them
            own = {name.lower(): value for name, value in request.headers.items()}
            request.headers = {**self._configuration.headers, **own}
        sent = outgoing(request, self._configuration)
        if self._configuration.proxy:
            sent.secrets.add(proxy_secrets(self._configuration.proxy))
        return sent

    def _settings(self) -> dict[str, Any]:
        configuration = self._configuration
        connections = max(20, 2 * configuration.limits.concurrency)
        proxy = configuration.proxy
        return {
            "base_url": configuration.base_url,
            "timeout": configuration.timeout,
            "headers": {
                "accept": "application/json, */*;q=0.8",
                "accept-encoding": ENCODINGS,
                "user-agent": configuration.user_agent,
            },
            "verify": self._trusted(),
            "proxy": self._http.Proxy(proxy, ssl_context=self._trusted_of(proxy)) if proxy else None,
            "limits": self._http.Limits(max_connections=connections, max_keepalive_connections=connections),
        }

    def _trusted(self) -> bool | ssl.SSLContext:
        """The certificates to trust and to present."""
        configuration = self._configuration
        if configuration.verify is True and configuration.base_url.startswith("http://"):
            return False  # nothing to verify, as with the sandbox, and loading the certificates takes a while
        context = trusted(configuration.verify)
        if configuration.cert is not None:
            context = self._context(context)
            load_cert(context, configuration.cert)
        return context

    def _trusted_of(self, proxy: str) -> ssl.SSLContext | None:
        """The certificates to trust for a proxy, to which none is presented."""
        if not proxy.startswith("https:"):
            return None
        return self._context(trusted(self._configuration.verify))

    def _context(self, verify: bool | ssl.SSLContext) -> ssl.SSLContext:
        context: ssl.SSLContext = self._http.create_ssl_context(verify=verify) if isinstance(verify, bool) else verify
        return context

    def _url(self, sent: Outgoing) -> str:
        return sent.secrets.text(sent.request.shown_url(self._configuration.base_url))

    def _steps(self, sent: Outgoing, until: float | None) -> Exchange:
        configuration = self._configuration
        return exchange(
            sent.request,
            base_url=configuration.base_url,
            pacer=self._pacer,
            policy=configuration.retries,
            clock=self._clock,
            until=self._over(sent.request, until),
            secrets=sent.secrets,
            hooks=configuration.event_hooks,
            **({} if sent.access is None else {"renewed": sent.access.renewed}),
        )

    def _endpoint(self, post: Callable[[Request, float], Result], until: float | None) -> TokenEndpoint:
        configuration = self._configuration
        return TokenEndpoint(post, configuration.base_url, configuration.editions, self._clock, until)

    def _build(self, client: SyncHttpClient | AsyncHttpClient, sent: Outgoing, left: float | None = None) -> Any:
        request, credential, *_ = sent
        # The full URL is built here: httpx would parse it once for the path and again for the query.
        url = request.url or self._configuration.base_url + request.path
        if query := [*request.query, *credential.query]:
            url += "?" + urlencode(query, quote_via=quote)
        headers = {"accept-encoding": ENCODINGS, **credential.headers, **request.headers}
        timeout = self._http.Timeout(self._configuration.timeout) if self._timed else client.timeout
        if left is not None:
            timeout = self._shortened(timeout, left)
        return client.build_request(
            request.method,
            url,
            headers=headers,
            content=request.content,
            data=request.form,
            files=request.files,
            timeout=timeout,
        )

    def _intake(self, response: Any, request: Request) -> Intake:
        encoding = response.headers.get("content-encoding", "")
        intake = Intake(response.status_code, encoding, self._configuration.answer_limit, request.sink)
        if response.is_stream_consumed:  # it came in one piece, as from cassettes and other replacements
            intake.take_whole(response.content)
        return intake

    def _over(self, request: Request, until: float | None) -> float | None:
        return until if request.sink is None else None  # a download takes as long as it takes

    def _left(self, until: float | None) -> float | None:
        return None if until is None else max(until - self._clock.monotonic(), 0.001)

    def _late(self, sent: Outgoing) -> TransportError:
        return DeadlineError("the deadline passed", method=sent.request.method, url=self._url(sent))

    def _failed(self, sent: Outgoing, error: Exception) -> TransportError:
        kind = DeadlineError if isinstance(error, self._http.TimeoutException) else NetworkError
        message = sent.secrets.text(str(error)) or type(error).__name__
        left = not isinstance(error, self._library.unsent)
        failure = kind(message, method=sent.request.method, url=self._url(sent), sent=left)
        failure.__cause__ = self._library.explained(error, message)
        return failure

    def _shortened(self, timeout: Any, left: float) -> Any:
        each = (timeout.connect, timeout.read, timeout.write, timeout.pool)
        connect, read, write, pool = (left if asked is None else min(asked, left) for asked in each)
        return self._http.Timeout(connect=connect, read=read, write=write, pool=pool)


def _result(stop: StopIteration) -> Result:
    result: Result = stop.value
    return result


def _answer(response: Any, intake: Intake) -> Answer:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers.raw}
    return Answer(response.status_code, headers, intake.content(), intake.flaw)


class Sender(_Wire):
    """Sends and waits."""

    def __init__(
        self,
        configuration: Configuration,
        pacer: Pacer,
        clock: Clock,
        client: SyncHttpClient | None = None,
        home: Sender | None = None,
    ) -> None:
        super().__init__(configuration, pacer, clock, client)
        self._home = home or self  # tokens are fetched through it
        self._shares = home is not None and home._configuration.base_url == configuration.base_url
        self.connections: Connections = home.connections if home and self._shares else Connections(self._client, client)

    def _client(self) -> SyncHttpClient:
        client: SyncHttpClient = self._http.Client(**self._settings())
        bound(client, self._library.core)  # for the deadlines of `with_options`
        return client

    def send(self, request: Request, until: float | None = None) -> Result:
        """The last answer after pacing and retries, whatever its status; TransportError if none came.

        It ends at the moment `until` of the clock at the latest.
        """
        sent = self._outgoing(request)
        steps = self._steps(sent, until)
        outcome: Answer | TransportError | None = None
        try:
            while True:
                wait = steps.send(outcome)
                if wait is None:
                    try:
                        outcome = self._admitted(sent, until)
                    except HubSpotError as error:
                        steps.throw(error)
                else:
                    outcome = None
                    if isinstance(wait, Event):
                        emit(self._configuration.event_hooks, wait)
                    elif isinstance(wait, Errand):
                        wait.run()
                    else:
                        self._clock.sleep(wait)
        except StopIteration as stop:
            return _result(stop)
        finally:
            steps.close()

    def _admitted(self, sent: Outgoing, until: float | None) -> Answer | TransportError:
        """An attempt with the token that is good now; after a 401 there may be another one for the next."""
        access, over = sent.access, self._over(sent.request, until)
        if access is not None and access.wanting:
            access.take(self._token(access, over))
        outcome = self._attempt(sent, over)
        if access is not None and access.refused_by(outcome):
            access.take(self._token(access, over))
        return outcome

    def _token(self, access: Access, until: float | None) -> object:
        source = access.source
        if isinstance(source, Credentials):
            endpoint = self._home._endpoint(self._home._post, until)
            return source.ready(self._clock.wall(), access.refused) or source.fetch(endpoint, access.refused)
        token = source()
        if inspect.isawaitable(token):
            if inspect.iscoroutine(token):
                token.close()
            raise ConfigurationError("the callable given as access_token must be awaited: use AsyncHubSpot")
        return token

    def _post(self, request: Request, seconds: float) -> Result:
        return self.send(request, self._clock.monotonic() + seconds)

    def _attempt(self, sent: Outgoing, until: float | None) -> Answer | TransportError:
        pool = self.connections.take()
        hiding = CURRENT.set(sent.secrets)
        reads = LEFT.set(None if until is None else lambda: until - self._clock.monotonic())
        try:
            built = self._build(pool.client, sent, self._left(until))
            with closing(pool.client.send(built, stream=True)) as response:
                intake = self._intake(response, sent.request)
                if not response.is_stream_consumed:
                    for chunk in response.iter_raw():
                        if until is not None and self._clock.monotonic() >= until:
                            return self._late(sent)
                        if not intake.take(chunk):
                            break
                return _answer(response, intake)
        except self._library.broken as error:
            return self._failed(sent, error)
        except RuntimeError as error:
            raise self.connections.explain(pool, error) or error from error
        finally:
            LEFT.reset(reads)
            CURRENT.reset(hiding)
            self.connections.give_back(pool)

    def close(self) -> None:
        """Close the connections, and those in use once they are no longer used; not those of another client."""
        if not self._shares:
            self.connections.close()


class AsyncSender(_Wire):
    """Sends and awaits."""

    def __init__(
        self,
        configuration: Configuration,
        pacer: Pacer,
        clock: Clock,
        client: AsyncHttpClient | None = None,
        home: AsyncSender | None = None,
    ) -> None:
        super().__init__(configuration, pacer, clock, client)
        self._home = home or self  # tokens are fetched through it
        self._shares = home is not None and home._configuration.base_url == configuration.base_url
        self._given = client is not None
        self._fetching: WeakKeyDictionary[Any, anyio.Lock] = WeakKeyDictionary()
        self.connections: AsyncConnections = (
            home.connections
            if home and self._shares
            else AsyncConnections(lambda: self._http.AsyncClient(**self._settings()), client)
        )

    async def send(self, request: Request, until: float | None = None) -> Result:
        """As `Sender.send`."""
        sent = self._outgoing(request)
        steps = self._steps(sent, until)
        outcome: Answer | TransportError | None = None
        try:
            while True:
                wait = steps.send(outcome)
                if wait is None:
                    try:
                        outcome = await self._admitted(sent, until)
                    except HubSpotError as error:
                        steps.throw(error)
                else:
                    outcome = None
                    if isinstance(wait, Event):
                        await emit_async(self._configuration.event_hooks, wait)
                    elif isinstance(wait, Errand):
                        await wait.run_async()
                    else:
                        await self._clock.sleep_async(wait)
                        # The wait may be for an answer to another task, and a clock of a test's may not let it run.
                        await anyio.lowlevel.checkpoint()
        except StopIteration as stop:
            return _result(stop)
        finally:
            steps.close()

    async def _admitted(self, sent: Outgoing, until: float | None) -> Answer | TransportError:
        """As `Sender._admitted`."""
        access, over = sent.access, self._over(sent.request, until)
        if access is not None and access.wanting:
            access.take(await self._token(sent, access, over))
        outcome = await self._attempt(sent, over)
        if access is not None and access.refused_by(outcome):
            access.take(await self._token(sent, access, over))
        return outcome

    async def _token(self, sent: Outgoing, access: Access, until: float | None) -> object:
        source = access.source
        if isinstance(source, Credentials):
            return source.ready(self._clock.wall(), access.refused) or await self._fetched(source, access, until)
        token = source()
        if not inspect.isawaitable(token):
            return token
        with anyio.move_on_after(self._left(until)):
            return await token
        raise self._late(sent)

    async def _fetched(self, source: Credentials, access: Access, until: float | None) -> str:
        """The token, fetched in a thread: waiting for other threads and processes must not hold up the loop.

        Of the loop's tasks one waits there; the others find the token afterwards.
        """
        async with self._fetching.setdefault(running_loop(), anyio.Lock()):
            if token := source.ready(self._clock.wall(), access.refused):
                return token
            endpoint = self._home._endpoint(self._home._post, until)
            return await anyio.to_thread.run_sync(source.fetch, endpoint, access.refused)

    def _post(self, request: Request, seconds: float) -> Result:
        """Called in a thread, which goes on when its task is cancelled or the loop ends: no token must be lost."""
        if self._given:
            return anyio.from_thread.run(self._finish, request, seconds)
        # A hook that has to be awaited cannot be called here.
        configuration = replace(self._configuration, event_hooks=EventHooks())
        sender = Sender(configuration, self._pacer, self._clock)
        try:
            return sender.send(request, self._clock.monotonic() + seconds)
        finally:
            sender.close()

    async def _finish(self, request: Request, seconds: float) -> Result:
        with anyio.CancelScope(shield=True):
            return await self.send(request, self._clock.monotonic() + seconds)
        raise AssertionError("nothing cancels a shielded scope")

    async def _attempt(self, sent: Outgoing, until: float | None) -> Answer | TransportError:
        left = self._left(until)
        if left is None:
            return await self._received(sent)
        with anyio.move_on_after(left + _GRACE):
            return await self._received(sent, left)
        return self._late(sent)

    async def _received(self, sent: Outgoing, left: float | None = None) -> Answer | TransportError:
        pool = await self.connections.take()
        hiding = CURRENT.set(sent.secrets)
        try:
            built = self._build(pool.client, sent, left)
            async with aclosing(await pool.client.send(built, stream=True)) as response:
                intake = self._intake(response, sent.request)
                if not response.is_stream_consumed:
                    async for chunk in response.aiter_raw():
                        if not intake.take(chunk):
                            break
                return _answer(response, intake)
        except self._library.broken as error:
            return self._failed(sent, error)
        except RuntimeError as error:
            raise self.connections.explain(pool, error) or error from error
        finally:
            CURRENT.reset(hiding)
            await self.connections.give_back(pool)

    async def close(self) -> None:
        """Close the connections, and those in use once they are no longer used; not those of another client."""
        if not self._shares:
            await self.connections.close()

"""Sending requests, and waiting for their answers; `async_senders` awaits them. What both share is pure: `exchange`.

Both use the transports of httpx or httpx2, with one connection pool each, and retry outside them, so that tools which
patch those transports (vcrpy) see every attempt.
"""

from __future__ import annotations

import inspect
import ssl
from contextlib import closing
from copy import copy
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote, urlencode

from hubspot_facade.basic_errors import ConfigurationError, DeadlineError, HubSpotError, NetworkError, TransportError
from hubspot_facade.late import late_module
from hubspot_facade.transport.bounded import LEFT, bound
from hubspot_facade.transport.connections import Connections
from hubspot_facade.transport.credentials import Outgoing, outgoing
from hubspot_facade.transport.exchange import Exchange, Result, exchange
from hubspot_facade.transport.intake import ENCODINGS, Intake
from hubspot_facade.transport.library import library_of
from hubspot_facade.transport.pacing import Errand
from hubspot_facade.transport.request import Answer, Request
from hubspot_facade.transport.secrets import CURRENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.config import Configuration
    from hubspot_facade.transport import access as access_tokens
    from hubspot_facade.transport import hooks, network, unreachable
    from hubspot_facade.transport.access import Access, TokenEndpoint
    from hubspot_facade.transport.clock import Clock
    from hubspot_facade.transport.http_clients import AsyncHttpClient, SyncHttpClient
    from hubspot_facade.transport.pacing import Pacer
else:
    access_tokens = late_module("hubspot_facade.transport.access")
    hooks = late_module("hubspot_facade.transport.hooks")
    network = late_module("hubspot_facade.transport.network")
    unreachable = late_module("hubspot_facade.transport.unreachable")


class BaseSender:
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
            sent.secrets.add(network.proxy_secrets(self._configuration.proxy))
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
            "mounts": self._direct(),
        }

    def _direct(self) -> dict[str, None] | None:
        """What no proxy of the environment is asked for: this machine, whose plain http is for no other's ears."""
        configuration = self._configuration
        if configuration.proxy is not None or not configuration.is_local:
            return None
        return {f"all://{self._http.URL(configuration.base_url).netloc.decode()}": None}

    def _made(self, kind: Callable[..., Any]) -> Any:
        """An HTTP client of this kind. ConfigurationError if what the environment says of proxies cannot be used."""
        settings = self._settings()
        try:
            return kind(**settings)
        except (ValueError, ImportError, self._http.InvalidURL) as problem:
            if self._configuration.proxy is not None or not network.environment_proxies():
                raise
            reason = (
                "SOCKS needs a separate package: pip install 'httpx[socks]'"
                if isinstance(problem, ImportError)
                else "a proxy is like http://proxy.example.com:3128"
            )
        raise ConfigurationError(
            f"a proxy of the environment (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY) cannot be used: {reason}"
        )

    def _trusted(self) -> bool | ssl.SSLContext:
        """The certificates to trust and to present."""
        configuration = self._configuration
        if configuration.verify is True and configuration.base_url.startswith("http://"):
            return False  # nothing to verify, as with the sandbox, and loading the certificates takes a while
        if configuration.verify is True and configuration.cert is None:
            return True
        context = network.trusted(configuration.verify)
        if configuration.cert is not None:
            context = self._context(context)
            network.load_cert(context, configuration.cert)
        return context

    def _trusted_of(self, proxy: str) -> ssl.SSLContext | None:
        """The certificates to trust for a proxy, to which none is presented."""
        if not proxy.startswith("https:"):
            return None
        return self._context(network.trusted(self._configuration.verify))

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
        return access_tokens.TokenEndpoint(post, configuration.base_url, configuration.editions, self._clock, until)

    def _build(self, client: SyncHttpClient | AsyncHttpClient, sent: Outgoing, left: float | None = None) -> Any:
        request, credential = sent.request, sent.credential
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
        # `response.headers` takes longer to find one than this does to look at all of them
        named = [value for name, value in response.headers.raw if name.lower() == b"content-encoding"]
        encoding = b", ".join(named).decode("latin-1")
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
        ours = sent.request.url is None
        local = ours and self._configuration.is_local
        refused = local and unreachable.is_refused(error)
        plain = unreachable.is_plain(error)
        shown = unreachable.NOBODY if refused else message
        if plain:
            shown = unreachable.speaks_http(self._configuration.base_url if ours else self._url(sent), local=local)
        failure = kind(shown, method=sent.request.method, url=self._url(sent), sent=left)
        failure.refused = refused
        failure.final = plain or unreachable.is_untrusted(error)
        failure.__cause__ = self._library.explained(error, message)
        return failure

    def _shortened(self, timeout: Any, left: float) -> Any:
        each = (timeout.connect, timeout.read, timeout.write, timeout.pool)
        connect, read, write, pool = (left if asked is None else min(asked, left) for asked in each)
        return self._http.Timeout(connect=connect, read=read, write=write, pool=pool)


def result_of(stop: StopIteration) -> Result:
    """The result of an exchange that has ended."""
    result: Result = stop.value
    return result


def answer_of(response: Any, intake: Intake) -> Answer:
    """What came, independent of the library."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers.raw}
    return Answer(response.status_code, headers, intake.content(), intake.flaw)


class Sender(BaseSender):
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
        client: SyncHttpClient = self._made(self._http.Client)
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
                    if isinstance(wait, Errand):
                        wait.run()
                    elif isinstance(wait, int | float):
                        self._clock.sleep(wait)
                    else:
                        hooks.emit(self._configuration.event_hooks, wait)
        except StopIteration as stop:
            return result_of(stop)
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
        if isinstance(source, access_tokens.Credentials):
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
                return answer_of(response, intake)
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

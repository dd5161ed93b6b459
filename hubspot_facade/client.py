"""The two clients."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar

from hubspot_facade.config import DEFAULT_ANSWER_LIMIT, DEFAULT_TIMEOUT, Configuration, configure, given
from hubspot_facade.errors import ConfigurationError
from hubspot_facade.http import Http
from hubspot_facade.plans.answers import Reader
from hubspot_facade.plans.drivers import run, run_async
from hubspot_facade.plans.edition_calls import made, request_of
from hubspot_facade.plans.methods import Async, C, Sync
from hubspot_facade.plans.raw import Check, RawAnswer, RawCall
from hubspot_facade.resources import ResourceMethod, Resources
from hubspot_facade.transport.clock import Clock
from hubspot_facade.transport.pacing import Limits, Pacer

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from httpx import AsyncClient, Client
    from hubspot_openapi.runtime import Call

    from hubspot_facade.catalogue.operations import Operations
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.transport.access import AccessToken
    from hubspot_facade.transport.policy import RetryPolicy
    from hubspot_facade.transport.request import Request
    from hubspot_facade.transport.senders import AsyncSender, Sender
else:
    Client = AsyncClient = Any  # httpx is not imported before the first call

P = ParamSpec("P")
T = TypeVar("T")
HttpClient = TypeVar("HttpClient")


class BaseClient(Reader, Resources[C], Generic[C, HttpClient]):
    """What both clients share. Settings and credentials are pickled and copied, connections are not."""

    _home: Any

    def __init__(
        self,
        access_token: AccessToken | None = None,
        *,
        base_url: str | None = None,
        forms_url: str | None = None,
        api_version: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        deadline: float | None = None,
        answer_limit: int | None = DEFAULT_ANSWER_LIMIT,
        retries: int | RetryPolicy | None = None,
        limits: Limits | None = None,
        developer_key: str | None = None,
        require_token: bool = True,
        allow_http: bool | None = None,
        configuration: Configuration | None = None,
        http_client: HttpClient | None = None,
        clock: Clock | None = None,
    ) -> None:
        settings = given(configuration) or configure(
            access_token,
            base_url=base_url,
            forms_url=forms_url,
            api_version=api_version,
            timeout=timeout,
            deadline=deadline,
            answer_limit=answer_limit,
            retries=retries,
            limits=limits,
            developer_key=developer_key,
            require_token=require_token,
            allow_http=_allows_http(allow_http, http_client),
        )
        self._set_up(settings, http_client, clock or Clock())

    def _set_up(self, configuration: Configuration, http_client: HttpClient | None, clock: Clock) -> None:
        self.configuration, self._http_client, self._clock = configuration, http_client, clock
        self._base_url = configuration.base_url
        self._pacer = Pacer(configuration.limits, clock.monotonic, configuration.retries.max_wait)

    def _of(self, configuration: Configuration) -> Self:
        """A client that gets its tokens, and at the same `base_url` its connections, from this one."""
        client = object.__new__(type(self))
        client._set_up(configuration, self._http_client, self._clock)
        client._home = self
        return client

    raw = ResourceMethod(Http.request, "http.request")

    @cached_property
    def operations(self) -> Operations[C]:
        """The catalogue of named operations, run by this client."""
        from hubspot_facade.catalogue.operations import Operations  # it loads every resource

        return Operations(self)

    @cached_property
    def _forms(self) -> Self:
        """The client for the host that takes submissions of forms."""
        return self._of(replace(self.configuration, base_url=self.configuration.forms_url))

    def __getstate__(self) -> dict[str, Any]:
        if self._http_client is not None:
            raise ConfigurationError(
                "a client with an http_client of its own is neither pickled nor copied, for its connections cannot be: "
                "pass on its `configuration` and make HubSpot(configuration=…, http_client=…) there"
            )
        # The usual clock is made anew: its chance would otherwise be the same in every worker.
        clock = None if self._clock == Clock() else self._clock
        kept = {"configuration": self.configuration, "_clock": clock, "_pacer": self._pacer}
        return {**kept, "_base_url": self._base_url}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _clock=state["_clock"] or Clock(), _http_client=None)


class HubSpot(BaseClient[Sync, Client]):
    """A HubSpot account, for programs that wait for answers.

    `access_token` is text, a callable that gives it (for `AsyncHubSpot` it may be a coroutine function), or credentials
    such as `OAuthCredentials`. Callables and credentials are asked before each attempt, and once more after a 401.

    `access_token`, `base_url` and `api_version` (an edition, as `hubspot_openapi.editions()` lists them) default to the
    environment's HUBSPOT_ACCESS_TOKEN, HUBSPOT_BASE_URL and HUBSPOT_API_VERSION. `timeout` is in seconds; `retries` a
    number of attempts after the first or a `RetryPolicy`; `limits` how fast to go. `deadline` bounds in seconds an
    operation, or a page of a listing, pacing, retries and answers that trickle in included: DeadlineError. An answer
    that unpacks to more than `answer_limit` bytes is an UnreadableAnswer. `http_client` is used as it is and stays
    yours to close; `clock` is for tests. Raises ConfigurationError.

    One client serves many threads, and processes that are forked. Pickled or copied it keeps its settings and
    credentials and opens connections of its own; copies in one process share the pace.

    `forms_url` (HUBSPOT_FORMS_URL) takes submissions of forms; it is HubSpot's host for them, or a `base_url` of yours.

    `developer_key` (HUBSPOT_DEVELOPER_API_KEY) is sent in place of the token where HubSpot wants it: settings of apps,
    as of webhooks. With `require_token=False` a client may have neither; OAuth works, and all that needs a token raises
    ConfigurationError before anything is sent.

    `base_url` may be plain http on this machine only, unless `allow_http` (HUBSPOT_ALLOW_HTTP=1): the token would
    travel in clear text.
    """

    _asynchronous = False
    _home: HubSpot | None = None
    _sender: Sender | None = None

    def call(self, operation: Callable[P, Call[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The parsed answer of any generated call: `hs.call(operations.get_page, "contacts", limit=10)`."""
        answer: T = self._perform(made(operation, args, kwargs), self._until())
        return answer

    def run(self, plan: Plan[T], /) -> T:
        """The result of a plan, or of a call that is already bound."""
        return run(plan, partial(self._perform, until=self._until()))

    def close(self) -> None:
        """Close the connections; the client opens new ones when it is used again.

        What other threads are at finishes first, and its connections close then.
        """
        if "_forms" in self.__dict__:
            self._forms.close()
        if self._sender is not None:
            self._sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _perform(self, step: Any, until: float | None) -> Any:
        if isinstance(step, RawCall):
            client = self._forms if step.forms else self
            return client._raw(step.request(client.configuration.base_url), until, step.check)
        request = request_of(call := self._bound(step))
        return self._parsed(step, call, request, self._wire().send(request, until))

    def _raw(self, request: Request, until: float | None, check: Check = None) -> RawAnswer:
        return self._unparsed(request, self._wire().send(request, until), check)

    def _wire(self) -> Sender:
        if self._sender is None:
            from hubspot_facade.transport.senders import Sender  # imports httpx, hence not before the first call

            home = None if self._home is None else self._home._wire()
            sender = Sender(self.configuration, self._pacer, self._clock, self._http_client, home)
            self.__dict__.setdefault("_sender", sender)  # of several threads the first one's
        assert self._sender is not None  # noqa: S101 # for the type checkers
        return self._sender


class AsyncHubSpot(BaseClient[Async, AsyncClient]):
    """A HubSpot account, for programs that await answers; set up as `HubSpot` is.

    One client serves many tasks, and any number of event loops, one after the other or at once.
    """

    _asynchronous = True
    _home: AsyncHubSpot | None = None
    _sender: AsyncSender | None = None

    async def call(self, operation: Callable[P, Call[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The parsed answer of any generated call: `await hs.call(operations.get_page, "contacts", limit=10)`."""
        answer: T = await self._perform(made(operation, args, kwargs), self._until())
        return answer

    async def run(self, plan: Plan[T], /) -> T:
        """The result of a plan, or of a call that is already bound."""
        perform = partial(self._perform, until=self._until())
        return await run_async(plan, perform, self.configuration.limits.concurrency)

    async def close(self) -> None:
        """Close the connections, in whatever event loop; the client opens new ones when it is used again.

        What other tasks are at finishes first, and its connections close then.
        """
        if "_forms" in self.__dict__:
            await self._forms.close()
        if self._sender is not None:
            await self._sender.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _perform(self, step: Any, until: float | None) -> Any:
        if isinstance(step, RawCall):
            client = self._forms if step.forms else self
            return await client._raw(step.request(client.configuration.base_url), until, step.check)
        request = request_of(call := self._bound(step))
        return self._parsed(step, call, request, await self._wire().send(request, until))

    async def _raw(self, request: Request, until: float | None, check: Check = None) -> RawAnswer:
        return self._unparsed(request, await self._wire().send(request, until), check)

    def _wire(self) -> AsyncSender:
        if self._sender is None:
            from hubspot_facade.transport.senders import AsyncSender  # imports httpx, not before the first call

            home = None if self._home is None else self._home._wire()
            sender = AsyncSender(self.configuration, self._pacer, self._clock, self._http_client, home)
            self.__dict__.setdefault("_sender", sender)  # of several threads the first one's
        assert self._sender is not None  # noqa: S101 # for the type checkers
        return self._sender


def _allows_http(allow_http: bool | None, http_client: Any) -> bool | None:
    """What the caller says; yes where the token reaches no network anyway."""
    if http_client is None or allow_http is not None:
        return allow_http
    from hubspot_facade.transport.inside import stays_inside  # imports httpx, which the caller has by then

    return stays_inside(http_client) or None

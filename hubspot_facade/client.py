"""The synchronous client, and what it shares with that of `async_client`."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar, Unpack

from hubspot_facade.basic_errors import ConfigurationError, HubSpotError
from hubspot_facade.config import DEFAULT_ANSWER_LIMIT, DEFAULT_TIMEOUT, Configuration, configure, given
from hubspot_facade.late import late_module
from hubspot_facade.plans.answers import Reader
from hubspot_facade.plans.drivers import run
from hubspot_facade.plans.edition_calls import PendingCall, made, request_of
from hubspot_facade.plans.methods import C, Sync
from hubspot_facade.plans.plan import Later, Look, Report
from hubspot_facade.plans.shared_reads import SharedRead, SharedReads
from hubspot_facade.resources import ResourceMethod, Resources
from hubspot_facade.transport.clock import Clock
from hubspot_facade.transport.pacing import Limits, Pacer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from hubspot_openapi.runtime import Call

    from hubspot_facade import http
    from hubspot_facade.catalogue.operations import Operations
    from hubspot_facade.plans import options as with_options
    from hubspot_facade.plans import raw as raw_calls
    from hubspot_facade.plans import responses
    from hubspot_facade.plans.options import Options
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.plans.responses import RawResponse, Response, SeesAnswers
    from hubspot_facade.raw_responses import RawHubSpot
    from hubspot_facade.transport import hooks
    from hubspot_facade.transport.access import AccessToken
    from hubspot_facade.transport.exchange import Result
    from hubspot_facade.transport.hooks import EventHooks
    from hubspot_facade.transport.http_clients import SyncHttpClient
    from hubspot_facade.transport.network import Cert, Verify
    from hubspot_facade.transport.policy import RetryPolicy
    from hubspot_facade.transport.request import Request
    from hubspot_facade.transport.senders import Sender
else:
    SyncHttpClient = Any  # what it is is needed by type checkers alone
    hooks = late_module("hubspot_facade.transport.hooks")
    http = late_module("hubspot_facade.http")
    raw_calls = late_module("hubspot_facade.plans.raw")
    responses = late_module("hubspot_facade.plans.responses")
    with_options = late_module("hubspot_facade.plans.options")

P = ParamSpec("P")
T = TypeVar("T")
HttpClient = TypeVar("HttpClient")


class BaseClient(Reader, Resources[C], Generic[C, HttpClient]):
    """What both clients share. Settings and credentials are pickled and copied, but not connections."""

    _owner: Self | None = None  # for a client with its own options: the client whose connections it uses
    _timed = False  # whether `timeout` applies to the caller's connections too

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
        headers: Mapping[str, str] | None = None,
        event_hooks: EventHooks | None = None,
        proxy: str | None = None,
        verify: Verify = True,
        cert: Cert | None = None,
        http_library: str | None = None,
        developer_key: str | None = None,
        require_token: bool = True,
        allow_http: bool | None = None,
        configuration: Configuration | None = None,
        http_client: HttpClient | None = None,
        clock: Clock | None = None,
    ) -> None:
        settings = given(configuration, locals()) or configure(
            access_token,
            base_url=base_url,
            forms_url=forms_url,
            api_version=api_version,
            timeout=timeout,
            deadline=deadline,
            answer_limit=answer_limit,
            retries=retries,
            limits=limits,
            headers=headers,
            event_hooks=event_hooks,
            proxy=proxy,
            verify=verify,
            cert=cert,
            http_library=http_library,
            developer_key=developer_key,
            require_token=require_token,
            allow_http=_allows_http(allow_http, http_client),
        )
        self._set_up(settings, http_client, clock or Clock())

    def _set_up(self, configuration: Configuration, http_client: HttpClient | None, clock: Clock) -> None:
        self.configuration, self._http_client, self._clock = configuration, http_client, clock
        self._base_url = configuration.base_url
        if http_client is not None and (configuration.proxy or configuration.cert or configuration.verify is not True):
            raise ConfigurationError(
                "proxy, verify and cert do not apply to an http_client: configure it with them instead"
            )
        if configuration.event_hooks and not self._asynchronous:
            hooks.refuse_asynchronous(configuration.event_hooks)
        self._pacer = _pacer(configuration, clock)
        self._shared_reads = SharedReads()

    def _response(self, request: Request, result: Result) -> Response:
        answer = result.answer
        url = self._shown_url(request, result)
        return responses.Response(
            request.method, url, answer.status, result.attempts, dict(answer.headers), answer.content
        )

    def with_options(self, **options: Unpack[Options]) -> Self:
        """This client with other options: `hs.with_options(timeout=5, retries=0).contacts.get(1)`.

        `timeout`, `deadline`, `answer_limit` and `retries` are as the client takes them; a number of `retries` leaves
        the rest of its policy unchanged. `headers` are added to the client's; they are sent with every request to
        HubSpot, but not to the hosts of downloads. Connections, pace and credentials are those of this client: closing
        either closes them. Raises ConfigurationError, also for `authorization`, which is made from the access token.
        """
        return self._like(with_options.changed(self.configuration, options), timed=self._timed or "timeout" in options)

    def _of(self, configuration: Configuration) -> Self:
        """A client that gets its tokens, and at the same `base_url` its connections, from this one."""
        client = object.__new__(type(self))
        client._set_up(configuration, self._http_client, self._clock)
        client._home = self
        return client

    def _like(self, configuration: Configuration, *, timed: bool) -> Self:
        client = with_options.uncached(self)
        client.__dict__.pop("_sender", None)
        client.configuration, client._owner, client._timed = configuration, self._owner or self, timed
        return client

    raw = ResourceMethod(lambda: http.Http.request, "http.request")

    @cached_property
    def operations(self) -> Operations[C]:
        """The catalogue of named operations, run by this client."""
        from hubspot_facade.catalogue.operations import Operations  # it loads every resource

        return Operations(self)

    @cached_property
    def _forms(self) -> Self:
        """The client for the host that takes submissions of forms."""
        elsewhere = replace(self.configuration, base_url=self.configuration.forms_url)
        if self._owner is not None:
            return self._owner._forms._like(elsewhere, timed=self._timed)
        return self._of(elsewhere)

    def __getstate__(self) -> dict[str, Any]:
        if self._http_client is not None:
            raise ConfigurationError(
                "a client with its own http_client cannot be pickled or copied, because its connections cannot be: "
                "pass on its `configuration` and make HubSpot(configuration=…, http_client=…) there"
            )
        # The usual clock is created anew: its randomness would otherwise be the same in every worker.
        clock = None if self._clock == Clock() else self._clock
        return {
            "configuration": self.configuration,
            "_base_url": self._base_url,
            "_clock": clock,
            "_pacer": self._pacer,
            "_shared_reads": self._shared_reads,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _clock=state["_clock"] or Clock(), _http_client=None)


class HubSpot(BaseClient[Sync, SyncHttpClient]):
    """A HubSpot account, for programs that wait for answers.

    `access_token` is text, a callable that gives it (for `AsyncHubSpot` it may be a coroutine function), or credentials
    such as `OAuthCredentials`. Callables and credentials are asked before each attempt, and once more after a 401.

    `access_token`, `base_url` and `api_version` (an edition, as `hubspot_openapi.editions()` lists them) default to the
    environment's HUBSPOT_ACCESS_TOKEN, HUBSPOT_BASE_URL and HUBSPOT_API_VERSION. `timeout` is in seconds; `retries` a
    number of attempts after the first or a `RetryPolicy`; `limits` how fast to go; `headers` are sent with every
    request to HubSpot. `deadline` is in seconds, for an operation or a page of a listing, including pacing, retries and
    slow answers: DeadlineError. An answer of more than `answer_limit` bytes, decompressed, is an UnreadableAnswer.
    `event_hooks` are functions to call with each request, response and retry. Raises ConfigurationError.

    `proxy` is a URL, `verify` the path of certificates to trust (or an `ssl.SSLContext`, or False for any), `cert` a
    client certificate with its key and the key's password. `http_library` ("httpx", "httpx2"; HUBSPOT_HTTP_LIBRARY) is
    what sends. An `http_client` of either is used as it is instead, and stays yours to close; `clock` is for tests.

    One client serves many threads, and processes that are forked. Pickled or copied it keeps its settings and
    credentials and opens its own connections; copies in one process share the pace.

    `forms_url` (HUBSPOT_FORMS_URL) takes submissions of forms; by default HubSpot's host for them, or your `base_url`.

    `developer_key` (HUBSPOT_DEVELOPER_API_KEY) is sent instead of the token where HubSpot requires it: for settings of
    apps, such as webhooks. With `require_token=False` a client may have neither; OAuth works, and anything that needs a
    token raises ConfigurationError before anything is sent.

    `base_url` may be plain http on this machine only, unless `allow_http` (HUBSPOT_ALLOW_HTTP=1) is set: the token
    would be sent in clear text.
    """

    _asynchronous = False
    _home: HubSpot | None = None
    _sender: Sender | None = None

    @cached_property
    def with_raw_response(self) -> RawHubSpot:
        """This client with methods that return a `RawResponse`: the result, and the answers that it is made from."""
        from hubspot_facade.raw_responses import RawHubSpot

        return RawHubSpot(self)

    def call(self, operation: Callable[P, Call[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The parsed answer of any generated call: `hs.call(operations.get_page, "contacts", limit=10)`."""
        answer: T = self._perform(made(operation, args, kwargs), self._until())
        return answer

    def run(self, plan: Plan[T], /) -> T:
        """The result of a plan, or of a call that is already bound."""
        return run(plan, self._performing(), self._performing)

    def _performing(self, *seen: SeesAnswers) -> Callable[[Any], Any]:
        """What performs the steps of a plan, until the deadline that begins now."""
        return partial(self._perform, until=self._until(), seen=seen)

    def _recorded(self, plan: Plan[T]) -> RawResponse[T]:
        seen = responses.Responses()
        value = run(plan, self._performing(seen), partial(self._performing, seen))
        return responses.RawResponse(value, tuple(seen))

    def close(self) -> None:
        """Close the connections; the client opens new ones when it is used again.

        Requests of other threads finish first, and their connections close then.
        """
        owner = self._owner or self
        if "_forms" in owner.__dict__:
            owner._forms.close()
        if owner._sender is not None:
            owner._sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _perform(self, step: Any, until: float | None, seen: tuple[SeesAnswers, ...] = ()) -> Any:
        if isinstance(step, PendingCall):  # as most are
            return self._called(step, until, seen)
        if isinstance(step, SharedRead):
            perform = partial(self._perform, until=until, seen=seen)
            return self._shared_reads.answer(step, partial(run, perform=perform))
        if isinstance(step, raw_calls.RawCall):
            client = self._forms if step.forms else self
            request = step.request(client.configuration.base_url)
            return client._unparsed(request, client._answered(request, until, seen), step.check)
        if isinstance(step, Later):
            return self._looked(step, seen)
        if isinstance(step, Report):
            if isawaitable(step.function(step.value)):
                raise ConfigurationError("a function that is awaited needs AsyncHubSpot")
            return None
        return self._called(step, until, seen)

    def _called(self, step: Any, until: float | None, seen: tuple[SeesAnswers, ...]) -> Any:
        request = request_of(call := self._bound(step))
        return self._parsed(step, call, request, self._answered(request, until, seen))

    def _looked(self, step: Later, seen: tuple[SeesAnswers, ...]) -> Look:
        began = self._clock.monotonic()
        with step.noted():
            if step.after:
                self._clock.sleep(step.after)
            try:
                answer = run(step.plan, partial(self._perform, until=self._until(), seen=seen))
            except HubSpotError as error:
                return step.look(self._clock, began, error=error)
        return step.look(self._clock, began, answer)

    def _answered(self, request: Request, until: float | None, seen: tuple[SeesAnswers, ...]) -> Result:
        result = self._wire().send(request, until)
        for each in seen:
            each.see(result.answer.headers, result.attempts, partial(self._response, request, result))
        return result

    def _wire(self) -> Sender:
        if self._sender is None:
            from hubspot_facade.transport.senders import Sender  # imports httpx, so not before the first call

            if self._owner is not None:
                sender = self._owner._wire().with_options(self.configuration, timed=self._timed)
            else:
                home = None if self._home is None else self._home._wire()
                sender = Sender(self.configuration, self._pacer, self._clock, self._http_client, home)
            self.__dict__.setdefault("_sender", sender)  # if several threads arrive here, the first one's
        assert self._sender is not None  # noqa: S101 # for the type checkers
        return self._sender


def _pacer(configuration: Configuration, clock: Clock) -> Pacer:
    limits, longest = configuration.limits, configuration.retries.max_wait
    if limits.shared is None:
        return Pacer(limits, clock.monotonic, longest, clock.random)
    from hubspot_facade.transport.budget import has_day, names_of
    from hubspot_facade.transport.shared import SharedPacer

    return SharedPacer(limits, clock.monotonic, longest, *names_of(limits, configuration), has_day(configuration))


def _allows_http(allow_http: bool | None, http_client: Any) -> bool | None:
    """The caller's choice; True if the token never reaches a network."""
    if http_client is None or allow_http is not None:
        return allow_http
    from hubspot_facade.transport.library import library_of  # imports httpx, which the caller has already imported

    return library_of(http_client).stays_inside(http_client) or None

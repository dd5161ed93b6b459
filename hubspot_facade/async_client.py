"""The asynchronous client: a module of its own, since programs that wait for answers do without it."""

from __future__ import annotations

from functools import cached_property, partial
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from hubspot_facade.basic_errors import HubSpotError
from hubspot_facade.client import BaseClient
from hubspot_facade.late import late_module
from hubspot_facade.plans.async_drivers import run_async
from hubspot_facade.plans.edition_calls import PendingCall, made, request_of
from hubspot_facade.plans.methods import Async
from hubspot_facade.plans.plan import Later, Look, Report
from hubspot_facade.plans.shared_reads import SharedRead

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType

    from hubspot_openapi.runtime import Call

    from hubspot_facade.plans import raw as raw_calls
    from hubspot_facade.plans import responses
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.plans.responses import RawResponse, SeesAnswers
    from hubspot_facade.raw_responses import RawAsyncHubSpot
    from hubspot_facade.transport.async_senders import AsyncSender
    from hubspot_facade.transport.exchange import Result
    from hubspot_facade.transport.http_clients import AsyncHttpClient
    from hubspot_facade.transport.request import Request
else:
    AsyncHttpClient = Any  # what it is is needed by type checkers alone
    raw_calls = late_module("hubspot_facade.plans.raw")
    responses = late_module("hubspot_facade.plans.responses")

P = ParamSpec("P")
T = TypeVar("T")


class AsyncHubSpot(BaseClient[Async, AsyncHttpClient]):
    """A HubSpot account, for programs that await answers; set up as `HubSpot` is.

    One client serves many tasks, and any number of event loops, one after the other or at once.
    """

    _asynchronous = True
    _home: AsyncHubSpot | None = None
    _sender: AsyncSender | None = None

    @cached_property
    def with_raw_response(self) -> RawAsyncHubSpot:
        """This client with methods that return a `RawResponse`: the result, and the answers that it is made from."""
        from hubspot_facade.raw_responses import RawAsyncHubSpot

        return RawAsyncHubSpot(self)

    async def call(self, operation: Callable[P, Call[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The parsed answer of any generated call: `await hs.call(operations.get_page, "contacts", limit=10)`."""
        answer: T = await self._perform(made(operation, args, kwargs), self._until())
        return answer

    async def run(self, plan: Plan[T], /) -> T:
        """The result of a plan, or of a call that is already bound."""
        return await run_async(plan, self._performing(), self.configuration.limits.concurrency, self._performing)

    def _performing(self, *seen: SeesAnswers) -> Callable[[Any], Awaitable[Any]]:
        """What performs the steps of a plan, until the deadline that begins now."""
        return partial(self._perform, until=self._until(), seen=seen)

    async def _recorded(self, plan: Plan[T]) -> RawResponse[T]:
        seen = responses.Responses()
        concurrency = self.configuration.limits.concurrency
        value = await run_async(plan, self._performing(seen), concurrency, partial(self._performing, seen))
        return responses.RawResponse(value, tuple(seen))

    async def close(self) -> None:
        """Close the connections, in whatever event loop; the client opens new ones when it is used again.

        Requests of other tasks finish first, and their connections close then.
        """
        owner = self._owner or self
        if "_forms" in owner.__dict__:
            await owner._forms.close()
        if owner._sender is not None:
            await owner._sender.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _perform(self, step: Any, until: float | None, seen: tuple[SeesAnswers, ...] = ()) -> Any:
        if isinstance(step, PendingCall):  # as most are
            return await self._called(step, until, seen)
        if isinstance(step, SharedRead):
            perform, width = partial(self._perform, until=until, seen=seen), self.configuration.limits.concurrency
            return await self._shared_reads.answer_async(step, partial(run_async, perform=perform, concurrency=width))
        if isinstance(step, raw_calls.RawCall):
            client = self._forms if step.forms else self
            request = step.request(client.configuration.base_url)
            return client._unparsed(request, await client._answered(request, until, seen), step.check)
        if isinstance(step, Later):
            return await self._looked(step, seen)
        if isinstance(step, Report):
            result = step.function(step.value)
            return await result if isawaitable(result) else None
        return await self._called(step, until, seen)

    async def _called(self, step: Any, until: float | None, seen: tuple[SeesAnswers, ...]) -> Any:
        request = request_of(call := self._bound(step))
        return self._parsed(step, call, request, await self._answered(request, until, seen))

    async def _looked(self, step: Later, seen: tuple[SeesAnswers, ...]) -> Look:
        began, width = self._clock.monotonic(), self.configuration.limits.concurrency
        with step.noted():
            if step.after:
                await self._clock.sleep_async(step.after)
            try:
                perform = partial(self._perform, until=self._until(), seen=seen)
                answer = await run_async(step.plan, perform, width)
            except HubSpotError as error:
                return step.look(self._clock, began, error=error)
        return step.look(self._clock, began, answer)

    async def _answered(self, request: Request, until: float | None, seen: tuple[SeesAnswers, ...]) -> Result:
        result = await self._wire().send(request, until)
        for each in seen:
            each.see(result.answer.headers, result.attempts, partial(self._response, request, result))
        return result

    def _wire(self) -> AsyncSender:
        if self._sender is None:
            from hubspot_facade.transport.async_senders import (
                AsyncSender,  # imports httpx, so not before the first call
            )

            if self._owner is not None:
                sender = self._owner._wire().with_options(self.configuration, timed=self._timed)
            else:
                home = None if self._home is None else self._home._wire()
                sender = AsyncSender(self.configuration, self._pacer, self._clock, self._http_client, home)
            self.__dict__.setdefault("_sender", sender)  # if several threads arrive here, the first one's
        assert self._sender is not None  # noqa: S101 # for the type checkers
        return self._sender

"""Clients whose methods return answers together with results: `hs.with_raw_response`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar, Unpack

from hubspot_facade.http import Http
from hubspot_facade.plans.edition_calls import made
from hubspot_facade.plans.methods import C, RawAsync, RawSync
from hubspot_facade.resources import ResourceMethod, Resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_openapi.runtime import Call

    from hubspot_facade.catalogue.operations import Operations
    from hubspot_facade.plans.options import Options
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.plans.responses import RawResponse

P = ParamSpec("P")
T = TypeVar("T")


class _WithRawResponse(Resources[C], Generic[C]):
    """What both clients share. Connections, pace and credentials are those of the client."""

    _gives_responses = True

    def __init__(self, client: Any) -> None:
        self._client = client  # a client, whose module imports this one
        self._asynchronous = client._asynchronous
        self._base_url = client._base_url

    raw = ResourceMethod(lambda: Http.request, "http.request")

    @cached_property
    def operations(self) -> Operations[C]:
        """The catalogue of named operations, with their answers."""
        from hubspot_facade.catalogue.operations import Operations  # it loads every resource

        return Operations(self)

    @property
    def with_raw_response(self) -> Self:
        """The same."""
        return self

    def with_options(self, **options: Unpack[Options]) -> Self:
        """The same with other options, as on the client."""
        return type(self)(self._client.with_options(**options))

    def run(self, plan: Plan[Any], /) -> Any:
        return self._client._recorded(plan)

    def __repr__(self) -> str:
        return f"<raw responses of {self._client!r}>"


class RawHubSpot(_WithRawResponse[RawSync]):
    """All of `HubSpot`, with the answers."""

    def call(self, operation: Callable[P, Call[T]], /, *args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        """The parsed answer of any generated call, with the answer."""
        return self.run(made(operation, args, kwargs))

    if TYPE_CHECKING:

        def run(self, plan: Plan[T], /) -> RawResponse[T]:
            """The result of a plan, with the answers."""
            ...


class RawAsyncHubSpot(_WithRawResponse[RawAsync]):
    """All of `AsyncHubSpot`, with the answers."""

    async def call(self, operation: Callable[P, Call[T]], /, *args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        """The parsed answer of any generated call, with the answer."""
        return await self.run(made(operation, args, kwargs))

    if TYPE_CHECKING:

        async def run(self, plan: Plan[T], /) -> RawResponse[T]:
            """The result of a plan, with the answers."""
            ...

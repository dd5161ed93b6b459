"""The caller's functions that are called for the events of each request: `event_hooks=`.

Events contain no secrets. Their `path` is without values, as logs and metrics need it: `/owners/2026-03/{ownerId}`.
What the functions raise is raised to the caller of the operation.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, cast

from hubspot_facade.errors import ConfigurationError, HubSpotError
from hubspot_facade.light_dataclasses import dataclass, field

if TYPE_CHECKING:
    from hubspot_facade.errors import TransportError


@dataclass(frozen=True)
class RequestEvent:
    """A request is about to be sent, for the `attempt`th time (from 1). `headers` are without the client's own."""

    method: str
    url: str
    attempt: int
    headers: Mapping[str, str] = field(repr=False)
    path: str = ""


@dataclass(frozen=True)
class ResponseEvent:
    """A request was answered after `elapsed` seconds, or not: then `error` says why, and there is no `status`."""

    method: str
    url: str
    attempt: int
    elapsed: float
    status: int | None
    headers: Mapping[str, str] = field(repr=False)
    error: TransportError | None = None
    path: str = ""

    @property
    def correlation_id(self) -> str | None:
        """HubSpot's id of the request, which its support asks for."""
        return self.headers.get("x-hubspot-correlation-id")


@dataclass(frozen=True)
class RetryEvent:
    """A request will be sent again in `after` seconds, because of this status or error."""

    method: str
    url: str
    attempt: int
    after: float
    status: int | None
    error: TransportError | None = None
    path: str = ""


Event: TypeAlias = RequestEvent | ResponseEvent | RetryEvent
RequestHook: TypeAlias = Callable[[RequestEvent], object]
ResponseHook: TypeAlias = Callable[[ResponseEvent], object]
RetryHook: TypeAlias = Callable[[RetryEvent], object]


class EventHooks(TypedDict, total=False):
    """Functions to call for each event, in their order; on the asynchronous client they may be asynchronous."""

    request: Sequence[RequestHook]
    response: Sequence[ResponseHook]
    retry: Sequence[RetryHook]


_NAMES = {RequestEvent: "request", ResponseEvent: "response", RetryEvent: "retry"}


def checked_hooks(hooks: object) -> EventHooks:
    """The hooks. ConfigurationError for an unknown event and for what cannot be called."""
    if not isinstance(hooks, Mapping):
        raise ConfigurationError(f"event_hooks must be events with lists of functions, not {type(hooks).__name__}")
    checked: dict[str, Any] = {}
    for name, functions in cast("Mapping[object, object]", hooks).items():
        if name not in _NAMES.values():
            raise ConfigurationError(f"event_hooks: {str(name)[:80]!r} is not one of {', '.join(_NAMES.values())}")
        if not isinstance(functions, list | tuple) or not all(map(callable, cast("list[object]", functions))):
            raise ConfigurationError(f"event_hooks: {name} must be a list of functions")
        checked[str(name)] = tuple(cast("list[object]", functions))
    return cast("EventHooks", checked)


def refuse_asynchronous(hooks: EventHooks) -> None:
    """ConfigurationError for asynchronous functions, which a synchronous client cannot call."""
    for name, functions in cast("Mapping[str, Sequence[Any]]", hooks).items():
        for function in functions:
            call = getattr(function, "__call__", None)  # noqa: B004 # of an object with that method
            if inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(call):
                raise ConfigurationError(
                    f"event_hooks: {name} has an asynchronous function, which only AsyncHubSpot can call"
                )


def emit(hooks: EventHooks, event: Event) -> None:
    """Call the hooks of an event, one after the other."""
    for function in _of(hooks, event):
        result = _called(function, event)
        if inspect.isawaitable(result):
            if inspect.iscoroutine(result):
                result.close()  # it is not awaited, and would warn
            raise ConfigurationError(f"event_hooks: {_NAMES[type(event)]} has an asynchronous function")


async def emit_async(hooks: EventHooks, event: Event) -> None:
    """Call the hooks of an event, one after the other, and await those that are asynchronous."""
    for function in _of(hooks, event):
        result = _called(function, event)
        if inspect.isawaitable(result):
            try:
                await result
            except (HubSpotError, StopIteration, StopAsyncIteration) as error:
                raise _raised(event, error) from error


def _of(hooks: EventHooks, event: Event) -> Sequence[Any]:
    found: Any = hooks.get(_NAMES[type(event)])  # pyright: ignore[reportUnknownMemberType] # a name of it
    return found or ()


def _called(function: Callable[[Event], Any], event: Event) -> Any:
    try:
        return function(event)
    except (HubSpotError, StopIteration) as error:
        raise _raised(event, error) from error


def _raised(event: Event, error: Exception) -> RuntimeError:
    """The error to raise instead of one that would look like an answer of HubSpot's, or like the end of an iterator."""
    return RuntimeError(f"a hook of event_hooks[{_NAMES[type(event)]!r}] raised {type(error).__name__}: {error}")

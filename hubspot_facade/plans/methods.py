"""How one method serves both clients: decorators that give a plan or a listing each client's type.

On a resource of `HubSpot` a method returns its result, on one of `AsyncHubSpot` an awaitable of it; signature and
docstring are those of the function in the source. The decorators also hold what the catalogue says about a method:
its names there, the seeds that have it, how its result is shown.
"""

from __future__ import annotations

import functools
import inspect
import threading
from types import MethodType
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    Literal,
    ParamSpec,
    Protocol,
    Self,
    TypeVar,
    Unpack,
    overload,
)

from hubspot_facade.light_dataclasses import KW_ONLY, dataclass, field
from hubspot_facade.plans.arguments import admitted

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from hubspot_facade.plans.options import Options
    from hubspot_facade.plans.paging import AsyncListing, Listing, Pages
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.plans.responses import AsyncRawListing, RawListing, RawResponse

P = ParamSpec("P")
T = TypeVar("T")

Effect = Literal["read", "create", "update", "delete", "send", "irreversible"]
"""The most that an operation can do, whatever its payload.

"read" changes nothing. "create" makes something new: a record, a link between records, a membership. "update" changes
what exists, or creates it if it is missing. "delete" removes what can be restored or created again. "send" reaches
people outside the account: e-mails and messages. "irreversible" cannot be undone: merging, and deleting for good.
"""


class Colour:
    """What the methods of a resource give, as a type."""


class Sync(Colour):
    """Marks resources of `HubSpot`: results."""


class Async(Colour):
    """Marks resources of `AsyncHubSpot`: awaitables of results."""


class RawSync(Colour):
    """Marks resources of `HubSpot.with_raw_response`: results with their answers."""


class RawAsync(Colour):
    """Marks resources of `AsyncHubSpot.with_raw_response`: awaitables of results with their answers."""


C = TypeVar("C", bound=Colour)


class Runner(Protocol):
    """What a resource needs of its client."""

    _asynchronous: bool
    _base_url: str
    _gives_responses: bool

    def run(self, plan: Plan[Any], /) -> Any:
        """The plan's result, or an awaitable of it."""

    def with_options(self, **options: Unpack[Options]) -> Self:
        """The same client with other options."""
        ...


S_co = TypeVar("S_co", covariant=True)
A_co = TypeVar("A_co", covariant=True)


class WithRawResponse(Generic[S_co, A_co]):
    """This resource with methods that give a `RawResponse`: the result, and the answers that it is made of.

    A listing gives one for each page.
    """

    if not TYPE_CHECKING:

        def __init__(self, types: tuple[str, str]) -> None:
            self.types = types

        def __class_getitem__(cls, types: tuple[str, str]) -> Any:
            return functools.partial(cls, types)  # checkers read them, and `typing` would compile each

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Resource[Sync] | Resource[RawSync], owner: type) -> S_co: ...
    @overload
    def __get__(self, instance: Resource[Async] | Resource[RawAsync], owner: type) -> A_co: ...
    def __get__(self, instance: Resource[Any] | None, owner: type) -> Any:
        if instance is None:
            return self
        client: Any = instance._client  # pyright: ignore[reportPrivateUsage] # the resource's own
        return instance._bound_to(client.with_raw_response)  # pyright: ignore[reportPrivateUsage] # the resource's own


class Resource(Generic[C]):
    """Methods of one noun, bound to a client.

    `_noun` and `_plural` are how payloads of the catalogue spell this resource's ids (`contact_id`, `contacts`).
    """

    _noun: str = ""
    _plural: str = ""
    _keys: tuple[str, ...] = ()  # properties that identify a record besides its id
    _named: Mapping[str, tuple[Name, ...]] = {}  # names of methods that a base class defines

    # A resource says of which type it is: a checker cannot see that from here.
    with_raw_response = WithRawResponse["Resource[RawSync]", "Resource[RawAsync]"]()

    if not TYPE_CHECKING:

        def __class_getitem__(cls, _colour: object) -> Any:
            return cls  # as for `WithRawResponse`

    def __init__(self, client: Runner) -> None:
        self._client = client

    def _property_of(self, parameter: str) -> str | None:
        """The property of a record that a parameter of this name fills; None if there is none."""
        return None

    def _plan_of(self, function: Callable[..., Plan[Any]], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Plan[Any]:
        """The plan that a method's function gives here; a resource that has to ask something first puts that before."""
        return function(self, *args, **kwargs)

    def _pages_of(
        self, function: Callable[..., Pages[Any]], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Pages[Any]:
        """The same for a listing."""
        return function(self, *args, **kwargs)

    def with_options(self, **options: Unpack[Options]) -> Self:
        """Return this resource with other options, as of the client.

        For example `hs.contacts.with_options(timeout=5).get(1)`.
        """
        return self._bound_to(self._client.with_options(**options))

    def _bound_to(self, client: Runner) -> Self:
        from hubspot_facade.plans.options import uncached

        resource = uncached(self)
        resource._client = client
        return resource

    def __dir__(self) -> list[str]:
        """The names of all attributes except former ones."""
        return [name for name in super().__dir__() if not hasattr(static_attribute(type(self), name), "is_former_name")]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"


@dataclass(frozen=True)
class Name:
    """A method's name in the catalogue.

    `effect` is the most that it can do. `seeds` are the lists that have it. `fields` maps payload fields to parameters
    that the resource's noun does not cover. `output` names the key that wraps a plain result, or is a function of
    result and payload that builds the data. `ignores` are fields that a legacy endpoint required and that no longer
    have a meaning.
    """

    name: str
    _: KW_ONLY
    effect: Effect
    seeds: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    output: str | Callable[[Any, Mapping[str, Any]], Any] | None = None
    ignores: tuple[str, ...] = ()


_COMPLETING = threading.RLock()


class _Declared:
    """What both descriptors share: the function, its names in the catalogue and the calls that it may make."""

    def __init__(self, function: Callable[..., Any], names: tuple[Name, ...], uses: tuple[str, ...]) -> None:
        self._function = function
        self.names = names
        self.uses = uses
        self.__doc__ = function.__doc__

    @functools.cached_property
    def function(self) -> Callable[..., Any]:
        """The function in the source, with the signature that help() shows; completed when it is first asked for."""
        with _COMPLETING:  # whoever comes meanwhile would see half of it
            function: Any = self._function
            if complete := function.__dict__.pop("complete_signature", None):  # of `keyword_fields`
                complete(function)
            returns = function.__annotations__.get("return")
            if isinstance(returns, str):
                function.__annotations__["return"] = _given(returns)
                if hasattr(function, "__signature__"):  # it was built from another one
                    function.__signature__ = inspect.signature(function).replace(return_annotation=_given(returns))
            return function  # type: ignore[no-any-return] # the one that was given


def _given(annotation: str) -> str:
    """The return type that help() shows: the caller's result, not its plan."""
    for plan in ("Plan[", "Generator[Any, Any, "):
        if annotation.startswith(plan):
            return annotation.removeprefix(plan).removesuffix("]")
    return annotation.replace("Pages[", "Listing[")


class PlanMethod(_Declared, Generic[P, T]):
    """A method whose plan returns a `T`."""

    @functools.cached_property
    def _sync(self) -> Callable[..., Any]:
        function = self.function

        @functools.wraps(function)
        def sync(self: Resource[Any], *args: Any, **kwargs: Any) -> Any:
            args, kwargs = admitted(function, args, kwargs)
            return self._client.run(self._plan_of(function, args, kwargs))  # pyright: ignore[reportPrivateUsage] # the resource's own method

        return sync

    @functools.cached_property
    def _async(self) -> Callable[..., Any]:
        function = self.function

        @functools.wraps(function)
        async def asynchronous(self: Resource[Any], *args: Any, **kwargs: Any) -> Any:
            args, kwargs = admitted(function, args, kwargs)
            return await self._client.run(self._plan_of(function, args, kwargs))  # pyright: ignore[reportPrivateUsage] # the resource's own method

        return asynchronous

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[Concatenate[Any, P], T]: ...
    @overload
    def __get__(self, instance: Resource[Sync], owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, instance: Resource[Async], owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    @overload
    def __get__(self, instance: Resource[RawSync], owner: type) -> Callable[P, RawResponse[T]]: ...
    @overload
    def __get__(
        self, instance: Resource[RawAsync], owner: type
    ) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]: ...
    def __get__(self, instance: Resource[Any] | None, owner: type) -> Any:
        if instance is None:
            return self._sync
        return MethodType(self._async if instance._client._asynchronous else self._sync, instance)  # pyright: ignore[reportPrivateUsage] # as above


class ListMethod(_Declared, Generic[P, T]):
    """A method that lists `T`s lazily."""

    @functools.cached_property
    def _listing(self) -> Callable[..., Any]:
        function = self.function

        @functools.wraps(function)
        def listing(self: Resource[Any], *args: Any, **kwargs: Any) -> Any:
            client = self._client  # pyright: ignore[reportPrivateUsage] # the resource's own method
            args, kwargs = admitted(function, args, kwargs)
            return listing_on(client, self._pages_of(function, args, kwargs))  # pyright: ignore[reportPrivateUsage] # the resource's own method

        return listing

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[Concatenate[Any, P], Listing[T]]: ...
    @overload
    def __get__(self, instance: Resource[Sync], owner: type) -> Callable[P, Listing[T]]: ...
    @overload
    def __get__(self, instance: Resource[Async], owner: type) -> Callable[P, AsyncListing[T]]: ...
    @overload
    def __get__(self, instance: Resource[RawSync], owner: type) -> Callable[P, RawListing[T]]: ...
    @overload
    def __get__(self, instance: Resource[RawAsync], owner: type) -> Callable[P, AsyncRawListing[T]]: ...
    def __get__(self, instance: Resource[Any] | None, owner: type) -> Any:
        return self._listing if instance is None else MethodType(self._listing, instance)


def operation(
    *names: Name, uses: tuple[str, ...] = ()
) -> Callable[[Callable[Concatenate[Any, P], Plan[T]]], PlanMethod[P, T]]:
    """Make a method of a function that returns a plan (or a single call).

    `uses` lists every call that it may make, as `api.name` (after `edition:` if only this edition has it), for a
    method that may make more than one; the catalogue finds a single call by itself.
    """

    def decorate(function: Callable[Concatenate[Any, P], Plan[T]]) -> PlanMethod[P, T]:
        return PlanMethod(function, names, uses)

    return decorate


def listing(
    *names: Name, uses: tuple[str, ...] = ()
) -> Callable[[Callable[Concatenate[Any, P], Pages[T]]], ListMethod[P, T]]:
    """Make a method of a function that returns the pure parts of a listing; `uses` as for `operation`."""

    def decorate(function: Callable[Concatenate[Any, P], Pages[T]]) -> ListMethod[P, T]:
        return ListMethod(function, names, uses)

    return decorate


def plan_of(
    method: Callable[Concatenate[Any, P], T], resource: Resource[Any], *args: P.args, **kwargs: P.kwargs
) -> Plan[T]:
    """The plan behind a method (`Objects.get`), for plans that build on it."""
    function: Any = method
    plan: Plan[T] = resource._plan_of(function.__wrapped__, args, kwargs)  # pyright: ignore[reportPrivateUsage] # as above
    return plan


def pages_of(
    method: Callable[Concatenate[Any, P], Listing[T]], resource: Resource[Any], *args: P.args, **kwargs: P.kwargs
) -> Pages[T]:
    """The pure parts behind a listing (`Objects.list`), for plans that build on it."""
    function: Any = method
    pages: Pages[T] = resource._pages_of(function.__wrapped__, args, kwargs)  # pyright: ignore[reportPrivateUsage] # as above
    return pages


def static_attribute(owner: type, name: str) -> Any:
    """The attribute of this name in a class or its bases, without binding it; None if there is none."""
    return next((vars(base)[name] for base in owner.__mro__ if name in vars(base)), None)


def base_url_of(client: Runner) -> str:
    """Where a client's requests go."""
    return client._base_url  # pyright: ignore[reportPrivateUsage] # a part of the protocol


def listing_on(client: Runner, pages: Pages[Any]) -> Any:
    """The listing of these pages in the colour of a client."""
    asynchronous, raw = client._asynchronous, client._gives_responses  # pyright: ignore[reportPrivateUsage] # so that completion shows methods alone
    if raw:
        from hubspot_facade.plans.responses import AsyncRawListing, RawListing

        return AsyncRawListing(pages, client.run) if asynchronous else RawListing(pages, client.run)
    from hubspot_facade.plans.paging import AsyncListing, Listing

    return AsyncListing(pages, client.run) if asynchronous else Listing(pages, client.run)

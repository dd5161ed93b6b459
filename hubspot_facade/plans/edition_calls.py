"""Generated calls named without an edition, and bound to the client's when they are sent."""

from __future__ import annotations

import datetime
import importlib
import sys
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import hubspot_openapi
from hubspot_openapi.runtime import EncodeError

from hubspot_facade.basic_errors import InputError, MissingEndpoint
from hubspot_facade.config import DEFAULT_EDITION, may_stand_in
from hubspot_facade.late import late_module
from hubspot_facade.plans.plan import CheckedCall
from hubspot_facade.transport.pacing import lane_of
from hubspot_facade.transport.repeatable import is_read, is_repeatable
from hubspot_facade.transport.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

    from hubspot_openapi.runtime import Call, Endpoint, Operation

    from hubspot_facade.wire import field_names
else:
    field_names = late_module("hubspot_facade.wire.field_names")

T = TypeVar("T")

# Calls that some editions document under another API: looked up there before another edition is used.
ELSEWHERE = {
    "crm.objects.search": ("crm.associations", "search"),
    "crm.associations.get_page": ("crm.objects", "get_associations"),
    "events.send_event_completions.send": ("events.manage_event_definitions", "send"),
}


class PendingCall(CheckedCall):
    """A call that is not bound to an edition yet: the API, the operation's name and its arguments.

    `only` is the edition to use whatever the client's, for calls whose name means something else in another edition.
    """

    __slots__ = ("api", "args", "kwargs", "name", "only")

    def __init__(
        self, api: str, name: str, args: Sequence[Any], kwargs: Mapping[str, Any], only: str | None = None
    ) -> None:
        self.only = only
        self.needs = ()
        self.date = None
        self.api = api
        self.name = name
        self.args = args
        self.kwargs = kwargs

    def __iter__(self) -> Generator[PendingCall, Any, Any]:
        return (yield self)

    def __repr__(self) -> str:
        return f"<{self.api}.{self.name} pending>"

    def bind(self, editions: tuple[str, ...]) -> Call[Any]:
        """The call in the first of these editions that has it."""
        function = find_call((self.only,) if self.only else editions, self.api, self.name)
        kwargs = self.kwargs
        if "body" in kwargs:  # however it was built, only keys of this edition's document are sent
            hint = body_type(function)
            kwargs = {**kwargs, "body": field_names.spelled(field_names.without_empty(kwargs["body"], hint), hint)}
        try:
            return function(*self.args, **kwargs)
        except (TypeError, ValueError):
            return self._without_extras(function, kwargs)

    def _without_extras(self, function: Endpoint[..., Any], kwargs: Mapping[str, Any]) -> Call[Any]:
        """The call without parameters that were not given and that this edition's document lacks; or InputError."""
        import inspect  # only here: most calls need no second try

        known = inspect.signature(function).parameters
        given = {name: value for name, value in kwargs.items() if value is not None or name in known}
        called = f"{self.api}.{self.name} of edition {function.operation.edition}"
        for name in given:
            if name not in known:
                raise InputError(name, f"{called} takes no {name}")
        try:
            return function(*self.args, **given)
        except (TypeError, ValueError) as error:
            # Raised by the function's signature or by values that cannot be sent.
            raise InputError("", f"{called}: {error}") from error


class EditionCalls:
    """The calls of one API, in any edition: `calls.get_page(...)` gives a pending call."""

    def __init__(self, api: str, only: str | None = None) -> None:
        self.api = api
        self.only = only

    def __getattr__(self, name: str) -> Callable[..., PendingCall]:
        if name.startswith("__"):
            raise AttributeError(name)

        def pending(*args: Any, **kwargs: Any) -> PendingCall:
            return PendingCall(self.api, name, args, kwargs, self.only)

        pending.__name__ = pending.__qualname__ = name
        pending.__dict__["home"] = (self.only, self.api)
        self.__dict__[name] = pending
        return pending

    def __repr__(self) -> str:
        return f"<calls of {self.api}>"


def edition_calls(api: str, only: str | None = None) -> EditionCalls:
    """The calls of an API (`"crm.objects"`) for plans, named as in the default edition.

    With `only` they are those of this edition, whatever the client's.
    """
    return EditionCalls(api, only)


def made(function: Callable[..., Call[T]], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Call[T]:
    """The call with these arguments; InputError for values that cannot be sent."""
    try:
        return function(*args, **kwargs)
    except EncodeError as error:
        raise InputError("", f"{function!r}: {error}") from error


@cache
def find_call(editions: tuple[str, ...], api: str, name: str) -> Endpoint[..., Any]:
    """The generated function in the first of these editions that has it; MissingEndpoint when none has.

    The first edition is the client's: a beta call of another one is not used for it, unless it is a beta itself.
    """
    homes = [(api, name)]
    if elsewhere := ELSEWHERE.get(f"{api}.{name}"):
        homes.append(elsewhere)
    for edition in editions:
        for home, called in homes:
            function = _in_edition(edition, home, called)
            if function is not None and may_stand_in(function.operation, editions[0]):
                return function
    raise MissingEndpoint(f"{api}.{name}", editions[0])


def _in_edition(edition: str, api: str, name: str) -> Endpoint[..., Any] | None:
    try:
        module = hubspot_openapi.load(edition, api)
    except LookupError:
        return None
    function: Endpoint[..., Any] | None = module.OPERATIONS.get(name)
    return function


@cache
def body_type(function: Endpoint[..., Any]) -> Any:
    """The type of an endpoint's body, from its document."""
    names = vars(sys.modules[function.__module__]) | {"models": importlib.import_module(function.operation.models)}
    names |= {"Any": Any, "Mapping": Any, "Sequence": list, "datetime": datetime}
    body = str(function.__annotations__.get("body", "Any")).replace(" | Mapping[str, Any]", "")
    return get_type_hints(SimpleNamespace(__annotations__={"body": body}), names)["body"]


def takes(call: Callable[..., Any], path: str = "") -> Iterator[Any]:
    """The types of a call's body, or of a part of it: the default edition's, then those of editions that differ."""
    only, api = call.__dict__["home"]
    for edition in (only,) if only else dict.fromkeys((DEFAULT_EDITION, *hubspot_openapi.editions())):
        try:
            function = find_call((edition,), api, call.__name__)
        except MissingEndpoint:
            continue
        yield field_names.part(body_type(function), path)


@cache
def _facts(operation: Operation) -> tuple[str, bool, bool, bool]:
    lane = lane_of(operation.path, operation.exemptions)
    method, path = operation.method, operation.path
    return lane, is_repeatable(method, path), not is_read(method, path), is_app_level(operation)


def is_app_level(operation: Operation) -> bool:
    """Whether a call concerns an app, so that HubSpot requires the developer API key of the account that owns it.

    Older documents express that as scopes that no token has. Custom channels have no app in their path.
    """
    if operation.api == "conversations.custom_channels":
        return not operation.scopes
    return "{appId}" in operation.path or any(scope.startswith("developers-") for scope in operation.scopes)


def request_of(call: Call[Any]) -> Request:
    """The request for a call, with what the retry policy must know of it."""
    lane, repeatable, writes, app_level = _facts(call.operation)
    return Request(
        method=call.method,
        path=call.path,
        query=call.query,
        headers=call.headers,
        content=call.content,
        form=call.form,
        files=call.files,
        lane=lane,
        repeatable=repeatable,
        writes=writes,
        app_level=app_level,
        template=call.operation.path,
    )

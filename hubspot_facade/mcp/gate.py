"""What every request of an agent has to pass, whichever tool, operation or edition it comes from.

An operation's declared effect and the payload are judged before (`policy`); this looks at what is about to be sent, so
that no spelling, alias or further step of an operation gets round the rules.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from hubspot_facade.mcp.refusal import Refusal
from hubspot_facade.wire.field_names import snake

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_facade.mcp.policy import Policy
    from hubspot_facade.transport.request import Request

# What is about no type's records, or describes them only.
_NEUTRAL = re.compile(
    r"/(account-info/[\w-]+/details|crm/(owners/[\w-]+|v\d/owners)(/\{ownerId\})?|crm-object-schemas/[\w-]+/schemas)"
)
_TYPE_PLACES = ("objectType", "objectTypeId", "fromObjectType", "toObjectType")
_LISTING = ("properties", "properties_with_history", "property", "id_property", "sort", "sorts")
_READ = ("properties", "propertiesWithHistory", "property")  # HubSpot's names for what a read returns
_HOLDING = ("properties", "properties_with_history", "sorts")
_NAMING = ("property_name", "id_property", "property")


class Captured(Exception):  # noqa: N818 # not an error: it ends a plan at its first write
    """Raised in place of sending a write while an operation is planned."""


@dataclass
class Leave:
    """What may be written now: nothing, or what `capturing` collects without sending, or what was `approved`."""

    capturing: list[Request] | None = None
    approved: tuple[Request, ...] = ()
    further: frozenset[tuple[str, str]] = frozenset()  # method and template of calls that depend on earlier answers

    def allows(self, request: Request) -> bool:
        """Whether a write was approved: as it is, as a part of a batch that was, or as what follows from an answer."""
        if (request.method, request.template) in self.further or identity(request) in map(identity, self.approved):
            return True
        inputs = _inputs(request)
        known = [one for each in self.approved if _place(each) == _place(request) for one in _inputs(each)]
        return bool(inputs) and all(one in known for one in inputs)


_leave: ContextVar[Leave | None] = ContextVar("leave", default=None)


@contextmanager
def leave(given: Leave) -> Generator[Leave]:
    """Within this, requests that write are treated so."""
    token = _leave.set(given)
    try:
        yield given
    finally:
        _leave.reset(token)


def identity(request: Request) -> tuple[Any, ...]:
    """What makes two requests the same."""
    form = None if request.form is None else json.dumps(dict(request.form), sort_keys=True)
    return request.method, request.path, tuple(request.query), request.content, form


def _place(request: Request) -> tuple[Any, ...]:
    return request.method, request.path, tuple(request.query)


def _inputs(request: Request) -> list[Any]:
    """The inputs of a batch; a batch that HubSpot refuses as a whole is sent again in parts."""
    body = body_of(request)
    inputs: Any = cast("Mapping[str, Any]", body).get("inputs") if isinstance(body, Mapping) else None
    return inputs if isinstance(inputs, list) else []  # pyright: ignore[reportUnknownVariableType] # decoded JSON


def pass_through(request: Request, policy: Policy) -> None:
    """Return if a request may be sent. Refusal, or Captured while an operation is planned."""
    if request.url is not None:
        raise Refusal("files are not downloaded for agents")
    if any(each in (".", "..") for part in request.path.split("/") for each in re.split(r"[/\\]", unquote(part))):
        raise Refusal("a value that goes into a path may not lead out of it")
    if not request.writes:
        trim(request, policy)
    check_names(request, policy)
    if policy.narrow:
        check_types(request, policy)
    if not request.writes:
        return
    given = _leave.get()
    if given is None:
        raise Refusal(f"{request.method} {request.route} would change something, which this may not")
    if given.capturing is not None:
        given.capturing.append(request)
        raise Captured
    if not given.allows(request):
        raise Refusal(f"{request.method} {request.route} is not part of the plan: nothing more was sent")


def trim(request: Request, policy: Policy) -> None:
    """Take out of a read the properties that an agent may not see; operations may ask for all that there are.

    What an agent itself names was refused before. Without any name HubSpot would return its default properties, which
    may be masked ones, so that the id is asked for in place of them.
    """
    listed = [(name, each) for name, value in request.query if name in _READ for each in value.split(",")]
    kept = [(name, each) for name, each in listed if policy.shows(each)]
    if len(kept) < len(listed):
        others = [pair for pair in request.query if pair[0] not in _READ]
        request.query = [*others, *(kept or [(listed[0][0], "hs_object_id")])]
    body: Any = body_of(request) if request.form is None else None
    if not isinstance(body, dict):
        return
    held = cast("dict[str, Any]", body)
    for name in _READ:
        names: Any = held.get(name)
        if isinstance(names, list) and not all(policy.shows(str(each)) for each in cast("list[object]", names)):
            held[name] = [each for each in cast("list[object]", names) if policy.shows(str(each))] or ["hs_object_id"]
            request.content = json.dumps(held).encode()


def check_names(request: Request, policy: Policy) -> None:
    """Refusal if a request names a property that is masked or not allowed."""
    policy.masking.check([each for pair in request.query for each in pair], "the request")
    listed = [value for name, value in request.query if snake(name) in _LISTING]
    body = body_of(request)
    policy.masking.check(body, "the request")
    if "/properties/" in request.template:  # definitions
        given = cast("Mapping[str, Any]", body if isinstance(body, Mapping) else {})
        named = [unquote(places(request).get("propertyName", "")), str(given.get("name") or "")]
        policy.check_properties([*filter(None, named)] if "groups" not in request.template else [])
    if request.files:
        return
    names = [each.strip().lstrip("-").split(":")[0] for value in listed for each in value.split(",")]
    if _is_of_records(request):
        policy.check_properties([*filter(None, names), *_named(body_of(request))])
        if (
            request.path.endswith("/search")
            and isinstance(body, Mapping)
            and cast("Mapping[str, Any]", body).get("query")
        ):
            policy.check_words(_types_in(request)[0])


def check_types(request: Request, policy: Policy) -> None:
    """Refusal unless a request is about records of types that are allowed."""
    types = _types_in(request)
    if not types and (request.writes or not _NEUTRAL.fullmatch(request.template)):
        raise Refusal(
            f"{request.method} {request.route} is not about records of one type, and this server allows only some "
            "types or properties"
        )
    for each in types:
        policy.check_type(each)
    for name, value in request.query:
        if snake(name) == "associations":
            for each in value.split(","):
                policy.check_type(each.strip())


def body_of(request: Request) -> Any:
    """The decoded body; None if there is none, or it is not JSON."""
    if request.form is not None:
        return dict(request.form)
    if not request.content:
        return None
    try:
        return json.loads(request.content)
    except (ValueError, RecursionError):
        return None


def places(request: Request) -> dict[str, str]:
    """The values in a path by their names in its template."""
    pairs = zip(request.template.split("/"), request.path.split("/"), strict=False)
    return {name[1:-1]: value for name, value in pairs if name.startswith("{")}


def _types_in(request: Request) -> list[str]:
    return [value for name, value in places(request).items() if name in _TYPE_PLACES]


def _is_of_records(request: Request) -> bool:
    return "/objects/" in request.template and "{objectType}" in request.template


def _named(value: object) -> Iterator[str]:
    """The properties that a body of HubSpot's records names."""
    if isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _named(each)
    given = cast("Mapping[str, object]", value if isinstance(value, Mapping) else {})
    for key, each in given.items():
        name, inner = snake(key), each
        if name in _HOLDING and isinstance(inner, Mapping | list):
            yield from (one.lstrip("-") for one in cast("list[object]", inner) if isinstance(one, str))
        if name in _NAMING and isinstance(inner, str):
            yield inner
        if name != "properties" or isinstance(inner, list):
            yield from _named(inner)  # pyright: ignore[reportUnknownArgumentType] # decoded JSON

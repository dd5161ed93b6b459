"""What a request of another client is here: the call that sends it, and the method that makes this call."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from functools import cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, NamedTuple

import hubspot_openapi

from hubspot_facade.config import DEFAULT_EDITION, editions_for
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.errors import MissingEndpoint
from hubspot_facade.plans.edition_calls import ELSEWHERE, EditionCalls, find_call
from hubspot_facade.plans.methods import ListMethod, PlanMethod, static_attribute
from hubspot_facade.resources import Shelf, each_resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubspot_openapi.runtime import Operation

_PLACE = re.compile(r"\{[^}]*\}")
_VERSION = re.compile(r"v\d+|20\d\d-\d\d(-beta)?")
_FIXED = re.compile(r"/(%7B\w+%7D|[A-Z][A-Z_]+)(?=/|$)")  # what a client fixes or leaves open by mistake
_VERBS = {"get_page": "list", "get_by_id": "get"}
_RECORDS = "crm.objects."


class Counterpart(NamedTuple):
    """What sends a request here: a method such as `contacts.create`, a call, or neither."""

    method: str | None
    call: Operation | None


def counterpart(http_method: str, path: str) -> Counterpart:
    """The counterpart of a request, whose path has `{}` for each parameter."""
    path = _FIXED.sub("/{}", path)
    successor = _chosen()["successors"].get(f"{http_method} {path}")
    sent = None if successor else _sent_by(http_method, path)
    if sent is None:
        return Counterpart(successor, None)
    kind = _object_type(sent, path)
    here = _in_default_edition(sent)
    for call in (here, sent):  # some methods use the call of another edition whatever the client's
        if (method := _method(call, kind)) is not None:
            return Counterpart(method, call)
    return Counterpart(None, here)


@cache
def _chosen() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _calls() -> tuple[Operation, ...]:
    """Every call of every edition; those whose paths have the fewest parameters first, then the oldest edition."""
    found: list[Operation] = []
    for package in hubspot_openapi.editions().values():
        for area in _packages(f"hubspot_openapi.{package}"):
            for api in _packages(area):
                calls = importlib.import_module(f"{api}.operations").OPERATIONS.values()
                found += [function.operation for function in calls]
    return tuple(sorted(found, key=lambda call: call.path.count("{")))


def _packages(name: str) -> Iterator[str]:
    for each in pkgutil.iter_modules(importlib.import_module(name).__path__):
        if each.ispkg:
            yield f"{name}.{each.name}"


@cache
def _by_shape() -> dict[tuple[str, int], list[tuple[list[str], Operation]]]:
    found: dict[tuple[str, int], list[tuple[list[str], Operation]]] = {}
    for call in _calls():
        segments = _segments(call.path)
        found.setdefault((call.method, len(segments)), []).append((segments, call))
    return found


def _segments(path: str) -> list[str]:
    """The segments of a path without its version, which is in another place from one version to the next."""
    return [each for each in path.strip("/").split("/") if not _VERSION.fullmatch(each)]


def _version(path: str) -> str:
    return next(filter(_VERSION.fullmatch, path.split("/")), "")


def _sent_by(http_method: str, path: str) -> Operation | None:
    """The call that sends this request, or the same one of another version."""
    wanted = _segments(path)
    fitting = [
        call for segments, call in _by_shape().get((http_method, len(wanted)), ()) if all(map(_fits, wanted, segments))
    ]
    same = [call for call in fitting if _version(call.path) == _version(path)]
    return next(iter(same or fitting), None)


def _fits(theirs: str, ours: str) -> bool:
    """Whether a segment is the same; an object type may be fixed there, and a parameter here."""
    if theirs == "{}":
        return _PLACE.search(ours) is not None
    return theirs == ours or ("objecttype" in ours.lower() and _PLACE.fullmatch(ours) is not None)


def _in_default_edition(sent: Operation) -> Operation:
    """The same call of the default edition or of one that stands in for it there; the call itself if there is none."""
    try:
        found: Operation = find_call(editions_for(DEFAULT_EDITION), sent.api, sent.name).operation
    except MissingEndpoint:
        return sent
    same = found.method == sent.method and found.path.count("{") == sent.path.count("{")
    return found if same else sent


def _object_type(sent: Operation, path: str) -> str | None:
    """The object type that a path of the records' API fixes; None if it is a parameter there, too."""
    pairs = zip(_segments(path), _segments(sent.path), strict=True)
    fixed = [theirs for theirs, ours in pairs if _PLACE.fullmatch(ours) and theirs != "{}"]
    return fixed[0] if fixed else None


def _method(call: Operation, kind: str | None) -> str | None:
    """The method that makes this call; of records, on the resource of their type."""
    if not _plain_name(call).startswith(_RECORDS):
        return _best(call, _methods_of_resources())
    made = _best(call, _methods_of_records())
    if made is None or kind is None:
        return made and f"objects(object_type).{made}"
    resource = _resources().get(kind, f'objects("{kind}")')
    return f"{resource}.{made}"


def _best(call: Operation, known: dict[str, frozenset[str]]) -> str | None:
    """Of the methods that make a call the one whose name says so, else the one that makes the fewest others."""
    name = _plain_name(call)
    if chosen := _chosen()["methods"].get(name):
        return chosen
    verb = _VERBS.get(call.name, call.name)
    home = call.api.rpartition(".")[2]

    def rank(method: str) -> tuple[bool, bool, bool, int, int, str]:
        resource, _, last = method.rpartition(".")
        other_verb = _action(last) != _action(verb)
        return last != verb, other_verb, home != resource.rpartition(".")[2], len(known[method]), len(method), method

    makers = [method for method, names in known.items() if name in names or f"{call.edition}:{name}" in names]
    return min(makers, key=rank, default=None)


def _plain_name(call: Operation) -> str:
    """The name by which methods make a call, whichever API an edition documents it under."""
    for name, (api, called) in ELSEWHERE.items():
        if (call.api, call.name) == (api, called):
            return name
    return f"{call.api}.{call.name}"


def _action(name: str) -> str:
    """The verb of a name; calls that list say "get", too."""
    verb = name.partition("_")[0]
    return "get" if verb == "list" else verb


@cache
def _resources() -> dict[str, str]:
    return {
        resource.object_type: name
        for name, resource in each_resource(Shelf())
        if isinstance(resource, Objects) and resource.object_type
    }


@cache
def _methods_of_records() -> dict[str, frozenset[str]]:
    return dict(_methods(Objects))


@cache
def _methods_of_resources() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, resource in each_resource(Shelf()):
        found |= {f"{name}.{method}": calls for method, calls in _methods(type(resource))}
    return found


def _methods(owner: type) -> Iterator[tuple[str, frozenset[str]]]:
    for name in dir(owner):
        declared = static_attribute(owner, name)
        if isinstance(declared, PlanMethod | ListMethod) and not name.startswith("_"):
            made = frozenset(_made_by(declared.function, owner, set()))
            yield name, frozenset(declared.uses) | made


def _made_by(function: Any, owner: type, seen: set[int]) -> Iterator[str]:
    """The calls that a function names, and the functions and methods that it calls."""
    if id(function) in seen or not hasattr(function, "__code__"):
        return
    seen.add(id(function))
    names = set(_names(function.__code__))
    for name in names & function.__globals__.keys():
        value = function.__globals__[name]
        if isinstance(value, EditionCalls):
            for call in names:
                if (value.only or "", value.api, call) in _known():
                    yield f"{value.only}:{value.api}.{call}" if value.only else f"{value.api}.{call}"
        elif getattr(value, "__module__", "").startswith("hubspot_facade.crm"):
            yield from _made_by(value, owner, seen)
    for name in names:
        inner = static_attribute(owner, name)
        if inner is not None:
            yield from _made_by(getattr(inner, "function", inner), owner, seen)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


@cache
def _known() -> frozenset[tuple[str, str, str]]:
    """Edition or nothing, API and name of every call."""
    return frozenset((edition, call.api, call.name) for call in _calls() for edition in ("", call.edition))

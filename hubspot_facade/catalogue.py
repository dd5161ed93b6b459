"""All named operations: to look through, to look up, and to run with a payload of plain JSON data."""

from __future__ import annotations

import difflib
import importlib
import inspect
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, cast, overload

import hubspot_openapi

from hubspot_facade.batching import Batch
from hubspot_facade.calls import find_call
from hubspot_facade.config import FALLBACKS
from hubspot_facade.errors import MissingEndpoint, UnknownOperation
from hubspot_facade.operation import Async, C, ListMethod, Name, Sync, declared_methods
from hubspot_facade.paging import Pages
from hubspot_facade.payload import bind, fields
from hubspot_facade.resources import Resources, Shelf, each_resource
from hubspot_facade.result import plain
from hubspot_facade.sources import calls_in
from hubspot_facade.transport.repeatable import is_repeatable

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator, Iterator, Mapping

    from hubspot_openapi.runtime import Operation

    from hubspot_facade.operation import Resource
    from hubspot_facade.plan import Plan

_WORDS = re.compile(r"[a-z0-9]+")
_LITERAL = re.compile(r"Literal\[[^\]]*\] \| ")  # the known ones of a text's values


@dataclass(frozen=True)
class Entry:
    """One named operation: what it is called, where it stands, what it needs."""

    name: str
    seeds: tuple[str, ...]
    aliases: tuple[str, ...]
    resource: str
    method: str
    lists: bool
    declared: Name
    function: Callable[..., Any]
    owner: type

    @property
    def python(self) -> str:
        """How a program calls it: `contacts.get`."""
        return f"{self.resource}.{self.method}"

    @property
    def doc(self) -> str:
        """The method's docstring."""
        return inspect.getdoc(self.function) or ""

    @property
    def signature(self) -> inspect.Signature:
        """The method's signature without self."""
        signature = inspect.signature(self.function)
        return signature.replace(parameters=list(signature.parameters.values())[1:])

    @cached_property
    def fields(self) -> dict[str, tuple[str, bool]]:
        """The payload's fields, each with its type and whether it is required; a body's are its document's."""
        found = fields(self.function, self.declared, attrgetter(self.resource)(_shelf()))
        shown: dict[str, tuple[str, bool]] = {}
        for name, (kind, required) in found.items():
            inner = self._body_fields(kind.partition(" | ")[0]) if "Fields" in kind.split(" | ") else {}
            shown |= {each: (type_, False) for each, type_ in inner.items() if each not in found} or {
                name: (kind, required)
            }
        return shown

    def _body_fields(self, model: str) -> dict[str, str]:
        """The fields of a generated model that a call of the default edition takes; none when it has no such model."""
        import attrs  # generated models are attrs classes

        for call in self.calls("2026-03"):
            found = getattr(importlib.import_module(call.models), model, None)
            if found is not None:
                return {
                    each.name.rstrip("_"): _LITERAL.sub("", str(each.type)).removesuffix(" | None")
                    for each in attrs.fields(found)
                    if each.name != "additional_properties"
                }
        return {}

    @cached_property
    def sample(self) -> dict[str, Any] | None:
        """A payload that works on an account with those records, None when none is kept."""
        from hubspot_facade.samples import SAMPLES

        return SAMPLES.get(self.name)

    @cached_property
    def call_names(self) -> tuple[str, ...]:
        """The calls that the operation may use, as `api.name`, after `edition:` where only this edition will do."""
        return self.declared.calls or tuple(sorted(calls_in(self.function, self.owner)))

    def calls(self, edition: str) -> tuple[Operation, ...]:
        """The facts of the calls it uses in an edition; of the nearest edition for those that it lacks."""
        editions = (edition, *FALLBACKS.get(edition, ()))
        found: list[Operation] = []
        for each in self.call_names:
            only, _, path = each.rpartition(":")
            api, _, name = path.rpartition(".")
            try:
                found.append(find_call((only,) if only else editions, api, name).operation)
            except MissingEndpoint:
                continue
        return tuple(found)

    def scopes(self, edition: str) -> tuple[str, ...]:
        """The scopes that the documents name for its calls, of which any one of a call's will do."""
        named = sorted({scope for call in self.calls(edition) for scope in call.scopes})
        # The document of all object types names the scopes of them all.
        kind = getattr(self.owner, "object_type", "")
        own = [scope for scope in named if kind and (f".{kind}." in scope or scope.partition(".")[0] == kind)]
        return tuple(own or named)

    @property
    def idempotent(self) -> bool:
        """Whether running it twice leaves what running it once leaves."""
        return all(is_repeatable(call.method, call.path) for call in self.calls("2026-03"))

    def plan(self, client: Resources[Any], payload: object) -> Plan[Any]:
        """The plan that runs this with a payload and gives plain JSON data. InputError names a bad field."""
        resource = attrgetter(self.resource)(client)
        arguments = bind(self.function, self.declared, resource, payload)
        if "raise_errors" in inspect.signature(self.function).parameters:
            arguments["raise_errors"] = False  # failed inputs stand in the answer's `errors`
        return _shown(self.function(resource, **arguments), self.declared, payload)


def _shown(made: Pages[Any] | Plan[Any], name: Name, payload: object) -> Generator[Any, Any, Any]:
    plan: Plan[Any] = made.fetch(made.start) if isinstance(made, Pages) else made
    result = yield from plan
    if isinstance(result, Batch) and not result.answered:
        result.raise_for_failures()
    return plain(result, name.output, cast("Mapping[str, Any]", payload))


@lru_cache(maxsize=1)
def _shelf() -> Shelf:
    return Shelf()


def _entries_of(name: str, resource: Resource[Any]) -> Iterator[Entry]:
    owner = type(resource)
    for method, (declared, names) in declared_methods(owner).items():
        for each in names:
            yield Entry(
                name=each.name,
                seeds=each.seeds,
                aliases=each.aliases,
                resource=name,
                method=method,
                lists=isinstance(declared, ListMethod),
                declared=each,
                function=declared.function,
                owner=owner,
            )


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Every entry, ordered by name."""
    found = [entry for name, resource in each_resource(_shelf()) for entry in _entries_of(name, resource)]
    return tuple(sorted(found, key=lambda entry: (entry.name.casefold(), entry.resource)))


def _key(name: str) -> str:
    return " ".join(_WORDS.findall(name.casefold()))


@lru_cache(maxsize=1)
def _index() -> dict[str, Entry]:
    index: dict[str, Entry] = {}
    for spelling in (_names_first, _aliases_then):
        for entry in entries():
            for name in spelling(entry):
                index.setdefault(_key(name), entry)
    return index


def _names_first(entry: Entry) -> tuple[str, ...]:
    return (entry.name,)


def _aliases_then(entry: Entry) -> tuple[str, ...]:
    return (*entry.aliases, entry.python)


class Catalogue:
    """The named operations, without a client."""

    def __iter__(self) -> Iterator[Entry]:
        return iter(entries())

    def __len__(self) -> int:
        return len(entries())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in _index()

    def __getitem__(self, name: str) -> Entry:
        """The entry of this name, alias or method path, case punctuation aside; UnknownOperation tells the nearest."""
        found = _index().get(_key(name))
        if found is not None:
            return found
        near = difflib.get_close_matches(_key(name), list(_index()), n=5, cutoff=0.5)
        raise UnknownOperation(name, list(dict.fromkeys(_index()[key].name for key in near))[:3])

    def search(self, words: str = "") -> list[Entry]:
        """The entries whose name, alias or method path hold every one of these words."""
        wanted = _WORDS.findall(words.casefold())
        return [
            entry
            for entry in self
            if all(word in " ".join((entry.name, *entry.aliases, entry.python)).casefold() for word in wanted)
        ]


class Operations(Catalogue, Generic[C]):
    """The catalogue of a client: `run` executes an operation by its name."""

    def __init__(self, client: Resources[C]) -> None:
        self._client: Resources[C] = client

    @overload
    def run(self: Operations[Sync], name: str, payload: Mapping[str, Any] | None = None) -> Any: ...
    @overload
    def run(
        self: Operations[Async], name: str, payload: Mapping[str, Any] | None = None
    ) -> Coroutine[Any, Any, Any]: ...
    def run(self, name: str, payload: Mapping[str, Any] | None = None) -> Any:
        """What the operation answers to a payload, as plain JSON data.

        UnknownOperation names the nearest operations, InputError the field that is wrong; both before any request.
        """
        return self._client.run(self[name].plan(self._client, {} if payload is None else payload))

    def __repr__(self) -> str:
        return f"<{len(self)} operations of {self._client!r}>"


def editions() -> tuple[str, ...]:
    """The editions of the generated layer."""
    return tuple(hubspot_openapi.editions())

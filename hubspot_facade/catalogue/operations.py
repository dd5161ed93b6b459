"""All named operations: to browse, to look up, and to run with a payload of plain JSON data."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, overload

import hubspot_openapi

from hubspot_facade.catalogue.declared import declared_methods
from hubspot_facade.catalogue.named_operation import Entry, shelf
from hubspot_facade.errors import InputError, UnknownOperation
from hubspot_facade.plans.methods import Async, C, ListMethod, RawAsync, RawSync, Sync, listing_on
from hubspot_facade.resources import Resources, each_resource

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator, Mapping

    from hubspot_facade.plans.methods import Resource
    from hubspot_facade.plans.paging import AsyncListing, Listing
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.plans.responses import AsyncRawListing, RawListing, RawResponse

_WORDS = re.compile(r"[a-z0-9]+")


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
                uses=declared.uses,
                function=declared.function,
                owner=owner,
            )


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Every entry, ordered by name."""
    found = [entry for name, resource in each_resource(shelf()) for entry in _entries_of(name, resource)]
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


def _shown(entry: Entry, key: str) -> str:
    """The entry's method path if that is what the key is of, else its name."""
    return entry.python if key == _key(entry.python) else entry.name


def _names_first(entry: Entry) -> tuple[str, ...]:
    return (entry.name,)


def _aliases_then(entry: Entry) -> tuple[str, ...]:
    return (*entry.aliases, entry.python)


@lru_cache(maxsize=64)
def _namesakes(name: str) -> tuple[Entry, ...]:
    """The operations with this name and a qualifier in brackets: "Get contact by email (contacts-v1)"."""
    return tuple(each for each in entries() if each.name.startswith(f"{name} (") and not each.name.endswith("(DDL)"))


def _fitting(entry: Entry, client: Resources[Any], payload: Mapping[str, Any]) -> Plan[Any] | None:
    """The entry's plan, None if the payload does not fit."""
    try:
        return entry.plan(client, payload)
    except InputError:
        return None


class Catalogue:
    """The named operations, without a client."""

    def __iter__(self) -> Iterator[Entry]:
        return iter(entries())

    def __len__(self) -> int:
        return len(entries())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in _index()

    def __getitem__(self, name: str) -> Entry:
        """The entry of this name, alias or method path, ignoring case and punctuation; else UnknownOperation."""
        found = _index().get(_key(name))
        if found is not None:
            return found
        near = difflib.get_close_matches(_key(name), list(_index()), n=5, cutoff=0.5)
        raise UnknownOperation(name, list(dict.fromkeys(_shown(_index()[key], key) for key in near))[:3])

    def search(self, words: str = "", *, area: str | None = None, seed: str | None = None) -> list[Entry]:
        """The entries whose name, alias or method path has all of these words, optionally of one area or seed only."""
        wanted = _WORDS.findall(words.casefold())
        return [
            entry
            for entry in self
            if (area is None or entry.area == area)
            and (seed is None or seed in entry.seeds)
            and all(word in " ".join((entry.name, *entry.aliases, entry.python)).casefold() for word in wanted)
        ]


class Operations(Catalogue, Generic[C]):
    """The catalogue of a client: `run` runs an operation by its name."""

    def __init__(self, client: Resources[C]) -> None:
        self._client: Resources[C] = client

    @overload
    def run(self: Operations[Sync], name: str, payload: Mapping[str, Any] | None = None) -> Any: ...
    @overload
    def run(
        self: Operations[Async], name: str, payload: Mapping[str, Any] | None = None
    ) -> Coroutine[Any, Any, Any]: ...
    @overload
    def run(self: Operations[RawSync], name: str, payload: Mapping[str, Any] | None = None) -> RawResponse[Any]: ...
    @overload
    def run(
        self: Operations[RawAsync], name: str, payload: Mapping[str, Any] | None = None
    ) -> Coroutine[Any, Any, RawResponse[Any]]: ...
    def run(self, name: str, payload: Mapping[str, Any] | None = None) -> Any:
        """The operation's answer to a payload, as plain JSON data.

        If operations share the name and differ by a qualifier in brackets, the one that the payload fits is run.
        UnknownOperation lists the nearest operations, InputError names the wrong field; both before any request.
        """
        entry = self[name]
        given: Mapping[str, Any] = {} if payload is None else payload
        try:
            plan = entry.plan(self._client, given)
        except InputError:
            fitting = [_fitting(each, self._client, given) for each in _namesakes(entry.name)]
            found = next((each for each in fitting if each is not None), None)
            if found is None:
                raise
            plan = found
        return self._client.run(plan)

    @overload
    def listing(
        self: Operations[Sync], name: str, payload: Mapping[str, Any] | None = None
    ) -> Listing[dict[str, Any]]: ...
    @overload
    def listing(
        self: Operations[Async], name: str, payload: Mapping[str, Any] | None = None
    ) -> AsyncListing[dict[str, Any]]: ...
    @overload
    def listing(
        self: Operations[RawSync], name: str, payload: Mapping[str, Any] | None = None
    ) -> RawListing[dict[str, Any]]: ...
    @overload
    def listing(
        self: Operations[RawAsync], name: str, payload: Mapping[str, Any] | None = None
    ) -> AsyncRawListing[dict[str, Any]]: ...
    def listing(self, name: str, payload: Mapping[str, Any] | None = None) -> Any:
        """Every item of a listing operation, lazily, as plain JSON data; `limit` in a payload is the size of a page.

        Raises UnknownOperation and InputError as `run` does, and InputError if the operation is not a listing.
        """
        pages = self[name].pages(self._client, {} if payload is None else payload)
        return listing_on(self._client, pages)

    def __repr__(self) -> str:
        return f"<{len(self)} operations of {self._client!r}>"


def editions() -> tuple[str, ...]:
    """The editions of the generated layer."""
    return tuple(hubspot_openapi.editions())

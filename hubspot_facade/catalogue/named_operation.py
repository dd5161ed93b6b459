"""One named operation of the catalogue: its names, payload and calls, and the plan that runs it."""

from __future__ import annotations

import difflib
import importlib
import inspect
import re
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.catalogue.payload import Bound, Form
from hubspot_facade.catalogue.samples import samples
from hubspot_facade.catalogue.uses import first_calls
from hubspot_facade.config import DEFAULT_EDITION, editions_for
from hubspot_facade.errors import InputError, MissingEndpoint
from hubspot_facade.plans.arguments import as_mappings
from hubspot_facade.plans.batching import Batch
from hubspot_facade.plans.edition_calls import find_call
from hubspot_facade.plans.methods import Effect, Name
from hubspot_facade.plans.paging import Pages
from hubspot_facade.resources import Resources, Shelf
from hubspot_facade.transport.repeatable import is_repeatable
from hubspot_facade.wire.field_names import field_types, holds_pairs, snake
from hubspot_facade.wire.json_kinds import check_kind
from hubspot_facade.wire.plain_data import jsonable, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from hubspot_openapi.runtime import Model, Operation

    from hubspot_facade.plans.plan import Plan

_NAME = re.compile(r"\w+")
_LITERAL = re.compile(r"Literal\[[^\]]*\] \| ")  # the known values of a text


@dataclass(frozen=True)
class Entry:
    """One named operation: its names, its method, its payload and its calls."""

    name: str
    seeds: tuple[str, ...]
    aliases: tuple[str, ...]
    resource: str
    method: str
    lists: bool
    declared: Name
    uses: tuple[str, ...]
    function: Callable[..., Any]
    owner: type

    @property
    def python(self) -> str:
        """How a Python program calls it: `contacts.get`."""
        return f"{self.resource}.{self.method}"

    @property
    def effect(self) -> Effect:
        """The most that it can do: "read", "create", "update", "delete", "send" or "irreversible"."""
        return self.declared.effect

    @property
    def area(self) -> str:
        """The part of HubSpot that it belongs to: `crm`, `marketing`, `cms`, …"""
        return self.owner.__module__.split(".")[1]

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
    def form(self) -> Form:
        """The fields that its payload may have."""
        return Form(self.function, self.declared, attrgetter(self.resource)(shelf()))

    @cached_property
    def fields(self) -> dict[str, tuple[str, bool]]:
        """The payload's fields, each with its type and whether it is required; those of a body are its document's."""
        parameters = self.form.parameters.values()
        taken = {each.field for each in parameters}
        shown: dict[str, tuple[str, bool]] = {}
        for each in parameters:
            inner = _shown_types(self.body_model(each.model))
            shown |= {name: (type_, False) for name, type_ in inner.items() if name not in taken} or {
                each.field: (each.annotation, each.required)
            }
        return shown

    @property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """Every spelling of each parameter's field that a payload may use; camelCase is accepted too."""
        return {each.field: each.spellings for each in self.form.parameters.values()}

    def body_model(self, name: str | None) -> type[Model] | None:
        """The generated model of this name that a call of the default edition takes."""
        for call in self.calls(DEFAULT_EDITION) if name else ():
            found: type[Model] | None = getattr(importlib.import_module(call.models), name or "", None)
            if found is not None:
                return found
        return None

    def _check_body(self, arguments: Mapping[str, Any]) -> None:
        """Raise an InputError for a field of the body that its document lacks, or has as another kind of data."""
        for parameter in self.form.parameters.values():
            model = self.body_model(parameter.model) if parameter.name in arguments else None
            types = {} if model is None else field_types(model)
            for field, value in arguments[parameter.name].items() if types else ():
                name = snake(field).rstrip("_")
                if name not in types:
                    near = difflib.get_close_matches(name, list(types), n=3) or list(types)
                    raise InputError(field, f"{self.name!r} has no such field; it takes {', '.join(near)}")
                if not (isinstance(value, Mapping) and holds_pairs(types[name])):
                    check_kind(cast("object", value), types[name], field)

    @cached_property
    def sample(self) -> dict[str, Any] | None:
        """A payload that works on an account that has its records, None if there is no sample."""
        return samples(self.area).get(self.name)

    @cached_property
    def call_names(self) -> tuple[str, ...]:
        """The calls that the operation may make, as `api.name`, after `edition:` if only this edition has it.

        The method declares them, or its plan is started with the sample to find the one it makes; nothing is sent.
        There are none if the documents lack what the sample needs.
        """
        if self.uses or self.sample is None:
            return tuple(sorted(self.uses))
        try:
            made = self._called(shelf(), self.form.bind(self.sample))
            return tuple(sorted(first_calls(made.fetch(made.start) if isinstance(made, Pages) else made)))
        except (InputError, MissingEndpoint):
            return ()

    def calls(self, edition: str) -> tuple[Operation, ...]:
        """The facts of the calls it makes in an edition, or in the one that stands in if it lacks a call.

        ConfigurationError lists the editions if there is none of this name.
        """
        editions = editions_for(edition)
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
        """The scopes that the documents name for its calls; each call needs any one of its own."""
        return self._of_type({scope for call in self.calls(edition) for scope in call.scopes})

    def scopes_of(self, call: Operation) -> tuple[str, ...]:
        """The scopes of one of its calls, which needs any one of them."""
        return self._of_type(set(call.scopes))

    def _of_type(self, scopes: set[str]) -> tuple[str, ...]:
        """The scopes by name; of those of all object types, which one document names, the ones of its own type."""
        named = sorted(scopes)
        kind = getattr(self.owner, "object_type", "")
        own = [scope for scope in named if kind and (f".{kind}." in scope or scope.partition(".")[0] == kind)]
        return tuple(own or named)

    @property
    def idempotent(self) -> bool:
        """Whether running it twice has the effect of running it once; not for a raw request, which can be anything."""
        return self.resource != "http" and all(
            is_repeatable(call.method, call.path) for call in self.calls(DEFAULT_EDITION)
        )

    def plan(self, client: Resources[Any], payload: object) -> Plan[Any]:
        """The plan that runs this with a payload and returns plain JSON data. InputError names an invalid field."""
        payload = as_mappings(payload)
        bound = self._bound(payload)
        return _shown(self._called(client, bound), self.declared, payload, bound.names)

    def pages(self, client: Resources[Any], payload: object) -> Pages[Any]:
        """The parts of the complete listing, its items as plain JSON data. InputError if it is not a listing."""
        if not self.lists:
            raise InputError("", f"{self.name} is not a listing: run returns its complete answer")
        made: Pages[Any] = self._called(client, self._bound(as_mappings(payload)))

        def items(page: Any) -> Sequence[Any]:
            return [jsonable(each) for each in made.items(page)]

        return replace(made, items=items, layout=None)

    def _bound(self, payload: object) -> Bound:
        bound = self.form.bind(payload)
        self._check_body(bound.arguments)
        return bound

    def _called(self, client: Resources[Any], bound: Bound) -> Any:
        # failed inputs are in the answer's `errors`
        quiet = {"raise_errors": False} if self.form.raises_errors else {}
        with _as_given(bound.names):
            return self.function(attrgetter(self.resource)(client), **bound.arguments, **quiet)


def _shown_types(model: Any) -> dict[str, str]:
    """The types of a body's fields, as text."""
    if model is None:
        return {}
    import attrs  # generated models are attrs classes

    named = {each.name: str(each.type) for each in attrs.fields(model)}
    shown = {name.rstrip("_"): _LITERAL.sub("", type_).removesuffix(" | None") for name, type_ in named.items()}
    return {name: type_ for name, type_ in shown.items() if name != "additional_properties"}


@contextmanager
def _as_given(names: Mapping[str, str]) -> Generator[None]:
    """Make an InputError name the field as the payload spells it, if the parameter has another name."""
    try:
        yield
    except InputError as error:
        renamed = _renamed(error, names)
        if renamed is error:
            raise
        raise renamed from None


def _renamed(error: InputError, names: Mapping[str, str]) -> InputError:
    parameter = _NAME.match(error.field)
    if parameter is None or names.get(parameter[0], parameter[0]) == parameter[0]:
        return error
    return InputError(names[parameter[0]] + error.field[parameter.end() :], error.problem)


def _shown(
    made: Pages[Any] | Plan[Any], name: Name, payload: object, names: Mapping[str, str]
) -> Generator[Any, Any, Any]:
    plan: Plan[Any] = made.fetch(made.start) if isinstance(made, Pages) else made
    with _as_given(names):
        result = yield from plan
        if (raise_for_whole := getattr(result, "raise_for_whole", None)) is not None:
            raise_for_whole()
        if isinstance(result, Batch):
            batch: Batch[Any] = result  # pyright: ignore[reportUnknownVariableType] # any batch
            for outcome in batch.failures:
                if isinstance(outcome.error, InputError):
                    outcome.error = _renamed(outcome.error, names)
    return plain(result, name.output, cast("Mapping[str, Any]", payload))


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """The resources without a client, from which their declarations are read."""
    return Shelf()

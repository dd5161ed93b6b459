"""Every object that a payload may hold, read off the documents, and values that have one there."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import attrs
from hubspot_openapi import load
from hubspot_openapi.runtime import Model

from hubspot_facade.catalogue.named_operation import Entry
from hubspot_facade.plans.edition_calls import body_type
from hubspot_facade.wire.field_names import snake


@dataclass(frozen=True)
class Place:
    """An object below a payload's field: the names that lead to it, and the model that the document has there."""

    field: str
    names: tuple[str, ...]
    root: Any
    model: type[Model]

    def value(self, *more: str) -> Any:
        """What the field may be, with an object at this place and more keys in it."""
        return _along(self.root, self.names, dict.fromkeys(more, 1))

    def __str__(self) -> str:
        return ".".join((self.field, *self.names))


def places(entry: Entry, edition: str) -> Iterator[Place]:
    """The objects that this operation's payload may hold in the bodies of its calls."""
    spellings = {word: best for best, words in entry.spellings.items() for word in words}
    seen: dict[str | None, set[type]] = {}
    for call in entry.calls(edition):
        body = body_type(load(call.edition, call.api).OPERATIONS[call.name])
        for model in _models(body):
            for name, hint in _fields(model).items():
                field = spellings.get(snake(name)) or (snake(name) if snake(name) in entry.fields else None)
                for names, found in _below(hint, (), seen.setdefault(field, set())) if field else ():
                    yield Place(field, names, hint, found)


def _below(hint: Any, names: tuple[str, ...], seen: set[type]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for model in _models(hint):
        if not _fields(model) or model in seen:  # one way to each kind of object will do
            continue
        seen.add(model)
        yield names, model
        for name, inner in _fields(model).items():
            yield from _below(inner, (*names, name), seen)


def _along(hint: Any, names: Sequence[str], more: Mapping[str, Any]) -> Any:
    """A value of this type, as small as may be, that has all that leads along these names and more at their end."""
    for member in _members(hint):
        if typing.get_origin(member) in (list, Sequence):
            return [_along(typing.get_args(member)[0], names, more)]
    model = next(each for each in _models(hint) if not names or names[0] in _fields(each))
    if not names:
        # an input without `properties` is a plain map of them, whatever they are called
        wrapped: dict[str, Any] = {"properties": {}} if "properties" in _fields(model) else {}
        return {**_least(model), **wrapped, **more}
    return {**_least(model), names[0]: _along(_fields(model)[names[0]], names[1:], more)}


def _least(model: type[Model]) -> dict[str, Any]:
    """What the document requires of an object."""
    hints = _fields(model)
    required = [each for each in attrs.fields(model) if "name" in each.metadata and each.default is attrs.NOTHING]
    return {each.metadata["name"]: _any(hints[each.metadata["name"]]) for each in required}


def _any(hint: Any) -> Any:
    member = _members(hint)[0]
    if isinstance(member, type) and issubclass(member, Model):
        return _least(member)
    if typing.get_origin(member) is typing.Literal:
        return typing.get_args(member)[0]
    simple = {int: 1, float: 1.0, bool: True, dt.datetime: "2024-01-02T00:00:00Z", dt.date: "2024-01-02"}
    return simple.get(member, {dict: {}, list: []}.get(typing.get_origin(member), "1"))


@cache
def _fields(model: type[Model]) -> dict[str, Any]:
    hints = typing.get_type_hints(model)
    return {each.metadata["name"]: hints[each.name] for each in attrs.fields(model) if "name" in each.metadata}


def _members(hint: Any) -> list[Any]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return [each for each in typing.get_args(hint) if each is not types.NoneType]
    return [hint]


def _models(hint: Any) -> list[type[Model]]:
    """The models that a type is, or that a list of it holds; none behind a map, whose keys are the caller's own."""
    found: list[type[Model]] = []
    for member in _members(hint):
        if typing.get_origin(member) in (list, Sequence):
            found += _models(typing.get_args(member)[0])
        elif isinstance(member, type) and issubclass(member, Model):
            found.append(member)
    return found

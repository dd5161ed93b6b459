"""Field names checked against HubSpot's documents: a key that a document does not have is refused, at any depth.

Keys may be in HubSpot's spelling or in snake_case; the result is in HubSpot's spelling, its moments are ISO 8601, and
text that says true or false is that. Where a document does not say what an object holds (properties, metadata, …), its
keys are the caller's own.
"""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast

from hubspot_openapi.runtime import Model

from hubspot_facade.errors import InputError, UnknownField
from hubspot_facade.wire.dates import iso_of
from hubspot_facade.wire.ids import quoted

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LISTS = (list, Sequence)
_MAPS = (dict, Mapping)
_DICT = frozenset((dict,))
_MOMENT, _FLAG = (datetime,), (bool,)


class AsRead(dict[str, Any]):
    """A model as a mapping. Its keys are in HubSpot's spelling, and so are those of a mapping that `|` joins to it."""

    def __or__(self, other: Mapping[str, Any]) -> AsRead:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride] # always of this class
        return AsRead({**self, **other})

    def __ror__(self, other: Mapping[str, Any]) -> AsRead:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride] # as above
        return AsRead({**other, **self})


def snake(name: str) -> str:
    """The snake_case of a field: "contactId", "Contact ID" → "contact_id"."""
    return _WORD.sub("_", name.strip()).lower().replace(" ", "_").replace("-", "_")


def spelled(data: Any, hint: Any, field: str = "") -> Any:
    """The data with field names in HubSpot's spelling; InputError names the place of a key that this type lacks.

    Models are taken as they are. Of a model that was read as another type, only the fields that this type has are kept;
    the same holds for a model that has become a mapping.
    """
    members, models, items, values = _shape(hint)
    if isinstance(data, Model):
        return data if not models or _is_one_of(data, models) else _kept(data.to_dict(), models, field)
    if isinstance(data, AsRead):
        return _kept(data, models, field)
    if isinstance(data, Mapping):
        if not models and len(items) == len(members):
            raise InputError(field, f"expected a list, not {type(cast('object', data)).__name__}")
        return _spelled_object(cast("Mapping[str, Any]", data), models, values, field)
    if isinstance(data, list | tuple) and items:
        inner = _union(items)
        several = cast("Sequence[Any]", data)
        if isinstance(data, list) and _are_spelled(several, inner):
            return several
        each_item = enumerate(several)
        return [_quickly(each, inner) or spelled(each, inner, f"{field}[{index}]") for index, each in each_item]
    if data is not None and len(models) == len(members):
        raise InputError(field, f"expected an object, not {type(cast('object', data)).__name__}")
    if members == _MOMENT and isinstance(data, str | int | date) and data != "":  # empty text clears
        return iso_of(data, field)
    return _flag(data, field) if members == _FLAG and isinstance(data, str) else cast("object", data)


def _flag(text: str, field: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise InputError(field, f"expected true or false, not {quoted(text)}")
    return text.lower() == "true"


def _are_spelled(several: Sequence[Any], hint: Any) -> bool:
    """Whether all are plain objects in HubSpot's spelling, of which nothing has to be looked into."""
    if not _DICT.issuperset(map(type, several)):
        return False
    shapes: set[tuple[Any, ...]] = {*map(tuple, several)}
    return all(_plain_names(hint, keys) == keys for keys in shapes)


def _quickly(data: Any, hint: Any) -> dict[str, Any] | None:
    """As `spelled` of a plain object of which nothing has to be looked into, as most inputs of batches are."""
    if data.__class__ is not dict:
        return None
    given: dict[str, Any] = data
    keys = (*given,)
    names = _plain_names(hint, keys)
    return given if names == keys else None if names is None else dict(zip(names, given.values(), strict=True))


def named(entry: Mapping[str, Any], names: Iterable[str], field: str) -> dict[str, Any]:
    """An object that no document describes, with these keys and no others; in their spelling or in snake_case."""
    table = {spelling: name for name in names for spelling in (snake(name), name)}
    return {name: value for name, _, value in _once(entry, table, field)}


def without_empty(body: Any, hint: Any) -> Any:
    """The body without empty lists and objects that only another edition's document has: they carry no information."""
    tables = [_table(each) for each in _members(hint) if isinstance(each, type) and issubclass(each, Model)]
    if not isinstance(body, dict) or not any(tables):
        return cast("object", body)
    entries = cast("dict[str, Any]", body).items()
    return {key: each for key, each in entries if each not in ({}, []) or any(key in table for table in tables)}


def part(hint: Any, path: str) -> Any:
    """The type at a path of HubSpot's field names ("inputs", "stages"); for a list, the type of its items."""
    for name in filter(None, path.split(".")):
        found = [
            _fields(each)[name]
            for each in _members(hint)
            if isinstance(each, type) and issubclass(each, Model) and name in _fields(each)
        ]
        inner = [each for one in found for each in _items(one)]
        hint = typing.Union[tuple(inner)] if inner else Any  # noqa: UP007 # as above
    return hint


def _items(hint: Any) -> list[Any]:
    members = _members(hint)
    return [typing.get_args(each)[0] if typing.get_origin(each) in _LISTS else each for each in members]


def _spelled_object(data: Mapping[str, Any], models: list[type[Model]], values: list[Any], field: str) -> Any:
    if not models:
        if not values:
            return data
        inner = _union(values)
        return {key: spelled(value, inner, _below(field, key)) for key, value in data.items()}
    fitting = _fitting(data, models)
    if len(fitting) == 1:
        types_, table = _fields(fitting[0]), _table(fitting[0])
    else:
        several: dict[str, list[Any]] = {}
        for each in fitting:
            for name, type_ in _fields(each).items():
                several.setdefault(name, []).append(type_)
        types_ = {name: _union(each) for name, each in several.items()}
        table = {spelling: name for each in fitting for spelling, name in _table(each).items()}
    if not types_:  # the document does not describe what it contains
        return data
    return {name: spelled(value, types_[name], _below(field, key)) for name, key, value in _once(data, table, field)}


def _once(data: Mapping[str, Any], table: Mapping[str, str], field: str) -> list[tuple[str, str, Any]]:
    """Names, keys as given, and values; InputError if two spellings of one name have different values."""
    said: dict[str, Any] = {}
    found: list[tuple[str, str, Any]] = []
    for key, value in data.items():
        name = _name(key, table, field)
        if name in said and said[name] != value:
            raise InputError(_below(field, key), f"differs from another spelling of {name}")
        said[name] = value
        found.append((name, key, value))
    return found


def _name(key: object, table: Mapping[str, str], field: str) -> str:
    found = table.get(key) if isinstance(key, str) else None
    if found is None:
        raise unknown(key, table, field)
    return found


def unknown(key: object, table: Mapping[str, str], field: str) -> InputError:
    """The error for a key that is not among these."""
    if not isinstance(key, str):
        return InputError(_below(field, str(key)), "a field name must be text")
    near = difflib.get_close_matches(snake(key), list(table), n=3)
    names = dict.fromkeys(table[each] for each in near or table)
    shown = [snake(each) if "_" in key else each for each in names]
    return UnknownField(_below(field, key), f"there is no such field; it takes {', '.join(shown)}")


def _below(field: str, key: str) -> str:
    return f"{field}.{key}" if field else key


class _Shape(NamedTuple):
    """What a type may hold: the members of a union, those that are models, the items of its lists, of its maps."""

    members: tuple[Any, ...]
    models: list[type[Model]]
    items: list[Any]
    values: list[Any]  # none if no models are in them


@lru_cache(maxsize=4096)
def _shape(hint: Any) -> _Shape:
    members = _members(hint)
    values = [typing.get_args(each)[1] for each in members if typing.get_origin(each) in _MAPS]
    return _Shape(
        members,
        [each for each in members if isinstance(each, type) and issubclass(each, Model)],
        [typing.get_args(each)[0] for each in members if typing.get_origin(each) in _LISTS],
        values if any(_has_models(each) for each in values) else [],
    )


@lru_cache(maxsize=1024)
def _plain_names(hint: Any, keys: tuple[str, ...]) -> tuple[str, ...] | None:
    """The names that these keys of a model spell; None unless they are different fields without models and lists."""
    if not _is_model(hint):
        return None
    table, fields = _table(hint), _fields(hint)
    names = tuple(table.get(key, "") for key in keys)
    shapes = [_shape(fields[name]) if name else None for name in names]
    is_plain = len({*names}) == len(names) and all(
        shape is not None and not any(shape[1:]) and shape.members not in (_MOMENT, _FLAG) for shape in shapes
    )
    return names if is_plain else None


def _union(hints: Sequence[Any]) -> Any:
    """A union of types that are known at run time only."""
    return hints[0] if len(hints) == 1 else typing.Union[tuple(hints)]  # noqa: UP007 # as it says


def _members(hint: Any) -> tuple[Any, ...]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return tuple(each for each in typing.get_args(hint) if each is not types.NoneType)
    return (hint,)


def _has_models(hint: Any) -> bool:
    if isinstance(hint, type):
        return issubclass(hint, Model)
    return any(_has_models(each) for each in typing.get_args(hint))


class _Field(NamedTuple):
    attribute: str
    name: str
    type: Any
    default: object


@lru_cache(maxsize=1024)
def _declared(model: Any) -> tuple[_Field, ...]:
    """A generated model's fields."""
    import attrs  # generated models are attrs classes

    hints = typing.get_type_hints(model)
    return tuple(
        _Field(each.name, each.metadata["name"], hints[each.name], each.default)
        for each in attrs.fields(model)
        if "name" in each.metadata
    )


@lru_cache(maxsize=1024)
def _fields(model: type[Model]) -> dict[str, Any]:
    """The types of a model's fields by the names that they have in JSON."""
    return {each.name: each.type for each in _declared(model)}


@lru_cache(maxsize=1024)
def field_types(model: type[Model]) -> dict[str, Any]:
    """The types of a model's fields by their names in snake_case."""
    return {attribute.rstrip("_"): type_ for attribute, _, type_, _ in _declared(model)}


def holds_pairs(hint: Any) -> bool:
    """Whether it is a list of name/value pairs, for which a mapping is accepted too."""
    return any({"name", "value"} <= _fields(each).keys() for each in _items(hint) if _is_model(each))


def _is_model(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Model)


@lru_cache(maxsize=1024)
def _table(model: type[Model]) -> dict[str, str]:
    """HubSpot's field names by every accepted spelling, including the attribute's, such as `type_`."""
    table: dict[str, str] = {}
    for attribute, name, *_ in _declared(model):
        table |= dict.fromkeys((attribute.rstrip("_"), attribute, snake(name), name), name)
    return table


@lru_cache(maxsize=1024)
def _tags(model: type[Model]) -> dict[str, str]:
    """The fields with a single possible or expected value, which distinguish the members of a union."""
    tags: dict[str, str] = {}
    for _, name, hint, default in _declared(model):
        values = [typing.get_args(each) for each in _members(hint) if typing.get_origin(each) is Literal]
        if isinstance(default, str):
            tags[name] = default
        elif len(values) == 1 and len(values[0]) == 1:
            tags[name] = values[0][0]
    return tags


def _fitting(data: Mapping[str, Any], models: list[type[Model]]) -> list[type[Model]]:
    """The members of a union that the data may be: those whose tags it does not contradict.

    All of them if its tag is that of none: HubSpot may have come to know it, or else says that it does not.
    """
    if len(models) == 1:
        return models
    fitting = [each for each in models if all(data.get(name, tag) == tag for name, tag in _tags(each).items())]
    is_tagged = any(name in data for each in models for name in _tags(each))
    is_known = any(name in data for each in fitting for name in _tags(each))
    return models if is_tagged and not is_known else fitting or models


def _is_one_of(data: Model, models: list[type[Model]]) -> bool:
    return type(data).__name__ in {each.__name__ for each in models}  # of any edition


def _kept(data: dict[str, Any], models: list[type[Model]], field: str) -> dict[str, Any]:
    """The fields of a model read as another type that these types have too."""
    types_ = {name: inner for each in models for name, inner in _fields(each).items()}
    table = {spelling: name for each in models for spelling, name in _table(each).items()}
    if not types_:
        return data
    return {
        table[key]: spelled(value, types_[table[key]], _below(field, key))
        for key, value in data.items()
        if key in table
    }

"""What a plan needs of an answer, declared with its call and checked where the answer is read.

The generated layer accepts any answer, so a part of it may be null, or of another kind than its model says.
Most parts are only passed on. The few that a plan depends on are named, by attribute: `needing(calls.get(…),
"list_.name")`. `[]` means the items of a page or a batch (`"[].id"`), whatever key holds them; items of lists are
checked one by one, and `*` means every value of a map. A trailing `?` marks a part that may be null or missing.
"""

from __future__ import annotations

import datetime
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from hubspot_openapi.runtime import DecodeError, Model, ModelType

from hubspot_facade.wire.field_names import snake
from hubspot_facade.wire.ids import describe

if TYPE_CHECKING:
    from hubspot_facade.plans.plan import Need

# What reading the pages of any listing depends on.
_OF_PAGES = ("[]", "paging?.next_?.after?", "offset?", "total?")
_OBJECTS = frozenset((dict,))
_NOUNS = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    datetime.datetime: "a moment",
    datetime.date: "a date",
    list: "a list",
    dict: "an object",
}


def check(answer: Any, needs: tuple[Need, ...], items: str) -> None:
    """Raise a DecodeError that names the first part of an answer that is wrong; `items` is the key of its items."""
    if answer is None:  # as writes may be answered
        if needs:
            raise DecodeError("nothing where an object belongs")
        return
    errors = getattr(answer, "errors", None)
    if items and errors is not None and not isinstance(errors, list):
        raise DecodeError(f"errors is {describe(errors)} where a list belongs")
    for need in (*_OF_PAGES, *needs) if items else needs:
        if callable(need):
            need(answer)
            continue
        if need == "[]" and _are_objects(answer, items):
            continue
        _check(answer, None, _path(need, items if isinstance(answer, Model) else ""), "")


def _are_objects(answer: Any, items: str) -> bool:
    """Whether the items came as objects and are models, which need not be made to see that."""
    kind = cast("Any", type(answer))
    if not issubclass(kind, Model) or not _are_models(kind, items):
        return False
    came: Any = answer.__source__.get(items)
    return came.__class__ is list and _OBJECTS.issuperset(map(type, came))


@cache
def _are_models(model: type[Model], items: str) -> bool:
    return isinstance(_held(_hints(model).get(snake(items)), list), ModelType)


@cache
def _path(need: str, items: str) -> tuple[str, ...]:
    path = need.replace("[]", snake(items) if items else "", 1).strip(".")
    return tuple(path.split(".")) if path else ()


def _check(value: Any, hint: Any, path: tuple[str, ...], where: str) -> None:
    """Follow the path; where there should be a list, its items are checked one by one."""
    if isinstance(value, list) and (not where or any(get_origin(each) is list for each in _members(hint))):
        held = _held(hint, list)
        if _fit_by_type(_items(value), held, path):
            return
        for index, each in enumerate(_items(value)):
            _check(each, held, path, f"{where}[{index}]")
    elif not path:
        _check_kind(value, hint, where)
    elif path[0].startswith("*") and isinstance(value, dict):
        for name, each in cast("dict[str, Any]", value).items():
            _check_part(each, _held(hint, dict), path, f"{where}.{name}")
    else:
        name = path[0].removesuffix("?")
        if isinstance(value, dict):
            inner, kind = cast("dict[str, Any]", value).get(name), _held(hint, dict)
        elif isinstance(value, Model):
            inner, kind = getattr(value, name, None), _hints(type(value)).get(name)
        else:
            raise DecodeError(
                f"{where.lstrip('.') or 'the answer'} is {describe(cast('object', value))} where an object belongs"
            )
        _check_part(inner, kind, path, f"{where}.{name}")


def _fit_by_type(items: list[Any], hint: Any, path: tuple[str, ...]) -> bool:
    """Whether all items, or the one part of them that the path names, are of types that fit, as in nearly every answer.

    If not, each item is looked at by itself. That takes twenty times longer.
    """
    types: set[type] = set(map(type, items))
    if path:
        model = types.pop() if len(path) == len(types) == 1 else None
        if model is None or not issubclass(model, Model):
            return False
        name = path[0].removesuffix("?")
        hint = _hints(model).get(name)
        types = {type(getattr(item, name, None)) for item in items}
        if name != path[0]:
            types.discard(NoneType)
    return all(each is not list and each is not NoneType and _type_fits(each, hint) for each in types)


def _items(value: Any) -> list[Any]:
    return value  # type: ignore[no-any-return] # a list, as the caller has checked


def _check_part(value: Any, hint: Any, path: tuple[str, ...], where: str) -> None:
    if value is not None:
        _check(value, hint, path[1:], where)
    elif not path[0].endswith("?"):
        raise DecodeError(f"{where.lstrip('.')} is missing")


def _check_kind(value: Any, hint: Any, where: str) -> None:
    if not _type_fits(value.__class__, hint):
        kinds = [*_members(hint)]
        nouns = " or ".join(dict.fromkeys(_noun(kind) for kind in kinds if kind is not NoneType))
        raise DecodeError(f"{where.lstrip('.') or 'the answer'} is {describe(value)} where {nouns} belongs")


@cache
def _type_fits(found: type, hint: Any) -> bool:
    """Whether a value of this type is one of the hint's, whatever lists and maps contain."""
    return any(_fits(found, kind) for kind in _members(hint))


def _fits(found: type, hint: Any) -> bool:
    kind = _kind(hint)
    if isinstance(kind, ModelType):
        return issubclass(found, Model)
    if kind is Literal:
        kind = cast("Any", type(get_args(hint)[0]))
    if kind is Any or not isinstance(kind, type):
        return True  # not known
    if found is bool:
        return kind is bool
    return issubclass(found, (int, float) if kind is float else kind)


@cache
def _kind(hint: Any) -> Any:
    origin: Any = get_origin(hint)
    return hint if origin is None else origin


@cache
def _members(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (UnionType, Union) else (hint,)


@cache
def _held(hint: Any, kind: type) -> Any:
    """The type of what a list or a map of this type contains; None if that is unknown."""
    found = [each for each in _members(hint) if get_origin(each) is kind]
    return get_args(found[0])[-1] if found else None


def _noun(hint: Any) -> str:
    kind = _kind(hint)
    if kind is Literal:
        kind = cast("Any", type(get_args(hint)[0]))
    return "an object" if isinstance(kind, ModelType) else _NOUNS.get(kind, "something else")


@cache
def _hints(model: type[Model]) -> dict[str, Any]:
    return get_type_hints(model)

"""Arguments on their way into a method: one door for all of them, so that methods meet plain data of the right kind.

Models, wherever they stand in an argument, become the mappings that they were read from, so that what was read can be
extended and written back. Numbers, flags and texts are what their annotation says, lists are iterable and mappings
mappings. What a list or a mapping holds, and what has a reader in `values` or `dates`, is left to the method: it knows
the place to name.
"""

from __future__ import annotations

import inspect
import operator
import types
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, Union, cast, get_args, get_origin

from hubspot_openapi.runtime import Model, ModelType

from hubspot_facade.errors import InputError
from hubspot_facade.wire.field_names import AsRead
from hubspot_facade.wire.json_kinds import hint_of, told
from hubspot_facade.wire.values import sendable, whole

T = TypeVar("T")

# A JSON object, in HubSpot's spelling or in snake_case, or a model that was read or made.
Object: TypeAlias = Mapping[str, Any] | Model

_UNIONS = (Union, types.UnionType)
_LISTS = (list, Sequence, Iterable)
_MAPPINGS = (dict, Mapping)
_LEAVES = (str, bytes, int, float, bool, type(None), date, Decimal)

# Texts that may be given as numbers: ids and cursors.
NUMBERED = ("id", "after")
_ENDLESS = "nested too deep, or holding itself"

# Annotations whose values are read, and refused, by `values`, `dates` or the method.
_READ = frozenset(("Any", "Id", "Ids", "Moment", "Names", "ObjectType", "Properties", "Source", "str | Names"))


class _Each(Generic[T]):
    """The items of an iterable, models as mappings, whenever they are asked for."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = items

    def __iter__(self) -> Iterator[Any]:
        return map(as_mappings, self._items)


def as_mappings(value: Any) -> Any:
    """The value with every model in it as a mapping; the very same object where there is none."""
    try:
        return _as_mappings(value)
    except RecursionError:
        raise InputError("", _ENDLESS) from None


def _as_mappings(value: Any) -> Any:
    if isinstance(value, _LEAVES):
        return value
    if isinstance(value, Model):
        return AsRead(cast("dict[str, Any]", _as_mappings(value.to_dict())))
    if hasattr(value, "read"):  # an open file
        return value
    if isinstance(value, Mapping):
        return _mapping(cast("Mapping[object, object]", value))
    if isinstance(value, Collection):
        return _collection(cast("Collection[object]", value))
    return _Each(cast("Iterable[object]", value)) if isinstance(value, Iterable) else value


def _mapping(several: Mapping[object, object]) -> object:
    plain = {key: _as_mappings(each) for key, each in several.items()}
    return several if all(plain[key] is each for key, each in several.items()) else plain


def _collection(several: Collection[object]) -> object:
    items = [*several]
    plain = [_as_mappings(each) for each in items]
    return several if all(map(operator.is_, items, plain)) else plain


class _Rule(NamedTuple):
    name: str
    default: Any
    check: Callable[[Any, str], Any] | None


def admitted(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments of a method as it takes them. InputError names the one that is of another kind.

    Arguments that are missing, too many or unknown pass: Python itself says so.
    """
    rules = _rules(function)
    positional = [*rules.values()]
    given = tuple(_admit(positional[at], value) if at < len(rules) else value for at, value in enumerate(args))
    return given, {name: _admit(rules[name], value) if name in rules else value for name, value in kwargs.items()}


def _admit(rule: _Rule, value: Any) -> Any:
    if value is rule.default:
        return value
    try:
        value = _as_mappings(value)
    except RecursionError:
        raise InputError(rule.name, _ENDLESS) from None
    return value if rule.check is None else rule.check(value, rule.name)


@cache
def _rules(function: Callable[..., Any]) -> dict[str, _Rule]:
    """How each parameter but self is checked, in their order."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return {
        each.name: _Rule(each.name, each.default, _check_for(str(each.annotation), function.__module__))
        for each in parameters
    }


def _check_for(annotation: str, module: str) -> Callable[[Any, str], Any] | None:
    base = annotation.removesuffix(" | None")
    if base in _READ:
        return None
    check = _SCALARS.get(base) or _kind_check(hint_of(base, module))
    if check is None or base == annotation:
        return check
    return lambda value, field: None if value is None else check(value, field)


def _kind_check(hint: Any) -> Callable[[Any, str], Any] | None:
    """A check that a value is iterable, a mapping, or either; None where the annotation admits something else too.

    What a sequence holds is checked too, but not what a batch's iterable does: there a wrong row is that row's failure.
    """
    members = _members(hint)
    origins = {Mapping if isinstance(each, ModelType) else get_origin(each) or each for each in members}
    if not origins <= {*_LISTS, *_MAPPINGS}:
        return None
    is_list, is_mapping = bool(origins & {*_LISTS}), bool(origins & {*_MAPPINGS})
    nouns = " or ".join(noun for noun, is_meant in (("a list", is_list), ("a mapping", is_mapping)) if is_meant)
    is_indexed = is_list and Iterable not in origins
    held = [get_args(each)[0] for each in members if get_origin(each) in _LISTS and get_args(each)]
    inner = _kind_check(held[0]) if is_indexed and len(held) == 1 else None

    def check(value: Any, field: str) -> Any:
        if isinstance(value, Mapping):
            fits = is_mapping
        else:
            fits = is_list and isinstance(value, Iterable) and not isinstance(value, str | bytes | bytearray)
        if not fits:
            raise InputError(field, f"expected {nouns}, not {told(cast('object', value))}")
        if not is_indexed or isinstance(value, Mapping):
            return cast("object", value)
        items = (
            cast("Sequence[object]", value) if isinstance(value, list | tuple) else [*cast("Iterable[object]", value)]
        )
        if inner is not None:
            for index, each in enumerate(items):
                inner(each, f"{field}[{index}]")
        return items

    return check


def _members(hint: Any) -> list[Any]:
    if get_origin(hint) in _UNIONS:
        return [inner for each in get_args(hint) if each is not types.NoneType for inner in _members(each)]
    return [hint]


def _flag(value: Any, field: str) -> bool:
    if not isinstance(value, bool):
        raise InputError(field, f"expected True or False, not {told(value)}")
    return value


def _real(value: Any, field: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**300:
        raise InputError(field, f"expected a number, not {told(value)}")
    return value


def _text(value: Any, field: str) -> str:
    if isinstance(value, int) and field.endswith(NUMBERED):
        return str(whole(value, field))
    if not isinstance(value, str):
        raise InputError(field, f"expected text, not {told(value)}")
    return sendable(value, field)


def _text_or_id(value: Any, field: str) -> int | str:
    return whole(value, field) if isinstance(value, int) else _text(value, field)


_SCALARS: dict[str, Callable[[Any, str], Any]] = {
    "int": whole,
    "bool": _flag,
    "float": _real,
    "str": _text,
    "Status": _text,
    "TypeId": _text_or_id,
}

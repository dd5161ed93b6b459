"""Arguments of methods, all checked and converted here, so that methods get plain data of the right kind.

Models, wherever they are in an argument, become the mappings that they were read from, so that what was read can be
extended and written back. Numbers, booleans and texts must match their annotation, lists must be iterable and mappings
be mappings. The contents of lists and mappings, and values that `values` or `dates` read, are left to the method, which
knows the place to name in an error.
"""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import IO, Any, Generic, TypeAlias, TypeVar, cast, get_args

from hubspot_openapi.runtime import Model

from hubspot_facade.errors import InputError
from hubspot_facade.wire.annotations import LISTS, MAPPINGS, bare, is_optional, kind_of, members_of, reading_of, type_of
from hubspot_facade.wire.argument_types import Object as Object
from hubspot_facade.wire.argument_types import Reading
from hubspot_facade.wire.field_names import AsRead
from hubspot_facade.wire.json_kinds import describe
from hubspot_facade.wire.values import sendable, whole_number

T = TypeVar("T")

# A value, from a value and the name of its field; InputError when it is of another kind.
Check: TypeAlias = Callable[[Any, str], Any]

_LEAVES = (str, bytes, int, float, bool, type(None), date, Decimal)
_EXACTLY = frozenset((str, int, float, bool, type(None)))  # what most values are; looking it up takes least

# Texts that may be given as numbers: ids and cursors.
NUMBERED = ("id", "after")
# Numbers of items, which are 0 or more.
COUNTS = ("limit", "page_size")
_ENDLESS = "nested too deep, or contains itself"


class _Each(Generic[T]):
    """The items of an iterable, with models as mappings; converted anew for each iteration."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = items

    def __iter__(self) -> Iterator[Any]:
        return map(as_mappings, self._items)


def as_mappings(value: Any) -> Any:
    """The value with every model in it as a mapping; the same object if it has none."""
    try:
        return _as_mappings(value)
    except RecursionError:
        raise InputError("", _ENDLESS) from None


def _as_mappings(value: Any) -> Any:
    kind: Any = value.__class__
    if kind in _EXACTLY or (kind is dict and _EXACTLY.issuperset(map(type, value.values()))):
        return value
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


class _Parameter:
    """One parameter of a method, and how its arguments are checked; built when the first argument is given."""

    def __init__(self, parameter: inspect.Parameter, module: str) -> None:
        self.name = parameter.name
        self.default: Any = parameter.default
        self._annotation: Any = parameter.annotation
        self._module = module

    def admit(self, value: Any) -> Any:
        """The value as the method takes it; InputError if it is of another kind."""
        if value is self.default:
            return value
        if self._is_lazy:
            return value
        try:
            value = _as_mappings(value)
        except RecursionError:
            raise InputError(self.name, _ENDLESS) from None
        return value if self._check is None else self._check(value, self.name)

    @cached_property
    def _is_lazy(self) -> bool:
        """Whether it is read only as it is used: neither iterated nor replaced here."""
        hints = members_of(type_of(self._annotation, self._module))
        return any(reading_of(each) in (Reading.ROWS, Reading.FUNCTION) for each in hints)

    @cached_property
    def _check(self) -> Check | None:
        hint = type_of(self._annotation, self._module)
        check = check_of(hint)
        if check is None or not is_optional(hint):
            return check
        return lambda value, field: None if value is None else check(value, field)


def admitted(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """A method's arguments as it takes them. InputError names an argument of another kind.

    Missing, surplus and unknown arguments pass: Python itself reports them.
    """
    parameters = _parameters(function)
    positional = [*parameters.values()]
    given = tuple(positional[at].admit(value) if at < len(positional) else value for at, value in enumerate(args))
    return given, {
        name: parameters[name].admit(value) if name in parameters else value for name, value in kwargs.items()
    }


@cache
def _parameters(function: Callable[..., Any]) -> dict[str, _Parameter]:
    """Each parameter except self, in order."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return {each.name: _Parameter(each, function.__module__) for each in parameters}


def check_of(hint: Any) -> Check | None:
    """The check for an argument of this type, None if the method checks it; TypeError for a type without a rule."""
    members = members_of(hint)
    for each in members:
        if reading_of(each) is None and kind_of(each) not in _KNOWN:
            raise TypeError(f"no rule says how an argument of type {each} is read")
    if len(members) == 1:
        reading = reading_of(members[0])
        if reading in _READINGS:
            return _READINGS[reading]
        if kind_of(members[0]) in _SCALARS:
            return _SCALARS[kind_of(members[0])]
    return _kind_check(members)


def _kind_check(members: Sequence[Any]) -> Check | None:
    """A check that a value is iterable, a mapping, or either; None if other types are accepted too.

    The items of a sequence are checked too, but not those of a batch: there a wrong row is that row's failure.
    """
    inner = [bare(each) for each in members]
    kinds = {kind_of(each) for each in inner}
    if any(len(members_of(each)) > 1 for each in inner):
        return _kind_check([one for each in inner for one in members_of(each)])
    if not kinds <= {*LISTS, *MAPPINGS}:
        return None
    is_list, is_mapping = bool(kinds & {*LISTS}), bool(kinds & {*MAPPINGS})
    nouns = " or ".join(noun for noun, is_meant in (("a list", is_list), ("a mapping", is_mapping)) if is_meant)
    is_indexed = is_list and Iterable not in kinds
    held = [get_args(each)[0] for each in inner if kind_of(each) in LISTS and get_args(each)]
    check_item = _kind_check(members_of(held[0])) if is_indexed and len(held) == 1 else None

    def check(value: Any, field: str) -> Any:
        if isinstance(value, Mapping):
            fits = is_mapping
        else:
            fits = is_list and isinstance(value, Iterable) and not isinstance(value, str | bytes | bytearray)
        if not fits:
            raise InputError(field, f"expected {nouns}, not {describe(cast('object', value))}")
        if not is_indexed or isinstance(value, Mapping):
            return cast("object", value)
        items = (
            cast("Sequence[object]", value) if isinstance(value, list | tuple) else [*cast("Iterable[object]", value)]
        )
        if check_item is not None:
            for index, each in enumerate(items):
                check_item(each, f"{field}[{index}]")
        return items

    return check


def _flag(value: Any, field: str) -> bool:
    if not isinstance(value, bool):
        raise InputError(field, f"expected True or False, not {describe(value)}")
    return value


def _real(value: Any, field: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**300:
        raise InputError(field, f"expected a number, not {describe(value)}")
    return value


def _text(value: Any, field: str) -> str:
    if isinstance(value, int) and field.endswith(NUMBERED):
        return str(whole_number(value, field))
    if not isinstance(value, str):
        raise InputError(field, f"expected text, not {describe(value)}")
    return sendable(value, field)


def _text_or_id(value: Any, field: str) -> int | str:
    return whole_number(value, field) if isinstance(value, int) else _text(value, field)


def number(value: Any, field: str) -> int:
    """A whole number; a number of items must be 0 or more."""
    found = whole_number(value, field)
    if found < 0 and field in COUNTS:
        raise InputError(field, "expected 0 or more")
    return found


def _function(value: Any, field: str) -> Any:
    if not callable(value):
        raise InputError(field, f"expected a function, not {describe(value)}")
    return value


_SCALARS: dict[Any, Check] = {int: number, bool: _flag, float: _real, str: _text, Callable: _function}

# Readings whose values `values`, `dates` or the method check; and the check for an association type.
_READINGS: dict[Reading | None, Check | None] = {
    Reading.ID: None,
    Reading.IDS: None,
    Reading.MOMENT: None,
    Reading.NAMES: None,
    Reading.OBJECT_TYPE: None,
    Reading.PROPERTIES: None,
    Reading.SOURCE: None,
    Reading.ROWS: None,
    Reading.FUNCTION: None,
    Reading.TYPE_ID: _text_or_id,
}
_KNOWN = (*_SCALARS, *LISTS, *MAPPINGS, Any, bytes, date, datetime, tuple, Path, IO)

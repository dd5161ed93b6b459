"""Arguments of methods, all checked and converted here, so that methods get plain data of the right kind.

Models, wherever they are in an argument, become the mappings that they were read from, so that what was read can be
extended and written back. Numbers, booleans and texts must match their annotation, lists must be iterable and mappings
be mappings. The contents of lists and mappings, and values that `values` or `dates` read, are left to the method, which
knows the place to name in an error.
"""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from hubspot_openapi.runtime import Model

from hubspot_facade.basic_errors import InputError
from hubspot_facade.late import late_module

if TYPE_CHECKING:
    from hubspot_facade.plans import argument_checks
    from hubspot_facade.wire import field_names
else:
    argument_checks = late_module("hubspot_facade.plans.argument_checks")
    field_names = late_module("hubspot_facade.wire.field_names")

T = TypeVar("T")

_LEAVES = (str, bytes, int, float, bool, type(None), date)

_EXACTLY = frozenset((str, int, float, bool, type(None)))  # what most values are; looking it up takes least

_DICT = frozenset((dict,))
_values = operator.methodcaller("values")

# Of these types the method itself reads numbers and texts: most arguments are such.
_READ_BY_METHODS = frozenset(
    each + may_be_none for each in ("Id", "Names", "Moment", "ObjectType") for may_be_none in ("", " | None")
)
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
        return field_names.AsRead(cast("dict[str, Any]", _as_mappings(value.to_dict())))
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
    if _DICT.issuperset(map(type, items)):  # as rows are, mostly of plain values
        values: Iterable[object] = chain.from_iterable(map(_values, items))
        if _EXACTLY.issuperset(map(type, values)):
            return several
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
        if (value.__class__ is str or value.__class__ is int) and self._annotation in _READ_BY_METHODS:
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
        return argument_checks.is_lazy(self._annotation, self._module)

    @cached_property
    def _check(self) -> argument_checks.Check | None:
        return argument_checks.check_for(self._annotation, self._module)


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

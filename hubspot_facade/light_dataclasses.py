"""Data classes that cost little to define, for what every program loads: `dataclass` and `field`.

The standard library writes and compiles methods for each data class. That takes most of a millisecond, and a program's
first call needs twenty of them. Here the methods of all classes are closures, which nothing has to compile. To type
checkers these are the standard library's data classes, and they are for `dataclasses.replace`, `fields`, `asdict` and
`match`. Making an object takes some microseconds longer: use the original for what is made for every row.
"""

from __future__ import annotations

import dataclasses
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["KW_ONLY", "dataclass", "field"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import KW_ONLY, Field, dataclass, field
    from inspect import Signature
else:
    from dataclasses import KW_ONLY, field

    def dataclass(*, frozen: bool = False, slots: bool = False) -> Any:
        """Make data classes as `dataclasses.dataclass` with these arguments does."""
        return lambda cls: _completed(dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls), frozen)


def _completed(cls: Any, frozen: bool) -> Any:
    """The class with the methods that the standard library would have written for it."""
    fields = dataclasses.fields(cls)
    compared = [each for each in fields if each.compare]
    cls.__dataclass_params__.frozen = frozen
    cls.__signature__ = _LateSignature()
    cls.__init__ = _constructor(cls.__qualname__, fields, checked=hasattr(cls, "__post_init__"))
    cls.__repr__ = _representation(_names(each for each in fields if each.repr))
    cls.__eq__ = _equality(_names(compared))
    cls.__hash__ = None
    if frozen:
        cls.__hash__ = _hashing(_names(each for each in compared if each.hash is not False))
        cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete
        cls.__getstate__, cls.__setstate__ = _state, _restore  # unpickling would set attributes
    return cls


def _names(fields: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields)


def _constructor(owner: str, fields: tuple[Field[Any], ...], *, checked: bool) -> Callable[..., None]:
    missing = dataclasses.MISSING
    positional = _names(each for each in fields if not each.kw_only)
    defaults = {each.name: each.default for each in fields if each.default is not missing}
    factories = [(each.name, each.default_factory) for each in fields if each.default_factory is not missing]
    required = _names(each for each in fields if each.default is missing and each.default_factory is missing)
    known = frozenset(_names(fields))

    def construct(self: Any, *args: Any, **kwargs: Any) -> None:
        given = dict(zip(positional, args, strict=False))
        if len(args) > len(positional) or not given.keys().isdisjoint(kwargs) or not known.issuperset(kwargs):
            raise TypeError(f"{owner}() {_misfit(positional, known, args, kwargs)}")
        values = {**defaults, **given, **kwargs}
        for name, make in factories:
            if name not in values:
                values[name] = make()
        if len(values) < len(known):
            lacking = ", ".join(repr(name) for name in required if name not in values)
            raise TypeError(f"{owner}() is missing {lacking}")
        for name, value in values.items():
            _set(self, name, value)
        if checked:
            self.__post_init__()

    return construct


_set = object.__setattr__  # frozen classes have one that refuses


def _misfit(positional: tuple[str, ...], known: frozenset[str], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    if len(args) > len(positional):
        return f"takes at most {len(positional)} positional arguments, but {len(args)} were given"
    if twice := [name for name in positional[: len(args)] if name in kwargs]:
        return f"got multiple values for argument {twice[0]!r}"
    return f"got an unexpected keyword argument {next(name for name in kwargs if name not in known)!r}"


def _representation(names: tuple[str, ...]) -> Callable[[Any], str]:
    @recursive_repr()
    def represent(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return represent


def _equality(names: tuple[str, ...]) -> Callable[[Any, object], Any]:
    def compare(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return [getattr(self, name) for name in names] == [getattr(other, name) for name in names]

    return compare


def _hashing(names: tuple[str, ...]) -> Callable[[Any], int]:
    def hashed(self: Any) -> int:
        return hash(tuple(getattr(self, name) for name in names))

    return hashed


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, each.name, value)


class _LateSignature:
    """The signature of a data class, made when somebody asks for it."""

    def __get__(self, instance: object, owner: Any) -> Signature:
        from inspect import Parameter, Signature

        missing = dataclasses.MISSING

        def default_of(each: Field[Any]) -> Any:
            made = each.default_factory is not missing
            return _FACTORY if made else Parameter.empty if each.default is missing else each.default

        def kind_of(each: Field[Any]) -> Any:
            return Parameter.KEYWORD_ONLY if each.kw_only else Parameter.POSITIONAL_OR_KEYWORD

        shown = sorted(dataclasses.fields(owner), key=kind_of)
        return Signature(
            [Parameter(each.name, kind_of(each), default=default_of(each), annotation=each.type) for each in shown],
            return_annotation=None,
        )


class _Factory:
    """Takes the place of a default that is made anew for each object, in a signature."""

    def __repr__(self) -> str:
        return "<factory>"


_FACTORY = _Factory()

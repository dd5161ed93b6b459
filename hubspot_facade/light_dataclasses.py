"""Data classes that cost little to define, for what every program loads: `dataclass` and `field`.

The standard library examines each field of a data class and compiles methods for it, which takes most of a millisecond,
and a program's first call needs twenty such classes. These here share methods that look at the fields when the first
object is made. To type checkers they are the standard library's data classes, and they become such when `replace`,
`fields`, `asdict`, `match` or `inspect.signature` asks. Making an object takes a microsecond longer: use the original
for what is made for every row.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["KW_ONLY", "dataclass", "field"]

if TYPE_CHECKING:
    from dataclasses import KW_ONLY, dataclass, field
else:
    from dataclasses import KW_ONLY, field

    def dataclass(*, frozen: bool = False) -> Any:
        """Make data classes as `dataclasses.dataclass` with this argument does."""
        return lambda cls: _completed(cls, frozen=frozen)


def _completed(cls: Any, *, frozen: bool) -> Any:
    """The class with methods that look at its fields when they are first called."""
    declared: dict[str, tuple[Any, Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        declared |= base.__dict__.get("__declared__", {})
    own: Any = cls.__dict__
    for name, annotation in own.get("__annotations__", {}).items():
        given: Any = own.get(name, MISSING)
        declared[name] = annotation, given
        if given.__class__ is Field:  # the class keeps the default, if there is one
            delattr(cls, name)
            if given.default is not MISSING:
                setattr(cls, name, given.default)
    cls.__declared__, cls.__frozen__ = declared, frozen
    for late in _OF_THE_ORIGINAL:
        setattr(cls, late.name, late)
    cls.__init__, cls.__repr__, cls.__eq__, cls.__hash__ = _init, _repr, _eq, None
    if frozen:
        cls.__hash__, cls.__setattr__, cls.__delattr__ = _hash, _refuse_to_set, _refuse_to_delete
    return cls


class _Fields:
    """What the methods of a class need to know of its fields."""

    __slots__ = ("checked", "compared", "defaults", "factories", "hashed", "known", "positional", "required", "shown")

    def __init__(self, cls: Any) -> None:
        self.checked = hasattr(cls, "__post_init__")
        self.defaults: dict[str, Any] = {}
        self.factories: list[tuple[str, Any]] = []
        self.compared: list[str] = []
        self.hashed: list[str] = []
        self.positional: list[str] = []
        self.required: list[str] = []
        self.shown: list[str] = []
        by_name_only = False
        for name, (annotation, given) in cls.__declared__.items():
            if annotation in ("KW_ONLY", KW_ONLY):
                by_name_only = True
                continue
            each: Any = given if given.__class__ is Field else _PLAIN
            default = each.default if each is given else given
            if not by_name_only:
                self.positional.append(name)
            if default is not MISSING:
                self.defaults[name] = default
            elif each.default_factory is not MISSING:
                self.factories.append((name, each.default_factory))
            else:
                self.required.append(name)
            if each.repr:
                self.shown.append(name)
            if each.compare:
                self.compared.append(name)
                if each.hash is not False:
                    self.hashed.append(name)
        self.known = frozenset([*self.defaults, *self.required, *(name for name, _ in self.factories)])

    def misfit(self, args: tuple[Any, ...], kwargs: dict[str, Any], values: dict[str, Any]) -> str | None:
        """What is wrong with these arguments; None if nothing is."""
        if len(args) > len(self.positional):
            return f"takes at most {len(self.positional)} positional arguments, but {len(args)} were given"
        for name in kwargs:
            if name not in self.known:
                return f"got an unexpected keyword argument {name!r}"
            if name in self.positional[: len(args)]:
                return f"got multiple values for argument {name!r}"
        missing = [name for name in self.required if name not in values]
        return f"is missing {', '.join(map(repr, missing))}" if missing else None


_PLAIN = field()


def _fields_of(cls: Any) -> _Fields:
    found: _Fields | None = cls.__dict__.get("__fields__")
    if found is None:
        found = cls.__fields__ = _Fields(cls)
    return found


def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    fields = _fields_of(type(self))
    values = {**fields.defaults, **dict(zip(fields.positional, args, strict=False)), **kwargs}
    for name, make in fields.factories:
        if name not in values:
            values[name] = make()
    fits = len(args) <= len(fields.positional) and len(values) == len(fields.known)
    twice = args and kwargs and not kwargs.keys().isdisjoint(fields.positional[: len(args)])
    if not fits or twice or not fields.known.issuperset(kwargs):
        problem = fields.misfit(args, kwargs, values)
        if problem is not None:
            raise TypeError(f"{type(self).__qualname__}() {problem}")
    self.__dict__.update(values)
    if fields.checked:
        self.__post_init__()


@recursive_repr()
def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _fields_of(type(self)).shown)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    names = _fields_of(type(self)).compared
    return [getattr(self, name) for name in names] == [getattr(other, name) for name in names]


def _hash(self: Any) -> int:
    return hash(tuple([getattr(self, name) for name in _fields_of(type(self)).hashed]))


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


class _Late:
    """An attribute that the standard library gives a data class, made when somebody asks for it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: Any) -> Any:
        from inspect import signature

        home = next(each for each in owner.__mro__ if "__declared__" in each.__dict__)
        declared = home.__declared__.items()
        namespace = {name: given for name, (_, given) in declared if given is not MISSING}
        namespace["__annotations__"] = {name: annotation for name, (annotation, _) in declared}
        namespace["__module__"] = home.__module__
        original: Any = dataclasses.dataclass(frozen=home.__frozen__)(type(home.__name__, (), namespace))
        for late in _OF_THE_ORIGINAL[:-1]:
            setattr(home, late.name, getattr(original, late.name))
        home.__signature__ = signature(original)
        return getattr(home, self.name)


_OF_THE_ORIGINAL = tuple(
    map(_Late, ("__dataclass_fields__", "__dataclass_params__", "__match_args__", "__signature__"))
)

"""Which calls a method uses, read off its code, so that nobody writes it down twice.

A method names its calls as attributes of an `EditionCalls` global, and the plans that it builds on as plain methods of
self, methods of another resource (`plan_of(Objects.get, …)`), or functions of the facade; the names in its compiled
code are enough to tell. A method that is made of another one says so (`built_on`: the class and the function).
"""

from __future__ import annotations

from dis import get_instructions
from functools import cache
from itertools import pairwise
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, cast

import hubspot_openapi

from hubspot_facade.plans.edition_calls import EditionCalls
from hubspot_facade.plans.methods import ListMethod, PlanMethod, Resource, static_attribute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def calls_in(function: Callable[..., Any], owner: type) -> set[str]:
    """The calls (`api.name`) that a method of `owner` may make, by itself or through what it builds on."""
    found: set[str] = set()
    _collect(function, owner, found, set())
    return found


def _collect(function: Any, owner: type, found: set[str], seen: set[Any]) -> None:
    owner, function = getattr(function, "built_on", (owner, function))
    code = getattr(function, "__code__", None)
    if code is None or function in seen:
        return
    seen.add(function)
    space = function.__globals__
    for name, attribute in set(_accesses(code)):
        value = space.get(name)
        if isinstance(value, EditionCalls) and attribute in _operations(value.api):
            found.add(f"{value.prefix}{value.api}.{attribute}")
        elif isinstance(value, type) and issubclass(value, Resource):
            declared = static_attribute(value, attribute)  # pyright: ignore[reportUnknownArgumentType] # of any colour
            if isinstance(declared, PlanMethod | ListMethod):
                _collect(declared.function, cast("type", value), found, seen)
    for name in set(_names(code)):
        value = space.get(name)
        if isinstance(value, FunctionType) and value.__module__.startswith("hubspot_facade."):
            _collect(value, owner, found, seen)
        method = static_attribute(owner, name)
        if isinstance(method, FunctionType):
            _collect(method, owner, found, seen)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _accesses(code: CodeType) -> Iterator[tuple[str, str]]:
    """Attributes that the code takes of globals: `calls.get_page` is ("calls", "get_page")."""
    for one, another in pairwise(get_instructions(code)):
        if one.opname == "LOAD_GLOBAL" and another.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            yield str(one.argval), str(another.argval)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _accesses(constant)


@cache
def _operations(api: str) -> frozenset[str]:
    names: set[str] = set()
    for edition in hubspot_openapi.editions():
        try:
            names |= set(hubspot_openapi.load(edition, api).OPERATIONS)
        except LookupError:
            continue
    return frozenset(names)

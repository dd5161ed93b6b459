"""Kinds of JSON data: whether data is the object, the list or the single value that an annotation stands for.

Only kinds are told apart, at any depth that the annotation speaks of: what a single value must be in particular is the
affair of who reads it.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from hubspot_openapi.runtime import ModelType

from hubspot_facade.errors import InputError

_UNIONS = (Union, types.UnionType)
_LISTS = (list, Sequence, Iterable)
_OBJECTS = (dict, Mapping)
_SINGLE = (str, bytes, int, float, bool, date, datetime, Decimal)
_ABSTRACT = {"Iterable": Iterable, "Mapping": Mapping, "Sequence": Sequence}  # often imported for type checkers alone


def check_kind(value: object, annotation: str, module: str, field: str) -> None:
    """InputError names the place in the data that is of another kind than the annotation in this module says."""
    fault = _fault(value, hint_of(annotation, module), field)
    if fault is not None:
        raise InputError(*fault)


@lru_cache(maxsize=512)
def hint_of(annotation: str, module: str) -> Any:
    """What an annotation stands for; a name in it that only type checkers see counts as Any."""
    holder = type("Holder", (), {"__annotations__": {"value": annotation}, "__module__": module})
    names = dict[str, Any](_ABSTRACT)
    while True:
        try:
            return get_type_hints(holder, localns=names)["value"]
        except NameError as unknown:
            if unknown.name is None or unknown.name in names:
                return Any
            names[unknown.name] = Any


def _fault(value: Any, hint: Any, field: str) -> tuple[str, str] | None:
    """The place that is of another kind and what is wrong there, or None."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in _UNIONS:
        faults = [_fault(value, each, field) for each in arguments if each is not types.NoneType]
        if None in faults or (value is None and types.NoneType in arguments):
            return None
        return max(cast("list[tuple[str, str]]", faults), key=lambda fault: len(fault[0]))
    if origin in _LISTS:
        if not isinstance(value, list | tuple | set):
            return field, f"expected a list, not {told(value)}"
        each = enumerate(cast("Iterable[Any]", value))
        return _first(_fault(item, arguments[0], f"{field}[{index}]") for index, item in each)
    if origin in _OBJECTS or isinstance(hint, ModelType):
        if not isinstance(value, Mapping) and not hasattr(value, "to_dict"):
            return field, f"expected an object, not {told(value)}"
        inner = cast("Mapping[str, Any]", value).items() if arguments and isinstance(value, Mapping) else ()
        return _first(_fault(item, arguments[1], f"{field}.{key}") for key, item in inner)
    if (origin is Literal or hint in _SINGLE) and _is_no_single(value):
        return field, f"expected a single value, not {told(value)}"
    return None


def _is_no_single(value: object) -> bool:
    return value is None or isinstance(value, list | tuple | set | Mapping)


def _first(faults: Iterable[tuple[str, str] | None]) -> tuple[str, str] | None:
    return next((fault for fault in faults if fault is not None), None)


def told(value: object) -> str:
    """What a value is, as messages say it."""
    if value is None:
        return "nothing"
    return "empty text" if value == "" else type(value).__name__

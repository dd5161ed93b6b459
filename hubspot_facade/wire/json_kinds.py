"""Kinds of JSON data: whether a value is the object, list or single value that a type requires.

Only kinds are compared, to the depth that the type gives; a single value is checked by the code that reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast, get_args

from hubspot_facade.errors import InputError
from hubspot_facade.wire.annotations import LISTS, MAPPINGS, bare, is_optional, kind_of, members_of
from hubspot_facade.wire.ids import describe

_SINGLE = (str, bytes, int, float, bool, date, datetime, Decimal)

# The place where data is of another kind, and what is wrong there.
_Fault = tuple[str, str] | None


def check_kind(value: object, hint: Any, field: str) -> None:
    """Raise an InputError that names the place where the data is of another kind than this type."""
    fault = _fault(value, hint, field)
    if fault is not None:
        raise InputError(*fault)


def _fault(value: Any, hint: Any, field: str) -> _Fault:
    if value is None and is_optional(hint):
        return None
    members = members_of(bare(hint))
    faults = [_fault_of_one(value, bare(each), field) for each in members]
    if None in faults:
        return None
    return max(cast("list[tuple[str, str]]", faults), key=lambda fault: len(fault[0]))  # the deepest one


def _fault_of_one(value: Any, hint: Any, field: str) -> _Fault:
    kind = kind_of(hint)
    if len(members_of(hint)) > 1:
        return _fault(value, hint, field)
    if kind in LISTS:
        return _fault_of_list(value, hint, field)
    if kind in MAPPINGS:
        return _fault_of_object(value, hint, field)
    if kind in _SINGLE and (value is None or isinstance(value, list | tuple | set | Mapping)):
        return field, f"expected a single value, not {describe(cast('object', value))}"
    return None


def _fault_of_list(value: Any, hint: Any, field: str) -> _Fault:
    if not isinstance(value, list | tuple | set):
        return field, f"expected a list, not {describe(value)}"
    (item,) = get_args(hint) or (Any,)
    each = enumerate(cast("Iterable[Any]", value))
    return _first(_fault(inner, item, f"{field}[{index}]") for index, inner in each)


def _fault_of_object(value: Any, hint: Any, field: str) -> _Fault:
    if not isinstance(value, Mapping) and not hasattr(value, "to_dict"):
        return field, f"expected an object, not {describe(value)}"
    arguments = get_args(hint)
    each = cast("Mapping[str, Any]", value).items() if arguments and isinstance(value, Mapping) else ()
    return _first(_fault(inner, arguments[1], f"{field}.{key}") for key, inner in each)


def _first(faults: Iterable[_Fault]) -> _Fault:
    return next((fault for fault in faults if fault is not None), None)

"""Checks of arguments by the types of their parameters; `arguments` calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, TypeAlias, cast, get_args

from hubspot_facade.errors import InputError
from hubspot_facade.wire.annotations import LISTS, MAPPINGS, bare, is_optional, kind_of, members_of, reading_of, type_of
from hubspot_facade.wire.argument_types import Reading
from hubspot_facade.wire.ids import describe, sendable, whole_number

# A value, from a value and the name of its field; InputError when it is of another kind.
Check: TypeAlias = Callable[[Any, str], Any]

# Texts that may be given as numbers: ids and cursors.
NUMBERED = ("id", "after")
# Numbers of items, which are 0 or more.
COUNTS = ("limit", "page_size")


def is_lazy(annotation: object, module: str) -> bool:
    """Whether an argument of this type is read only as it is used: neither iterated nor replaced before."""
    hints = members_of(type_of(annotation, module))
    return any(reading_of(each) in (Reading.ROWS, Reading.FUNCTION) for each in hints)


def check_for(annotation: object, module: str) -> Check | None:
    """The check for a parameter with this annotation of a module, None if the method checks it."""
    hint = type_of(annotation, module)
    check = check_of(hint)
    if check is None or not is_optional(hint):
        return check
    return lambda value, field: None if value is None else check(value, field)


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

"""Values of a payload, which is JSON, read by the types of their parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from hubspot_facade.catalogue.payload_inputs import ids_in, records_in
from hubspot_facade.errors import InputError
from hubspot_facade.plans.argument_checks import NUMBERED
from hubspot_facade.wire.annotations import bare, members_of, reading_of
from hubspot_facade.wire.argument_types import Reading
from hubspot_facade.wire.ids import describe, id_of, names_of, numbers_of, object_type_of, text_of, whole_number
from hubspot_facade.wire.json_kinds import check_kind
from hubspot_facade.wire.values import properties_of, shown

if TYPE_CHECKING:
    from hubspot_facade.plans.methods import Resource

Read: TypeAlias = Callable[[Any, str], Any]


def reader_of(hint: Any, parameter: str, resource: Resource[Any], *, one_by_one: bool) -> Read:
    """How a field is read for a parameter of this type.

    With `one_by_one`, an error in an input of a list is left to become that input's own outcome.
    """
    members = members_of(hint)
    reading = reading_of(members[0]) if len(members) == 1 else None
    if reading is Reading.RECORDS:
        return lambda value, field: records_in(value, field, resource)
    if reading is Reading.IDS:
        return lambda value, field: ids_in(value, field, resource, one_by_one=one_by_one)
    if reading in _READINGS:
        return _READINGS[reading]
    if len(members) == 1 and (known := _TYPES.get(bare(members[0]))):
        return _numbered if known is text_of and parameter.endswith(NUMBERED) else known

    def as_it_is(value: Any, field: str) -> Any:
        check_kind([] if one_by_one and isinstance(value, list) else value, hint, field)
        return cast("object", value)

    return as_it_is


def takes_the_rest(hint: Any) -> bool:
    """Whether a parameter of this type takes the fields that no other parameter takes."""
    return any(reading_of(each) is Reading.FIELDS for each in members_of(hint))


def model_named(hint: Any) -> str | None:
    """The name of the model that a parameter for the remaining fields takes besides mappings."""
    return next((bare(each).__name__ for each in members_of(hint) if reading_of(each) is None), None)


def _numbered(value: object, field: str) -> str:
    return str(whole_number(value, field)) if isinstance(value, int) else text_of(value, field)


def _number(value: object, field: str) -> int:
    if isinstance(value, int):
        return whole_number(value, field)
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > 20 or not text.removeprefix("-").isdecimal():
        raise InputError(field, f"expected a whole number, not {shown(value)}")
    return whole_number(int(text), field)


def _numbers(value: object, field: str) -> list[int]:
    if isinstance(value, str):
        value = [each for each in value.split(",") if each.strip()]
    return numbers_of([value] if isinstance(value, int) and not isinstance(value, bool) else value, field)


def _flag(value: object, field: str) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise InputError(field, f"expected true or false, not {shown(value)}")
    return value


def _sort(value: object, field: str) -> str:
    """The one sort that an endpoint takes, given alone or in a list."""
    several = names_of(value, field)
    if len(several) != 1:
        raise InputError(field, f"expected one field to sort by, not {len(several)}")
    return several[0]


def _type_id(value: object, field: str) -> int | str:
    """An association type: its id, its name or its label."""
    if isinstance(value, bool) or not isinstance(value, int | str) or value == "":
        raise InputError(field, f"expected the id or the label of an association type, not {describe(value)}")
    return whole_number(value, field) if isinstance(value, int) else value


_READINGS: dict[Reading | None, Read] = {
    Reading.ID: id_of,
    Reading.PROPERTIES: properties_of,
    Reading.NAMES: names_of,
    Reading.OBJECT_TYPE: object_type_of,
    Reading.TYPE_ID: _type_id,
    Reading.SORT: _sort,
}
_TYPES: dict[Any, Read] = {
    Sequence[str]: names_of,
    Sequence[int]: _numbers,
    str: text_of,
    int: _number,
    bool: _flag,
}

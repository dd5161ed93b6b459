"""Entries that associate a new record with others, in the form that HubSpot takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from hubspot_openapi.runtime import Model

from hubspot_facade.crm.associations.specs import Labels, Spec, by_id, spec_of
from hubspot_facade.crm.associations.types import other_end
from hubspot_facade.errors import InputError
from hubspot_facade.wire.argument_types import Associated
from hubspot_facade.wire.field_names import named
from hubspot_facade.wire.ids import ids_of, object_type_of, record_id_of, whole_number

if TYPE_CHECKING:
    from collections.abc import Generator


_TYPE = ("associationTypeId", "association_type_id", "type", "label")
_TYPES = ("types", *_TYPE)
_CATEGORY = ("associationCategory", "association_category", "category")
_TO = ("to", "to_object_id", "toObjectId")
_OTHER = ("to_object_type", "toObjectType", "object_type", "objectType")

_SPEC = ("associationCategory", "category", "associationTypeId", "type", "label")
TYPED = ("types", *_SPEC)  # the keys by which an entry names its types


def associations_of(
    object_type: str, given: Associated | None, field: str = "associations", labels: Labels | None = None
) -> Generator[Any, Any, list[dict[str, Any]]]:
    """The associations of a new record, each with its types in the direction from this record to the other.

    An entry without types gets the unlabelled association of the two object types. InputError names what is missing.
    """
    read: Labels = {} if labels is None else labels
    made: list[dict[str, Any]] = []
    for entry, where in _entries(given or (), field):
        named(entry, ("to", "toObjectId", "toObjectType", "objectType", *TYPED), where)
        key, other = _end(entry, where)
        types = yield from types_of(object_type, other, entry, where, read)
        made.append({"to": {"id": key}, "types": types})
    return made


def types_of(
    object_type: str, to_object_type: str | None, entry: Mapping[str, Any], where: str, labels: Labels
) -> Generator[Any, Any, list[Spec]]:
    """The types of an entry between records of two object types; the unlabelled one if it names none."""
    types: list[Spec] = []
    for given, field in _given_types(entry, where):
        category, type_id = _first(entry, _CATEGORY), given
        if isinstance(given, Mapping):
            spec = cast("Mapping[str, Any]", given)
            category, type_id = _first(spec, _CATEGORY) or category, _first(spec, _TYPE)
            named(spec, _SPEC, field)
            if type_id is None:
                raise InputError(f"{field}.associationTypeId", "is missing")
        if type_id is not None and not isinstance(type_id, int | str):
            raise InputError(field, f"a type is an id, a name or a label, not {type(type_id).__name__}")
        if isinstance(type_id, int):
            type_id = whole_number(type_id, field)
        if category is not None and not isinstance(category, str):
            raise InputError(f"{field}.associationCategory", f"expected text, not {type(category).__name__}")
        other = to_object_type or other_end(object_type, str(type_id))
        if other is not None:
            types.append((yield from spec_of(object_type, other, type_id, category, field=field, labels=labels)))
        elif str(type_id).strip().isdecimal():
            types.append(by_id(int(str(type_id)), category, object_type, None))
        else:
            raise InputError(f"{where}.to_object_type", "is missing: it is needed if no type is given by id")
    return types


def names_types(entry: Mapping[str, Any]) -> bool:
    """Whether an entry names types."""
    return any(entry.get(name) not in (None, [], ()) for name in (*_TYPES, *_CATEGORY))


def _entries(given: object, field: str) -> Iterable[tuple[Mapping[str, Any], str]]:
    if isinstance(given, Mapping) and not any(name in given for name in _TO):
        for kind, ids in cast("Mapping[str, Any]", given).items():
            other = object_type_of(kind.removesuffix("Ids").removesuffix("_ids"), field)  # contactIds, as in v1
            for key in ids_of([ids] if isinstance(ids, int | str) else ids, f"{field}.{kind}"):
                key = record_id_of(key, f"{field}.{kind}")
                yield {"to": key, "to_object_type": other}, f"{field}.{kind}"
        return
    if isinstance(given, Mapping):  # a single entry
        given = [cast("Mapping[str, Any]", given)]
    kind = type(given).__name__
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise InputError(field, f"expected a list of associations, not {kind}")
    for index, each in enumerate(cast("Iterable[object]", given)):
        entry = each.to_dict() if isinstance(each, Model) else each
        if not isinstance(entry, Mapping):
            raise InputError(f"{field}[{index}]", f"expected an object with to and types, not {type(each).__name__}")
        yield cast("Mapping[str, Any]", entry), f"{field}[{index}]"


def _end(entry: Mapping[str, Any], where: str) -> tuple[str, str | None]:
    """The id at the other end, and its object type if the entry gives it."""
    to = _first(entry, _TO)
    other = _first(entry, _OTHER)
    if isinstance(to, Mapping):
        end = cast("Mapping[str, Any]", to)
        named(end, ("id", "toObjectType", "objectType", "type"), f"{where}.to")
        other = other or _first(end, (*_OTHER, "type"))
        to = end.get("id")
    if to is None:
        raise InputError(f"{where}.to", "is missing")
    return record_id_of(to, f"{where}.to.id"), None if other is None else object_type_of(
        other, f"{where}.to_object_type"
    )


def _given_types(entry: Mapping[str, Any], where: str) -> Iterable[tuple[object, str]]:
    name = next((name for name in _TYPES if entry.get(name) not in (None, [], ())), None)
    if name is None:
        yield None, where
        return
    types = entry[name]
    if name == "types" and isinstance(types, list | tuple):
        for index, each in enumerate(cast("Sequence[object]", types)):
            yield each, f"{where}.types[{index}]"
    else:
        yield types, f"{where}.{name}"


def _first(entry: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((entry[name] for name in names if entry.get(name) is not None), None)

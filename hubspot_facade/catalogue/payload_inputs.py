"""Inputs of batches and ids in a payload, under any name that the seeds use; an unknown key is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from hubspot_facade.catalogue.declared import vocabulary
from hubspot_facade.errors import InputError, UnknownField
from hubspot_facade.wire.field_names import snake, unknown
from hubspot_facade.wire.ids import id_of, ids_of, text_of
from hubspot_facade.wire.values import properties_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.plans.methods import Resource

T = TypeVar("T")

# What an input may have besides its id and its properties, in HubSpot's spelling.
_MORE = {
    "associations": "associations",
    "id_property": "idProperty",
    "object_write_trace_id": "objectWriteTraceId",
}


def by_noun(resource: Resource[Any]) -> dict[str, tuple[str, ...]]:
    """How payloads spell a resource's ids, inputs and properties with its noun."""
    words = vocabulary(resource)
    noun, plural = words.noun, words.plural
    if not noun:
        return {}
    return {
        "record_id": (f"{noun}_id",),
        "ids": (f"{noun}_ids", plural),
        "inputs": (plural,),
        "properties": (f"{noun}_properties",),
    }


def records_in(value: object, field: str, resource: Resource[Any]) -> list[dict[str, Any] | InputError]:
    """Inputs of a batch, each as `{"id": …, "properties": {…}}` whatever names the seed uses.

    An input that cannot be read is replaced by its error, which becomes the outcome of this input alone.
    """
    if not isinstance(value, list):
        raise InputError(field, f"expected a list, not {type(value).__name__}")
    given = enumerate(cast("list[object]", value))
    return [_or_error(_record, each, f"{field}[{index}]", resource) for index, each in given]


def _or_error(read: Callable[..., T], *args: object) -> T | InputError:
    try:
        return read(*args)
    except UnknownField:  # an unknown key is the payload's fault, whichever input has it
        raise
    except InputError as error:
        return error


def _record(value: object, field: str, resource: Resource[Any]) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(field, f"expected an object, not {type(value).__name__}")
    entry = cast("Mapping[str, Any]", value)
    nouns = by_noun(resource)
    wrapped = ("properties", *nouns.get("properties", ()))
    if not any(snake(key) in wrapped for key in entry):  # a plain map of properties, possibly with the id among them
        keys = (*nouns.get("record_id", ()), "record_id")
        plain = {name: each for name, each in entry.items() if snake(name) not in keys}
        given = [(name, each) for name, each in entry.items() if snake(name) in keys]
        return {"id": _same_id(given, field), "properties": plain} if given else plain
    ids = ("id", "record_id", "object_id", *nouns.get("record_id", ()), *vocabulary(resource).keys)
    table = {each: each for each in (*wrapped, *ids)} | _MORE
    record: dict[str, Any] = {}
    found = list[tuple[str, Any]]()
    for name, each in entry.items():
        key = snake(name)
        if key not in table:
            raise unknown(name, table, field)
        if key in ids:
            found.append((name, each))
        else:
            if key in wrapped[1:]:
                properties_of(each, f"{field}.{name}")  # what is wrong there is said of the field that is given
            _put(record, table[key] if key in _MORE else "properties", each, f"{field}.{name}")
    return {**record, "id": _same_id(found, field)} if found else record


def _put(record: dict[str, Any], key: str, value: Any, field: str) -> None:
    if record.setdefault(key, value) != value:
        raise InputError(field, "is given twice, with different values")


def _same_id(given: Iterable[tuple[str, Any]], field: str) -> str:
    ids = [(id_of(each, f"{field}.{name}"), name) for name, each in given]
    for each, name in ids:
        if each != ids[0][0]:
            raise InputError(f"{field}.{name}", "is given twice, with different values")
    return ids[0][0]


def ids_in(
    value: object, field: str, resource: Resource[Any], *, one_by_one: bool = False
) -> list[str] | list[str | InputError]:
    """Ids, bare or as HubSpot's `{"id": …}`, several or one; text may hold several, separated by commas.

    With `one_by_one`, an invalid id is replaced by its error, as in `records_in`.
    """
    if isinstance(value, str):
        value = [each for each in value.split(",") if each.strip()]
    if isinstance(value, int) and not isinstance(value, bool):
        value = [value]
    if not isinstance(value, list):
        return ids_of(value, field)
    names = ("id", *by_noun(resource).get("record_id", ()))
    entries = [(each, f"{field}[{index}]") for index, each in enumerate(cast("list[object]", value))]
    if one_by_one:
        return [_or_error(_id, each, names, where) for each, where in entries]
    return ids_of([_bare(each, names, where) for each, where in entries], field)


def _id(value: object, names: tuple[str, ...], field: str) -> str:
    return id_of(_bare(value, names, field), field)


def _bare(value: object, names: tuple[str, ...], field: str) -> object:
    if not isinstance(value, Mapping):
        return value
    table = {each: each for each in names} | {"id_property": "idProperty"}
    given = list[tuple[str, Any]]()
    for name, each in cast("Mapping[str, Any]", value).items():
        if snake(name) not in table:
            raise unknown(name, table, field)
        if snake(name) in names:
            given.append((name, each))
    return _same_id(given, field) if given else None


def id_property_in(value: object, field: str, given: str | None) -> str | None:
    """The `idProperty` of inputs that are ids, if any; the same for all, as a request reads by one property."""
    entries = cast("list[object]", value if isinstance(value, list) else [])
    named = [_own(each) for each in entries]
    if not any(named):
        return given
    found = given or next(each for _, each in filter(None, named))
    for index, each in enumerate(named):
        name, own = each or ("idProperty", given)
        where = f"{field}[{index}].{name}"
        if own is None or text_of(own, where) != found:
            raise InputError(where, f"the inputs must all be found by the same property: {found!r}")
    return text_of(found, field)


def _own(value: object) -> tuple[str, Any] | None:
    entry = cast("Mapping[str, Any]", value if isinstance(value, Mapping) else {})
    return next(((key, each) for key, each in entry.items() if snake(key) == "id_property" and each is not None), None)

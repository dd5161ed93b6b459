"""From a payload of the catalogue (the seeds' JSON) to a method's arguments.

A field is found by the parameter's name, by the resource's noun (`contact_id` for `record_id`, `contacts` for
`inputs`, `product_properties` for `properties`), or by a name that the operation renames; spelling in camelCase or
snake_case is all the same. How a field is read follows from the parameter's annotation as it is written: `Id`, `Ids`,
`Properties`, `Names`, `ObjectType`, `Records`, `Changes`, `TypeId`, `str`, `int`, `bool`; what is annotated otherwise
passes as it is, if it is of that kind: an object, a list, a single value. A parameter of type `Fields` gets all the
fields that no other parameter takes.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.catalogue.payload_inputs import by_noun, id_property_in, ids_in, records_in
from hubspot_facade.errors import InputError
from hubspot_facade.plans.arguments import NUMBERED
from hubspot_facade.plans.methods import property_of, vocabulary
from hubspot_facade.wire.field_names import snake
from hubspot_facade.wire.json_kinds import check_kind, told
from hubspot_facade.wire.values import id_of, names_of, numbers_of, object_type_of, properties_of, shown, text_of, whole

if TYPE_CHECKING:
    from hubspot_facade.plans.methods import Name, Resource


def bind(function: Callable[..., Any], name: Name, resource: Resource[Any], payload: object) -> dict[str, Any]:
    """The arguments for a resource's function; InputError names the field that is missing, unknown or wrong."""
    if not isinstance(payload, Mapping):
        raise InputError("", f"the payload of {name.name!r} is a JSON object, not {type(payload).__name__}")
    parameters = {each.name: each for each in _parameters(function, name)}
    spelled = _spelled([*parameters], name, resource)
    table = _table(spelled)
    given = _opened(cast("Mapping[str, Any]", payload), table, name)
    given = _lifted(given, [*parameters.values()], table, resource)
    rest = next((each.name for each in parameters.values() if "Fields" in str(each.annotation).split(" | ")), None)
    arguments: dict[str, Any] = {}
    for field, value in given.items():
        if snake(field) in name.ignores:
            continue
        parameter = parameters.get(table.get(snake(field), ""))
        if rest is not None and (parameter is None or parameter.name == rest):
            taken = cast("Mapping[str, Any]", value) if parameter and isinstance(value, Mapping) else {field: value}
            arguments[rest] = _joined(arguments.get(rest, {}), taken)
            continue
        if parameter is None:
            known = ", ".join(_best(each, spelled) for each in spelled) or "no fields"
            raise InputError(field, f"{name.name!r} has no such field; it takes {known}")
        if parameter.name in arguments:
            raise InputError(field, "is given twice")
        if value is None and parameter.default is not parameter.empty:
            continue
        read = arguments[parameter.name] = _read(parameter, field, value, resource, function)
        if parameter.default is parameter.empty and read in ([], ()):
            raise InputError(field, f"is empty; {name.name!r} needs at least one")
    for parameter in parameters.values():
        if parameter.default is parameter.empty and parameter.name not in arguments:
            raise InputError(_best(parameter.name, spelled), f"is missing; {name.name!r} needs it")
    if found := _id_property(given, table, arguments, parameters):
        arguments["id_property"] = found
    return arguments


def _opened(payload: Mapping[str, Any], known: Mapping[str, object], name: Name) -> dict[str, Any]:
    """The payload with its fields taken out of `body` or `properties`, in which operations of old had them."""
    opened: dict[str, Any] = {}
    for field, value in payload.items():
        if not isinstance(cast("object", field), str):
            raise InputError(str(field), f"a field of {name.name!r} is named by text")
        inner = snake(field) in ("body", "properties") and snake(field) not in known and isinstance(value, Mapping)
        opened = _joined(opened, cast("Mapping[str, Any]", value) if inner else {field: value})
    return opened


def _joined(one: Mapping[str, Any], another: Mapping[str, Any]) -> dict[str, Any]:
    for field, value in another.items():
        if field in one and one[field] != value:
            raise InputError(field, "is given twice, with different values")
    return {**one, **another}


def _lifted(
    given: dict[str, Any], parameters: list[inspect.Parameter], table: Mapping[str, str], resource: Resource[Any]
) -> dict[str, Any]:
    """The payload with what an activity needs taken out of its properties: `hs_timestamp` is its timestamp."""
    field = next((each for each in given if table.get(snake(each)) == "properties"), None)
    there = {table.get(snake(each)) for each in given}
    needed = {
        name: each.name
        for each in parameters
        if each.default is each.empty and each.name not in there and (name := property_of(resource, each.name))
    }
    if field is None or not needed:
        return given
    properties = properties_of(given[field], field)
    found = {needed[name]: properties.pop(name) for name in needed if name in properties}
    return {**given, **found, field: properties} if found else given


def _id_property(
    given: Mapping[str, Any], table: Mapping[str, str], arguments: Mapping[str, Any], parameters: Mapping[str, object]
) -> str | None:
    field = next((each for each in given if table.get(snake(each)) == "ids"), None)
    if field is None:
        return None
    found = id_property_in(given[field], field, arguments.get("id_property"))
    if found is not None and "id_property" not in parameters:
        raise InputError(f"{field}[0].idProperty", "this operation goes by ids alone")
    return found


def given_names(
    function: Callable[..., Any], name: Name, resource: Resource[Any], payload: Mapping[str, Any]
) -> dict[str, str]:
    """How a payload calls the parameters that it fills, by the parameters' own names."""
    table = _table(_spelled([each.name for each in _parameters(function, name)], name, resource))
    return {table[snake(field)]: field for field in _opened(payload, table, name) if snake(field) in table}


def fields(function: Callable[..., Any], name: Name, resource: Resource[Any]) -> dict[str, tuple[str, bool]]:
    """The payload's fields as they are best spelled, each with its annotation and whether it is required."""
    parameters = _parameters(function, name)
    spelled = _spelled([each.name for each in parameters], name, resource)
    return {_best(each.name, spelled): (str(each.annotation), each.default is each.empty) for each in parameters}


def spellings(function: Callable[..., Any], name: Name, resource: Resource[Any]) -> dict[str, tuple[str, ...]]:
    """Every spelling of each of the payload's fields, in snake_case, by the best one."""
    spelled = _spelled([each.name for each in _parameters(function, name)], name, resource)
    return {_best(each, spelled): found for each, found in spelled.items()}


def _parameters(function: Callable[..., Any], name: Name) -> list[inspect.Parameter]:
    """The parameters that a payload can fill: neither self nor those whose name means another one here."""
    given = list(inspect.signature(function).parameters.values())[1:]
    return [
        each for each in given if each.name != "raise_errors" and name.fields.get(each.name, each.name) == each.name
    ]


def _spelled(parameters: list[str], name: Name, resource: Resource[Any]) -> dict[str, tuple[str, ...]]:
    """The spellings of each parameter, the best one first; one that is another's own name or noun is that one's."""
    nouns = by_noun(resource)
    if f"{vocabulary(resource).noun}_id" in parameters:  # the noun is another parameter's: ids are of something else
        nouns = {key: each for key, each in nouns.items() if key not in ("ids", "inputs")}
    spelled: dict[str, tuple[str, ...]] = {}
    for each in parameters:
        renamed = [field for field, target in name.fields.items() if target == each]
        general = [*_GENERAL.get(each, ()), *filter(None, [property_of(resource, each)])]
        taken = {*parameters, *name.fields}
        spelled[each] = (*nouns.get(each, ()), *renamed, each, *(word for word in general if word not in taken))
    return spelled


def _table(spelled: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: parameter for parameter, words in spelled.items() for word in words}


def _best(parameter: str, spelled: Mapping[str, tuple[str, ...]]) -> str:
    return parameter if parameter == "properties" else spelled[parameter][0]


def _read(
    parameter: inspect.Parameter, field: str, value: Any, resource: Resource[Any], function: Callable[..., Any]
) -> Any:
    kind = str(parameter.annotation).removesuffix(" | None")
    one_by_one = "raise_errors" in inspect.signature(function).parameters  # what is wrong with an input is its outcome
    if kind in ("Records", "Changes"):
        return records_in(value, field, resource)
    if kind == "Ids":
        return ids_in(value, field, resource, one_by_one=one_by_one)
    if kind == "str" and isinstance(value, int) and parameter.name.endswith(NUMBERED):
        return str(whole(value, field))
    if kind in _READERS:
        return _READERS[kind](value, field)
    one_by_one = one_by_one and isinstance(cast("object", value), list)
    check_kind([] if one_by_one else value, kind, function.__module__, field)
    return value


def _number(value: object, field: str) -> int:
    if isinstance(value, int):
        return whole(value, field)
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > 20 or not text.removeprefix("-").isdecimal():
        raise InputError(field, f"expected a whole number, not {shown(value)}")
    return whole(int(text), field)


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
    """The one sort that an endpoint takes, be it in a list."""
    several = names_of(value, field)
    if len(several) != 1:
        raise InputError(field, f"expected one field to sort by, not {len(several)}")
    return several[0]


def _type_id(value: object, field: str) -> int | str:
    """An association type: its id, its name or its label."""
    if isinstance(value, bool) or not isinstance(value, int | str) or value == "":
        raise InputError(field, f"expected the id or the label of an association type, not {told(value)}")
    return whole(value, field) if isinstance(value, int) else value


# Spellings that a parameter has with every resource.
_GENERAL = {
    "record_id": ("id", "object_id", "from_record_id"),
    "ids": ("inputs",),
    "object_type": ("object_type_id", "from_object_type", "from_object_type_id"),
    "object_id": ("record_id", "from_object_id", "from_record_id"),
    "to_object_type": ("to_object_type_id",),
    "to_object_id": ("to_record_id",),
    "external_event_id": ("event_id",),
    "sort": ("sorts",),
    "sorts": ("sort",),
}
_READERS: dict[str, Callable[[Any, str], Any]] = {
    "Id": id_of,
    "Properties": properties_of,
    "Names": names_of,
    "Sequence[str]": names_of,
    "Sequence[int]": _numbers,
    "ObjectType": object_type_of,
    "TypeId": _type_id,
    "Sort": _sort,
    "str": text_of,
    "int": _number,
    "bool": _flag,
}

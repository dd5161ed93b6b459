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
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.errors import InputError
from hubspot_facade.kinds import check_kind, told
from hubspot_facade.values import id_of, ids_of, names_of, object_type_of, properties_of, shown, text_of, whole

if TYPE_CHECKING:
    from hubspot_facade.operation import Name, Resource

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def snake(name: str) -> str:
    """The snake_case of a field: "contactId", "Contact ID" → "contact_id"."""
    return _WORD.sub("_", name.strip()).lower().replace(" ", "_").replace("-", "_")


def bind(function: Callable[..., Any], name: Name, resource: Resource[Any], payload: object) -> dict[str, Any]:
    """The arguments for a resource's function; InputError names the field that is missing, unknown or wrong."""
    if not isinstance(payload, Mapping):
        raise InputError("", f"the payload of {name.name!r} is a JSON object, not {type(payload).__name__}")
    parameters = _parameters(function, name)
    spellings = {spelling: each for each in parameters for spelling in _spellings(each.name, name, resource)}
    given = _opened(cast("Mapping[str, Any]", payload), spellings, name)
    rest = next((each.name for each in parameters if "Fields" in str(each.annotation).split(" | ")), None)
    arguments: dict[str, Any] = {}
    for field, value in given.items():
        if snake(field) in name.ignores:
            continue
        parameter = spellings.get(snake(field))
        if rest is not None and (parameter is None or parameter.name == rest):
            taken = cast("Mapping[str, Any]", value) if parameter and isinstance(value, Mapping) else {field: value}
            arguments[rest] = {**arguments.get(rest, {}), **taken}
            continue
        if parameter is None:
            known = ", ".join(_shown(each.name, name, resource) for each in parameters) or "no fields"
            raise InputError(field, f"{name.name!r} has no such field; it takes {known}")
        if parameter.name in arguments:
            raise InputError(field, "is given twice")
        if value is None and parameter.default is not parameter.empty:
            continue
        arguments[parameter.name] = _read(parameter, field, value, resource, function.__module__)
        if parameter.default is parameter.empty and arguments[parameter.name] in ([], ()):
            raise InputError(field, f"is empty; {name.name!r} needs at least one")
    for parameter in parameters:
        if parameter.default is parameter.empty and parameter.name not in arguments:
            raise InputError(_shown(parameter.name, name, resource), f"is missing; {name.name!r} needs it")
    return arguments


def _opened(payload: Mapping[str, Any], known: Mapping[str, object], name: Name) -> dict[str, Any]:
    """The payload with its fields taken out of `body` or `properties`, in which operations of old had them."""
    opened: dict[str, Any] = {}
    for field, value in payload.items():
        if not isinstance(cast("object", field), str):
            raise InputError(str(field), f"a field of {name.name!r} is named by text")
        inner = snake(field) in ("body", "properties") and snake(field) not in known and isinstance(value, Mapping)
        opened |= cast("Mapping[str, Any]", value) if inner else {field: value}
    return opened


def given_names(
    function: Callable[..., Any], name: Name, resource: Resource[Any], payload: Mapping[str, Any]
) -> dict[str, str]:
    """How a payload calls the parameters that it fills, by the parameters' own names."""
    parameters = [each.name for each in _parameters(function, name)]
    known = {spelling: each for each in parameters for spelling in _spellings(each, name, resource)}
    return {known[snake(field)]: field for field in _opened(payload, known, name) if snake(field) in known}


def fields(function: Callable[..., Any], name: Name, resource: Resource[Any]) -> dict[str, tuple[str, bool]]:
    """The payload's fields as they are best spelled, each with its annotation and whether it is required."""
    parameters = _parameters(function, name)
    return {
        _shown(each.name, name, resource): (str(each.annotation), each.default is each.empty) for each in parameters
    }


def spellings(function: Callable[..., Any], name: Name, resource: Resource[Any]) -> dict[str, tuple[str, ...]]:
    """Every spelling of each of the payload's fields, in snake_case, by the best one."""
    names = [each.name for each in _parameters(function, name)]
    return {_shown(each, name, resource): tuple(_spellings(each, name, resource)) for each in names}


def _parameters(function: Callable[..., Any], name: Name) -> list[inspect.Parameter]:
    """The parameters that a payload can fill: neither self nor those whose name means another one here."""
    given = list(inspect.signature(function).parameters.values())[1:]
    return [
        each for each in given if each.name != "raise_errors" and name.fields.get(each.name, each.name) == each.name
    ]


def _by_noun(resource: Resource[Any]) -> dict[str, tuple[str, ...]]:
    noun, plural = resource.noun, resource.plural
    if not noun:
        return {}
    return {
        "record_id": (f"{noun}_id",),
        "ids": (f"{noun}_ids", plural),
        "inputs": (plural,),
        "properties": (f"{noun}_properties",),
    }


def _spellings(parameter: str, name: Name, resource: Resource[Any]) -> list[str]:
    renamed = [field for field, target in name.fields.items() if target == parameter]
    return [*_by_noun(resource).get(parameter, ()), *renamed, parameter, *_GENERAL.get(parameter, ())]


def _shown(parameter: str, name: Name, resource: Resource[Any]) -> str:
    if parameter == "properties":
        return parameter
    return _spellings(parameter, name, resource)[0]


def _read(parameter: inspect.Parameter, field: str, value: Any, resource: Resource[Any], module: str) -> Any:
    kind = str(parameter.annotation).removesuffix(" | None")
    if kind in ("Records", "Changes"):
        return _records(value, field, resource)
    if kind == "Ids":
        return _ids(value, field, resource)
    if kind in _READERS:
        return _READERS[kind](value, field)
    check_kind(value, kind, module, field)
    return value


def _records(value: object, field: str, resource: Resource[Any]) -> list[dict[str, Any]]:
    """Inputs of a batch, each as `{"id": …, "properties": {…}}` whatever the seed calls these two."""
    if not isinstance(value, list):
        raise InputError(field, f"expected a list, not {type(value).__name__}")
    return [_record(each, f"{field}[{index}]", resource) for index, each in enumerate(cast("list[object]", value))]


def _record(value: object, field: str, resource: Resource[Any]) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(field, f"expected an object, not {type(value).__name__}")
    entry = {snake(key): (key, each) for key, each in cast("Mapping[str, Any]", value).items()}
    by_noun = _by_noun(resource)
    inner = next((key for key in ("properties", *by_noun.get("properties", ())) if key in entry), None)
    if inner is None:  # a plain map of properties, maybe with the id among them
        key = next((key for key in (*by_noun.get("record_id", ()), "record_id") if key in entry), None)
        plain = {spelled: each for name, (spelled, each) in entry.items() if name != key}
        return {"id": id_of(entry[key][1], f"{field}.{entry[key][0]}"), "properties": plain} if key else plain
    record: dict[str, Any] = {"properties": properties_of(entry.pop(inner)[1], f"{field}.{inner}")}
    for key, (spelled, each) in entry.items():
        if key in ("id", "record_id", "object_id", *by_noun.get("record_id", ()), *resource.keys):
            record["id"] = id_of(each, f"{field}.{spelled}")
        elif key in ("associations", "id_property", "object_write_trace_id"):
            record[key] = each
        else:
            raise InputError(f"{field}.{spelled}", "is neither an id nor properties")
    return record


def _number(value: object, field: str) -> int:
    if isinstance(value, int):
        return whole(value, field)
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > 20 or not text.removeprefix("-").isdecimal():
        raise InputError(field, f"expected a whole number, not {shown(value)}")
    return whole(int(text), field)


def _flag(value: object, field: str) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise InputError(field, f"expected true or false, not {shown(value)}")
    return value


def _type_id(value: object, field: str) -> int | str:
    """An association type: its id, its name or its label."""
    if isinstance(value, bool) or not isinstance(value, int | str) or value == "":
        raise InputError(field, f"expected the id or the label of an association type, not {told(value)}")
    return whole(value, field) if isinstance(value, int) else value


def _ids(value: object, field: str, resource: Resource[Any]) -> list[str]:
    """Ids, be they bare or HubSpot's `{"id": …}`, several or one; text may hold several with commas between."""
    if isinstance(value, str):
        value = [each for each in value.split(",") if each.strip()]
    if isinstance(value, int) and not isinstance(value, bool):
        value = [value]
    if not isinstance(value, list):
        return ids_of(value, field)
    names = ("id", *_by_noun(resource).get("record_id", ()))
    return ids_of([_bare(each, names) for each in cast("list[object]", value)], field)


def _bare(value: object, names: tuple[str, ...]) -> object:
    if not isinstance(value, Mapping):
        return value
    entry = {snake(key): each for key, each in cast("Mapping[str, object]", value).items()}
    return next((entry[name] for name in names if name in entry), None)


# Spellings that a parameter has with every resource.
_GENERAL = {
    "record_id": ("id", "object_id"),
    "ids": ("inputs",),
    "object_type": ("object_type_id",),
    "to_object_type": ("to_object_type_id",),
}
_READERS: dict[str, Callable[[Any, str], Any]] = {
    "Id": id_of,
    "Properties": properties_of,
    "Names": names_of,
    "ObjectType": object_type_of,
    "TypeId": _type_id,
    "str": text_of,
    "int": _number,
    "bool": _flag,
}

"""Request bodies: from what a caller gives to the JSON that HubSpot requires."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from hubspot_facade.config import DEFAULT_EDITION
from hubspot_facade.errors import InputError, MissingEndpoint
from hubspot_facade.plans.edition_calls import takes
from hubspot_facade.wire.argument_types import Fields as Fields
from hubspot_facade.wire.field_names import named, spelled

_AFTER = re.compile(r"_([a-z0-9])")


def without_none(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body without the keys whose value is None."""
    return {name: value for name, value in body.items() if value is not None}


def require(body: Mapping[str, Any], names: Iterable[str], field: str = "") -> None:
    """InputError for the first of these keys that a body lacks."""
    for name in names:
        if body.get(name) is None:
            raise InputError(f"{field}.{name}" if field else name, "is missing")


def to_wire(fields: object, field: str = "fields", *, to: Callable[..., Any], path: str = "") -> dict[str, Any]:
    """A body with field names in HubSpot's spelling: "event_name" becomes eventName; a model is taken as it is.

    `to` is the call that the body is for, `path` the part of that call's body that this is: a key that no edition's
    document has there is an InputError that names its place, at any depth.
    """
    if not _is_object(fields):
        raise InputError(field, f"expected a mapping or a model, not {type(fields).__name__}")
    body = accepted(fields, to, path, "" if field == "fields" else field)
    return cast("dict[str, Any]", body.to_dict() if hasattr(body, "to_dict") else body)


def input_to_wire(to: Callable[..., Any], path: str = "inputs") -> Callable[[object, str], dict[str, Any]]:
    """A function for `prepared` that puts one input of this call's batches into HubSpot's spelling."""
    return lambda given, field: to_wire(given, field, to=to, path=path)


def inputs_to_wire(
    inputs: object, field: str = "inputs", *, to: Callable[..., Any], path: str = "inputs"
) -> list[dict[str, Any]]:
    """Several bodies in HubSpot's spelling, as the inputs of a batch."""
    return [to_wire(each, f"{field}[{index}]", to=to, path=path) for index, each in entries_of(inputs, field)]


def entries_of(inputs: object, field: str = "inputs") -> Iterator[tuple[int, object]]:
    """The items of a list, numbered; InputError for anything that is not a list."""
    kind = type(inputs).__name__
    if isinstance(inputs, str | bytes | Mapping) or not isinstance(inputs, Iterable):
        raise InputError(field, f"expected a list, not {kind}")
    return enumerate(cast("Iterable[object]", inputs))


def entry_of(entry: object, names: Iterable[str], field: str) -> dict[str, Any]:
    """An object that no document describes, with these keys and no others; in their spelling or in snake_case."""
    if not isinstance(entry, Mapping):
        raise InputError(field, f"expected an object, not {type(entry).__name__}")
    return named(cast("Mapping[str, Any]", entry), names, field)


def _is_object(data: object) -> bool:
    return isinstance(data, Mapping) or hasattr(data, "to_dict")


def camelled(fields: object, field: str = "fields") -> dict[str, Any]:
    """An object that no document describes, with its keys in HubSpot's style: "date_format" becomes dateFormat."""
    if not isinstance(fields, Mapping):
        raise InputError(field, f"expected a mapping, not {type(fields).__name__}")
    entries = cast("Mapping[str, Any]", fields).items()
    return {_AFTER.sub(lambda match: match[1].upper(), name.rstrip("_")): value for name, value in entries}


def accepted(data: object, to: Callable[..., Any], path: str, field: str) -> Any:
    """The data as this part of a call's body; every key must be in some edition's document.

    MissingEndpoint if no edition has the call.
    """
    refused: InputError | None = None
    for hint in takes(to, path):
        try:
            return spelled(data, hint, field)
        except InputError as error:
            refused = refused or error
    if refused is None:
        only, api = to.__dict__["home"]
        raise MissingEndpoint(f"{api}.{to.__name__}", only or DEFAULT_EDITION)
    raise refused


def mapped(values: object, field: str) -> dict[str, Any]:
    """Values by name, from a mapping or from name/value pairs; names and values are unchanged."""
    if isinstance(values, Mapping):
        return dict(cast("Mapping[str, Any]", values))
    kind = type(values).__name__
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a mapping or a list of name/value pairs, not {kind}")
    found: dict[str, Any] = {}
    for index, pair in enumerate(cast("Iterable[object]", values)):
        where = f"{field}[{index}]"
        entry = entry_of(pair, ("name", "value"), where)
        if not isinstance(entry.get("name"), str) or "value" not in entry:
            raise InputError(where, "expected an object with name and value")
        if found.setdefault(entry["name"], entry["value"]) != entry["value"]:
            raise InputError(f"{where}.name", f"{entry['name']!r} is given twice, with different values")
    return found

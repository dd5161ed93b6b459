"""Request bodies: from what a caller gives to the JSON that HubSpot wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, cast

from hubspot_facade.errors import InputError

# A body with many fields: a generated model, or a mapping in HubSpot's spelling or in snake_case. A payload's fields
# that no other parameter takes belong to the parameter of this type.
Fields: TypeAlias = Mapping[str, Any]

_AFTER = re.compile(r"_([a-z0-9])")


def told(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body without what is not told (None)."""
    return {name: value for name, value in body.items() if value is not None}


def wired(fields: object, field: str = "fields") -> dict[str, Any]:
    """A body as HubSpot spells it: "event_name" is eventName; a model is taken as it is."""
    if hasattr(fields, "to_dict"):
        return cast("dict[str, Any]", cast("Any", fields).to_dict())
    if not isinstance(fields, Mapping):
        raise InputError(field, f"expected a mapping or a model, not {type(fields).__name__}")
    return {_camel(name): value for name, value in cast("Mapping[str, Any]", fields).items()}


def wired_inputs(inputs: object, field: str = "inputs") -> list[dict[str, Any]]:
    """Several bodies, as the inputs of a batch."""
    kind = type(inputs).__name__
    if isinstance(inputs, str | bytes | Mapping) or not isinstance(inputs, Iterable):
        raise InputError(field, f"expected a list, not {kind}")
    return [wired(each, f"{field}[{index}]") for index, each in enumerate(cast("Iterable[object]", inputs))]


def mapped(values: object, field: str) -> dict[str, Any]:
    """Values by name, from a mapping or from name/value pairs; names and values stay as they are."""
    if isinstance(values, Mapping):
        return dict(cast("Mapping[str, Any]", values))
    kind = type(values).__name__
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a mapping or a list of name/value pairs, not {kind}")
    found: dict[str, Any] = {}
    for index, pair in enumerate(cast("Iterable[object]", values)):
        entry = cast("dict[str, Any]", pair if isinstance(pair, Mapping) else {})
        if not isinstance(entry.get("name"), str) or "value" not in entry:
            raise InputError(f"{field}[{index}]", "expected an object with name and value")
        found[entry["name"]] = entry["value"]
    return found


def _camel(name: str) -> str:
    return _AFTER.sub(lambda match: match[1].upper(), name.rstrip("_"))

"""Bodies of marketing events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from hubspot_facade.plans.bodies import require, to_wire
from hubspot_facade.wire.dates import iso_of
from hubspot_facade.wire.ids import id_of, text_of

_CUSTOM = ("customProperties", "custom_properties")
_NEEDED = ("eventName", "eventOrganizer", "externalAccountId", "externalEventId")


def creation_of(
    fields: object, *, to: Callable[..., Any], path: str = "", external_event_id: str | None = None, field: str = ""
) -> dict[str, Any]:
    """The body of a new event; InputError names what is missing, with `field` before it if there are several."""
    body = change_of(fields, field, to=to, path=path)
    if external_event_id is not None:
        body["externalEventId"] = external_event_id
    require(body, _NEEDED, field)
    for name in _NEEDED:
        read = id_of if name.startswith("external") else text_of
        body[name] = read(body[name], f"{field}.{name}" if field else name)
    return body


def change_of(fields: object, field: str = "", *, to: Callable[..., Any], path: str = "") -> dict[str, Any]:
    """The body of a change. Custom properties may be a mapping or HubSpot's list, moments in any accepted form."""
    if isinstance(fields, Mapping):
        given = cast("Mapping[str, Any]", fields).items()
        fields = {name: _pairs(value) if name in _CUSTOM else value for name, value in given}
    body = to_wire(fields, field or "fields", to=to, path=path)
    for name in ("startDateTime", "endDateTime"):
        if body.get(name) is not None:
            body[name] = iso_of(body[name], f"{field}.{name}" if field else name)
    return {**body, "customProperties": body.get("customProperties") or []}


def _pairs(custom: object) -> object:
    if not isinstance(custom, Mapping):
        return custom
    return [{"name": name, "value": value} for name, value in cast("Mapping[str, Any]", custom).items()]

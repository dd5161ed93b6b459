"""Events of timelines as HubSpot spells them, from v1's or today's spelling."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from hubspot_openapi.runtime import Model

from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import mapped
from hubspot_facade.wire.dates import iso_of, millis_of
from hubspot_facade.wire.field_names import snake
from hubspot_facade.wire.ids import describe, id_of
from hubspot_facade.wire.values import wire_value

_KNOWN = ("id", "email", "objectId", "utk", "domain", "extraData", "timelineIFrame")
_TOLD = ("eventTemplateId", "eventTypeId", "timestamp", "tokens")


# v1's names of an event's iframe, and today's.
_IFRAME = {"iframe_label": "headerLabel", "iframe_uri": "url"}

_NAMES = {snake(name): name for name in (*_KNOWN, *_TOLD)} | {"timeline_i_frame": "timelineIFrame"}


def event_of(given: object, field: str) -> dict[str, Any]:
    """The event with its template named, its moment as ISO text, and all other keys as tokens."""
    rest: dict[str, Any] = {}
    entries: object = given.to_dict() if isinstance(given, Model) else given
    if not isinstance(entries, Mapping):
        raise InputError(field, f"expected an object, not {describe(given)}")
    for own, value in cast("Mapping[object, Any]", entries).items():
        if not isinstance(own, str):
            raise InputError(field, f"the names of tokens must be text, not {describe(own)}")
        rest[_NAMES.get(snake(own), own)] = value  # a token's name is its own
    template = rest.pop("eventTemplateId", None) or rest.pop("eventTypeId", None)
    rest.pop("eventTypeId", None)
    if not template:
        raise InputError(f"{field}.eventTypeId", "is missing")
    event: dict[str, Any] = {name: rest.pop(name) for name in _KNOWN if name in rest}
    if isinstance(iframe := event.get("timelineIFrame"), Mapping):
        names = cast("Mapping[str, Any]", iframe)
        event["timelineIFrame"] = {_IFRAME.get(snake(name), name): names[name] for name in names}
    if not any(event.get(name) for name in ("objectId", "email", "utk")):
        raise InputError(field, "name the record: objectId, email or utk")
    event["eventTemplateId"] = id_of(template, f"{field}.eventTypeId")
    for name in ("id", "objectId"):
        if name in event:
            event[name] = id_of(event[name], f"{field}.{name}")
    if (moment := rest.pop("timestamp", None)) is not None:
        event["timestamp"] = iso_of(moment, f"{field}.timestamp")
    tokens: dict[str, Any] = {**mapped(rest.pop("tokens", {}), f"{field}.tokens"), **rest}
    event["tokens"] = {name: _token_value(value, f"{field}.{name}") for name, value in tokens.items()}
    return event


def event_keys(event: Mapping[str, Any]) -> list[str]:
    """What identifies an event of a batch: its id, or, before it has one, its template and its record."""
    record = event.get("objectId") or event.get("email") or event.get("utk")
    keys = [f"{event.get('eventTemplateId')}>{record}".lower()]
    return [str(event["id"]), *keys] if event.get("id") else keys


def _token_value(value: object, field: str) -> str:
    # tokens of type date are milliseconds, at any time of day
    return str(millis_of(value, field)) if isinstance(value, date) else wire_value(value, field)

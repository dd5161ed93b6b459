"""What HubSpot reports in a webhook: one class for each kind of event, whatever object type it is about.

An event of a type that this version does not know is an `Event`. `raw` is the event as it arrived, with every field,
those that have no attribute included. Ids of records are text, as the records of a client have them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from hubspot_facade.errors import InputError

OBJECT_TYPES = {
    "contact": "0-1",
    "company": "0-2",
    "deal": "0-3",
    "ticket": "0-5",
    "product": "0-7",
    "line_item": "0-8",
}
"""The object types that have event types of their own, such as `contact.creation`, and their ids."""
_LARGEST = 2**63 - 1
_LATEST = 253_402_300_799_999  # the last millisecond of the year 9999


@dataclass(frozen=True, kw_only=True)
class Event:
    """What every event has. `occurred_at` is in UTC; `attempt_number` is 0 for the first delivery.

    `object_type_id` is such as "0-1" for contacts, in events of `contact.…` and of `object.…` alike, and that of the
    record that an association is from; None for conversations. `change_source` and `source_id` say who made the change,
    where HubSpot says it; `subscription_id` and `app_id` are None where it leaves them out.
    """

    subscription_type: str
    event_id: int
    subscription_id: int | None
    portal_id: int
    app_id: int | None
    occurred_at: datetime
    attempt_number: int
    object_type_id: str | None
    change_source: str | None
    source_id: str | None
    change_flag: str | None
    raw: Mapping[str, Any]

    @property
    def key(self) -> str:
        """What identifies the event: the same for each delivery of it, different for any other event.

        HubSpot does not guarantee that `event_id` is unique, so this depends on every field but `attemptNumber`.
        """
        content = {name: value for name, value in self.raw.items() if name != "attemptNumber"}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def __reduce__(self) -> tuple[Any, ...]:
        return read_event, (dict(self.raw),)  # a mapping proxy cannot be pickled


@dataclass(frozen=True, kw_only=True)
class ObjectEvent(Event):
    """An event about one record or one conversation, whose id is `object_id`."""

    object_id: str


@dataclass(frozen=True, kw_only=True)
class CreationEvent(ObjectEvent):
    """A record was created, or a conversation was started."""


@dataclass(frozen=True, kw_only=True)
class DeletionEvent(ObjectEvent):
    """A record was moved to the recycling bin, or a conversation was deleted."""


@dataclass(frozen=True, kw_only=True)
class RestoreEvent(ObjectEvent):
    """A deleted record was restored."""


@dataclass(frozen=True, kw_only=True)
class PrivacyDeletionEvent(ObjectEvent):
    """A contact was deleted for privacy reasons, or a conversation; delete what you hold about it."""


@dataclass(frozen=True, kw_only=True)
class PropertyChangeEvent(ObjectEvent):
    """A property has a new value.

    `property_value` is text: milliseconds since 1970 for dates, "REDACTED" for sensitive values in events of
    `contact.…` and the like, and may be None where HubSpot leaves it out.
    """

    property_name: str
    property_value: str | None
    is_sensitive: bool | None


@dataclass(frozen=True, kw_only=True)
class MergeEvent(Event):
    """Records were merged. `new_object_id` is the record that resulted, where HubSpot says it."""

    primary_object_id: str
    merged_object_ids: tuple[str, ...]
    new_object_id: str | None
    number_of_properties_moved: int | None


@dataclass(frozen=True, kw_only=True)
class AssociationChangeEvent(Event):
    """Two records were associated, or are no longer (`association_removed`).

    Only events of `object.…` have the object types of both records, and the association type's id and category.
    """

    association_type: str | None
    from_object_id: str
    to_object_id: str
    association_removed: bool
    is_primary_association: bool | None
    from_object_type_id: str | None
    to_object_type_id: str | None
    association_type_id: int | None
    association_category: str | None


@dataclass(frozen=True, kw_only=True)
class NewMessageEvent(ObjectEvent):
    """A conversation has a new message; `message_type` is MESSAGE or COMMENT, `object_id` the conversation's thread."""

    message_id: str
    message_type: str | None


KINDS: dict[str, type[Event]] = {
    "creation": CreationEvent,
    "deletion": DeletionEvent,
    "restore": RestoreEvent,
    "privacyDeletion": PrivacyDeletionEvent,
    "propertyChange": PropertyChangeEvent,
    "merge": MergeEvent,
    "associationChange": AssociationChangeEvent,
    "newMessage": NewMessageEvent,
}
"""The class of an event by the second part of its type."""


def read_event(raw: Mapping[str, Any]) -> Event:
    """The event that one object of a webhook's body describes. InputError names a field that is missing or wrong."""
    given: Any = raw
    if not isinstance(given, Mapping):
        raise InputError("", f"expected an object, got {type(given).__name__}")
    reader = _Reader(raw)
    type_ = reader.text("subscriptionType")
    subject, _, verb = type_.partition(".")
    kind = KINDS.get(verb, Event)
    values: dict[str, Any] = {
        each.name: reader.read(each.name) for each in fields(kind) if each.name not in ("raw", "object_type_id")
    }
    object_type = (
        OBJECT_TYPES.get(subject) or reader.text_or_none("objectTypeId") or reader.text_or_none("fromObjectTypeId")
    )
    return kind(**values, object_type_id=object_type, raw=MappingProxyType(dict(raw)))


class _Reader:
    """Reads the fields of an event by the names of their attributes, each in its type."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw

    def read(self, name: str) -> Any:
        head, *tail = name.split("_")
        field = head + "".join(part.capitalize() for part in tail)
        match name:
            case "event_id" | "portal_id":
                return self.number(field)
            case "subscription_id" | "app_id":  # an event is not lost for want of these
                return None if self._raw.get(field) is None else self.number(field)
            case "attempt_number":
                return 0 if self._raw.get(field) is None else self.number(field)
            case "number_of_properties_moved" | "association_type_id":
                return None if self._raw.get(field) is None else self.number(field)
            case "object_id" | "primary_object_id" | "from_object_id" | "to_object_id":
                return self.id(field)
            case "new_object_id":
                return None if self._raw.get(field) is None else self.id(field)
            case "merged_object_ids":
                return self.ids(field)
            case "occurred_at":
                return self.moment(field)
            case "association_removed":
                return bool(self.flag(field))
            case "is_primary_association" | "is_sensitive":
                return self.flag(field)
            case "subscription_type" | "property_name" | "message_id":
                return self.text(field)
            case _:
                return self.text_or_none(field)

    def text(self, field: str) -> str:
        value = self._raw.get(field)
        if not isinstance(value, str) or not value:
            raise InputError(field, f"expected text, got {_shown(value)}")
        return value

    def text_or_none(self, field: str) -> str | None:
        value = self._raw.get(field)
        if value is None or isinstance(value, str):
            return value
        return json.dumps(value)  # in the form that HubSpot writes numbers and booleans in

    def number(self, field: str) -> int:
        value = self._raw.get(field)
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
            raise InputError(field, f"expected a number of 0 or more, got {_shown(value)}")
        return value

    def id(self, field: str, value: Any = ...) -> str:
        found = self._raw.get(field) if value is ... else value
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        if isinstance(found, str) and found:
            return found
        raise InputError(field, f"expected an id, got {_shown(found)}")

    def ids(self, field: str) -> tuple[str, ...]:
        value = self._raw.get(field)
        if not isinstance(value, list):
            raise InputError(field, f"expected a list of ids, got {_shown(value)}")
        return tuple(self.id(field, each) for each in value)  # pyright: ignore[reportUnknownVariableType] # JSON

    def moment(self, field: str) -> datetime:
        millis = self.number(field)
        if millis > _LATEST:
            raise InputError(field, f"expected milliseconds since 1970, got {millis}")
        return datetime.fromtimestamp(millis // 1000, UTC).replace(microsecond=millis % 1000 * 1000)

    def flag(self, field: str) -> bool | None:
        value = self._raw.get(field)
        if value in ("true", "false"):  # HubSpot's test events have had every field as text
            return bool(value == "true")
        if value is None or isinstance(value, bool):
            return value
        raise InputError(field, f"expected true or false, got {_shown(value)}")


def _shown(value: Any) -> str:
    """A value's type, since the value itself may be somebody's data."""
    return "nothing" if value is None else "empty text" if value == "" else type(value).__name__

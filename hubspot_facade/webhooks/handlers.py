"""Which functions handle which events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hubspot_facade.errors import InputError
from hubspot_facade.webhooks.event_types import EVENT_TYPES
from hubspot_facade.webhooks.events import OBJECT_TYPES, Event, PropertyChangeEvent

EVERY = "*"
_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9_]*\.[A-Za-z][A-Za-z0-9_]*")
_TYPE_ID = re.compile(r"\d+-\d+")


@dataclass(frozen=True)
class Handler:
    """A function and the events that it is for. `name` is its own among those of a receiver, and the same
    after a restart."""

    name: str
    function: Callable[[Any], object]
    types: tuple[str | type[Event], ...]
    property: str | None
    object_type: str | None

    def wants(self, event: Event) -> bool:
        """Whether the event is for this handler."""
        if not any(_fits(each, event) for each in self.types):
            return False
        if self.object_type is not None and event.object_type_id != self.object_type:
            return False
        return self.property is None or (
            isinstance(event, PropertyChangeEvent) and event.property_name == self.property
        )


class Handlers:
    """The handlers of a receiver, in the order in which they were registered."""

    def __init__(self) -> None:
        self._handlers: list[Handler] = []
        self._names: Counter[str] = Counter()

    def add(
        self,
        function: Callable[[Any], object],
        types: tuple[str | type[Event], ...],
        property: str | None,
        object_type: str | None,
    ) -> None:
        """Register a function; its arguments are checked."""
        checked = tuple(_checked(each) for each in types)
        if not checked:
            raise InputError("types", "expected an event type such as 'contact.creation', a class of events, or '*'")
        if property is not None and not all(_changes_property(each) for each in checked):
            raise InputError("property", "is for events of propertyChange alone")
        name = f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', type(function).__name__)}"
        self._names[name] += 1
        if self._names[name] > 1:
            name = f"{name}#{self._names[name]}"
        self._handlers.append(Handler(name, function, checked, property, _object_type(object_type)))

    def of(self, event: Event) -> Iterator[Handler]:
        """Those that want an event."""
        return (each for each in self._handlers if each.wants(event))


def _fits(wanted: str | type[Event], event: Event) -> bool:
    if isinstance(wanted, str):
        return wanted in (EVERY, event.subscription_type)
    return isinstance(event, wanted)


def _checked(given: Any) -> str | type[Event]:
    if isinstance(given, type) and issubclass(given, Event):
        return given
    if not isinstance(given, str):
        raise InputError("types", f"expected an event type or a class of events, got {given!r}")
    if given == EVERY or given in EVENT_TYPES:
        return given
    plain = given.replace("_", "").lower()
    for known in EVENT_TYPES:
        if known.replace("_", "").lower() == plain:
            raise InputError("types", f"HubSpot has no event type {given!r}; did you mean {known!r}?")
    if not _TYPE.fullmatch(given):
        raise InputError("types", f"expected an event type such as 'contact.creation', got {given!r}")
    return given  # one that HubSpot added since


def _changes_property(wanted: str | type[Event]) -> bool:
    if isinstance(wanted, str):
        return wanted.endswith(".propertyChange")
    return issubclass(wanted, PropertyChangeEvent)


def _object_type(given: str | None) -> str | None:
    if given is None:
        return None
    found = OBJECT_TYPES.get(given, given)
    if not _TYPE_ID.fullmatch(found):
        names = ", ".join(OBJECT_TYPES)
        raise InputError("object_type", f"expected an object type id such as '2-123' or one of {names}, got {given!r}")
    return found

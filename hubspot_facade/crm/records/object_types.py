"""From an object type, in any spelling, to the resource of its records."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from hubspot_facade.crm.properties.definitions import named_type
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.type_names import is_bare, type_id
from hubspot_facade.plans.methods import C
from hubspot_facade.wire.ids import object_type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from hubspot_facade.plans.methods import Runner
    from hubspot_facade.plans.paging import Pages
    from hubspot_facade.plans.plan import Plan

T = TypeVar("T")

# Object type id → module and class of its resource.
_NAMED = {
    "0-1": ("contacts.contacts", "Contacts"),
    "0-2": ("companies", "Companies"),
    "0-3": ("deals", "Deals"),
    "0-5": ("tickets", "Tickets"),
    "0-7": ("products", "Products"),
    "0-8": ("line_items", "LineItems"),
    "0-14": ("quotes", "Quotes"),
    "0-18": ("activities.communications", "Communications"),
    "0-27": ("activities.tasks", "Tasks"),
    "0-46": ("activities.notes", "Notes"),
    "0-47": ("activities.meetings", "Meetings"),
    "0-48": ("activities.calls", "Calls"),
    "0-49": ("activities.emails", "Emails"),
    "0-116": ("activities.postal_mail", "PostalMail"),
    "0-123": ("orders", "Orders"),
    "0-136": ("leads", "Leads"),
}


def objects_of(client: Runner, object_type: str) -> Objects[Any]:
    """The records of a type, from the type's own resource if it has one, under the given spelling.

    A name that is neither HubSpot's nor a full one is looked up in the portal's schemas when it is first used.
    """
    kind = object_type_of(object_type)
    if is_bare(kind):
        return NamedObjects(client, kind)
    module, name = _NAMED.get(type_id(kind), ("records.objects", "Objects"))
    resource: type[Objects[Any]] = getattr(importlib.import_module(f"hubspot_facade.crm.{module}"), name)
    return resource(client, kind)


class NamedObjects(Objects[C]):
    """Records of a custom type by its bare name; what that stands for is asked before the first call."""

    def _plan_of(self, function: Callable[..., Plan[Any]], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Plan[Any]:
        return _asked(self._found_type(), lambda objects: function(objects, *args, **kwargs))

    def _pages_of(
        self, function: Callable[..., Pages[Any]], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Pages[Any]:
        found: list[Pages[Any]] = []

        def fetch(cursor: Any) -> Generator[Any, Any, Any]:
            if not found:
                found.append(function((yield from self._found_type()), *args, **kwargs))
            return (yield from found[0].fetch(cursor))

        parts = function(self, *args, **kwargs)  # what is wrong with the arguments is said at once

        def checkpoint(page: Any, cursor: Any) -> str | None:
            return (found[0] if found else parts).checkpoint(page, cursor)

        def items(page: Any) -> Sequence[Any]:
            return found[0].items(page)

        def after(page: Any, cursor: Any) -> Any:
            return found[0].after(page, cursor)

        return replace(parts, fetch=fetch, items=items, after=after, checkpoint=checkpoint)

    def _found_type(self) -> Generator[Any, Any, Objects[Any]]:
        return Objects(self._client, (yield from named_type(self.object_type)))


def _asked(first: Generator[Any, Any, T], then: Callable[[T], Plan[Any]]) -> Generator[Any, Any, Any]:
    return (yield from then((yield from first)))

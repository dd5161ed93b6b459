"""From an object type, in any spelling, to the resource of its records."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.wire.values import object_type_of

if TYPE_CHECKING:
    from hubspot_facade.plans.methods import Runner

# Object type id → module and class of its resource, and the type's name in the singular and the plural.
_NAMED = {
    "0-1": ("contacts.contacts", "Contacts", "contact", "contacts"),
    "0-2": ("companies", "Companies", "company", "companies"),
    "0-3": ("deals", "Deals", "deal", "deals"),
    "0-5": ("tickets", "Tickets", "ticket", "tickets"),
    "0-7": ("products", "Products", "product", "products"),
    "0-8": ("line_items", "LineItems", "line_item", "line_items"),
    "0-14": ("quotes", "Quotes", "quote", "quotes"),
    "0-18": ("activities.communications", "Communications", "communication", "communications"),
    "0-27": ("activities.tasks", "Tasks", "task", "tasks"),
    "0-46": ("activities.notes", "Notes", "note", "notes"),
    "0-47": ("activities.meetings", "Meetings", "meeting", "meetings"),
    "0-48": ("activities.calls", "Calls", "call", "calls"),
    "0-49": ("activities.emails", "Emails", "email", "emails"),
    "0-116": ("activities.postal_mail", "PostalMail", "postal_mail", "postal_mails"),
    "0-123": ("orders", "Orders", "order", "orders"),
    "0-136": ("leads", "Leads", "lead", "leads"),
}


def objects_of(client: Runner, object_type: str) -> Objects[Any]:
    """The records of a type, from the type's own resource if it has one, under the given spelling."""
    kind = object_type_of(object_type)
    module, name = _resources().get(kind, ("records.objects", "Objects"))
    resource: type[Objects[Any]] = getattr(importlib.import_module(f"hubspot_facade.crm.{module}"), name)
    return resource(client, kind)


@cache
def _resources() -> dict[str, tuple[str, str]]:
    """Modules and classes by every spelling of their type."""
    return {
        spelling: (module, name)
        for type_id, (module, name, singular, plural) in _NAMED.items()
        for spelling in (type_id, singular, plural)
    }

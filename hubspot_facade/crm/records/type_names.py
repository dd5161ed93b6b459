"""The names of HubSpot's own object types, and whether a name may be that of a portal's own type."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# Object type id → the type's name in the singular, in the plural, and others that paths take.
NAMES: dict[str, tuple[str, ...]] = {
    "0-1": ("contact", "contacts"),
    "0-2": ("company", "companies"),
    "0-3": ("deal", "deals"),
    "0-4": ("engagement", "engagements"),
    "0-5": ("ticket", "tickets"),
    "0-7": ("product", "products"),
    "0-8": ("line_item", "line_items"),
    "0-11": ("conversation", "conversations"),
    "0-14": ("quote", "quotes"),
    "0-18": ("communication", "communications"),
    "0-19": ("feedback_submission", "feedback_submissions"),
    "0-27": ("task", "tasks"),
    "0-35": ("campaign", "campaigns"),
    "0-46": ("note", "notes"),
    "0-47": ("meeting", "meetings", "meeting_event"),
    "0-48": ("call", "calls"),
    "0-49": ("email", "emails"),
    "0-53": ("invoice", "invoices", "commerce_invoices"),
    "0-54": ("marketing_event", "marketing_events"),
    "0-61": ("partner_client", "partner_clients"),
    "0-62": ("partner_service", "partner_services"),
    "0-64": ("quote_template", "quote_templates"),
    "0-69": ("subscription", "subscriptions", "commerce_subscriptions"),
    "0-72": ("deal_split", "deal_splits"),
    "0-74": ("goal_target", "goal_targets", "goal", "goals"),
    "0-84": ("discount", "discounts"),
    "0-85": ("fee", "fees"),
    "0-86": ("tax", "taxes"),
    "0-101": ("commerce_payment", "commerce_payments", "payment", "payments"),
    "0-115": ("user", "users"),
    "0-116": ("postal_mail", "postal_mails"),
    "0-118": ("payment_link", "payment_links"),
    "0-123": ("order", "orders"),
    "0-136": ("lead", "leads"),
    "0-138": ("contract", "contracts"),
    "0-142": ("cart", "carts"),
    "0-162": ("service", "services"),
    "0-410": ("course", "courses"),
    "0-420": ("listing", "listings"),
    "0-421": ("appointment", "appointments"),
    "0-970": ("project", "projects"),
}

# What other systems call some of these types.
_ELSEWHERE = {
    "account": "companies",
    "accounts": "companies",
    "customer": "contacts",
    "customers": "contacts",
    "opportunities": "deals",
    "opportunity": "deals",
    "organization": "companies",
    "organizations": "companies",
    "people": "contacts",
    "person": "contacts",
    "persons": "contacts",
}
_USUAL = ("contacts", "companies", "deals", "tickets", "products", "line_items", "tasks")
_MOST = 10  # custom types to list

_FULL = re.compile(r"\d+-\d+|p\d*_\w+")


def type_id(object_type: str) -> str:
    """One spelling for all of a type of HubSpot's: its id. Other names stay as they are."""
    return _ids().get(object_type, object_type)


def is_bare(object_type: str) -> bool:
    """Whether it may be a custom type's bare name: it is neither HubSpot's, nor an id, nor a full name (p123_boat)."""
    return object_type not in _ids() and not _FULL.fullmatch(object_type)


def meant(object_type: str, customs: Collection[str] = ()) -> str:
    """What a type that there is not may be, as a question; the usual types, and the custom ones, if no name is near."""
    from difflib import get_close_matches  # only a wrong name needs it

    known = [*customs, *(name for names in NAMES.values() for name in names)]
    wanted = object_type.strip().lower()
    near = [_ELSEWHERE[wanted]] if wanted in _ELSEWHERE else get_close_matches(wanted, known, 2, 0.8)
    if near:
        plurals = {name: names[1] for names in NAMES.values() for name in names}
        return f"did you mean {' or '.join(map(repr, dict.fromkeys(plurals.get(each, each) for each in near)))}?"
    listed = [*_USUAL, *list(customs)[:_MOST]]
    return f"there are {', '.join(listed)} and others"


@cache
def _ids() -> dict[str, str]:
    return {name: key for key, names in NAMES.items() for name in (key, *names)}

"""The event types that HubSpot documents, as types for editors and checkers, by the class of their events.

`tests/webhooks/test_events.py` compares them with the documents of every edition. New types of HubSpot's work without
being listed here: their events are of the class that the second part of their name says, or an `Event`.
"""

from __future__ import annotations

from typing import Literal, get_args

Creation = Literal[
    "object.creation",
    "contact.creation",
    "company.creation",
    "deal.creation",
    "ticket.creation",
    "product.creation",
    "line_item.creation",
    "conversation.creation",
]
Deletion = Literal[
    "object.deletion",
    "contact.deletion",
    "company.deletion",
    "deal.deletion",
    "ticket.deletion",
    "product.deletion",
    "line_item.deletion",
    "conversation.deletion",
]
Restore = Literal[
    "object.restore",
    "contact.restore",
    "company.restore",
    "deal.restore",
    "ticket.restore",
    "product.restore",
    "line_item.restore",
]
PrivacyDeletion = Literal["contact.privacyDeletion", "conversation.privacyDeletion"]
PropertyChange = Literal[
    "object.propertyChange",
    "contact.propertyChange",
    "company.propertyChange",
    "deal.propertyChange",
    "ticket.propertyChange",
    "product.propertyChange",
    "line_item.propertyChange",
    "conversation.propertyChange",
]
Merge = Literal[
    "object.merge",
    "contact.merge",
    "company.merge",
    "deal.merge",
    "ticket.merge",
    "product.merge",
    "line_item.merge",
]
AssociationChange = Literal[
    "object.associationChange",
    "contact.associationChange",
    "company.associationChange",
    "deal.associationChange",
    "ticket.associationChange",
    "line_item.associationChange",
]
NewMessage = Literal["conversation.newMessage"]
Other = Literal["event.completed"]

EVENT_TYPES: frozenset[str] = frozenset(
    name
    for group in (
        Creation,
        Deletion,
        Restore,
        PrivacyDeletion,
        PropertyChange,
        Merge,
        AssociationChange,
        NewMessage,
        Other,
    )
    for name in get_args(group)
)
"""Every event type that HubSpot documents."""

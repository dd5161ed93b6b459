"""Sample payloads of the named operations on conversations."""

from __future__ import annotations

from typing import Any

_THREAD = {"thread_id": "7001"}
_MESSAGE = {**_THREAD, "message_id": "a0b1c2"}
_CHANNEL = {"channel_id": "9001"}
_ACCOUNT = {**_CHANNEL, "channel_account_id": "9101"}
_PHONE = {"type": "HS_PHONE_NUMBER", "value": "+15551234567"}

CONVERSATIONS: dict[str, dict[str, Any]] = {
    "Add comment to conversation thread": {**_THREAD, "text": "Called back, no answer."},
    "Archive conversation thread": _THREAD,
    "Assign conversation thread": {**_THREAD, "actor_id": "A-9001"},
    "Batch read conversation actors": {"actor_ids": ["A-9001", "V-51"]},
    "Create custom channel": {
        "name": "Pigeon post",
        "webhook_url": "https://www.example.com/hubspot/channel",
        "capabilities": {},
    },
    "Create custom channel account": {
        **_CHANNEL,
        "name": "Loft 1",
        "inbox_id": "8001",
        "delivery_identifier": _PHONE,
    },
    "Create visitor identification token": {"email": "john.doe@example.com", "first_name": "John"},
    "Delete custom channel": _CHANNEL,
    "Get conversation actor": {"actor_id": "A-9001"},
    "Get conversation channel": {"channel_id": "1000"},
    "Get conversation channel account": {"channel_account_id": "8101"},
    "Get conversation inbox": {"inbox_id": "8001"},
    "Get conversation message": _MESSAGE,
    "Get conversation thread": {**_THREAD, "with_tickets": True},
    "Get custom channel": _CHANNEL,
    "Get custom channel account": _ACCOUNT,
    "Get custom channel message": {**_CHANNEL, "message_id": "a0b1c2"},
    "Get original content of conversation message": _MESSAGE,
    "List conversation channel accounts": {"inbox_ids": ["8001"], "limit": 10},
    "List conversation channels": {"limit": 10},
    "List conversation inboxes": {"limit": 10},
    "List conversation messages": {**_THREAD, "oldest_first": True, "limit": 20},
    "List conversation threads": {"inbox_ids": ["8001"], "limit": 20},
    "List custom channel accounts": {**_CHANNEL, "limit": 10},
    "List custom channels": {"limit": 10},
    "Publish message to custom channel": {
        **_ACCOUNT,
        "text": "Coo",
        "message_direction": "INCOMING",
        "senders": [{"name": "John Doe", "delivery_identifier": _PHONE}],
        "recipients": [{"delivery_identifier": {"type": "CHANNEL_SPECIFIC_OPAQUE_ID", "value": "loft-1"}}],
        "timestamp": "2026-03-01T12:00:00Z",
        "integration_thread_id": "flight-1",
    },
    "Restore conversation thread": {"thread_id": "7002"},
    "Send conversation message": {
        **_THREAD,
        "text": "Your parcel is on its way.",
        "sender_actor_id": "A-9001",
        "channel_id": "1002",
        "channel_account_id": "8101",
        "recipients": ["john.doe@example.com"],
        "subject": "Your order",
    },
    "Unassign conversation thread": _THREAD,
    "Update conversation thread": {**_THREAD, "status": "CLOSED"},
    "Update custom channel": {**_CHANNEL, "name": "Pigeon express"},
    "Update custom channel account": {**_ACCOUNT, "name": "Loft 2"},
    "Update custom channel account staging token": {
        **_CHANNEL,
        "account_token": "a-staging-token",
        "account_name": "Loft 3",
    },
    "Update custom channel message status": {**_CHANNEL, "message_id": "a0b1c2", "status_type": "READ"},
}

"""Messages of threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import inputs_to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.argument_types import Ids
from hubspot_facade.wire.ids import id_of, ids_of, number_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_09.conversations.conversations import operations as calls
    from hubspot_openapi.v2026_09.conversations.conversations.models import (
        PublicAssignmentMessage,
        PublicComment,
        PublicConversationsMessage,
        PublicMessageContent,
        PublicThreadInboxChange,
        PublicThreadStatusChange,
        PublicWelcomeMessage,
    )

    from hubspot_facade.plans.plan import Plan

    Message: TypeAlias = (
        PublicConversationsMessage
        | PublicComment
        | PublicWelcomeMessage
        | PublicAssignmentMessage
        | PublicThreadStatusChange
        | PublicThreadInboxChange
    )
else:
    calls = edition_calls("conversations.conversations")

Recipients: TypeAlias = Sequence[Mapping[str, Any] | str]
"""Who gets a message: e-mail addresses, actor ids ("V-1", "E-…") or HubSpot's mappings."""

PAGE = 100


class Messages(Resource[C]):
    """The entries of a thread: messages, comments of the team, and events of the thread."""

    with_raw_response = WithRawResponse["Messages[RawSync]", "Messages[RawAsync]"]()

    @listing(Name("List conversation messages", effect="read", fields={"limit": "page_size"}))
    def list(
        self,
        thread_id: Id,
        *,
        oldest_first: bool = False,
        archived: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Message]:
        """List every entry of a thread, by default the newest first; `type_` says what each is."""
        key = number_of(thread_id, "thread_id")
        return Pages(
            fetch=lambda cursor: calls.list_thread_messages(
                key,
                sort=["createdAt"] if oldest_first else None,
                archived=archived,
                limit=page_size or min(PAGE, limit or PAGE),
                after=cursor,
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("Get conversation message", effect="read"))
    def get(self, thread_id: Id, message_id: str) -> Plan[Message]:
        """Get a message of a thread. Raises NotFound."""
        return calls.get_thread_message(number_of(thread_id, "thread_id"), id_of(message_id, "message_id"))

    @operation(Name("Get original content of conversation message", effect="read"))
    def get_original_content(self, thread_id: Id, message_id: str) -> Plan[PublicMessageContent]:
        """Get the complete text of a message that was received truncated. Raises NotFound."""
        return calls.get_thread_message_original_content(
            number_of(thread_id, "thread_id"), id_of(message_id, "message_id")
        )

    @operation(Name("Send conversation message", effect="send"))
    def send(
        self,
        thread_id: Id,
        text: str,
        *,
        sender_actor_id: str,
        channel_id: Id,
        channel_account_id: Id,
        recipients: Recipients,
        subject: str | None = None,
        rich_text: str | None = None,
        file_ids: Ids = (),
    ) -> Plan[Message]:
        """Send a message in an agent's name ("A-123"). Returns the message that was sent.

        Recipients are e-mail addresses, actor ids ("V-1", "E-…") or HubSpot's mappings.
        """
        body = {
            "type": "MESSAGE",
            "text": text_of(text, "text"),
            "richText": rich_text,
            "subject": subject,
            "senderActorId": text_of(sender_actor_id, "sender_actor_id"),
            "channelId": id_of(channel_id, "channel_id"),
            "channelAccountId": id_of(channel_account_id, "channel_account_id"),
            "recipients": recipients_of(recipients),
            "attachments": _files(file_ids),
        }
        return calls.create_thread_message(number_of(thread_id, "thread_id"), body=without_none(body))

    @operation(Name("Add comment to conversation thread", effect="create"))
    def comment(self, thread_id: Id, text: str, *, rich_text: str | None = None, file_ids: Ids = ()) -> Plan[Message]:
        """Add a comment to a thread; only the team sees it. Returns the comment."""
        body = {
            "type": "COMMENT",
            "text": text_of(text, "text"),
            "richText": rich_text,
            "attachments": _files(file_ids),
        }
        return calls.create_thread_message(number_of(thread_id, "thread_id"), body=without_none(body))


def recipients_of(given: Recipients, field: str = "recipients") -> list[dict[str, Any]]:
    """Recipients in HubSpot's form."""
    if isinstance(given, str):
        raise InputError(field, "expected a list, not text")
    spelled = [_recipient(each) if isinstance(each, str) else each for each in given]
    if not spelled:
        raise InputError(field, "name at least one")
    return inputs_to_wire(spelled, field, to=calls.create_thread_message, path="recipients")


def _recipient(text: str) -> dict[str, Any]:
    if text[1:2] == "-" and "@" not in text:
        return {"actorId": text, "deliveryIdentifiers": []}
    return {"deliveryIdentifiers": [{"type": "HS_EMAIL_ADDRESS", "value": text}]}


def _files(file_ids: Ids) -> list[dict[str, str]]:
    return [{"type": "FILE", "fileId": each} for each in ids_of(file_ids, "file_ids")]

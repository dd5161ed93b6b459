"""Custom channels of an app."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import Fields, inputs_to_wire, to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import Moment, iso_of
from hubspot_facade.wire.ids import id_of, number_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.conversations.custom_channels import operations as calls
    from hubspot_openapi.v2026_03.conversations.custom_channels.models import (
        PublicChannelAccount,
        PublicChannelAccountStagingToken,
        PublicChannelIntegrationChannel,
        PublicChannelIntegrationChannelCreate,
        PublicConversationsMessage,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("conversations.custom_channels")

Participants: TypeAlias = Sequence[Mapping[str, Any]]
"""Senders, recipients or attachments of a message, as HubSpot's mappings."""
Capabilities: TypeAlias = Mapping[str, Any]
"""What a channel can do, as HubSpot's mapping."""

_PAGE = {"limit": "page_size"}


class CustomChannels(Resource[C]):
    """Channels that an app provides; the channels themselves require the app's developer API key."""

    with_raw_response = WithRawResponse["CustomChannels[RawSync]", "CustomChannels[RawAsync]"]()
    _noun = "channel"
    _plural = "channels"

    @listing(Name("List custom channels", effect="read", fields=_PAGE))
    def list(
        self, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[PublicChannelIntegrationChannel]:
        """List every custom channel of the app."""
        return Pages(fetch=lambda cursor: calls.get_all(limit=page_size, after=cursor), start=after, limit=limit)

    @operation(Name("Create custom channel", effect="create"))
    def create(self, channel: PublicChannelIntegrationChannelCreate | Fields) -> Plan[PublicChannelIntegrationChannel]:
        """Create a custom channel. Returns the new channel.

        Its fields are name, capabilities, webhook_url, channel_logo_url, …
        """
        body: dict[str, Any] = {"capabilities": {}, **to_wire(channel, "channel", to=calls.create)}
        return calls.create(body={**body, "name": text_of(body.get("name"), "name")})

    @operation(Name("Get custom channel", effect="read"))
    def get(self, record_id: Id) -> Plan[PublicChannelIntegrationChannel]:
        """Get a custom channel. Raises NotFound."""
        return calls.get_by_id(number_of(record_id, "channel_id"))

    @operation(Name("Update custom channel", effect="update"))
    def update(
        self,
        record_id: Id,
        *,
        name: str | None = None,
        capabilities: Capabilities | None = None,
        webhook_url: str | None = None,
        channel_description: str | None = None,
        channel_logo_url: str | None = None,
        channel_account_connection_redirect_url: str | None = None,
    ) -> Plan[PublicChannelIntegrationChannel]:
        """Change the given fields of a custom channel. Returns the changed channel. Raises NotFound."""
        body = {
            "name": name,
            "capabilities": capabilities,
            "webhookUrl": webhook_url,
            "channelDescription": channel_description,
            "channelLogoUrl": channel_logo_url,
            "channelAccountConnectionRedirectUrl": channel_account_connection_redirect_url,
        }
        return calls.update(number_of(record_id, "channel_id"), body=_changed(body))

    @operation(Name("Delete custom channel", effect="delete"))
    def archive(self, record_id: Id) -> Plan[None]:
        """Delete a custom channel."""
        return calls.archive(number_of(record_id, "channel_id"))

    @listing(Name("List custom channel accounts", effect="read", fields=_PAGE))
    def list_accounts(
        self,
        channel_id: Id,
        *,
        archived: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicChannelAccount]:
        """List every account that is connected to a custom channel."""
        key = number_of(channel_id, "channel_id")
        return Pages(
            fetch=lambda cursor: calls.list_channel_accounts(key, archived=archived, limit=page_size, after=cursor),
            start=after,
            limit=limit,
        )

    @operation(Name("Create custom channel account", effect="create"))
    def create_account(
        self,
        channel_id: Id,
        name: str,
        *,
        inbox_id: Id,
        authorized: bool = True,
        delivery_identifier: Mapping[str, str] | None = None,
    ) -> Plan[PublicChannelAccount]:
        """Connect an account to a custom channel. Returns the new account.

        The identifier is `{"type": "HS_EMAIL_ADDRESS", "value": …}`, a phone number, …
        """
        body = {
            "name": text_of(name, "name"),
            "inboxId": id_of(inbox_id, "inbox_id"),
            "authorized": authorized,
            "deliveryIdentifier": _identifier(delivery_identifier, to=calls.create_channel_account),
        }
        return calls.create_channel_account(number_of(channel_id, "channel_id"), body=without_none(body))

    @operation(Name("Get custom channel account", effect="read"))
    def get_account(
        self, channel_id: Id, channel_account_id: Id, *, archived: bool | None = None
    ) -> Plan[PublicChannelAccount]:
        """Get an account of a custom channel. Raises NotFound."""
        return calls.get_channel_account(
            number_of(channel_id, "channel_id"),
            number_of(channel_account_id, "channel_account_id"),
            archived=archived,
        )

    @operation(Name("Update custom channel account", effect="update"))
    def update_account(
        self, channel_id: Id, channel_account_id: Id, *, name: str | None = None, authorized: bool | None = None
    ) -> Plan[PublicChannelAccount]:
        """Rename an account, or grant or revoke its permission to send. Returns the changed account."""
        return calls.update_channel_account(
            number_of(channel_id, "channel_id"),
            number_of(channel_account_id, "channel_account_id"),
            body=_changed({"name": name, "authorized": authorized}),
        )

    @operation(Name("Update custom channel account staging token", effect="update"))
    def update_staging_token(
        self,
        channel_id: Id,
        account_token: str,
        *,
        account_name: str | None = None,
        delivery_identifier: Mapping[str, str] | None = None,
    ) -> Plan[PublicChannelAccountStagingToken]:
        """Set the name and identifier of an account that is being connected. Returns its token."""
        identifier = _identifier(delivery_identifier, to=calls.update_channel_account_staging_token)
        return calls.update_channel_account_staging_token(
            number_of(channel_id, "channel_id"),
            text_of(account_token, "account_token"),
            body=_changed({"accountName": account_name, "deliveryIdentifier": identifier}),
        )

    @operation(Name("Publish message to custom channel", effect="send"))
    def create_message(
        self,
        channel_id: Id,
        text: str,
        *,
        channel_account_id: Id,
        message_direction: str,
        senders: Participants,
        recipients: Participants,
        timestamp: Moment,
        attachments: Participants = (),
        integration_thread_id: str | None = None,
        integration_idempotency_id: str | None = None,
        in_reply_to_id: str | None = None,
        rich_text: str | None = None,
    ) -> Plan[PublicConversationsMessage]:
        """Create an INCOMING or OUTGOING message of a custom channel. Returns it as it appears in the inbox.

        Participants are `{"deliveryIdentifier": {"type": "HS_EMAIL_ADDRESS", "value": …}, "name": …}`.
        """
        body = {
            "text": text_of(text, "text"),
            "richText": rich_text,
            "channelAccountId": id_of(channel_account_id, "channel_account_id"),
            "messageDirection": text_of(message_direction, "message_direction"),
            "senders": inputs_to_wire(senders, "senders", to=calls.create_message, path="senders"),
            "recipients": inputs_to_wire(recipients, "recipients", to=calls.create_message, path="recipients"),
            "timestamp": iso_of(timestamp, "timestamp"),
            "attachments": inputs_to_wire(attachments, "attachments", to=calls.create_message, path="attachments"),
            "integrationThreadId": integration_thread_id,
            "integrationIdempotencyId": integration_idempotency_id,
            "inReplyToId": in_reply_to_id,
        }
        return calls.create_message(number_of(channel_id, "channel_id"), body=without_none(body))

    @operation(Name("Get custom channel message", effect="read"))
    def get_message(self, channel_id: Id, message_id: str) -> Plan[PublicConversationsMessage]:
        """Get a message of a custom channel. Raises NotFound."""
        return calls.get_message(number_of(channel_id, "channel_id"), id_of(message_id, "message_id"))

    @operation(Name("Update custom channel message status", effect="update"))
    def update_message(
        self, channel_id: Id, message_id: str, status_type: str, *, error_message: str | None = None
    ) -> Plan[PublicConversationsMessage]:
        """Mark a message as SENT, READ or FAILED; `error_message` says why it failed. Returns the message."""
        body = without_none({"statusType": text_of(status_type, "status_type"), "errorMessage": error_message})
        return calls.update_message(number_of(channel_id, "channel_id"), id_of(message_id, "message_id"), body=body)


def _identifier(given: Mapping[str, str] | None, *, to: Callable[..., Any]) -> dict[str, Any] | None:
    return None if given is None else to_wire(given, "delivery_identifier", to=to, path="deliveryIdentifier")


def _changed(body: Mapping[str, Any]) -> dict[str, Any]:
    changed = without_none(body)
    if not changed:
        raise InputError("", "name at least one field to change")
    return changed

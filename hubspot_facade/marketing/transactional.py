"""Single sends: one email to one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.plans.bodies import mapped, require, to_wire
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.wire.ids import number_of, text_of
from hubspot_facade.wire.values import Id, Properties, properties_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.single_send import operations as newer
    from hubspot_openapi.v2026_03.marketing.transactional_single_send import operations as calls
    from hubspot_openapi.v2026_03.shared import EmailSendStatusView, PublicSingleSendEmail

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.transactional_single_send")
    newer = edition_calls("marketing.single_send")

Pairs: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]]
"""Names and values: a mapping, or `{"name": …, "value": …}` each."""


class Transactional(Resource[C]):
    """Single sends; they need the transactional add-on."""

    with_raw_response = WithRawResponse["Transactional[RawSync]", "Transactional[RawAsync]"]()

    @operation(
        Name("Send a single transactional email asynchronously.", effect="send", seeds=("004",)),
        Name("Send single transactional email", effect="send", seeds=("002",)),
    )
    def send(
        self,
        email_id: Id,
        message: PublicSingleSendEmail | Mapping[str, Any],
        *,
        contact_properties: Properties | None = None,
        custom_properties: Pairs | None = None,
    ) -> Plan[EmailSendStatusView]:
        """Send a transactional email. Returns the send's status id.

        `message` is `{"to": …}`, optionally with from, cc, bcc, replyTo and sendId.
        Contact properties are written to the contact, custom properties fill in the email's template. With a `sendId`,
        HubSpot refuses a second send.
        """
        body = to_wire(message, "message", to=calls.send_email, path="message")
        return calls.send_email(body=_body(email_id, body, contact_properties, custom_properties))

    @operation(
        Name(
            "Send a single email (v4)",
            effect="send",
            seeds=("004",),
            aliases=("post-/marketing/v4/email/single-send",),
        )
    )
    def send_marketing(
        self,
        email_id: Id,
        message: PublicSingleSendEmail | Mapping[str, Any],
        *,
        contact_properties: Properties | None = None,
        custom_properties: Pairs | None = None,
    ) -> Plan[EmailSendStatusView]:
        """Send a marketing email; arguments as for `send`. Returns the send's status id."""
        body = to_wire(message, "message", to=newer.send, path="message")
        return newer.send(body=_body(email_id, body, contact_properties, custom_properties))


def _body(email_id: Id, message: Mapping[str, Any], contact: Properties | None, custom: Pairs | None) -> dict[str, Any]:
    require(message, ("to",), "message")
    text_of(message["to"], "message.to")
    return {
        "emailId": number_of(email_id, "email_id"),
        "message": {"cc": [], "bcc": [], "replyTo": [], **message},
        "contactProperties": properties_of(contact or {}, "contact_properties"),
        "customProperties": mapped(custom or {}, "custom_properties"),
    }

"""Tokens for sending by SMTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.ids import id_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.transactional_single_send import operations as calls
    from hubspot_openapi.v2026_03.marketing.transactional_single_send.models import SmtpApiTokenView

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.transactional_single_send")

_USER = {"user_name": "token_id"}  # v1's name of the id


class SmtpTokens(Resource[C]):
    """SMTP tokens: the id is the user name. The password is returned when it is set and never again."""

    with_raw_response = WithRawResponse["SmtpTokens[RawSync]", "SmtpTokens[RawAsync]"]()

    @listing(
        Name(
            "Query SMTP API tokens by campaign name or an emailCampaignId.",
            effect="read",
            seeds=("004",),
            fields={"limit": "page_size"},
        ),
        Name("List SMTP API tokens", effect="read", seeds=("002",), fields={"limit": "page_size"}),
    )
    def list(
        self,
        *,
        campaign_name: str | None = None,
        email_campaign_id: Id | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[SmtpApiTokenView]:
        """List every SMTP token, or those of a campaign."""
        campaign = None if email_campaign_id is None else id_of(email_campaign_id, "email_campaign_id")
        return Pages(
            fetch=lambda cursor: calls.get_tokens_page(
                campaign_name=campaign_name, email_campaign_id=campaign, limit=page_size, after=cursor
            ),
            start=after,
            limit=limit,
        )

    @operation(
        Name("Create a SMTP API token.", effect="create", seeds=("004",)),
        Name("Create SMTP API token", effect="create", seeds=("002",), ignores=("created_by",)),
    )
    def create(self, campaign_name: str, *, create_contact: bool = False) -> Plan[SmtpApiTokenView]:
        """Create an SMTP token. Returns the new token, with its password.

        `create_contact` creates contacts for the recipients.
        """
        body = {"campaignName": text_of(campaign_name, "campaign_name"), "createContact": create_contact}
        return calls.create_token(body=body)

    @operation(Name("Query a single token by ID.", effect="read", seeds=("004",)))
    def get(self, token_id: Id) -> Plan[SmtpApiTokenView]:
        """Get an SMTP token, without its password. Raises NotFound."""
        return calls.get_token_by_id(id_of(token_id, "token_id"))

    @operation(Name("Delete a single token by ID.", effect="delete", seeds=("004",)))
    def archive(self, token_id: Id) -> Plan[None]:
        """Delete an SMTP token."""
        return calls.archive_token(id_of(token_id, "token_id"))

    @operation(
        Name("Reset the password of an existing token.", effect="update", seeds=("004",)),
        Name("Reset SMTP API token password", effect="update", seeds=("002",), fields=_USER),
    )
    def reset_password(self, token_id: Id) -> Plan[SmtpApiTokenView]:
        """Reset an SMTP token's password; the old one is no longer valid.

        Returns the token with the new password.
        """
        return calls.reset_password(id_of(token_id, "token_id"))

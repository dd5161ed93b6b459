"""Sends of emails, from HubSpot's v1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages, offset_after
from hubspot_facade.wire.ids import id_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.email_campaigns import operations as calls
    from hubspot_openapi.v2026_03.marketing.email_campaigns.models import EmailCampaign, EmailCampaignReference

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.email_campaigns")

_PAGE = {"limit": "page_size"}


class EmailCampaigns(Resource[C]):
    """Email campaigns of v1: one per send, with numeric ids; `marketing.campaigns` are something different.

    HubSpot has these in v1 only, so every edition uses that.
    """

    with_raw_response = WithRawResponse["EmailCampaigns[RawSync]", "EmailCampaigns[RawAsync]"]()

    @listing(Name("Get all email campaign ids", effect="read", seeds=("002",), fields=_PAGE))
    def list(
        self, *, limit: int | None = None, page_size: int | None = None, offset: str | None = None
    ) -> Pages[EmailCampaignReference]:
        """List every email campaign's id, in no particular order."""
        return Pages(
            fetch=lambda cursor: calls.get_page(limit=page_size, offset=cursor),
            items=lambda page: page.campaigns or (),
            after=offset_after,
            start=offset,
            limit=limit,
        )

    @listing(Name("Get campaign ids by recent activity", effect="read", seeds=("002",), fields=_PAGE))
    def list_recent(
        self, *, limit: int | None = None, page_size: int | None = None, offset: str | None = None
    ) -> Pages[EmailCampaignReference]:
        """List every email campaign's id, the most recently active first."""
        return Pages(
            fetch=lambda cursor: calls.get_recent(limit=page_size, offset=cursor),
            items=lambda page: page.campaigns or (),
            after=offset_after,
            start=offset,
            limit=limit,
        )

    @operation(Name("Get email campaign data", effect="read", seeds=("002",)))
    def get(self, campaign_id: Id, *, app_id: Id | None = None) -> Plan[EmailCampaign]:
        """Get an email campaign with its counters (sent, delivered, open, …). Raises NotFound."""
        app = None if app_id is None else id_of(app_id, "app_id")
        return calls.get_by_id(id_of(campaign_id, "campaign_id"), app_id=app)

"""Reports of campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import Moment, day_of
from hubspot_facade.wire.ids import id_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.campaigns import operations as calls
    from hubspot_openapi.v2026_03.marketing.campaigns.models import (
        ContactReference,
        MetricsCounters,
        RevenueAttributionAggregate,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.campaigns")


class CampaignReports(Resource[C]):
    """Results of a campaign, from `start_date` to `end_date` (by default from 2006-01-01 to today)."""

    with_raw_response = WithRawResponse["CampaignReports[RawSync]", "CampaignReports[RawAsync]"]()

    @operation(Name("Get Campaign Metrics", effect="read", seeds=("004",)))
    def get_metrics(
        self, campaign_guid: Id, *, start_date: Moment | None = None, end_date: Moment | None = None
    ) -> Plan[MetricsCounters]:
        """Get a campaign's numbers of sessions, new contacts and influenced contacts."""
        return calls.list_reports_metrics(
            id_of(campaign_guid, "campaign_guid"),
            start_date=day_of(start_date, "start_date"),
            end_date=day_of(end_date, "end_date"),
        )

    @operation(Name("Fetch revenue", effect="read", seeds=("004",)))
    def get_revenue(
        self,
        campaign_guid: Id,
        *,
        attribution_model: str | None = None,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
    ) -> Plan[RevenueAttributionAggregate]:
        """Get a campaign's deals and revenue by an attribution model (by default LINEAR)."""
        return calls.get_reports_revenue(
            id_of(campaign_guid, "campaign_guid"),
            attribution_model=attribution_model,
            start_date=day_of(start_date, "start_date"),
            end_date=day_of(end_date, "end_date"),
        )

    @listing(Name("Fetch contact IDs", effect="read", seeds=("004",), fields={"limit": "page_size"}))
    def list_contacts(
        self,
        campaign_guid: Id,
        contact_type: str,
        *,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[ContactReference]:
        """List ids of the contacts that a campaign reached.

        The type is contactFirstTouch, contactLastTouch or influencedContacts.
        """
        campaign, kind = id_of(campaign_guid, "campaign_guid"), text_of(contact_type, "contact_type")
        since, until = day_of(start_date, "start_date"), day_of(end_date, "end_date")
        return Pages(
            fetch=lambda cursor: calls.get_reports_contact(
                campaign, kind, start_date=since, end_date=until, limit=page_size, after=cursor
            ),
            start=after,
            limit=limit,
        )

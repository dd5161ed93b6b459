"""Assets of campaigns."""

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
    from hubspot_openapi.v2026_03.shared import PublicCampaignAsset

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.campaigns")


class CampaignAssets(Resource[C]):
    """Assets of a campaign. Only FORM, OBJECT_LIST and EXTERNAL_WEB_URL can be added and removed."""

    with_raw_response = WithRawResponse["CampaignAssets[RawSync]", "CampaignAssets[RawAsync]"]()

    @listing(Name("List assets", effect="read", seeds=("004",), fields={"limit": "page_size"}))
    def list(
        self,
        campaign_guid: Id,
        asset_type: str,
        *,
        start_date: Moment | None = None,
        end_date: Moment | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicCampaignAsset]:
        """List a campaign's assets of one type, with metrics if both days are given."""
        campaign, kind = id_of(campaign_guid, "campaign_guid"), _kind(asset_type)
        since, until = day_of(start_date, "start_date"), day_of(end_date, "end_date")
        size = None if page_size is None else str(page_size)
        return Pages(
            fetch=lambda cursor: calls.get_asset(
                campaign, kind, start_date=since, end_date=until, limit=size, after=cursor
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("Add asset association", effect="create", seeds=("004",)))
    def add(self, campaign_guid: Id, asset_type: str, asset_id: Id) -> Plan[None]:
        """Add an asset to a campaign."""
        return calls.update_asset(id_of(campaign_guid, "campaign_guid"), _kind(asset_type), id_of(asset_id, "asset_id"))

    @operation(Name("Remove asset association", effect="delete", seeds=("004",)))
    def remove(self, campaign_guid: Id, asset_type: str, asset_id: Id) -> Plan[None]:
        """Remove an asset from a campaign; the asset itself is kept."""
        return calls.archive_asset(
            id_of(campaign_guid, "campaign_guid"), _kind(asset_type), id_of(asset_id, "asset_id")
        )


def _kind(asset_type: str) -> str:
    return text_of(asset_type, "asset_type").upper()

"""What the campaigns API refuses, in HubSpot's words."""

from hubspot_facade.sandbox.errors import Refusal, object_not_found, validation


def unknown_campaign(id_: str) -> Refusal:
    """404: no campaign has the id."""
    return Refusal(
        404,
        f"Campaign not found: {id_}",
        category="OBJECT_NOT_FOUND",
        sub_category="CampaignApiError.CAMPAIGN_NOT_FOUND",
        context={"campaignGuid": [id_]},
    )


def no_name() -> Refusal:
    """400: a campaign needs a name."""
    return validation("hs_name is required", sub_category="CampaignApiError.MISSING_REQUIRED_PROPERTIES")


def asset_type(given: str) -> Refusal:
    """400: assets of the type cannot be associated over the API, or there is no such type."""
    return validation(
        f"Asset type {given} is not supported",
        sub_category="CampaignApiError.UNSUPPORTED_ASSET_TYPE",
        context={"assetType": [given]},
    )


def unknown_item(id_: str) -> Refusal:
    """404: the campaign has no such budget or spend item."""
    return object_not_found(f"Item not found: {id_}", context={"id": [id_]})


def contact_type(given: str) -> Refusal:
    """400: there is no such report of contacts."""
    return validation(f"Unknown contact type {given}", context={"contactType": [given]})

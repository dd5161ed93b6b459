"""What the campaigns API refuses, in HubSpot's words."""

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found, validation


def unknown_campaign(id_: str) -> Refusal:
    """404: no campaign has the id."""
    return Refusal(
        404,
        f"Campaign not found: {id_}",
        category="OBJECT_NOT_FOUND",
        sub_category="CampaignApiError.CAMPAIGN_NOT_FOUND",
        context={"campaignGuid": [id_]},
    )


def malformed(id_: str) -> Refusal:
    """400: ids of campaigns are UUIDs."""
    reason = f"Invalid campaign GUID format: {id_}"
    return validation(
        f"Invalid request: '{reason}'",
        sub_category="CampaignApiError.INVALID_REQUEST",
        context={"message": [reason]},
    )


def not_writable(names: list[str]) -> Refusal:
    """400: properties that campaigns do not have, or that HubSpot alone sets."""
    return validation(
        f"Properties do not exist or are read-only: [{', '.join(names)}]",
        sub_category="CampaignApiError.INVALID_REQUEST",
        context={"propertyName": names},
    )


def unknown_status(value: str) -> Refusal:
    """400: no campaign can have the status."""
    return validation(
        f"{value} is not a campaign status",
        sub_category="CampaignApiError.INVALID_REQUEST",
        context={"propertyName": ["hs_campaign_status"]},
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

"""Sample payloads of marketing's named operations; ids are those of what must exist."""

from __future__ import annotations

from typing import Any

_CAMPAIGN = {"campaign_guid": "11111111-2222-4333-8444-555555555555"}
_SPAN = {"start_date": "2024-01-01", "end_date": "2024-12-31"}
_ASSET = {**_CAMPAIGN, "asset_type": "FORM", "asset_id": "77"}
_EMAIL = {"email_id": "301"}
_REVISION = {**_EMAIL, "revision_id": "401"}
_EXTERNAL = {"external_event_id": "EVENT-2023-001", "external_account_id": "ACCOUNT-1"}
_NEW = {**_EXTERNAL, "external_event_id": "EVENT-2023-002"}
_BY_ID = {"marketing_event_id": "501"}
_WEBINAR = {
    "event_name": "Advanced Marketing Strategies Webinar",
    "event_organizer": "HubSpot Marketing Team",
    "event_type": "WEBINAR",
    "start_date_time": "2023-09-15T14:00:00Z",
    "end_date_time": "2023-09-15T16:00:00Z",
    "event_description": "Join us for an in-depth webinar on advanced marketing strategies.",
    "event_url": "https://www.hubspot.com/webinars/advanced-marketing-strategies",
    "event_cancelled": False,
    "custom_properties": [
        {"name": "max_attendees", "value": "500"},
        {"name": "target_audience", "value": "Marketing Professionals"},
    ],
}
_STATE = {"external_event_id": "EVENT-2023-001", "subscriber_state": "register", "external_account_id": "ACCOUNT-1"}
_BY_CONTACT = {"inputs": [{"vid": 51, "interaction_date_time": "2023-09-15T14:05:00Z"}]}
_BY_ADDRESS = {"inputs": [{"email": "john.doe@example.com", "interaction_date_time": 1694786700000}]}
_SEND = {
    "email_id": 301,
    "message": {"to": "john.doe@example.com", "send_id": "order-1"},
    "contact_properties": [{"name": "firstname", "value": "John"}],
    "custom_properties": [{"name": "order_id", "value": "1"}],
}
_TOKEN = {"token_id": "user@smtp.example.com"}
_STATISTICS = {"start_timestamp": "2024-01-01T00:00:00Z", "end_timestamp": "2024-02-01T00:00:00Z"}

MARKETING: dict[str, dict[str, Any]] = {
    "Add asset association": _ASSET,
    "Associate a list with a marketing event": {**_BY_ID, "list_id": "601"},
    "Associate a list with a marketing event (external ids)": {**_EXTERNAL, "list_id": "601"},
    "Calculate attendance duration at event for all attendees": {
        **_EXTERNAL,
        "start_date_time": "2023-09-15T14:00:00Z",
        "end_date_time": "2023-09-15T16:00:00Z",
    },
    "Campaign search": {"name": "Spring", "limit": 10, "properties": ["hs_name", "hs_start_date"]},
    "Cancel marketing event (beta)": _EXTERNAL,
    "Clone a marketing email.": {"id": "301", "clone_name": "Spring sale, again"},
    "Create SMTP API token": {"created_by": "someone@example.com", "campaign_name": "Receipts"},
    "Create a SMTP API token.": {"campaign_name": "Receipts", "create_contact": False},
    "Create a batch of campaigns": {
        "inputs": [{"properties": {"hs_name": "Spring"}}, {"properties": {"hs_name": "Autumn"}}]
    },
    "Create a campaign": {"properties": {"hs_name": "Spring", "hs_start_date": "2024-03-01"}},
    "Create a marketing event": {**_WEBINAR, **_NEW},
    "Create a new marketing email.": {"name": "Spring sale", "subject": "All half price", "language": "en"},
    "Create an A/B test variation of a marketing email.": {"content_id": "311", "variation_name": "B"},
    "Create marketing event (beta)": {**_WEBINAR, **_EXTERNAL, "external_event_id": "EVENT-2023-003"},
    "Create or update a marketing event": {**_WEBINAR, **_EXTERNAL},
    "Create or update draft version": {**_EMAIL, "subject": "Only today: all half price"},
    "Create or update multiple marketing events": {"inputs": [{**_WEBINAR, **_EXTERNAL}]},
    "Create/update marketing event (beta)": {**_WEBINAR, **_EXTERNAL},
    "Delete a batch of campaigns": {"inputs": [{"id": _CAMPAIGN["campaign_guid"]}]},
    "Delete a marketing email.": _EMAIL,
    "Delete a marketing event": _EXTERNAL,
    "Delete a single token by ID.": _TOKEN,
    "Delete campaign": _CAMPAIGN,
    "Delete multiple marketing events": {
        "inputs": [{"appId": 1, "externalAccountId": "ACCOUNT-1", "externalEventId": "EVENT-2023-001"}]
    },
    "Disassociate a list from a marketing event": {**_BY_ID, "list_id": "601"},
    "Disassociate a list from a marketing event (external ids)": {**_EXTERNAL, "list_id": "601"},
    "Fetch contact IDs": {**_CAMPAIGN, "contact_type": "contactFirstTouch", **_SPAN, "limit": 10},
    "Fetch revenue": {**_CAMPAIGN, "attribution_model": "LINEAR", **_SPAN},
    "Get Campaign Metrics": {**_CAMPAIGN, **_SPAN},
    "Get a marketing event": _EXTERNAL,
    "Get a revision of a marketing email.": _REVISION,
    "Get aggregated statistic intervals.": {**_STATISTICS, "interval": "WEEK"},
    "Get aggregated statistics.": {**_STATISTICS, "email_ids": ["301"]},
    "Get all email campaign ids": {"limit": 10},
    "Get all marketing emails for a HubSpot account.": {"limit": 10, "created_after": "2024-01-01"},
    "Get app settings (beta)": {"app_id": 1},
    "Get campaign ids by recent activity": {"limit": 10},
    "Get draft version of a marketing email": _EMAIL,
    "Get email campaign data": {"campaign_id": "701"},
    "Get email event by id": {"created": 1694786700000, "id": "17d3fcc4-bc34-38b4-9103-69b5896bbdde"},
    "Get email events": {"recipient": "john.doe@example.com", "event_type": "OPEN", "start_timestamp": "2024-01-01"},
    "Get lists associated with a marketing event": _BY_ID,
    "Get lists associated with a marketing event (external ids)": _EXTERNAL,
    "Get marketing event": _EXTERNAL,
    "Get revisions of a marketing email": {**_EMAIL, "limit": 10},
    "Get the details of a specified marketing email.": {**_EMAIL, "include_stats": True},
    "Get the variation of a an A/B marketing email": _EMAIL,
    "List SMTP API tokens": {},
    "List assets": {**_CAMPAIGN, "asset_type": "FORM", **_SPAN},
    "Mark a marketing event as cancelled": _EXTERNAL,
    "Mark a marketing event as completed": {
        **_EXTERNAL,
        "start_date_time": "2023-09-15T14:00:00Z",
        "end_date_time": "2023-09-15T16:00:00Z",
    },
    "Publish or send a marketing email.": _EMAIL,
    "Query SMTP API tokens by campaign name or an emailCampaignId.": {"campaign_name": "Receipts"},
    "Query a single token by ID.": _TOKEN,
    "Read a batch of campaigns": {"inputs": [{"id": _CAMPAIGN["campaign_guid"]}], "properties": ["hs_name"]},
    "Read a campaign": {**_CAMPAIGN, "properties": ["hs_name"], **_SPAN},
    "Read budget": _CAMPAIGN,
    "Read participations breakdown by Contact identifier": {"contact_identifier": "john.doe@example.com"},
    "Read participations breakdown by Marketing Event external identifier": {**_EXTERNAL, "state": "ATTENDED"},
    "Read participations breakdown by Marketing Event internal identifier": {**_BY_ID, "limit": 10},
    "Read participations counters by Marketing Event external identifier": _EXTERNAL,
    "Read participations counters by Marketing Event internal identifier": _BY_ID,
    "Record a subscriber state by contact ID": {**_STATE, **_BY_CONTACT},
    "Record a subscriber state by contact email": {**_STATE, **_BY_ADDRESS},
    "Record a subscriber state by contact email (events)": {**_STATE, **_BY_ADDRESS},
    "Record a subscriber state by contact ids": {**_STATE, **_BY_CONTACT},
    "Remove asset association": _ASSET,
    "Reset Draft": _EMAIL,
    "Reset SMTP API token password": {"user_name": _TOKEN["token_id"]},
    "Reset the password of an existing token.": _TOKEN,
    "Restore a revision of a marketing email": _REVISION,
    "Restore a revision of a marketing email to DRAFT state": _REVISION,
    "Retrieve the application settings": {"app_id": 1},
    "Search for marketing events": {"q": "EVENT"},
    "Send a single email (v4)": _SEND,
    "Send a single transactional email asynchronously.": _SEND,
    "Send single transactional email": _SEND,
    "Unpublish or cancel a marketing email.": _EMAIL,
    "Update a batch of campaigns": {
        "inputs": [{"id": _CAMPAIGN["campaign_guid"], "properties": {"hs_name": "Summer"}}]
    },
    "Update a marketing email.": {**_EMAIL, "subject": "Only today"},
    "Update a marketing event": {**_EXTERNAL, "event_name": "Webinar, moved"},
    "Update campaign": {**_CAMPAIGN, "properties": {"hs_name": "Summer"}},
    "Update marketing event (beta)": {**_EXTERNAL, "event_name": "Webinar, moved"},
    "Update the application settings": {"app_id": 1, "event_details_url": "https://app.example.com/events/%s"},
}

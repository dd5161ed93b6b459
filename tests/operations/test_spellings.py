"""One payload, many spellings: what means the same is sent alike."""

import contextlib
import datetime as dt

import pytest

from hubspot_facade import APIError
from hubspot_facade.catalogue.operations import Catalogue

PAIRS = [{"property": "firstname", "value": "Jo"}, {"property": "numChildren", "value": 2}]
PROPERTIES = {"firstname": "Jo", "numchildren": "2"}
CALL = {"timestamp": "2023-05-15T14:30:00Z", "title": "Talk", "attachment_ids": ["1", "2"]}
EVENT = {"id": "e", "eventTypeId": "601", "email": "a@example.org", "first_rating": "5"}
CAMPAIGN = Catalogue()["Read a campaign"].sample["campaign_guid"]
FILTER = {"propertyName": "email", "operator": "EQ", "value": "a@example.org"}
ASSOCIATION = {**Catalogue()["Associate crm objects"].sample, "object_type": "contacts", "to_object_type": "deals"}
WEBINAR = {"event_name": "E", "event_organizer": "O", "external_account_id": "A", "external_event_id": "9"}
CODE = Catalogue()["OAuth 2.0 Authorization (token by code)"].sample
LISTED = {"externalEventId": "EVENT-2023-001", "externalAccountId": "ACCOUNT-1", "listId": "601"}
PROPERTY = Catalogue()["Create property"].sample

# A payload, and others that mean the same.
ALIKE = [
    (
        "Create contact",
        {"properties": PROPERTIES},
        [
            {"properties": PAIRS},
            {"properties": [{"name": "FirstName", "value": "Jo"}, {"name": "numChildren", "value": "2"}]},
            {"contact_properties": PAIRS},
            {"contactProperties": {"firstName": "Jo", "NUMCHILDREN": 2.0}},
            {"properties": {"properties": PAIRS}},
        ],
    ),
    (
        "Update contact by vid",
        {"vid": "51", "properties": PROPERTIES},
        [
            {"vid": 51, "properties": PAIRS},
            {"contact_id": " 51 ", "properties": {"properties": PAIRS}},
            {"object_id": 51, "contact_properties": PROPERTIES},
        ],
    ),
    (
        "Create/update contact",
        {"email": "a@example.org", "properties": PROPERTIES},
        [
            {"Email": "a@example.org", "properties": PAIRS},
        ],
    ),
    (
        "Create deal",
        {"properties": {"closedate": "2023-12-31"}},
        [
            {"properties": [{"name": "closedate", "value": dt.date(2023, 12, 31)}]},
            {"deal_properties": {"CloseDate": "2023-12-31"}},
        ],
    ),
    (
        "Batch create products",
        {"products": [{"properties": {"name": "a", "price": "1.5"}}]},
        [
            {"products": [{"product_properties": [{"name": "name", "value": "a"}, {"name": "price", "value": 1.5}]}]},
            {"inputs": [{"properties": {"name": "a", "price": 1.5}, "associations": []}]},
            {"products": [{"name": "a", "price": 1.5}]},
        ],
    ),
    (
        "Batch update deals",
        {"deals": [{"deal_id": "1001", "properties": {"amount": "5"}}]},
        [
            {"inputs": [{"id": 1001, "properties": {"amount": 5}}]},
            {"deals": [{"dealId": 1001, "properties": [{"name": "amount", "value": 5}]}]},
            {"deals": [{"deal_id": 1001, "amount": 5}]},
        ],
    ),
    (
        "Batch upsert contacts",
        {"inputs": [{"id": "a@example.org", "properties": {"firstname": "Jo"}}]},
        [
            {"contacts": [{"email": "a@example.org", "properties": [{"property": "firstname", "value": "Jo"}]}]},
            {"contacts": [{"email": "a@example.org", "firstname": "Jo"}]},
            {"inputs": [{"id": "a@example.org", "idProperty": "email", "properties": {"firstname": "Jo"}}]},
        ],
    ),
    (
        "Batch create or update contacts",
        {"contacts": [{"vid": 51, "properties": PROPERTIES}]},
        [
            {"inputs": [{"vid": "51", "properties": PAIRS}], "auditId": "somebody"},
            {"body": [{"vid": 51, "properties": PAIRS}]},
        ],
    ),
    (
        "Batch delete line items",
        {"line_item_ids": ["401", "402"]},
        [
            {"line_item_ids": [401, "402", 401]},
            {"lineItemIds": "401,402"},
            {"ids": ["401", 402]},
            {"inputs": [{"id": "401"}, {"id": "402"}]},
            {"line_items": [{"line_item_id": 401}, {"lineItemId": "402"}]},
        ],
    ),
    (
        "Get a batch of contacts by vid",
        {"vids": ["51"], "property": ["email"]},
        [
            {"vid": 51, "property": "email"},
            {"vids": "51", "properties": ["email"]},
        ],
    ),
    (
        "Add contact to list",
        {"contact_list_id": "123", "contact_ids": ["456"], "emails": ["a@example.org"]},
        [
            {"listId": 123, "vids": [456, "456"], "emails": "a@example.org"},
            {"contact_list_id": "123", "body": {"vids": 456, "emails": ["a@example.org"]}},
        ],
    ),
    (
        "Merge contacts",
        {"primaryObjectId": "51", "objectIdToMerge": "52"},
        [
            {"vid": 51, "vidToMerge": 52},
            {"vid": 51, "properties": {"vidToMerge": "52"}},
        ],
    ),
    (
        "Get contact by ID",
        {"contact_id": "51", "properties": ["email", "phone"], "associations": ["deals"]},
        [
            {"contactId": 51, "properties": "email,phone", "associations": "deals"},
            {"id": "51", "properties": "email, phone", "associations": ["deals"], "archived": None},
        ],
    ),
    (
        "Get a marketing event",
        {"external_event_id": "9", "external_account_id": "A"},
        [
            {"externalEventId": 9, "externalAccountId": "A"},
        ],
    ),
    (
        "Associate crm objects",
        {**ASSOCIATION, "association_type_id": 4},
        [
            {**ASSOCIATION, "object_id": 51, "association_type_id": "3"},
            {
                **ASSOCIATION,
                "object_type": "Contacts",
                "to_object_type": "Deals",
                "association_category": "hubspot_defined",
            },
            {**ASSOCIATION, "association_type_id": "contact_to_deal"},
        ],
    ),
    (
        "Search contacts",
        {"filterGroups": [{"filters": [FILTER]}], "limit": 5},
        [
            {"filter_groups": {"filters": [FILTER]}, "limit": "5"},
            {"filters": [FILTER], "limit": 5},
            {"filters": FILTER, "limit": 5},
        ],
    ),
    (
        "Create note engagement",
        {"timestamp": CALL["timestamp"], "attachment_ids": ["1", "2"]},
        [
            {"timestamp": CALL["timestamp"], "attachment_ids": "1;2"},
            {"timestamp": CALL["timestamp"], "attachment_ids": ["1;2"], "body": "", "hubspot_owner_id": None},
        ],
    ),
    (
        "Update task engagement",
        {"task_id": "602", "properties": {"hs_task_subject": None, "hubspot_owner_id": None, "hs_attachment_ids": ""}},
        [
            {"id": 602, "subject": None, "hubspot_owner_id": "", "attachment_ids": []},
            {"task_id": 602, "subject": "", "hubspot_owner_id": None, "attachment_ids": None},
        ],
    ),
    ("Update call engagement", {"call_id": 601, "properties": {"hs_call_duration": ""}}, [{"id": 601, "duration": ""}]),
    ("Get owner", {"owner_id": "51"}, [{"id": 51}]),
    ("Delete campaign", {"campaign_guid": CAMPAIGN}, [{"id": CAMPAIGN}]),
    ("Get File by ID", {"file_id": "12345678901"}, [{"id": 12345678901}]),
    ("Get contact property", {"property_name": "email"}, [{"name": "email"}]),
    ("Get contact by user token", {"utk": "a"}, [{"contact_utk": "a"}]),
    ("Get contact by email", {"email": "a@example.org"}, [{"contact_email": "a@example.org"}]),
    (
        "Update email subscription status",
        {
            "email": "a@example.org",
            "subscription_statuses": [
                {"id": 4242, "subscribed": True, "legalBasis": "PERFORMANCE_OF_CONTRACT", "legalBasisExplanation": "x"}
            ],
        },
        [
            {
                "email": "a@example.org",
                "subscriptionStatuses": [{"id": "4242", "subscribed": True, "optState": "OPT_IN"}],
                "portalSubscriptionLegalBasis": "PERFORMANCE_OF_CONTRACT",
                "portalSubscriptionLegalBasisExplanation": "x",
            },
        ],
    ),
    (
        "Create or update timeline event",
        {**EVENT, "timelineIFrame": {"linkLabel": "l", "headerLabel": "h", "url": "u", "width": 1, "height": 2}},
        [
            {
                **EVENT,
                "timelineIFrame": {"linkLabel": "l", "iframeLabel": "h", "iframeUri": "u", "width": 1, "height": 2},
            }
        ],
    ),
    (
        "Search Files",
        {"sorts": ["-updatedAt"]},
        [
            {"sort": "-updatedAt"},
            {"sorts": [{"propertyName": "updatedAt", "direction": "DESCENDING"}]},
            {"sorts": {"property_name": "updatedAt", "direction": "DESCENDING"}},
        ],
    ),
    (
        "Update blog post",
        {"blog_post_id": "87654321", "publish_date": "2024-01-02T00:00:00.000Z"},
        [
            {"blog_post_id": "87654321", "publishDate": "2024-01-02"},
            {"id": "87654321", "publish_date": 1704153600000},
            {"id": "87654321", "publish_date": dt.date(2024, 1, 2)},
        ],
    ),
    (
        "Read participations breakdown by Marketing Event external identifier",
        {"external_account_id": "A", "external_event_id": "9", "contact_identifier": "51"},
        [{"external_account_id": "A", "external_event_id": "9", "contact_identifier": 51}],
    ),
    (
        "Raw HTTP request (advanced)",
        {"method": "GET", "path": "/crm/v3/owners", "query": {"limit": 1}},
        [{"method": "get", "url": "https://api.hubapi.com/crm/v3/owners?limit=1"}],
    ),
    (
        "Create call engagement",
        CALL,
        [
            {**CALL, "timestamp": 1684161000000, "attachment_ids": "1,2"},
            {**CALL, "timestamp": dt.datetime(2023, 5, 15, 16, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))},
            {"timestamp": "2023-05-15T14:30:00", "attachmentIds": [1, 2], "properties": {"hs_call_title": "Talk"}},
        ],
    ),
    (
        "Create or update timeline event",
        {"application_id": 1, "event": EVENT},
        [
            {"applicationId": 1, **EVENT},
            {
                "event": {
                    **{name: EVENT[name] for name in ("id", "email")},
                    "event_type_id": 601,
                    "tokens": {"first_rating": 5},
                }
            },
        ],
    ),
    (
        "Create marketing event (beta)",
        {**WEBINAR, "custom_properties": [{"name": "a", "value": "1"}]},
        [
            {**WEBINAR, "external_event_id": 9, "customProperties": {"a": "1"}},
            {
                "eventName": "E",
                "eventOrganizer": "O",
                "externalAccountId": "A",
                "externalEventId": "9",
                "custom_properties": {"a": "1"},
            },
        ],
    ),
    (
        "Read a batch of campaigns",
        {"inputs": [{"id": CAMPAIGN}], "properties": ["hs_name"]},
        [
            {"ids": CAMPAIGN, "properties": "hs_name"},
            {"inputs": [CAMPAIGN], "properties": ["hs_name"]},
        ],
    ),
    (
        "Create SMTP API token",
        {"campaign_name": "C", "create_contact": False},
        [
            {"campaignName": "C", "createdBy": "somebody@example.org"},
            {"body": {"campaignName": "C", "createContact": "false"}},
        ],
    ),
    ("Create list", {"name": "L"}, [{"name": "L", "dynamic": False, "portalId": 62515}, {"body": {"name": "L"}}]),
    ("Get owner", {"owner_id": "12345"}, [{"ownerId": 12345}]),
    (
        "Create a record",
        {"object_type": "0-5", "properties": {"subject": "s"}},
        [
            {"objectTypeId": "0-5", "properties": [{"name": "subject", "value": "s"}]},
        ],
    ),
    (
        "Pin an activity on a record (update)",
        {"object_type": "0-3", "record_id": "1001", "hs_pinned_engagement_id": "601"},
        [
            {"objectTypeId": "0-3", "recordId": 1001, "properties": {"hs_pinned_engagement_id": 601}},
        ],
    ),
    (
        "Delete associations",
        {
            "object_type": "contacts",
            "to_object_type": "companies",
            "inputs": [{"from": {"id": "51"}, "to": [{"id": "7"}]}],
        },
        [
            {
                "fromObjectType": "Contacts",
                "toObjectType": "Companies",
                "inputs": [{"from": {"id": 51}, "to": {"id": 7}}],
            },
        ],
    ),
    (
        "Upload File",
        {
            "file": "data:text/plain,Hi",
            "file_name": "a.txt",
            "folder_path": "/a",
            "options": {"access": "PRIVATE", "ttl": "P3M"},
        },
        [
            {
                "file": "data:text/plain;base64,SGk=",
                "fileName": "a.txt",
                "folderPath": "/a",
                "options": '{"access": "PRIVATE", "ttl": "P3M"}',
            },
            {"file": b"Hi", "fileName": "a.txt", "folderPath": "/a", "options": {"ttl": "P3M"}},
        ],
    ),
    (
        "Create note engagement",
        {"timestamp": "2023-05-15T14:30:00.000Z", "body": "Hi"},
        [
            {
                "properties": [
                    {"name": "hs_timestamp", "value": "2023-05-15T14:30:00Z"},
                    {"name": "hs_note_body", "value": "Hi"},
                ]
            },
            {"properties": {"hs_timestamp": 1684161000000, "hs_note_body": "Hi"}},
            {"hs_timestamp": "2023-05-15T14:30:00Z", "hs_note_body": "Hi"},
            {"timestamp": "2023-05-15T14:30:00Z", "body": "Hi", "properties": {"hs_timestamp": 1684161000000}},
        ],
    ),
    (
        "Create email engagement",
        {"timestamp": "2023-05-15T14:30:00Z", "direction": "EMAIL"},
        [
            {
                "properties": [
                    {"name": "hs_email_direction", "value": "EMAIL"},
                    {"name": "hs_timestamp", "value": 1684161000000},
                ]
            }
        ],
    ),
    (
        "Associate a record with another record or activity",
        {
            "object_type": "0-1",
            "object_id": "51",
            "to_object_type": "0-2",
            "to_object_id": "7",
            "association_type_id": 279,
        },
        [
            {
                "objectTypeId": "0-1",
                "fromRecordId": 51,
                "toObjectTypeId": "0-2",
                "toRecordId": 7,
                "associationTypeId": "279",
            },
            {
                "fromObjectTypeId": "0-1",
                "recordId": 51,
                "toObjectTypeId": "0-2",
                "toRecordId": 7,
                "associationTypeId": 279,
            },
            {
                "fromObjectType": "0-1",
                "fromObjectId": 51,
                "toObjectType": "0-2",
                "toObjectId": 7,
                "associationTypeId": 279,
            },
        ],
    ),
    (
        "Remove an association between records",
        {"object_type": "0-1", "object_id": "51", "to_object_type": "0-2", "to_object_id": "7"},
        [{"objectTypeId": "0-1", "fromRecordId": 51, "toObjectTypeId": "0-2", "toRecordId": "7"}],
    ),
    (
        "Calculate attendance duration at event for all attendees",
        {"external_event_id": "EVENT-2023-001", "external_account_id": "ACCOUNT-1"},
        [
            {"Event ID": "EVENT-2023-001", "externalAccountId": "ACCOUNT-1"},
            {"event_id": "EVENT-2023-001", "external_account_id": "ACCOUNT-1"},
        ],
    ),
    (
        "Search contacts",
        {"filters": [FILTER], "sorts": ["-createdate"]},
        [
            {"filters": [FILTER], "sort": "-createdate"},
            {
                "filters": [{"property_name": "email", "operator": "EQ", "value": "a@example.org"}],
                "sorts": "-createdate",
            },
        ],
    ),
    (
        "Search contacts",
        {"sorts": [{"propertyName": "createdate", "direction": "ASCENDING"}]},
        [{"sort": {"property_name": "createdate", "direction": "ASCENDING"}}],
    ),
    ("Campaign search", {"sort": "-createdAt"}, [{"sort": ["-createdAt"]}, {"sorts": "-createdAt"}]),
    (
        "Get all marketing emails for a HubSpot account.",
        {"sort": ["-createdAt"], "type": ["BATCH_EMAIL", "AB_EMAIL"]},
        [{"sort": "-createdAt", "type": "BATCH_EMAIL,AB_EMAIL"}],
    ),
    ("Get Audit Logs", {"acting_user_id": [1, 2]}, [{"actingUserId": "1,2"}, {"actingUserId": ["1", 2]}]),
    (
        "Batch read contacts",
        {"ids": ["a@example.org"], "id_property": "email"},
        [
            {"inputs": [{"id": "a@example.org", "idProperty": "email"}]},
            {"inputs": [{"id": "a@example.org", "id_property": "email"}], "idProperty": "email"},
        ],
    ),
    (
        "Create property",
        {**PROPERTY, "options": [{"label": "A", "value": "a", "displayOrder": 3, "hidden": True}]},
        [{**PROPERTY, "options": [{"label": "A", "value": "a", "display_order": 3, "hidden": True}]}],
    ),
    # A name that several operations share runs the one that the payload fits.
    ("Associate a list with a marketing event (external ids)", LISTED, [LISTED]),
    ("OAuth 2.0 Authorization (token by code)", CODE, [CODE]),
]
CASES = [(name, plain, other) for name, plain, others in ALIKE for other in others]


@pytest.fixture
def sent(hs, portal):
    """What the sandbox is asked for a payload; an answer of any kind will do."""

    def sent(name, payload):
        portal.begin()
        with contextlib.suppress(APIError):
            hs.operations.run(name, payload)
        return [(each.method, each.path, each.query, _content(each.sent)) for each in portal.requests]

    return sent


def _content(message):
    """The body: JSON data, or a form without the boundary that every form has of its own."""
    head, _, boundary = message.type.partition("boundary=")
    return message.json() if head == "application/json" else (message.content or b"").replace(boundary.encode(), b"")


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize(("name", "plain", "other"), CASES, ids=[name for name, _, _ in CASES])
def test_what_means_the_same_is_sent_alike(name, plain, other, sent):
    expected = sent(name, plain)
    assert expected
    assert sent(name.partition(" (")[0] if plain is other else name, other) == expected


@pytest.mark.parametrize("name", ["List contacts", "Search contacts"])
@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_cursor_may_be_a_number(name, hs):
    first = hs.operations.run(name, {"limit": 1})
    after = first["paging"]["next"]["after"]
    assert after.isdecimal()
    second = hs.operations.run(name, {"limit": 1, "after": int(after)})
    assert second["results"] == hs.operations.run(name, {"limit": 1, "after": after})["results"]
    assert second["results"] != first["results"]

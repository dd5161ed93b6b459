"""What operations put on the wire: names, dates, defaults, and what is filled in."""

import contextlib
import datetime as dt
from urllib.parse import parse_qsl

import httpx
import pytest
from hubspot_openapi.v2026_03.marketing.marketing_emails.models import EmailUpdateRequest

from hubspot_facade import BatchError, InputError
from tests.facade.fakes import Client, FakeClock, FakeHubSpot

NOON = dt.datetime(2024, 1, 2, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
NEEDED = {"event_name": "E", "event_organizer": "O", "external_account_id": "A", "external_event_id": 7}
WIRED = {"eventName": "E", "eventOrganizer": "O", "externalAccountId": "A", "externalEventId": "7"}
SENT = {"cc": [], "bcc": [], "replyTo": []}
KIND = {"label": "A", "type": "enumeration", "field_type": "select", "group_name": "g"}
CAMPAIGNS = [{"hs_name": f"c{number}"} for number in range(120)]


def sent(job, *replies, colour="sync"):
    hubspot = FakeHubSpot(*(replies or [httpx.Response(200, json={"results": [], "timeline": [], "events": []})]))
    with contextlib.suppress(BatchError):  # what is answered here accounts for no input
        Client(colour, hubspot, FakeClock(), retries=0).do(job)
    return hubspot


BODIES = [
    (
        lambda hs: hs.webhooks.update_settings(1, "https://x.example/h", throttling={"maxConcurrentRequests": 12}),
        "PUT /webhooks/2026-03/1/settings",
        {"targetUrl": "https://x.example/h", "throttling": {"maxConcurrentRequests": 12}},
    ),
    (
        lambda hs: hs.webhooks.update_settings("1", "https://x.example/h"),
        "PUT /webhooks/2026-03/1/settings",
        {"targetUrl": "https://x.example/h", "throttling": {"maxConcurrentRequests": 10}},
    ),
    (
        lambda hs: hs.webhooks.create_subscription(1, "deal.propertyChange", property_name="dealstage", active=True),
        "POST /webhooks/2026-03/1/subscriptions",
        {"eventType": "deal.propertyChange", "active": True, "propertyName": "dealstage"},
    ),
    (
        lambda hs: hs.webhooks.update_subscription(1, "5", active=False),
        "PATCH /webhooks/2026-03/1/subscriptions/5",
        {"active": False},
    ),
    (
        lambda hs: hs.webhooks.batch_update_subscriptions(1, {5: True, "6": False}),
        "POST /webhooks/2026-03/1/subscriptions/batch/update",
        {"inputs": [{"id": 5, "active": True}, {"id": 6, "active": False}]},
    ),
    (
        lambda hs: hs.events.send("pe1_bought", email="a@b.example", properties={"Price": 5}, occurred_at=NOON),
        "POST /events/2026-03/send",
        {
            "eventName": "pe1_bought",
            "email": "a@b.example",
            "properties": {"price": "5"},
            "occurredAt": "2024-01-02T10:00:00.000Z",
        },
    ),
    (
        lambda hs: hs.events.batch_send([{"event_name": "pe1_bought", "objectId": "5"}]),
        "POST /events/2026-03/send/batch",
        {"inputs": [{"eventName": "pe1_bought", "objectId": "5"}]},
    ),
    (
        lambda hs: hs.events.create_definition({"label": "Bought", "primary_object": "CONTACT"}),
        "POST /events/2026-03/event-definitions",
        {
            "label": "Bought",
            "primaryObject": "CONTACT",
            "includeDefaultProperties": True,
            "propertyDefinitions": [],
        },
    ),
    (
        lambda hs: hs.marketing.events.create({**NEEDED, "start_date_time": NOON, "custom_properties": {"a": "1"}}),
        "POST /marketing/marketing-events/2026-03/events",
        {
            **WIRED,
            "startDateTime": "2024-01-02T10:00:00.000Z",
            "customProperties": [{"name": "a", "value": "1"}],
        },
    ),
    (
        lambda hs: hs.marketing.events.upsert("8", NEEDED),
        "PUT /marketing/marketing-events/2026-03/events/8",
        {**WIRED, "externalEventId": "8", "customProperties": []},
    ),
    (
        lambda hs: hs.marketing.events.update("8", "A", {"eventName": "F"}),
        "PATCH /marketing/marketing-events/2026-03/events/8?externalAccountId=A",
        {"eventName": "F", "customProperties": []},
    ),
    (
        lambda hs: hs.marketing.attendance.record_by_emails(
            "8", "REGISTER", [{"email": "a@b.example", "interaction_date_time": NOON}], external_account_id="A"
        ),
        "POST /marketing/marketing-events/2026-03/attendance/8/register/email-create?externalAccountId=A",
        {"inputs": [{"email": "a@b.example", "interactionDateTime": 1704189600000}]},
    ),
    (
        lambda hs: hs.marketing.attendance.record_by_object_id(
            5, "attend", [{"vid": 1, "interactionDateTime": "2024-01-02"}]
        ),
        "POST /marketing/marketing-events/2026-03/5/attendance/attend/create",
        {"inputs": [{"vid": 1, "interactionDateTime": 1704153600000}]},
    ),
    (
        lambda hs: hs.marketing.transactional.send(
            "3", {"to": "a@b.example", "sendId": "x"}, custom_properties=[{"name": "Order", "value": {"id": 1}}]
        ),
        "POST /marketing/transactional/2026-03/single-email/send",
        {
            "emailId": 3,
            "message": {**SENT, "to": "a@b.example", "sendId": "x"},
            "contactProperties": {},
            "customProperties": {"Order": {"id": 1}},
        },
    ),
    (
        lambda hs: hs.marketing.transactional.send_marketing(3, {"to": "a@b.example"}, contact_properties={"A": 1}),
        "POST /marketing/email-campaigns/2026-03/single-send",
        {
            "emailId": 3,
            "message": {**SENT, "to": "a@b.example"},
            "contactProperties": {"a": "1"},
            "customProperties": {},
        },
    ),
    (
        lambda hs: hs.marketing.emails.update(3, EmailUpdateRequest(subject="S")),
        "PATCH /marketing/emails/2026-03/3",
        {"subject": "S"},
    ),
    (
        lambda hs: hs.marketing.campaign_budgets.create_spend("g", "Ads", 9.5, order=2),
        "POST /marketing/campaigns/2026-03/g/spend",
        {"name": "Ads", "amount": 9.5, "order": 2},
    ),
    (
        lambda hs: hs.communication_preferences.subscribe("a@b.example", "7", legal_basis="NON_GDPR"),
        "POST /communication-preferences/2026-03/statuses/a%40b.example",
        {"channel": "EMAIL", "subscriptionId": 7, "statusState": "SUBSCRIBED", "legalBasis": "NON_GDPR"},
    ),
    (
        lambda hs: hs.files.import_from_url("https://x.example/a.png", folder_id=5),
        "POST /files/2026-03/files/import-from-url/async",
        {
            "url": "https://x.example/a.png",
            "access": "PRIVATE",
            "folderId": "5",
            "overwrite": False,
            "duplicateValidationStrategy": "NONE",
            "duplicateValidationScope": "EXACT_FOLDER",
        },
    ),
    (
        lambda hs: hs.cms.blog_posts.schedule(5, "2024-01-02"),
        "POST /cms/blogs/2026-03/posts/schedule",
        {"id": "5", "publishDate": "2024-01-02T00:00:00.000Z"},
    ),
]


@pytest.mark.parametrize(("job", "line", "body"), BODIES, ids=[line for _, line, _ in BODIES])
@pytest.mark.parametrize("colour", ["sync", "async"])
def test_a_body_is_what_hubspot_wants(job, line, body, colour):
    hubspot = sent(job, colour=colour)
    (request,) = hubspot.seen
    assert f"{request.method} {request.url.raw_path.decode()}" == line
    assert hubspot.bodies == [body]


QUERIES = [
    (
        lambda hs: hs.account.list_audit_logs(occurred_after=dt.date(2024, 1, 1), page_size=5),
        {"occurredAfter": "2024-01-01T00:00:00.000Z", "limit": "5"},
    ),
    (
        lambda hs: hs.account.list_security_activity(from_timestamp="2024-01-01"),
        {"fromTimestamp": "1704067200000"},
    ),
    (lambda hs: hs.account.list_logins(user_id="5"), {"userId": "5"}),
    (
        lambda hs: hs.marketing.campaigns.get("g", properties=["hs_name", "hs_goal"], start_date=NOON, end_date=1),
        {"properties": "hs_name,hs_goal", "startDate": "2024-01-02", "endDate": "1970-01-01"},
    ),
    (
        lambda hs: hs.marketing.email_events.list(event_type="OPEN", start_timestamp=NOON, page_size=9),
        {"eventType": "OPEN", "startTimestamp": "1704189600000", "limit": "9"},
    ),
    (
        lambda hs: hs.communication_preferences.list_changes(include_snapshots=True, end_timestamp=5),
        {"includeSnapshots": "true", "endTimestamp": "5"},
    ),
    (
        lambda hs: hs.files.search(
            filter_groups=[
                {
                    "filters": [
                        {"propertyName": "type", "operator": "EQ", "value": "IMG"},
                        {"propertyName": "createdAt", "operator": "GTE", "value": "2024-01-01"},
                        {"propertyName": "size", "operator": "LTE", "value": 100},
                    ]
                }
            ],
            sort=["-updatedAt"],
            page_size=20,
        ),
        {
            "type": "IMG",
            "createdAtGte": "2024-01-01T00:00:00.000Z",
            "sizeLte": "100",
            "sort": "-updatedAt",
            "limit": "20",
        },
    ),
    (
        lambda hs: hs.events.list(event_type="pe1_bought", occurred_before=NOON),
        {"eventType": "pe1_bought", "occurredBefore": "2024-01-02T10:00:00.000Z"},
    ),
]


@pytest.mark.parametrize(("job", "query"), QUERIES)
def test_a_query_is_what_hubspot_wants(job, query):
    (request,) = sent(job).seen
    assert dict(parse_qsl(request.url.query.decode())) == query


WRONG = [
    (lambda hs: hs.marketing.events.create({"event_name": "E"}), "eventOrganizer"),
    (lambda hs: hs.marketing.events.create({**NEEDED, "start_date_time": "soon"}), "start_date_time"),
    (lambda hs: hs.marketing.attendance.record_by_emails("8", "sleep", []), "subscriber_state"),
    (lambda hs: hs.marketing.attendance.record_by_emails("8", "attend", "x"), "inputs"),
    (lambda hs: hs.marketing.attendance.upsert("8", "A", "attend", [{"interactionDateTime": 5}]), "inputs[0]"),
    (lambda hs: hs.marketing.attendance.upsert("8", "A", "attend", [{"email": "a", "vid": 5}]), "inputs[0].vid"),
    (
        lambda hs: hs.marketing.attendance.record_by_emails("8", "attend", [{"email": "a"}]),
        "inputs[0].interaction_date_time",
    ),
    (lambda hs: hs.marketing.transactional.send(3, {"cc": []}), "message.to"),
    (
        lambda hs: hs.marketing.transactional.send(3, {"to": "a"}, custom_properties=[{"name": "a"}]),
        "custom_properties[0]",
    ),
    (lambda hs: hs.marketing.transactional.send(3, {"to": "a"}, custom_properties=5), "custom_properties"),
    (lambda hs: hs.marketing.emails.create({"subject": "S"}), "name"),
    (lambda hs: hs.marketing.emails.create("S"), "fields"),
    (lambda hs: hs.communication_preferences.update("a@b.example"), "subscription_statuses"),
    (
        lambda hs: hs.communication_preferences.update("a@b.example", subscription_statuses=[{"id": 1}]),
        "subscription_statuses[0]",
    ),
    (lambda hs: hs.files.upload(b"x", file_name="a"), "folder_path"),
    (lambda hs: hs.files.upload(b"x", file_name="a", folder_path="/", folder_id=1), "folder_path"),
    (lambda hs: hs.files.upload(b"x", folder_path="/"), "file_name"),
    (lambda hs: hs.files.upload("no/such/file", folder_path="/"), "file"),
    (lambda hs: hs.files.search(filter_groups=[{}, {}]), "filter_groups"),
    (
        lambda hs: hs.files.search(filter_groups=[{"filters": [{"propertyName": "type", "operator": "IN"}]}]),
        "filter_groups[0].filters[0].operator",
    ),
    (
        lambda hs: hs.files.search(filter_groups=[{"filters": [{"propertyName": "owner", "operator": "EQ"}]}]),
        "filter_groups[0].filters[0].propertyName",
    ),
    (lambda hs: hs.account.list_audit_logs(occurred_after=True), "occurred_after"),
    (lambda hs: hs.account.list_audit_logs(occurred_after=10**30), "occurred_after"),
    (lambda hs: hs.webhooks.get_settings(""), "app_id"),
]


UNKNOWN = [
    (lambda hs: hs.properties.create("contacts", "a", **KIND, options=[{"lable": "A"}]), "options[0].lable"),
    (lambda hs: hs.properties.update("contacts", "a", options=[{"label": "A", "vale": 1}]), "options[0].vale"),
    (lambda hs: hs.properties.batch_create("contacts", [{"name": "a"}] * 120 + [{"nme": "a"}]), "inputs[120].nme"),
    (lambda hs: hs.pipelines.create("deals", "L", stages=[{"label": "a", "displayOrdr": 1}]), "stages[0].displayOrdr"),
    (lambda hs: hs.schemas.update("2-5", labels={"plurall": "Cars"}), "labels.plurall"),
    (lambda hs: hs.events.batch_send([{"eventNme": "a"}]), "inputs[0].eventNme"),
    (lambda hs: hs.events.create_definition({"labels": {}, "propertyDefinitions": [{"nme": 1}]}), None),
    (lambda hs: hs.marketing.events.batch_archive([{"externalEventID": "e"}]), "inputs[0].externalEventID"),
    (lambda hs: hs.marketing.events.create({**NEEDED, "evenType": "x"}), "evenType"),
    (lambda hs: hs.marketing.events.batch_update_by_object_id([{"objectId": "1", "x": 1}]), "inputs[0].x"),
    (lambda hs: hs.marketing.attendance.record_by_emails("8", "attend", [{"mail": "a"}]), "inputs[0].mail"),
    (lambda hs: hs.marketing.transactional.send(3, {"to": "a", "replyto": []}), "message.replyto"),
    (lambda hs: hs.marketing.campaigns.batch_create([{"properties": {}, "x": 1}]), "inputs[0].x"),
    (lambda hs: hs.contacts.batch_create([{"properties": {}, "asociations": []}]), "inputs[0].asociations"),
    (lambda hs: hs.contacts.batch_update([{"id": 1, "properties": {"a": 1}, "x": 1}]), "inputs[0].x"),
    (lambda hs: hs.contacts.create({"a": 1}, associations=[{"to": 5, "tpyes": []}]), "associations[0].tpyes"),
    (lambda hs: hs.contacts.search({"propertyName": "a", "operator": "EQ", "valeu": 1}).page(), "filters.valeu"),
    (lambda hs: hs.exports.create({"exportType": "LIST", "listid": 5}), "export.listid"),
    (lambda hs: hs.communication_preferences.update("a", subscription_statuses=[{"idd": 1}]), None),
]


@pytest.mark.parametrize(("job", "field"), UNKNOWN)
@pytest.mark.parametrize("edition", ["v3", "2026-03", "2026-09"])
def test_a_key_that_no_document_knows_is_named_and_nothing_is_sent(job, field, edition):
    hubspot = FakeHubSpot(httpx.Response(200, json={}))
    with pytest.raises(InputError, match="no such field") as caught:
        Client("sync", hubspot, FakeClock(), api_version=edition).do(job)
    assert field in (None, caught.value.field)
    assert hubspot.seen == []


def test_what_only_another_edition_knows_is_refused_by_the_one_that_is_asked():
    job = lambda hs: hs.conversations.identify_visitor("a@b.example", agent_context={"a": "b"})  # noqa: E731 # as above
    with pytest.raises(InputError, match="hsCustomerAgentContext"):
        Client("sync", FakeHubSpot(), FakeClock(), api_version="2026-09").do(job)


def test_revisions_go_backwards_from_a_cursor():
    def version(number, before):
        paging = {"paging": {"prev": {"before": before}}} if before else {}
        return httpx.Response(200, json={"results": [{"id": number}], "total": 3, **paging})

    hubspot = sent(
        lambda hs: hs.marketing.email_drafts.list_revisions(5, before="c"), version("2", "b"), version("1", None)
    )
    assert [dict(request.url.params) for request in hubspot.seen] == [{"before": "c"}, {"before": "b"}]


def test_emails_are_asked_for_by_several_types_and_archived_ones_are_reached():
    hubspot = sent(lambda hs: hs.marketing.emails.list(type=["AB_EMAIL", "RSS_EMAIL"], created_at=NOON))
    assert hubspot.seen[0].url.params.get_list("type") == ["AB_EMAIL", "RSS_EMAIL"]
    assert hubspot.seen[0].url.params["createdAt"] == "2024-01-02T10:00:00.000Z"
    hubspot = sent(lambda hs: hs.marketing.emails.update(5, {"archived": False}, archived=True))
    assert (hubspot.seen[0].url.params["archived"], hubspot.bodies) == ("true", [{"archived": False}])
    hubspot = sent(lambda hs: hs.marketing.emails.archive(5, archived=True), httpx.Response(204))
    assert hubspot.seen[0].url.params["archived"] == "true"


@pytest.mark.parametrize(("job", "field"), WRONG, ids=[field for _, field in WRONG])
def test_a_wrong_argument_is_named_and_nothing_is_sent(job, field):
    hubspot = FakeHubSpot(httpx.Response(200, json={}))
    with pytest.raises(InputError) as caught:
        Client("sync", hubspot, FakeClock()).do(job)
    assert caught.value.field == field
    assert hubspot.seen == []


@pytest.mark.parametrize(
    ("edition", "path"),
    [("v3", "/events/v3/send"), ("2026-03", "/events/2026-03/send"), ("2026-09", "/events/custom/2026-09/send")],
)
def test_a_custom_event_is_sent_where_the_edition_has_it(edition, path):
    hubspot = FakeHubSpot(httpx.Response(204))
    Client("sync", hubspot, FakeClock(), api_version=edition).do(lambda hs: hs.events.send("pe1_bought", object_id=5))
    assert [request.url.path for request in hubspot.seen] == [path]


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_batches_of_campaigns_are_sent_by_fifty(colour):
    hubspot = sent(lambda hs: hs.marketing.campaigns.batch_create(CAMPAIGNS, raise_errors=False), colour=colour)
    assert sorted(len(body["inputs"]) for body in hubspot.bodies) == [20, 50, 50]


def test_a_completed_event_takes_missing_times_from_itself():
    known = {"startDateTime": "2024-01-02T10:00:00Z", "endDateTime": "2024-01-02T11:00:00Z"}
    hubspot = sent(
        lambda hs: hs.marketing.events.update_completion("8", "A", end_date_time=NOON), httpx.Response(200, json=known)
    )
    assert [request.method for request in hubspot.seen] == ["GET", "POST"]
    assert hubspot.bodies[1] == {
        "startDateTime": "2024-01-02T10:00:00.000Z",
        "endDateTime": "2024-01-02T10:00:00.000Z",
    }
    with pytest.raises(InputError, match="the event has none"):
        sent(lambda hs: hs.marketing.events.update_completion("8", "A"))


def test_listings_by_offset_end_where_hubspot_says_so():
    pages = [
        httpx.Response(
            200, json={"hasMore": True, "offset": "next", "events": [{"id": "1", "created": 1, "type": "OPEN"}]}
        ),
        httpx.Response(
            200, json={"hasMore": False, "offset": "end", "events": [{"id": "2", "created": 1, "type": "OPEN"}]}
        ),
    ]
    hubspot = sent(lambda hs: hs.marketing.email_events.list(), *pages)
    assert [dict(request.url.params) for request in hubspot.seen] == [{}, {"offset": "next"}]
    comments = [{"id": number, "comment": "x" * 100} for number in range(3)]
    pages = [
        httpx.Response(200, json={"objects": comments[:2], "total": 3}),
        httpx.Response(200, json={"objects": comments[2:], "total": 3}),
    ]
    hubspot = sent(lambda hs: hs.cms.blog_comments.list(), *pages)
    assert [dict(request.url.params) for request in hubspot.seen] == [{}, {"offset": "2"}]

"""Every named operation outside the CRM's records runs its sample as it stands, on the sandbox."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from hubspot_facade.catalogue import Catalogue
from hubspot_facade.payload import snake

NAMES = [
    entry.name
    for entry in Catalogue()
    if not entry.function.__module__.startswith(("hubspot_facade.crm", "hubspot_facade.http"))
]
# Operations that may go another way than by all of their calls.
CHOOSING = {
    "Calculate attendance duration at event for all attendees",
    "Mark a marketing event as completed",
    "Update email subscription status",
}


def campaign(hs, _made):
    return str(hs.marketing.campaigns.create({"hs_name": "Spring"}).id)


def email(hs, _made):
    return str(hs.marketing.emails.create({"name": "Spring sale"}).id)


def revision(hs, made):
    (first, *_) = hs.marketing.email_drafts.list_revisions(made("301"))
    return str(first.id)


def event(hs, made):
    fields = {"eventName": "Webinar", "eventOrganizer": "HubSpot", "externalAccountId": "ACCOUNT-1"}
    hs.marketing.events.upsert("EVENT-2023-001", fields)
    return "EVENT-2023-001"


def event_object(hs, made):
    made("EVENT-2023-001")
    (found,) = hs.marketing.events.list_identifiers("EVENT-2023-001")
    return str(found.object_id)


def contact(hs, _made):
    return int(hs.contacts.create({"email": "john.doe@example.com"}).id)


def contact_list(hs, _made):
    body = {"name": "List", "objectTypeId": "0-1", "processingType": "MANUAL"}
    answer = hs.raw("POST", "/crm/v3/lists", json=body)
    return str(answer.body["list"]["listId"])


def token(hs, _made):
    return str(hs.marketing.smtp_tokens.create("Receipts").id)


def file(hs, _made):
    return str(hs.files.upload(b"Hello", file_name="a.txt", folder_path="/a").id)


def task(hs, _made):
    return hs.files.import_from_url("https://example.com/logo.png", name="logo.png", folder_path="/a").id


def post(hs, _made):
    return str(hs.cms.blog_posts.create({"name": "Post", "contentGroupId": "98765432"}).id)


def subscription(hs, _made):
    return next(iter(hs.communication_preferences.list_definitions())).id


def comment(hs, _made):
    answer = hs.raw("POST", "/comments/v3/comments", json={"contentId": 7890123, "comment": "A great article"})
    return str(answer.body["id"])


def code(hs, _made):
    sample = Catalogue()["OAuth 2.0 Authorization"].sample
    answer = httpx.post(f"{hs.configuration.base_url}/oauth/authorize", data=sample)
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def refresh_token(hs, made):
    sample = Catalogue()["OAuth 2.0 Authorization (token by code)"].sample
    given = {name: value for name, value in sample.items() if name != "grant_type"}
    return hs.oauth.create_token(**{**given, "code": made("a-code")}).refresh_token


# What must be there for a sample: by the id that the sample calls it.
MAKERS = {
    "11111111-2222-4333-8444-555555555555": campaign,
    "301": email,
    "401": revision,
    "EVENT-2023-001": event,
    "501": event_object,
    "601": contact_list,
    "51": contact,
    "user@smtp.example.com": token,
    "12345678901": file,
    "task-12345": task,
    "87654321": post,
    "4242": subscription,
    "123456": comment,
    "a-code": code,
    "a-refresh-token": refresh_token,
}


@pytest.fixture
def located(hs):
    """The sample with the ids of what was made for it."""
    found = {}

    def made(name):
        if name not in found:
            found[name] = MAKERS[name](hs, made)
        return found[name]

    def located(value):
        if isinstance(value, dict):
            return {key: located(each) for key, each in value.items()}
        if isinstance(value, list):
            return [located(each) for each in value]
        known = str(value) in MAKERS and not isinstance(value, bool)
        return made(str(value)) if known else value

    return located


def prepared(name, hs, located):
    """The sample's payload on an account that has what it speaks of."""
    sample = Catalogue()[name].sample
    if name.startswith(("Create a marketing event", "Create marketing event")):
        return sample
    if name == "Get the variation of a an A/B marketing email":
        hs.marketing.emails.create_variation(located("301"), "B")
    if "Webhook" in name or "Subscription" in name:
        hs.webhooks.update_settings(1, "https://www.example.com/hubspot")
    return located(sample)


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_runs_and_makes_the_calls_that_the_catalogue_names(name, hs, located, sandbox, edition):
    entry = Catalogue()[name]
    payload = prepared(name, hs, located)
    before = len(sandbox.application.log.entries)
    answer = hs.operations.run(name, payload)
    seen = {(each.method, each.path.count("/")) for each in list(sandbox.application.log.entries)[before:]}
    known = {(call.method, call.path.count("/")) for call in entry.calls(edition)}
    assert isinstance(answer, dict)
    assert answer
    assert seen <= known if name in CHOOSING else seen == known
    assert bool(seen) == (name != "OAuth 2.0 Authorization")


@pytest.mark.parametrize("name", NAMES)
def test_the_catalogue_describes_it_in_every_edition(name):
    entry = Catalogue()[name]
    assert "**" not in str(entry.signature)
    assert entry.doc
    assert entry.seeds
    assert entry.sample is not None
    for edition in ("v3", "2026-03", "2026-09"):
        assert bool(entry.calls(edition)) == (name != "OAuth 2.0 Authorization")


def test_a_body_with_many_fields_is_shown_with_those_of_its_document():
    fields = Catalogue()["Create a new marketing email."].fields
    assert {"name", "subject", "from", "send_on_publish"} <= set(fields)
    assert fields["subject"] == ("str", False)
    assert fields["state"] == ("str", False)
    assert "fields" not in fields
    fields = Catalogue()["Update a marketing event"].fields
    assert fields["external_event_id"] == ("Id", True)
    assert fields["event_name"] == ("str", False)


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_fields_are_those_that_the_catalogue_shows(name):
    entry = Catalogue()[name]
    known = {snake(each) for each in (*entry.fields, *entry.declared.fields, *entry.declared.ignores)}
    assert {snake(each) for each in entry.sample} <= known

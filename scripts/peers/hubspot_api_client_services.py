"""Services beside the records, with `hubspot-api-client`; arguments: URL of the sandbox, token.

Lists, files, imports, exports, marketing events, OAuth, webhooks, timeline, and what the client does about 429.
"""

import datetime
import json
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from hubspot import HubSpot
from hubspot.crm import contacts, lists, timeline
from hubspot.marketing import events
from hubspot.webhooks import SettingsChangeRequest, SubscriptionCreateRequest, ThrottlingSettings
from urllib3.util.retry import Retry

APP = 77


def make(client: HubSpot, email: str, **properties: str) -> str:
    """The id of a new contact."""
    given = contacts.SimplePublicObjectInputForCreate(properties={"email": email, **properties})
    return str(client.crm.contacts.basic_api.create(given).id)


def rule(name: str, value: str) -> dict[str, Any]:
    """Branches that take in the records with a value, as the API has them."""
    operation = {"operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": [value]}
    filters = [{"filterType": "PROPERTY", "property": name, "operation": operation}]
    inner = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filters": filters, "filterBranches": []}
    return {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [inner]}


def with_lists(client: HubSpot) -> None:
    """Manual and dynamic lists and their members."""
    api = client.crm.lists
    ids = [make(client, f"l{n}@example.com", city="Bern" if n else "Basel") for n in range(3)]
    manual = lists.ListCreateRequest(name="Manual", object_type_id="0-1", processing_type="MANUAL")
    id_ = api.lists_api.create(manual).list.list_id
    assert api.memberships_api.add(id_, ids).records_ids_added == ids
    assert api.memberships_api.remove(id_, ids[:1]).record_ids_removed == ids[:1]
    page = api.memberships_api.get_page(id_, limit=1)
    again = api.memberships_api.get_page(id_, limit=1, after=page.paging.next.after)
    assert [one.record_id for one in (*page.results, *again.results)] == ids[1:]
    dynamic = lists.ListCreateRequest(
        name="Dynamic", object_type_id="0-1", processing_type="DYNAMIC", filter_branch=rule("city", "Bern")
    )
    other = api.lists_api.create(dynamic).list.list_id
    assert len(api.memberships_api.get_page(other).results) == 2
    found = api.lists_api.do_search(lists.ListSearchRequest(query="", count=20, offset=0))
    assert (found.total, found.has_more) == (2, False)
    assert api.lists_api.get_by_name(list_name="Dynamic", object_type_id="0-1").list.list_id == other
    api.lists_api.remove(id_)
    api.lists_api.restore(id_)


def with_files(client: HubSpot, folder: Path) -> None:
    """A file uploaded, found, signed, fetched and deleted."""
    path = folder / "note.txt"
    path.write_text("Hello")
    options = json.dumps({"access": "PRIVATE"})
    made = client.files.files_api.upload(file=str(path), folder_path="/notes", options=options)
    assert (made.name, made.size, made.access) == ("note", 5, "PRIVATE")
    assert client.files.files_api.get_by_id(made.id).path == made.path
    signed = client.files.files_api.get_signed_url(made.id)
    with urllib.request.urlopen(signed.url) as answer:  # noqa: S310 - the sandbox's own address
        assert answer.read() == b"Hello"
    assert client.files.files_api.do_search(name="note").results[0].id == made.id
    client.files.files_api.archive(made.id)


def with_imports_and_exports(client: HubSpot, folder: Path) -> None:
    """Contacts imported from a CSV, and exported into one."""
    path = folder / "people.csv"
    path.write_text("Email,Town\nann@example.com,Thun\nno address,Thun\n")
    columns = [("Email", "email"), ("Town", "city")]
    mappings = [{"columnObjectTypeId": "0-1", "columnName": a, "propertyName": b} for a, b in columns]
    page = {"hasHeader": True, "columnMappings": mappings}
    request = {"name": "People", "files": [{"fileName": path.name, "fileFormat": "CSV", "fileImportPage": page}]}
    api = client.crm.imports
    made = api.core_api.create(files=str(path), import_request=json.dumps(request))
    done = api.core_api.get_by_id(made.id)
    assert (made.state, done.state) == ("STARTED", "DONE")
    assert done.metadata.counters["CREATED_OBJECTS"] == 1
    assert [one.error_type for one in api.public_imports_api.get_errors(made.id).results] == ["INVALID_EMAIL"]
    asked = {
        "exportType": "VIEW",
        "exportName": "Thun",
        "format": "CSV",
        "objectType": "CONTACT",
        "objectProperties": ["email"],
        "language": "EN",
        "publicCrmSearchRequest": {"filters": [{"propertyName": "city", "operator": "EQ", "value": "Thun"}]},
    }
    task = client.crm.exports.public_exports_api.start(asked).id
    status = client.crm.exports.public_exports_api.get_status(task)
    assert status.status == "COMPLETE"
    with urllib.request.urlopen(status.result) as answer:  # noqa: S310 - the sandbox's own address
        assert b"ann@example.com" in answer.read()


def with_marketing_events(client: HubSpot) -> None:
    """An event made, attended and completed."""
    api, moment = client.marketing.events, datetime.datetime(2026, 5, 1, 10, tzinfo=datetime.UTC)
    params = events.MarketingEventCreateRequestParams(
        event_name="Fair",
        event_organizer="We",
        external_event_id="e1",
        external_account_id="a1",
        start_date_time=moment,
    )
    assert api.basic_api.create(params).event_name == "Fair"
    subscriber = events.MarketingEventEmailSubscriber(email="guest@example.com", interaction_date_time=1777629600000)
    inputs = events.BatchInputMarketingEventEmailSubscriber(inputs=[subscriber])
    api.add_event_attendees_api.record_by_contact_emails("e1", "register", inputs, external_account_id="a1")
    end = events.MarketingEventCompleteRequestParams(start_date_time=moment, end_date_time=moment)
    assert api.change_property_api.complete("e1", "a1", end).event_completed
    counters = api.retrieve_participant_state_api.get_participations_counters_by_event_external_id("a1", "e1")
    assert counters.registered == 1


def with_oauth(url: str) -> None:
    """A code, tokens, a refresh; the token works."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    asked = {"client_id": "app", "redirect_uri": "http://localhost/back", "scope": "crm.objects.contacts.read oauth"}
    try:
        urllib.request.build_opener(Stay).open(f"{url}/oauth/authorize", urllib.parse.urlencode(asked).encode())
        raise AssertionError("no redirect")
    except urllib.error.HTTPError as redirect:
        query = urllib.parse.urlsplit(redirect.headers["location"]).query
    code = urllib.parse.parse_qs(query)["code"][0]
    api = HubSpot(host=url).oauth
    common = {"client_id": "app", "client_secret": "secret", "redirect_uri": asked["redirect_uri"]}
    tokens = api.tokens_api.create(grant_type="authorization_code", code=code, **common)
    renewed = api.tokens_api.create(grant_type="refresh_token", refresh_token=tokens.refresh_token, **common)
    assert (renewed.refresh_token, renewed.expires_in) == (tokens.refresh_token, 1800)
    info = api.access_tokens_api.get(renewed.access_token)
    assert info.scopes == ["crm.objects.contacts.read", "oauth"]
    assert HubSpot(access_token=renewed.access_token, host=url).crm.contacts.get_all() is not None


def with_apps(url: str, client: HubSpot) -> None:
    """Webhook settings and timeline templates take a developer key; events take the token."""
    developer = HubSpot(api_key="developer-key", host=url)
    settings = SettingsChangeRequest(
        target_url="https://example.com/hook", throttling=ThrottlingSettings(max_concurrent_requests=10)
    )
    assert developer.webhooks.settings_api.configure(APP, settings).target_url == "https://example.com/hook"
    made = developer.webhooks.subscriptions_api.create(
        APP, SubscriptionCreateRequest(event_type="contact.creation", active=True)
    )
    assert [one.id for one in developer.webhooks.subscriptions_api.get_all(APP).results] == [made.id]
    developer.webhooks.settings_api.clear(APP)
    token = timeline.TimelineEventTemplateToken(name="pet", label="Pet", type="string")
    template = developer.crm.timeline.templates_api.create(
        APP, timeline.TimelineEventTemplateCreateRequest(name="Adoption", object_type="contacts", tokens=[token])
    )
    event = timeline.TimelineEvent(
        id="e1", event_template_id=template.id, email="guest@example.com", tokens={"pet": "Rex"}
    )
    assert client.crm.timeline.events_api.create(event).id == "e1"
    assert client.crm.timeline.events_api.get_by_id(template.id, "e1").tokens == {"pet": "Rex"}


def with_limits(url: str, token: str) -> None:
    """A read that meets 429 twice is sent again by the client's own retries, as its README sets them up."""
    plan = {"match": {"method": "GET", "path": "/crm/v3/owners*"}, "fault": "429", "times": 2}
    request = urllib.request.Request(  # noqa: S310 - the sandbox's own address
        f"{url}/_sandbox/faults", json.dumps(plan).encode(), {"content-type": "application/json"}
    )
    urllib.request.urlopen(request).close()  # noqa: S310 - the sandbox's own address
    retry = Retry(total=3, backoff_factor=0.05, status_forcelist=(429, 502, 504))
    started = time.monotonic()
    owners = HubSpot(access_token=token, host=url, retry=retry).crm.owners.owners_api.get_page()
    assert owners.results
    assert time.monotonic() - started < 5


if __name__ == "__main__":
    address, bearer = sys.argv[1:3]
    official = HubSpot(access_token=bearer, host=address)
    with tempfile.TemporaryDirectory() as place:
        with_lists(official)
        with_files(official, Path(place))
        with_imports_and_exports(official, Path(place))
    with_marketing_events(official)
    with_oauth(address)
    with_apps(address, official)
    with_limits(address, bearer)
    print("hubspot-api-client: lists, files, imports, exports, events, OAuth, webhooks, timeline, retries passed")

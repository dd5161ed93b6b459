"""What new records need, and that a record with all that is listed for its type is taken."""

import pytest

from hubspot_facade.crm.records.required_properties import REQUIRED
from hubspot_facade.sandbox.crm.objects.required import LISTED
from hubspot_facade.sandbox.crm.types import BY_ID

VALUES = {
    "email": "a@example.com",
    "hs_associated_contact_email": "a@example.com",
    "hs_communication_channel_type": "SMS",
    "hs_email": "a@example.com",
    "hs_email_direction": "EMAIL",
    "price": "1",
}


def value(client, type_, name):
    """A value that the property takes, by its definition."""
    answer = client.get(f"/crm/v3/properties/{type_}/{name}")
    assert answer.status_code == 200, (type_, name)
    body = answer.json()
    if name in VALUES:
        return VALUES[name]
    if name in ("pipeline", "hs_pipeline", "dealstage", "hs_pipeline_stage"):
        pipeline = client.get(f"/crm/v3/pipelines/{type_}").json()["results"][0]
        return pipeline["stages"][0]["id"] if "stage" in name else pipeline["id"]
    if body["options"]:
        return body["options"][0]["value"]
    return {"datetime": "2026-01-01T00:00:00Z", "date": "2026-01-01", "number": "1"}.get(body["type"], "x")


@pytest.mark.parametrize("type_", REQUIRED)
def test_what_is_said_to_be_required_is_taken(client, type_):
    names = [name for names in REQUIRED[type_] for name in names.split("|")]
    properties = {name: value(client, type_, name) for name in names}
    answer = client.post(f"/crm/v3/objects/{type_}", json={"properties": properties})
    assert answer.status_code == 201, answer.text


@pytest.fixture
def settings(sandbox):
    """Settings that a test may change."""
    before = sandbox.application.settings
    yield
    sandbox.configure(unsettled=before.unsettled)


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("type_", LISTED)
def test_what_the_guide_lists_is_required_when_the_switch_says_so(client, type_):
    required = BY_ID[type_].required
    given = {name: value(client, type_, name) for name in required}
    assert client.post(f"/crm/v3/objects/{type_}", json={"properties": given}).status_code == 201
    client.patch("/_sandbox/settings", json={"unsettled": {"listed_properties_required": True}}).raise_for_status()
    refused = client.post(f"/crm/v3/objects/{type_}", json={"properties": given})
    assert (refused.status_code, refused.json()["context"]) == (400, {"properties": list(LISTED[type_])})
    names = [name for names in LISTED[type_] for name in names.split("|")[:1]]
    given |= {name: value(client, type_, name) for name in names}
    assert client.post(f"/crm/v3/objects/{type_}", json={"properties": given}).status_code == 201

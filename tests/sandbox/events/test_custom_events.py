"""Custom events: what a request changes is what the next one reads."""

import pytest

VERSIONS = [
    ("/events/v3", "/events/v3/events"),
    ("/events/2026-03", "/events/event-occurrences/2026-03"),
    ("/events/custom/2026-09", "/events/event-occurrences/2026-09"),
]


@pytest.fixture(params=VERSIONS)
def bases(request):
    return request.param


NEW = {
    "label": "Pet Adopted",
    "includeDefaultProperties": False,
    "primaryObject": "CONTACT",
    "propertyDefinitions": [{"name": "pet", "label": "Pet", "type": "string"}],
}


def test_definitions_and_their_properties(call, bases, sandbox):
    base, _ = bases
    made = call("POST", f"{base}/event-definitions", 201, json=NEW)
    assert made["fullyQualifiedName"] == f"pe{sandbox.portal.id}_pet_adopted"
    url = f"{base}/event-definitions/pet_adopted"
    assert call("GET", url)["properties"][0]["name"] == "pet"
    assert call("PATCH", url, 201, json={"label": "Adopted"})["labels"]["singular"] == "Adopted"
    call("POST", f"{url}/property", 201, json={"label": "Pet size", "type": "number"})
    call("POST", f"{url}/property", 409, json={"label": "Pet size", "type": "number"})
    assert call("PATCH", f"{url}/property/pet_size", 201, json={"label": "Size"})["label"] == "Size"
    call("DELETE", f"{url}/property/pet_size", 204)
    assert len(call("GET", url)["properties"]) == 1
    call("POST", f"{base}/event-definitions", 409, json={**NEW, "name": "pet_adopted"})
    assert call("GET", f"{base}/event-definitions", params={"searchString": "adopt"})["total"] == 1
    call("DELETE", url, 204)
    call("GET", url, 404)


def test_completions_are_read_as_occurrences(call, make, bases, clock):
    base, occurrences = bases
    contact = make("contacts", email="ann@example.com")["id"]
    event = {"eventName": "pe1_seen", "email": "ann@example.com", "properties": {"page": "a"}}
    call("POST", f"{base}/send", 204, json=event)
    clock.advance(60)
    batch = [{"eventName": "pe1_seen", "objectId": contact, "uuid": "u1"}] * 2
    call("POST", f"{base}/send/batch", 204, json={"inputs": batch})
    found = call("GET", occurrences, params={"eventType": "pe1_seen"})["results"]
    assert found[0]["id"] == "u1"
    assert len(found) == 2
    assert {one["objectId"] for one in found} == {contact}
    mine = call("GET", occurrences, params={"objectType": "contact", "objectId": contact, "sort": "occurredAt"})
    assert mine["results"][0]["properties"] == {"page": "a"}
    later = call("GET", occurrences, params={"eventType": "pe1_seen", "occurredAfter": found[1]["occurredAt"]})
    assert len(later["results"]) == 1
    assert call("GET", f"{occurrences}/event-types")["eventTypes"] == ["pe1_seen"]


def test_what_is_refused(call):
    assert call("GET", "/events/v3/events", 400)["message"] == "Must specify an eventType or objectType"
    call("POST", "/events/v3/send", 400, json={"eventName": "x"})
    long = {"eventName": "x", "objectId": "1", "properties": {"a": "b" * 257}}
    call("POST", "/events/v3/send", 400, json=long)
    call("POST", "/events/v3/send", 400, json={**long, "properties": {f"p{number}": "" for number in range(51)}})

"""The catalogue: looking up, describing, and reading payloads."""

import pytest

from hubspot_facade import InputError, UnknownOperation
from hubspot_facade.catalogue.operations import Catalogue
from tests.facade.fakes import Client, FakeClock, FakeHubSpot, batch, error, record

WANTED = """
Create/update contact
Create contact
Update contact
Delete contact
Get contact by ID
Get contact by email
Contact exists with email?
List contacts
Batch create/update contact
Create company
Batch update companies
Search companies by domain
Create deal
Batch update deals
List recently modified deals
Create ticket
Batch create products
Batch create line items
Add contact to company
Associate crm objects
List CRM object associations
List properties
Create property
List owners
List ticket pipelines (DDL)
Raw HTTP request (advanced)
"""


@pytest.fixture(params=["sync", "async"])
def run(request):
    def run(name, payload, *replies):
        hubspot = FakeHubSpot(*(replies or [error(500, "nothing was to be sent")]))
        result = Client(request.param, hubspot, FakeClock(), retries=0).do(
            lambda client: client.operations.run(name, payload)
        )
        return result, hubspot

    return run


@pytest.mark.parametrize("name", WANTED.strip().splitlines())
def test_every_wanted_operation_is_there_and_described(name):
    entry = Catalogue()[name]
    assert entry.name == name
    assert entry.seeds
    assert entry.doc
    assert entry.sample is not None
    assert entry.python in Catalogue()
    for edition in ("v3", "2026-03", "2026-09"):
        calls = entry.calls(edition)
        assert bool(calls) == (name != "Raw HTTP request (advanced)")
        assert all(call.edition == edition for call in calls) or name == "List CRM object associations"


def test_names_are_unique():
    names = [entry.name for entry in Catalogue()]
    assert len(names) == len(set(names)) == len(Catalogue())


@pytest.mark.parametrize("name", ["create CONTACT", " Create  contact ", "contacts.create", "Create Contact"])
def test_names_are_found_whatever_the_spelling(name):
    assert Catalogue()[name].name == "Create contact"


def test_an_unknown_name_tells_the_nearest():
    with pytest.raises(UnknownOperation) as caught:
        Catalogue()["Creat contact"]
    assert "Create contact" in caught.value.nearest
    assert "Create contact" in str(caught.value)
    assert "nothing like it" not in Catalogue()
    with pytest.raises(UnknownOperation) as caught:
        Catalogue()["qqqqqqqqqqqqqqq"]
    assert caught.value.nearest == ()


def test_words_find_operations():
    assert "Batch create/update contact" in {entry.name for entry in Catalogue().search("batch contact")}
    assert {entry.name for entry in Catalogue().search("contact EXISTS")} == {"Contact exists with email?"}
    assert len(Catalogue().search("")) == len(Catalogue())


def test_facts_of_an_operation():
    entry = Catalogue()["Get contact by ID"]
    assert entry.fields["contact_id"] == ("Id", True)
    assert entry.fields["properties"] == ("Names | None", False)
    assert set(entry.scopes("2026-03")) <= {scope for call in entry.calls("2026-03") for scope in call.scopes}
    assert entry.scopes("2026-03")
    assert not any("deals" in scope for scope in entry.scopes("2026-03"))
    assert entry.idempotent
    assert not Catalogue()["Create contact"].idempotent
    assert Catalogue()["List contacts"].lists
    assert "self" not in entry.signature.parameters
    assert "limit" in Catalogue()["List contacts"].fields
    assert "page_size" not in Catalogue()["List contacts"].fields


@pytest.mark.parametrize(
    ("name", "payload", "field"),
    [
        ("Update contact", {"properties": {}}, "contact_id"),
        ("Update contact", {"contact_id": None, "properties": {"a": 1}}, "contact_id"),
        ("Update contact", {"contact_id": 1.5, "properties": {"a": 1}}, "contact_id"),
        ("Update contact", {"contact_id": 1, "properties": {}, "colour": 1}, "colour"),
        ("Update contact", {"contact_id": 1, "contactId": 1, "properties": {"a": 1}}, "contactId"),
        ("Update contact", {"contact_id": 1, "properties": [{"name": "a"}]}, "properties[0].value"),
        ("Create contact", [], ""),
        ("Batch create products", {"products": {}}, "products"),
        ("Batch create products", {"products": ["x"]}, "products[0]"),
        ("Batch update deals", {"deals": [{"deal_id": "", "properties": {}}]}, "deals[0].deal_id"),
        ("Batch update deals", {"deals": [{"dealId": 1, "properties": {}, "x": 1}]}, "deals[0].x"),
        ("Contact exists with email?", {"email": 5}, "email"),
        ("Search companies by domain", {"domain": "https://"}, "domain"),
        ("List contacts", {"limit": "many"}, "limit"),
        ("List contacts", {"archived": "perhaps"}, "archived"),
        ("List properties", {"object_type": ""}, "object_type"),
        ("Associate crm objects", {"object_type": "Contacts"}, "object_id"),
        ("Raw HTTP request (advanced)", {"method": "GET", "url": "https://evil.example/"}, "url"),
        ("Update a marketing email.", {"email_id": 1, "sujbect": "x"}, "sujbect"),
        ("Update a marketing email.", {"email_id": 1, "content": "x"}, "content"),
        (
            "Search contacts",
            {"filterGroups": [{"filters": [{"operator": "EQ"}]}]},
            "filterGroups[0].filters[0].propertyName",
        ),
        ("Create or update multiple marketing events", {"inputs": [{"event_name": "x"}]}, "inputs[0].eventOrganizer"),
        ("Raw HTTP request (advanced)", {"method": "JUMP", "path": "/x"}, "method"),
    ],
)
def test_a_wrong_payload_names_the_field_and_sends_nothing(run, name, payload, field):
    with pytest.raises(InputError) as caught:
        run(name, payload)
    assert caught.value.field == field


def test_ids_may_be_numbers_and_spelling_camel_case(run):
    import httpx

    result, hubspot = run(
        "Update contact", {"contactId": 5, "properties": {"A": 1}}, httpx.Response(200, json=record("5"))
    )
    assert result["id"] == "5"
    assert hubspot.seen[0].url.path.endswith("/contacts/5")
    assert hubspot.bodies == [{"properties": {"a": "1"}}]


def test_a_batch_of_which_nothing_was_done_raises(run):
    from hubspot_facade import BadRequest

    with pytest.raises(BadRequest):
        run("Batch update deals", {"deals": [{"deal_id": 1, "properties": {"a": 1}}]}, error(400))


def test_a_batch_with_errors_answers_them(run):
    payload = {"deals": [{"deal_id": 1, "properties": {"a": 1}}, {"deal_id": 2, "properties": {"a": 1}}]}
    missing = {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "gone", "context": {"ids": ["2"]}}
    result, _ = run("Batch update deals", payload, batch(record("1"), status=207, errors=[missing], numErrors=1))
    assert [each["id"] for each in result["results"]] == ["1"]
    assert result["errors"][0]["message"] == "gone"
    assert result["numErrors"] == 1


def test_a_raw_request_is_not_known_to_be_safe_to_repeat():
    assert not Catalogue()["Raw HTTP request (advanced)"].idempotent
    assert Catalogue()["OAuth 2.0 Authorization"].idempotent
    assert Catalogue()["Archive contact"].idempotent
    assert not Catalogue()["Create contact"].idempotent

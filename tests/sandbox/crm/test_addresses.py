"""E-mail addresses of contacts: which are taken, and that each leads to one contact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.sandbox.crm.objects.addresses import valid

CONTACTS = "/crm/v3/objects/contacts"


@pytest.mark.parametrize(
    "address",
    [
        "nora.o'sample@example.com",
        "a+b@example.com",
        "a_b-c@mail.example.co.uk",
        "!#$%&*/=?^`{|}~@example.org",
        "ada@bücher.example.com",
        "ada@example.xn--p1ai",
        "ada@example.рф",
        "a@x.test",
    ],
)
def test_addresses_that_are_taken(client, address):
    answer = client.post(CONTACTS, json={"properties": {"email": address}})
    assert (answer.status_code, answer.json()["properties"]["email"]) == (201, address)


@pytest.mark.parametrize(
    "address",
    [
        "ada@mail.comtttt",
        "person@example.con",  # refused in an exchange of 2023
        "000",
        "an_invalid_email",
        "ada..b@example.com",
        ".ada@example.com",
        "ada.@example.com",
        "ada@-example.com",
        "ada@example-.com",
        "ada@example..com",
        "ada@.example.com",
        "ada@example.com.",
        "ada@com",
        "ada@exa_mple.com",
        "ada b@example.com",
        '"ada"@example.com',
        "ada@b@example.com",
        "@example.com",
        f"{'a' * 65}@example.com",
        f"ada@{'a' * 64}.com",
    ],
)
def test_addresses_that_are_refused(client, address):
    answer = client.post(CONTACTS, json={"properties": {"email": address}})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "INVALID_EMAIL"


@given(st.emails())
def test_what_the_standard_allows_is_taken(address):
    address = address.rpartition(".")[0] + ".com"  # top-level domains come and go
    assert valid(address) or len(address) > 254


@pytest.fixture
def both(client, make):
    """A contact with a main and a further address."""
    one, other = make("contacts", email="main@example.com"), make("contacts", email="other@example.com")
    body = {"primaryObjectId": one["id"], "objectIdToMerge": other["id"]}
    return client.post(f"{CONTACTS}/merge", json=body).json()["id"]


def addresses(client, id_):
    asked = {"properties": "email,hs_additional_emails"}
    found = client.get(f"{CONTACTS}/{id_}", params=asked).json()["properties"]
    return found["email"], found["hs_additional_emails"]


@pytest.mark.parametrize("version", ["v3", "2026-03", "2026-09"])
def test_an_upsert_by_a_further_address_leaves_the_main_one(client, both, version):
    path = f"{CONTACTS}/batch/upsert" if version == "v3" else f"/crm/objects/{version}/contacts/batch/upsert"
    input_ = {"id": "Other@example.com", "idProperty": "email", "properties": {"firstname": "Ada"}}
    answer = client.post(path, json={"inputs": [input_]})
    assert [(one["id"], one["new"]) for one in answer.json()["results"]] == [(both, False)]
    assert addresses(client, both) == ("main@example.com", "other@example.com")
    for address in ("main@example.com", "other@example.com"):
        assert client.get(f"{CONTACTS}/{address}", params={"idProperty": "email"}).json()["id"] == both


def test_an_upsert_that_finds_nobody_creates_with_the_key(client):
    input_ = {"id": "New@example.com", "idProperty": "email", "properties": {"firstname": "Ada"}}
    [made] = client.post(f"{CONTACTS}/batch/upsert", json={"inputs": [input_]}).json()["results"]
    assert (made["new"], made["properties"]["email"]) == (True, "new@example.com")


def test_a_further_address_that_becomes_the_main_one_changes_places_with_it(client, both):
    answer = client.patch(f"{CONTACTS}/{both}", json={"properties": {"email": "other@example.com"}})
    assert answer.status_code == 200
    assert addresses(client, both) == ("other@example.com", "main@example.com")
    assert client.get(f"{CONTACTS}/main@example.com", params={"idProperty": "email"}).json()["id"] == both
    assert client.post(CONTACTS, json={"properties": {"email": "main@example.com"}}).status_code == 409


def test_a_further_address_that_is_removed_is_free_for_another_contact(client, both):
    client.patch(f"{CONTACTS}/{both}", json={"properties": {"hs_additional_emails": ""}}).raise_for_status()
    assert client.post(CONTACTS, json={"properties": {"email": "other@example.com"}}).status_code == 201
    assert client.post(CONTACTS, json={"properties": {"email": "main@example.com"}}).status_code == 409

"""Owners."""

import pytest


@pytest.mark.parametrize("base", ["/crm/v3/owners", "/crm/v3/owners/", "/crm/owners/2026-03", "/crm/owners/2026-09"])
def test_owners_are_listed_in_pages(client, base):
    first = client.get(base, params={"limit": 2}).json()
    assert [one["id"] for one in first["results"]] == ["51", "12345"]
    rest = client.get(base, params={"limit": 2, "after": first["paging"]["next"]["after"]}).json()
    assert [one["id"] for one in rest["results"]] == ["67890"]
    assert "paging" not in rest


def test_an_owner_is_found_by_id_user_id_and_email(client):
    owner = client.get("/crm/v3/owners/51").json()
    assert {"id", "email", "type", "firstName", "lastName", "userId", "createdAt", "archived"} <= set(owner)
    assert isinstance(owner["userId"], int)
    assert client.get(f"/crm/v3/owners/{owner['userId']}?idProperty=userId").json() == owner
    listed = client.get("/crm/v3/owners", params={"email": owner["email"]}).json()["results"]
    assert listed == [owner]
    assert client.get("/crm/v3/owners/4242").status_code == 404


def test_further_owners_can_be_seeded_and_own_records(client, make):
    made = client.post("/_sandbox/owners", json={"id": 77, "email": "dee@example.com"})
    assert made.status_code == 201
    record = make("companies", name="A", hubspot_owner_id="77")
    assert record["properties"]["hs_all_owner_ids"] == "77"
    assert client.get("/crm/v3/owners/77").json()["email"] == "dee@example.com"

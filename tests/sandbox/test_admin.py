"""The admin endpoints."""

import httpx
import pytest

CONTACTS = "/crm/v3/objects/contacts"


def test_reset_empties_the_portal(client, make, sandbox):
    make("contacts", email="a@example.com")
    client.post(
        "/crm/v3/properties/contacts",
        json={"name": "x", "label": "X", "type": "string", "fieldType": "text", "groupName": "contactinformation"},
    )
    assert httpx.post(f"{sandbox.url}/_sandbox/reset").status_code == 204
    assert client.get("/_sandbox/requests").json()["results"] == []
    assert client.get(CONTACTS).json()["results"] == []
    assert client.get("/crm/v3/properties/contacts/x").status_code == 404
    make("contacts", email="a@example.com")


def test_requests_are_logged(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    client.get(f"{CONTACTS}/{id_}?properties=email")
    answer = client.get(f"{CONTACTS}/424242")
    listed = client.get("/_sandbox/requests").json()["results"]
    assert [(one["method"], one["status"], one["answer"]) for one in listed] == [
        ("POST", 201, "state"),
        ("GET", 200, "state"),
        ("GET", 404, "state"),
    ]
    assert (listed[1]["path"], listed[1]["query"]) == (f"{CONTACTS}/{id_}", "properties=email")
    assert listed[2]["correlationId"] == answer.json()["correlationId"]
    assert listed[0]["ms"] > 0
    assert len(client.get("/_sandbox/requests?status=404").json()["results"]) == 1
    assert len(client.get("/_sandbox/requests?method=get&path=/crm/*/contacts/*").json()["results"]) == 2
    assert client.get("/_sandbox/requests?limit=1").json()["results"] == listed[2:]
    assert client.delete("/_sandbox/requests").status_code == 204
    assert client.get("/_sandbox/requests").json()["results"] == []


def test_requests_after_a_number_are_the_new_ones(client, make):
    make("contacts", email="a@example.com")
    (first,) = client.get("/_sandbox/requests").json()["results"]
    client.get(CONTACTS)
    (second,) = client.get(f"/_sandbox/requests?after={first['number']}").json()["results"]
    assert second["number"] == first["number"] + 1
    assert client.get(f"/_sandbox/requests?after={second['number']}").json()["results"] == []


def test_a_portal_is_seeded(client, sandbox):
    answer = client.post("/_sandbox/seed", json={"contacts": 10, "seed": 3})
    assert answer.status_code == 201
    made = answer.json()["records"]
    assert (made["contacts"], made["companies"], made["deals"]) == (10, 2, 3)
    assert client.get("/_sandbox/stats").json()["records"] == made
    found = client.get(f"{CONTACTS}?limit=1&associations=companies,deals").json()["results"][0]
    assert found["properties"]["email"].endswith("example.com")
    sandbox.reset()
    assert sandbox.seed(contacts=10, seed=3) == made


@pytest.mark.parametrize(
    "body", [{"contacts": 0}, {"contacts": "10"}, {"contacts": 10**9}, {"contacts": True}, {"skip": 1}, {"seed": 1.5}]
)
def test_a_seed_that_cannot_be_is_refused(client, body):
    answer = client.post("/_sandbox/seed", json=body)
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")


def test_stats_count(client, make):
    make("contacts", email="a@example.com")
    make("companies", name="A")
    stats = client.get("/_sandbox/stats").json()
    assert stats["requests"] == 2
    assert stats["byStatus"] == {"201": 2}
    assert stats["records"] == {"contacts": 1, "companies": 1}
    assert stats["tier"] == "unlimited"


def test_the_admin_has_pages_for_what_it_knows_only(client):
    assert client.get("/_sandbox/nonsense").status_code == 404
    assert client.get("/_sandbox/reset").status_code == 405

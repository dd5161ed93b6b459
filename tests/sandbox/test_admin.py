"""The admin endpoints."""

import httpx

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

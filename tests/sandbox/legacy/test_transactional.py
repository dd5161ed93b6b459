"""Transactional e-mail v1: other shapes of the tokens and sends that v3 has."""

import pytest

TOKENS, TODAY = "/email/public/v1/smtpapi/tokens", "/marketing/v3/transactional/smtp-tokens"
SEND = "/email/public/v1/singleEmail/send"


def test_tokens_are_those_of_today(client, sandbox, clock):
    answer = client.post(TOKENS, json={"campaignName": "Receipts", "createdBy": "ann@example.com"})
    made = answer.json()
    assert (answer.status_code, made["createdBy"], made["deleted"]) == (201, "ann@example.com", False)
    assert (made["portalId"], made["createdAt"]) == (sandbox.portal.id, int(clock.seconds * 1000))
    today = client.get(f"{TODAY}/{made['userName']}").json()
    assert (today["campaignName"], today["emailCampaignId"]) == ("Receipts", str(made["emailCampaignId"]))
    other = client.post(TODAY, json={"campaignName": "Alarms", "createContact": True}).json()
    assert [one["userName"] for one in client.get(TOKENS).json()] == [made["userName"], other["id"]]
    for query in ({"campaignName": "Alarms"}, {"emailCampaignId": other["emailCampaignId"]}):
        assert [one["userName"] for one in client.get(TOKENS, params=query).json()] == [other["id"]]
    reset = client.post(f"{TOKENS}/{made['userName']}/password-reset").json()
    assert reset["password"] not in ("", made["password"])
    shown = client.get(f"{TOKENS}/{made['userName']}").json()
    assert shown == {name: one for name, one in made.items() if name != "password"}
    assert client.delete(f"{TOKENS}/{made['userName']}").status_code == 204
    assert client.get(f"{TODAY}/{made['userName']}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("POST", TOKENS, 400, "campaignName"),
        ("GET", f"{TOKENS}/x", 404, "SMTP API token x not found"),
        ("DELETE", f"{TOKENS}/x", 404, "SMTP API token x not found"),
        ("POST", f"{TOKENS}/x/password-reset", 404, "SMTP API token x not found"),
        ("POST", SEND, 400, "emailId, message"),
    ],
)
def test_refusals(client, method, path, status, words):
    answer = client.request(method, path, json={} if method == "POST" else None)
    assert answer.status_code == status
    assert words in answer.json()["message"]


def test_a_send_takes_lists_of_values_and_names_its_event(client, clock):
    body = {
        "emailId": 7,
        "message": {"to": "ann@example.com", "sendId": "order-1"},
        "contactProperties": [{"name": "firstname", "value": "Ann"}],
        "customProperties": [{"name": "item", "value": "cat"}],
    }
    told = client.post(SEND, json=body).json()
    assert (told["sendResult"], told["eventId"]["created"]) == ("SENT", int(clock.seconds * 1000))
    id_, created = told["eventId"]["id"], told["eventId"]["created"]
    assert client.get(f"/email/public/v1/events/{created}/{id_}").json()["sendId"] == "order-1"
    assert client.get(f"/marketing/v3/email/send-statuses/{id_}").json()["sendResult"] == "SENT"
    contact = client.get("/crm/v3/objects/contacts/ann@example.com?idProperty=email&properties=firstname").json()
    assert contact["properties"]["firstname"] == "Ann"
    assert client.post(SEND, json=body).json()["eventId"] == told["eventId"]


def test_values_may_be_a_map(client):
    body = {"emailId": 7, "message": {"to": "bob@example.com"}, "contactProperties": {"firstname": "Bob"}}
    assert client.post(SEND, json=body).status_code == 200
    found = client.get("/crm/v3/objects/contacts/bob@example.com?idProperty=email").json()
    assert found["properties"]["firstname"] == "Bob"

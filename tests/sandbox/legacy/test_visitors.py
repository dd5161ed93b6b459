"""Contacts by the tokens of their browsers, and how many contacts reached a lifecycle stage."""

import pytest

PROFILE = "/contacts/v1/contact/utk/{}/profile"
STAGES = "/contacts/search/v1/external/lifecyclestages"


def test_a_token_is_of_nobody_until_an_event_names_it_beside_a_contact(client, make):
    id_ = int(make("contacts", email="a@example.com")["id"])
    assert client.get(PROFILE.format("token-1")).status_code == 404
    sent = {"eventName": "pe1_visited", "utk": "token-1", "email": "a@example.com"}
    assert client.post("/events/v3/send", json=sent).status_code == 204
    answer = client.get(PROFILE.format("token-1"))
    assert (answer.status_code, answer.json()["vid"]) == (200, id_)
    many = client.get("/contacts/v1/contact/byUtk/batch/?utk=token-1&utk=token-2").json()
    assert {token: one["vid"] for token, one in many.items()} == {"token-1": id_}


def test_an_event_of_a_known_token_is_the_contacts(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    for who in ({"email": "a@example.com"}, {}):
        client.post("/events/v3/send", json={"eventName": "pe1_visited", "utk": "token-1", **who})
    found = client.get(f"/events/v3/events?objectType=contact&objectId={id_}").json()["results"]
    assert len(found) == 2


def test_stages_are_counted_when_they_are_reached(client, make, clock):
    start = int(clock.seconds * 1000)
    first = make("contacts", email="a@example.com", lifecyclestage="lead", city="Bern")
    make("contacts", email="b@example.com", lifecyclestage="lead", city="Bern")
    clock.advance(3600)
    client.patch(f"/crm/v3/objects/contacts/{first['id']}", json={"properties": {"lifecyclestage": "customer"}})
    end = int(clock.seconds * 1000)
    assert client.get(f"{STAGES}?fromTimestamp={start}&toTimestamp={end}").json() == [
        {"lifecycleStage": "lead", "count": 2}
    ]
    (customer,) = client.get(f"{STAGES}?fromTimestamp={end}&toTimestamp={end + 1}&aggregationProperty=city").json()
    assert customer["aggregation"] == {"count": 1, "aggregations": {"city": [{"key": "Bern", "count": 1}]}}


@pytest.mark.parametrize("query", ["", "?fromTimestamp=1", "?fromTimestamp=x&toTimestamp=1"])
def test_a_time_is_needed(client, query):
    assert client.get(f"{STAGES}{query}").status_code == 400

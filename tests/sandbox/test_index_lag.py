"""Search that lags behind, as HubSpot's does."""

import pytest

CONTACTS = "/crm/v3/objects/contacts"
LAG = 5


@pytest.fixture
def lagging(sandbox):
    sandbox.configure(index_lag=LAG)
    yield sandbox
    sandbox.configure(index_lag=0)


def found(client, value, name="city"):
    body = {"filters": [{"propertyName": name, "operator": "EQ", "value": value}], "properties": [name]}
    answer = client.post(f"{CONTACTS}/search", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["total"] == len(answer.json()["results"])
    return [(one["id"], one["properties"][name]) for one in answer.json()["results"]]


def test_a_new_record_is_read_at_once_and_found_later(lagging, client, make):
    id_ = make("contacts", city="Bern")["id"]
    assert client.get(f"{CONTACTS}/{id_}").status_code == 200
    assert found(client, "Bern") == []
    lagging.advance(LAG - 0.1)
    assert found(client, "Bern") == []
    lagging.advance(0.1)
    assert found(client, "Bern") == [(id_, "Bern")]


def test_a_changed_record_is_found_by_what_it_was(lagging, client, make):
    id_ = make("contacts", city="Bern")["id"]
    lagging.advance(LAG)
    client.patch(f"{CONTACTS}/{id_}", json={"properties": {"city": "Basel"}})
    lagging.advance(1)
    client.patch(f"{CONTACTS}/{id_}", json={"properties": {"city": ""}})
    assert (found(client, "Bern"), found(client, "Basel")) == ([(id_, "Bern")], [])
    lagging.advance(LAG - 1)
    assert (found(client, "Bern"), found(client, "Basel")) == ([], [(id_, "Basel")])
    lagging.advance(1)
    assert (found(client, "Bern"), found(client, "Basel")) == ([], [])
    assert client.get(f"{CONTACTS}/{id_}?properties=city").json()["properties"]["city"] is None


def test_a_property_first_set_within_the_lag_is_not_found(lagging, client, make):
    id_ = make("contacts", city="Bern")["id"]
    lagging.advance(LAG)
    client.patch(f"{CONTACTS}/{id_}", json={"properties": {"jobtitle": "Baker"}})
    assert found(client, "Baker", "jobtitle") == []
    lagging.advance(LAG)
    assert found(client, "Baker", "jobtitle") == [(id_, "Baker")]


def test_an_archived_record_is_found_until_the_index_knows(lagging, client, make):
    id_ = make("contacts", city="Bern")["id"]
    lagging.advance(LAG)
    client.delete(f"{CONTACTS}/{id_}")
    assert found(client, "Bern") == [(id_, "Bern")]
    lagging.advance(LAG)
    assert found(client, "Bern") == []


def test_merges_do_not_lag(lagging, client, make):
    first, second = (make("contacts", city=city)["id"] for city in ("Bern", "Basel"))
    lagging.advance(LAG)
    body = {"primaryObjectId": first, "objectIdToMerge": second}
    merged = client.post(f"{CONTACTS}/merge", json=body).json()["id"]
    assert (found(client, "Bern"), found(client, "Basel")) == ([(merged, "Bern")], [])


def test_searching_leaves_everything_as_it_was(lagging, client, make):
    id_ = make("contacts", city="Bern")["id"]
    before = client.get(f"{CONTACTS}/{id_}").json()
    found(client, "Bern")
    assert client.get(f"{CONTACTS}/{id_}").json() == before
    assert make("contacts", city="Basel")["id"] == str(int(id_) + 1)


# -- the clock by admin endpoint -----------------------------------------------------------------------------


def test_the_clock_is_moved_by_the_admin(lagging, client, make, clock):
    make("contacts", city="Bern")
    assert client.post("/_sandbox/clock", json={"advance": LAG}).json()["offset"] == LAG
    assert len(found(client, "Bern")) == 1
    told = client.post("/_sandbox/clock", json={"to": "2030-01-01T00:00:00Z"}).json()
    assert told["now"] == "2030-01-01T00:00:00Z"
    assert client.get("/_sandbox/clock").json() == told
    assert client.post("/_sandbox/clock", json={"offset": 0}).json()["offset"] == 0
    lagging.advance(60)
    lagging.reset()
    assert client.get("/_sandbox/clock").json()["offset"] == 0


@pytest.mark.parametrize(
    "body", [{}, {"advance": 1, "offset": 1}, {"advance": "1"}, {"advance": True}, {"to": "soon"}, {"advance": 1e15}]
)
def test_odd_times_are_refused(client, body):
    assert client.post("/_sandbox/clock", json=body).status_code == 400
    assert client.get("/_sandbox/clock").json()["offset"] == 0


# -- settings by admin endpoint ------------------------------------------------------------------------------


def test_settings_are_changed_by_the_admin(lagging, client):
    assert client.get("/_sandbox/settings").json()["index_lag"] == LAG
    changed = client.patch("/_sandbox/settings", json={"tier": "pro"})
    assert changed.json() == {**client.get("/_sandbox/settings").json(), "tier": "pro", "index_lag": LAG}
    assert client.get(CONTACTS).headers["x-hubspot-ratelimit-max"] == "190"
    assert client.patch("/_sandbox/settings", json={"tier": None}).json()["tier"] is None


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"tier": "platinum"}, "unknown tier 'platinum'"),
        ({"tier": []}, "tier"),
        ({"scopes": "yes"}, "scopes must be true or false"),
        ({"index_lag": -1}, "index_lag must be 0 or more"),
        ({"index_lag": "5s"}, "index_lag must be a number"),
        ({"max_body": 0}, "max_body must be 1 or more"),
        ({"durable": True}, "durable is chosen at the start"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_odd_settings_are_refused(client, sandbox, body, told):
    before = sandbox.application.settings
    answer = client.patch("/_sandbox/settings", json=body)
    assert answer.status_code == 400
    assert told in answer.json()["message"]
    assert sandbox.application.settings == before

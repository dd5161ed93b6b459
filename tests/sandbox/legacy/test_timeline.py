"""Timeline v1: event types, their properties and events are the templates, tokens and events of v3."""

import httpx
import pytest

BASE, TODAY = "/integrations/v1/77/timeline", "/integrators/timeline/v3"
PET = {"name": "pet", "label": "Pet", "propertyType": "String"}


@pytest.fixture
def event_type(client):
    answer = client.post(f"{BASE}/event-types?userId=1", json={"name": "Adoption", "applicationId": 77})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_event_types_are_templates(client, call, event_type):
    id_ = event_type["id"]
    assert event_type == {
        "id": id_,
        "applicationId": 77,
        "name": "Adoption",
        "headerTemplate": None,
        "detailTemplate": None,
        "objectType": "CONTACT",
    }
    assert client.get(f"{BASE}/event-types/{id_}").json() == event_type
    changed = client.put(f"{BASE}/event-types/{id_}", json={"headerTemplate": "{{pet}}"}).json()
    assert (changed["name"], changed["headerTemplate"]) == ("Adoption", "{{pet}}")
    today = call("GET", f"{TODAY}/77/event-templates/{id_}")
    assert (today["id"], today["objectType"], today["headerTemplate"]) == (str(id_), "contacts", "{{pet}}")
    new = {"name": "Won", "objectType": "deals", "tokens": []}
    other = call("POST", f"{TODAY}/77/event-templates", 201, json=new)
    assert [one["objectType"] for one in client.get(f"{BASE}/event-types").json()] == ["CONTACT", "DEAL"]
    assert client.delete(f"{BASE}/event-types/{other['id']}").status_code == 204
    call("GET", f"{TODAY}/77/event-templates/{other['id']}", 404)
    assert client.get("/integrations/v1/78/timeline/event-types").json() == []


@pytest.mark.parametrize(
    ("kind", "today"),
    [("String", "string"), ("Numeric", "number"), ("Date", "date"), ("Enumeration", "enumeration")],
)
def test_properties_are_tokens(client, call, event_type, kind, today):
    path, template = f"{BASE}/event-types/{event_type['id']}/properties", f"{TODAY}/77/event-templates/{{}}"
    options = [{"label": "Cat", "value": "cat"}] if kind == "Enumeration" else []
    new = PET | {"propertyType": kind, "options": options, "objectProperty": "animal"}
    made = client.post(path, json=new).json()
    assert made == new | {"id": made["id"], "eventTypeId": event_type["id"]}
    (token,) = call("GET", template.format(event_type["id"]))["tokens"]
    assert (token["name"], token["type"], token["objectPropertyName"]) == ("pet", today, "animal")
    for named in ({"id": made["id"]}, {"name": "pet"}):
        label = f"By {next(iter(named))}"
        assert client.put(path, json=named | {"label": label}).json()["label"] == label
        assert [one["label"] for one in client.get(path).json()] == [label]
    assert client.post(path, json=new).status_code == 409
    assert client.delete(f"{path}/{made['id']}").status_code == 204
    assert call("GET", template.format(event_type["id"]))["tokens"] == []


def test_events_can_be_changed(client, call, make, event_type):
    contact = make("contacts", email="ann@example.com")["id"]
    client.post(f"{BASE}/event-types/{event_type['id']}/properties", json=PET)
    frame = {"linkLabel": "Open", "iframeLabel": "Pets", "iframeUri": "https://example.com", "width": 8, "height": 6}
    event = {"id": "e1", "eventTypeId": event_type["id"], "objectId": int(contact), "timestamp": 1_491_062_400_000}
    event |= {"pet": "cat", "extraData": {"age": 3}, "timelineIFrame": frame}
    path = f"{event_type['id']}/e1"
    assert client.put(f"{BASE}/event", json=event).status_code == 204
    assert client.get(f"{BASE}/event/{path}").json() == event
    today = call("GET", f"{TODAY}/events/{path}")
    assert (today["tokens"], today["objectId"], today["timestamp"]) == ({"pet": "cat"}, contact, "2017-04-01T16:00:00Z")
    assert client.put(f"{BASE}/event", json=event | {"pet": "dog"}).status_code == 204
    assert call("GET", f"{TODAY}/events/{path}")["tokens"] == {"pet": "dog"}
    other = {"id": "e2", "eventTypeId": str(event_type["id"]), "email": "bob@example.com"}
    assert client.put(f"{BASE}/event/batch", json={"eventWrappers": [event, other]}).status_code == 204
    bob = client.get("/crm/v3/objects/contacts/bob@example.com?idProperty=email").json()["id"]
    assert client.get(f"{BASE}/event/{event_type['id']}/e2").json()["objectId"] == int(bob)
    assert client.get(f"{BASE}/event/{path}").json()["pet"] == "cat"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("POST", "event-types", {}, 400, "name"),
        ("POST", "event-types", {"name": "x", "objectType": "CAT"}, 400, "Invalid objectType: CAT"),
        ("PUT", "event-types/1", {"name": "x"}, 404, "No event template found with id 1"),
        ("DELETE", "event-types/1", None, 404, "No event template found with id 1"),
        ("GET", "event-types/1/properties", None, 404, "No event template found with id 1"),
        ("POST", "event-types/{id}/properties", {"name": "x", "label": "X"}, 400, "propertyType"),
        ("POST", "event-types/{id}/properties", PET | {"propertyType": "Cat"}, 400, "Invalid propertyType: Cat"),
        ("PUT", "event-types/{id}/properties", {"label": "X"}, 400, "id"),
        ("PUT", "event-types/{id}/properties", {"id": 5, "label": "X"}, 404, "5"),
        ("DELETE", "event-types/{id}/properties/5", None, 404, "5"),
        ("PUT", "event", {"id": "e1"}, 400, "eventTypeId"),
        ("PUT", "event", {"id": "e1", "eventTypeId": 1, "objectId": 1}, 404, "No event template found with id 1"),
        ("PUT", "event", {"id": "e1", "eventTypeId": "{id}"}, 400, "One of objectId, email, domain or utk"),
        ("PUT", "event", {"id": "e1", "eventTypeId": "{id}", "objectId": 1, "car": 1}, 400, "[car]"),
        ("PUT", "event", {"id": "e1", "eventTypeId": "{id}", "objectId": 1, "timestamp": "x"}, 400, "timestamp"),
        ("PUT", "event/batch", {}, 400, "eventWrappers"),
        ("PUT", "event/batch", {"eventWrappers": ["x"]}, 400, "id, eventTypeId"),
        ("PUT", "event/batch", {"eventWrappers": [{}] * 101}, 400, "is 100"),
        ("GET", "event/{id}/e9", None, 404, "No event found with id e9"),
    ],
)
def test_refusals(client, event_type, method, path, body, status, words):
    id_ = str(event_type["id"])
    filled = body and {name: id_ if value == "{id}" else value for name, value in body.items()}
    answer = client.request(method, f"{BASE}/{path.format(id=id_)}", json=filled)
    assert answer.status_code == status, answer.text
    assert words in answer.json()["message"]


def test_a_developer_key_will_do(sandbox, event_type):
    url = f"{sandbox.url}{BASE}/event-types"
    assert httpx.get(url).status_code == 401
    assert httpx.get(url, params={"hapikey": "key", "userId": 1}).json() == [event_type]

"""Timeline: what a request changes is what the next one reads."""

import pytest

BASE = "/integrators/timeline/v3"
TOKEN = {"name": "pet", "label": "Pet", "type": "string"}


@pytest.fixture
def template(call):
    new = {"name": "Adoption", "objectType": "contacts", "headerTemplate": "{{pet}}", "tokens": [TOKEN]}
    return call("POST", f"{BASE}/77/event-templates", 201, json=new)


def test_templates_and_tokens(call, template):
    url = f"{BASE}/77/event-templates/{template['id']}"
    assert call("PUT", url, json={"id": template["id"], "name": "Other"})["name"] == "Other"
    call("POST", f"{url}/tokens", json={**TOKEN, "name": "size"})
    call("POST", f"{url}/tokens", 409, json=TOKEN)
    assert call("PUT", f"{url}/tokens/size", json={"label": "Size"})["label"] == "Size"
    assert [one["name"] for one in call("GET", url)["tokens"]] == ["pet", "size"]
    call("DELETE", f"{url}/tokens/size", 204)
    call("PUT", f"{url}/tokens/size", 404, json={"label": "x"})
    assert len(call("GET", f"{BASE}/77/event-templates")["results"]) == 1
    assert call("GET", f"{BASE}/78/event-templates")["results"] == []
    call("DELETE", url, 204)
    call("GET", url, 404)


def test_events_do_not_change(call, make, template):
    contact = make("contacts", email="ann@example.com")["id"]
    event = {"eventTemplateId": template["id"], "email": "ann@example.com", "tokens": {"pet": "cat"}, "id": "e1"}
    made = call("POST", f"{BASE}/events", 201, json=event)
    assert (made["objectId"], made["objectType"]) == (contact, "contacts")
    assert call("GET", f"{BASE}/events/{template['id']}/e1")["tokens"] == {"pet": "cat"}
    assert "Events are immutable" in call("POST", f"{BASE}/events", 409, json=event)["message"]
    wrong = call("POST", f"{BASE}/events", 400, json={**event, "id": "e2", "tokens": {"car": "x"}})["message"]
    assert wrong.endswith("does not contain property [car]. Must be one of [pet]")
    batch = {"inputs": [{**event, "id": "e3"}, event]}
    assert call("POST", f"{BASE}/events/batch/create", 207, json=batch)["numErrors"] == 1
    call("GET", f"{BASE}/events/{template['id']}/e9", 404)


def test_events_of_projects(call):
    event = {"eventTypeName": "adopted", "email": "ann@example.com", "id": "e1", "properties": {"pet": "cat"}}
    base = "/integrators/timeline/2026-03/events"
    assert call("POST", base, 201, json=event)["properties"] == {"pet": "cat"}
    call("POST", base, 409, json=event)
    told = call("POST", f"{base}/batch", json={"inputs": [event, {**event, "id": "e2"}]})
    assert (len(told["results"]), told["numErrors"]) == (1, 1)


def test_an_event_makes_its_contact_and_is_shown_by_its_template(call, client):
    tokens = [
        {"name": "pet", "label": "Pet", "type": "string"},
        {"name": "town", "label": "Town", "type": "string", "objectPropertyName": "city"},
    ]
    body = {"name": "Adoption", "objectType": "contacts", "tokens": tokens}
    body |= {"headerTemplate": "Adopted {{pet}}", "detailTemplate": "From {{ extraData.shelter.name }}{{nosuch}}"}
    template = call("POST", "/integrators/timeline/v3/77/event-templates", 201, json=body)["id"]
    event = {"eventTemplateId": template, "email": "ann@example.com", "id": "e1"}
    event |= {"tokens": {"pet": "<Rex>", "town": "Bern"}, "extraData": {"shelter": {"name": "Home"}}}
    made = call("POST", "/integrators/timeline/v3/events", 201, json=event)
    found = call("GET", "/crm/v3/objects/contacts/ann@example.com?idProperty=email&properties=city")
    assert (made["objectId"], found["properties"]["city"]) == (found["id"], "Bern")
    path = f"/integrators/timeline/v3/events/{template}/e1"
    assert client.get(f"{path}/render").text == "Adopted &lt;Rex&gt;"
    assert client.get(f"{path}/render", params={"detail": "true"}).text == "From Home"
    assert client.get(f"{path}/detail").json() == {"details": '{"shelter":{"name":"Home"}}'}


def test_the_older_name_of_the_paths_answers_the_same(client, make, template):
    make("contacts", email="ann@example.com")
    event = {"eventTemplateId": template["id"], "email": "ann@example.com", "tokens": {"pet": "cat"}, "id": "e1"}
    assert client.post("/crm/v3/timeline/events", json=event).status_code == 201
    for path in (f"events/{template['id']}/e1", f"77/event-templates/{template['id']}"):
        older, newer = client.get(f"/crm/v3/timeline/{path}"), client.get(f"{BASE}/{path}")
        assert (older.status_code, older.json()) == (newer.status_code, newer.json()) == (200, newer.json())

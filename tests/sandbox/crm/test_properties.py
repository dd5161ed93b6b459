"""Property definitions and groups."""

import pytest

BASE = "/crm/v3/properties/contacts"
SIZE = {"name": "size", "label": "Size", "type": "string", "fieldType": "text", "groupName": "contactinformation"}


@pytest.mark.parametrize("base", ["/crm/v3/properties", "/crm/properties/2026-03", "/crm/properties/2026-09"])
def test_hubspot_s_own_properties_are_there(client, base):
    listed = client.get(f"{base}/contacts").json()
    assert list(listed) == ["results"]
    by_name = {one["name"]: one for one in listed["results"]}
    assert len(by_name) > 80
    email = client.get(f"{base}/contacts/email").json()
    assert email == by_name["email"]
    assert (email["type"], email["fieldType"], email["hubspotDefined"], email["hasUniqueValue"]) == (
        "string",
        "text",
        True,
        True,
    )
    owner = by_name["hubspot_owner_id"]
    assert (owner["type"], owner["options"], owner["referencedObjectType"]) == ("enumeration", [], "OWNER")


def test_a_property_s_life(client, make):
    made = client.post(BASE, json=SIZE)
    assert (made.status_code, made.headers["location"].endswith(f"{BASE}/size")) == (201, True)
    id_ = make("contacts", email="a@example.com", size="large")["id"]
    assert client.get(f"/crm/v3/objects/contacts/{id_}?properties=size").json()["properties"]["size"] == "large"
    changed = client.patch(f"{BASE}/size", json={"label": "Shirt size", "hasUniqueValue": True}).json()
    assert (changed["label"], changed["hasUniqueValue"]) == ("Shirt size", False)
    assert client.get(f"{BASE}/size").json()["label"] == "Shirt size"
    assert client.delete(f"{BASE}/size").status_code == 204
    assert client.get(f"{BASE}/size").status_code == 404
    archived = client.get(f"{BASE}/size?archived=true").json()
    assert (archived["archived"], "archivedAt" in archived) == (True, True)
    assert [one["name"] for one in client.get(f"{BASE}?archived=true").json()["results"]] == ["size"]
    assert client.delete(f"{BASE}/size").status_code == 404
    refused = client.patch(f"/crm/v3/objects/contacts/{id_}", json={"properties": {"size": "x"}})
    assert refused.json()["errors"][0]["code"] == "PROPERTY_DOESNT_EXIST"
    client.post(BASE, json=SIZE).raise_for_status()
    assert client.get(f"/crm/v3/objects/contacts/{id_}?properties=size").json()["properties"]["size"] == "large"


def test_a_taken_name_is_a_conflict(client):
    body = client.post(BASE, json=SIZE | {"name": "email"})
    assert body.status_code == 409
    assert body.json()["category"] == "OBJECT_ALREADY_EXISTS"
    assert body.json()["subCategory"] == "Properties.PROPERTY_WITH_NAME_EXISTS"
    assert body.json()["message"] == "A property named 'email' already exists."


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"label": None}, "Some required fields were not set: [label]"),
        ({"type": "colour"}, "colour is not a valid property type"),
        ({"fieldType": "number"}, "number is not a valid field type for type string"),
        ({"groupName": "nosuch"}, "Property group nosuch does not exist"),
        ({"type": "bool", "fieldType": "booleancheckbox"}, "exactly two options"),
        ({"type": "enumeration", "fieldType": "select"}, "must have options"),
        ({"name": "hs_mine"}, "reserved prefix"),
        ({"name": "1st"}, "is not valid"),
    ],
)
def test_what_is_no_property(client, change, text):
    answer = client.post(BASE, json=SIZE | change)
    assert answer.status_code == 400
    assert text in answer.json()["message"]


def test_patched_options_replace_the_list(client):
    options = [{"label": "S", "value": "s"}, {"label": "L", "value": "l"}]
    client.post(BASE, json=SIZE | {"type": "enumeration", "fieldType": "select", "options": options})
    changed = client.patch(f"{BASE}/size", json={"options": [{"label": "M", "value": "m"}]}).json()
    assert [one["value"] for one in changed["options"]] == ["m"]
    refused = client.post("/crm/v3/objects/contacts", json={"properties": {"size": "s"}})
    assert refused.json()["errors"][0]["code"] == "INVALID_OPTION"


def test_an_unknown_property_is_404(client):
    answer = client.get(f"{BASE}/nosuch")
    assert (answer.status_code, answer.json()["category"]) == (404, "OBJECT_NOT_FOUND")


def test_batches(client):
    made = client.post(f"{BASE}/batch/create", json={"inputs": [SIZE, SIZE | {"name": "email"}]})
    assert (made.status_code, len(made.json()["results"]), made.json()["numErrors"]) == (207, 1, 1)
    read = client.post(f"{BASE}/batch/read", json={"inputs": [{"name": "size"}, {"name": "nosuch"}]})
    assert (read.status_code, [one["name"] for one in read.json()["results"]]) == (207, ["size"])
    archived = client.post(f"{BASE}/batch/archive", json={"inputs": [{"name": "size"}, {"name": "nosuch"}]})
    assert archived.status_code == 204
    assert client.get(f"{BASE}/size").status_code == 404


def test_a_batch_says_less_of_what_it_made(client):
    one = client.post(f"{BASE}/batch/create", json={"inputs": [SIZE]}).json()["results"][0]
    whole = client.get(f"{BASE}/size").json()
    assert whole.keys() - one.keys() == {"updatedAt", "createdAt", "createdUserId", "updatedUserId", "archived"}
    assert one.items() <= whole.items()


@pytest.mark.parametrize(
    ("given", "orders"),
    [((None, None, None), [0, 1, 2]), ((None, 1, 2), [3, 1, 2]), ((7, None, None), [7, 8, 9]), ((0, 0, 5), [0, 0, 5])],
)
def test_options_without_a_place_stand_behind_the_others(client, given, orders):
    options = [
        {"label": str(number), "value": str(number)} | ({} if order is None else {"displayOrder": order})
        for number, order in enumerate(given)
    ]
    made = client.post(BASE, json=SIZE | {"type": "enumeration", "fieldType": "select", "options": options})
    assert [one["displayOrder"] for one in made.json()["options"]] == orders


def test_a_group_without_a_place_stands_behind_the_others(client):
    base = f"{BASE}/groups"
    last = max(one["displayOrder"] for one in client.get(base).json()["results"])
    made = client.post(base, json={"name": "one", "label": "One"}).json()
    assert made["displayOrder"] == last + 1
    for order, placed in ((100, 100), (-1, 101)):
        body = {"name": f"at{order}", "label": "At", "displayOrder": order}
        assert client.post(base, json=body).json()["displayOrder"] == placed
    assert client.patch(f"{base}/one", json={"displayOrder": -1}).json()["displayOrder"] == 102
    assert client.patch(f"{base}/one", json={"label": "1"}).json()["displayOrder"] == 102


def test_what_is_hidden_is_no_field_of_forms(client):
    found = client.get("/crm/v3/properties/contacts").json()["results"]
    own = [one for one in found if one.get("hubspotDefined")]
    assert {one["formField"] for one in own if one["hidden"]} == {False}
    assert {one["formField"] for one in own if one["name"] in ("email", "city", "lifecyclestage")} == {True}


def test_groups(client):
    base = f"{BASE}/groups"
    made = client.post(base, json={"name": "mine", "label": "Mine"})
    assert (made.status_code, made.json()["label"]) == (201, "Mine")
    assert client.post(base, json={"name": "mine", "label": "Mine"}).status_code == 409
    client.post(BASE, json=SIZE | {"groupName": "mine"}).raise_for_status()
    refused = client.delete(f"{base}/mine")
    assert refused.status_code == 400
    assert refused.json()["subCategory"] == "PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES"
    assert refused.json()["message"].startswith("{")
    client.delete(f"{BASE}/size")
    assert client.patch(f"{base}/mine", json={"label": "Ours"}).json()["label"] == "Ours"
    assert client.delete(f"{base}/mine").status_code == 204
    assert client.get(f"{base}/mine").status_code == 404
    assert "contactinformation" in [one["name"] for one in client.get(base).json()["results"]]

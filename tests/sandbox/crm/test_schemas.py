"""Custom object types."""

import pytest

BASE = "/crm-object-schemas/2026-03/schemas"
BOAT = {
    "name": "Boat",
    "labels": {"singular": "Boat", "plural": "Boats"},
    "primaryDisplayProperty": "title",
    "requiredProperties": ["title"],
    "searchableProperties": ["title"],
    "properties": [
        {"name": "title", "label": "Title", "type": "string", "fieldType": "text"},
        {"name": "hull", "label": "Hull", "type": "string", "fieldType": "text", "hasUniqueValue": True},
    ],
    "associatedObjects": ["CONTACT"],
}


@pytest.fixture
def boat(client):
    answer = client.post(BASE, json=BOAT)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_new_type_has_ids_and_names(boat, sandbox):
    assert boat["objectTypeId"] == f"2-{boat['id']}"
    assert boat["fullyQualifiedName"] == f"p{sandbox.portal.id}_boat"
    assert {"title", "hull", "hs_object_id", "hs_createdate"} <= {one["name"] for one in boat["properties"]}
    assert ("0-1", boat["objectTypeId"]) in {
        (one["fromObjectTypeId"], one["toObjectTypeId"]) for one in boat["associations"]
    }


@pytest.mark.parametrize("name", ["objectTypeId", "fullyQualifiedName", "p_boat", "P_BOAT"])
def test_its_records_go_by_its_names(client, boat, name):
    path = f"/crm/v3/objects/{boat.get(name, name)}"
    id_ = client.post(path, json={"properties": {"title": "Ark", "hull": "H1"}}).json()["id"]
    found = client.get(f"{path}/H1?idProperty=hull&properties=hull").json()
    assert (found["id"], found["properties"]["hull"]) == (id_, "H1")
    assert client.get(f"{path}/{id_}").json()["properties"]["title"] == "Ark"
    query = client.post(f"{path}/search", json={"query": "ark"}).json()
    assert [one["id"] for one in query["results"]] == [id_]


def test_a_bare_name_cannot_be_inferred(client, boat):
    answer = client.get("/crm/v3/objects/boat")
    assert (answer.status_code, answer.json()["message"]) == (400, "Unable to infer object type from: boat")


def test_required_properties_are_required(client, boat):
    answer = client.post(f"/crm/v3/objects/{boat['objectTypeId']}", json={"properties": {"hull": "x"}})
    assert (answer.status_code, answer.json()["context"]) == (400, {"properties": ["title"]})


def test_it_associates(client, boat, make):
    contact = make("contacts", email="a@example.com")["id"]
    id_ = make(boat["objectTypeId"], title="Ark")["id"]
    client.put(
        f"/crm/v4/objects/{boat['objectTypeId']}/{id_}/associations/default/contacts/{contact}"
    ).raise_for_status()
    found = client.get(f"/crm/v3/objects/contacts/{contact}?associations={boat['fullyQualifiedName']}").json()
    assert [one["id"] for one in found["associations"][boat["fullyQualifiedName"]]["results"]] == [id_]
    unrelated = client.put(f"/crm/v4/objects/{boat['objectTypeId']}/{id_}/associations/default/deals/1")
    assert unrelated.status_code in (400, 404)


@pytest.mark.parametrize("ending", ["?archived=true", "/purge"])
def test_a_type_s_life(client, boat, make, ending):
    path = f"{BASE}/{boat['objectTypeId']}"
    changed = client.patch(path, json={"labels": {"plural": "Ships"}, "requiredProperties": []})
    assert changed.json()["labels"] == {"singular": "Boat", "plural": "Ships"}
    made = client.post(
        f"{path}/associations", json={"fromObjectTypeId": boat["objectTypeId"], "toObjectTypeId": "0-3", "name": "b2d"}
    )
    assert (made.status_code, made.json()["name"]) == (201, "b2d")
    assert client.delete(f"{path}/associations/{made.json()['id']}").status_code == 204
    id_ = make(boat["objectTypeId"], title="Ark")["id"]
    refused = client.delete(path)
    assert (refused.status_code, refused.json()["subCategory"]) == (400, "ObjectSchemaError.EXISTING_OBJECT_RECORDS")
    client.delete(f"/crm/v3/objects/{boat['objectTypeId']}/{id_}")
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.get("/crm/v3/schemas").json()["results"] == []
    assert [one["name"] for one in client.get(f"{BASE}?archived=true").json()["results"]] == ["Boat"]
    assert client.delete(f"{path}{ending}").status_code == 204
    assert client.get(f"{BASE}?archived=true").json()["results"] == []


@pytest.mark.parametrize(
    ("change", "status", "text"),
    [
        ({"primaryDisplayProperty": None}, 400, "primary display property"),
        ({"name": "1boat"}, 400, "is not valid"),
        ({"labels": None}, 400, "Some required fields were not set: [labels]"),
        ({"requiredProperties": ["nosuch"]}, 400, "nosuch does not exist"),
        ({"secondaryDisplayProperties": ["title", "hull", "hs_object_id"]}, 400, "at most 2"),
    ],
)
def test_what_is_no_type(client, change, status, text):
    answer = client.post(BASE, json=BOAT | change)
    assert answer.status_code == status
    assert text in answer.json()["message"]
    assert client.get(BASE).json()["results"] == []


def test_a_taken_name_is_a_conflict_and_hubspot_s_types_stay(client, boat):
    assert client.post(BASE, json=BOAT).status_code == 409
    refused = client.patch(f"{BASE}/contacts", json={"labels": {"plural": "People"}})
    assert (refused.status_code, refused.json()["message"]) == (400, "Cannot modify HubSpot defined object type")
    assert client.get(f"{BASE}/contacts").json()["objectTypeId"] == "0-1"

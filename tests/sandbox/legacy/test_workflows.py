"""Workflows v3 and their enrollments v2."""

V2, V3 = "/automation/v2/workflows", "/automation/v3/workflows"


def test_a_workflow_is_made_read_and_deleted(client):
    made = client.post(V3, json={"name": "Welcome", "type": "DRIP_DELAY", "onlyEnrollsManually": True}).json()
    assert (made["name"], made["enabled"], made["onlyEnrollsManually"]) == ("Welcome", False, True)
    assert isinstance(made["id"], int)
    assert isinstance(made["insertedAt"], int)
    (listed,) = client.get(V3).json()["workflows"]
    assert listed == {name: made[name] for name in ("id", "name", "type", "enabled", "insertedAt", "updatedAt")}
    assert client.get(f"{V3}/{made['id']}").json() == made
    assert client.delete(f"{V3}/{made['id']}").status_code == 204
    assert client.get(f"{V3}/{made['id']}").status_code == 404
    assert client.get(V3).json() == {"workflows": []}


def test_a_workflow_wants_a_name_and_a_type(client):
    assert client.post(V3, json={"name": "Welcome"}).status_code == 400


def test_contacts_are_enrolled_by_their_address_and_listed_by_their_id(client, make):
    ann = make("contacts", email="ann@example.com")["id"]
    id_ = client.post(V3, json={"name": "Welcome", "type": "DRIP_DELAY"}).json()["id"]
    path = f"{V2}/{id_}/enrollments/contacts/Ann@example.com"
    for _ in range(2):
        answer = client.post(path)
        assert (answer.status_code, answer.content) == (204, b"")
    (enrolled,) = client.get(f"{V2}/enrollments/contacts/{ann}").json()
    assert (enrolled["id"], enrolled["name"]) == (id_, "Welcome")
    assert client.delete(path).status_code == 204
    assert client.get(f"{V2}/enrollments/contacts/{ann}").json() == []


def test_nobody_is_enrolled_without_a_contact_or_a_workflow(client, make):
    make("contacts", email="ann@example.com")
    assert client.post(f"{V2}/1/enrollments/contacts/ann@example.com").status_code == 404
    id_ = client.post(V3, json={"name": "Welcome", "type": "DRIP_DELAY"}).json()["id"]
    assert client.post(f"{V2}/{id_}/enrollments/contacts/bob@example.com").status_code == 404
    assert client.get(f"{V2}/enrollments/contacts/1").status_code == 404


def test_enrollments_follow_a_contact_that_is_merged(client, make):
    ann, bob = make("contacts", email="ann@example.com")["id"], make("contacts", email="bob@example.com")["id"]
    id_ = client.post(V3, json={"name": "Welcome", "type": "DRIP_DELAY"}).json()["id"]
    client.post(f"{V2}/{id_}/enrollments/contacts/bob@example.com")
    client.post("/crm/v3/objects/contacts/merge", json={"primaryObjectId": ann, "objectIdToMerge": bob})
    kept = client.get("/crm/v3/objects/contacts/ann@example.com", params={"idProperty": "email"}).json()["id"]
    assert [one["id"] for one in client.get(f"{V2}/enrollments/contacts/{kept}").json()] == [id_]

"""Batches: 201, 200, 207, 204; grouped errors, trace ids, all or nothing, limits."""

CONTACTS = "/crm/v3/objects/contacts"
BATCH = f"{CONTACTS}/batch"


def inputs(*emails, **more):
    return {"inputs": [{"properties": {"email": email}} | more for email in emails]}


def test_create_answers_201_and_the_batch_envelope(client):
    answer = client.post(f"{BATCH}/create", json=inputs("a@example.com", "b@example.com"))
    body = answer.json()
    assert answer.status_code == 201
    assert body["status"] == "COMPLETE"
    assert len(body["results"]) == 2
    assert "errors" not in body
    assert {"startedAt", "completedAt"} <= set(body)


def test_create_is_all_or_nothing(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    conflict = client.post(f"{BATCH}/create", json=inputs("b@example.com", "a@example.com"))
    assert (conflict.status_code, conflict.json()["category"]) == (409, "CONFLICT")
    invalid = client.post(f"{BATCH}/create", json=inputs("b@example.com", "nonsense"))
    assert invalid.status_code == 400
    assert [one["id"] for one in client.get(CONTACTS).json()["results"]] == [id_]


def test_twins_in_one_batch_are_a_conflict_without_an_id(client):
    answer = client.post(f"{BATCH}/create", json=inputs("a@example.com", "A@example.com"))
    assert answer.status_code == 409
    assert "Existing ID" not in answer.json()["message"]


def test_trace_ids_make_create_answer_for_each_input(client, make):
    existing = make("contacts", email="a@example.com")["id"]
    body = {
        "inputs": [
            {"properties": {"email": "b@example.com"}, "objectWriteTraceId": "one"},
            {"properties": {"email": "a@example.com"}, "objectWriteTraceId": "two"},
            {"properties": {"nosuch": "x"}, "objectWriteTraceId": "three"},
        ]
    }
    answer = client.post(f"{BATCH}/create", json=body)
    found = answer.json()
    assert answer.status_code == 207
    assert [one["objectWriteTraceId"] for one in found["results"]] == ["one"]
    assert found["numErrors"] == 2
    conflict, invalid = found["errors"]
    assert (conflict["category"], conflict["status"]) == ("CONFLICT", "error")
    assert conflict["context"] == {"objectWriteTraceId": ["two"], "existingId": [existing]}
    assert invalid["category"] == "VALIDATION_ERROR"
    assert invalid["context"]["objectWriteTraceId"] == ["three"]
    assert len(client.get(CONTACTS).json()["results"]) == 2


def test_read_groups_the_missing_into_one_error(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    body = {"inputs": [{"id": id_}, {"id": 4242}, {"id": "4343"}], "properties": ["email", "phone"]}
    answer = client.post(f"{BATCH}/read", json=body)
    found = answer.json()
    assert answer.status_code == 207
    assert found["results"][0]["properties"]["phone"] is None
    assert found["numErrors"] == 1
    error = found["errors"][0]
    assert error["category"] == "OBJECT_NOT_FOUND"
    assert error["context"] == {"ids": ["4242", "4343"]}
    assert error["message"] == (
        "Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid."
    )
    assert client.post(f"{BATCH}/read", json={"inputs": [{"id": id_}]}).status_code == 200


def test_read_by_email(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    answer = client.post(f"{BATCH}/read", json={"inputs": [{"id": "A@EXAMPLE.COM"}], "idProperty": "email"})
    assert [one["id"] for one in answer.json()["results"]] == [id_]
    refused = client.post(f"{BATCH}/read", json={"inputs": [{"id": "Ada"}], "idProperty": "firstname"})
    assert refused.status_code == 400


def test_update_changes_those_found_and_reports_the_rest(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    body = {"inputs": [{"id": id_, "properties": {"city": "Bern"}}, {"id": "4242", "properties": {"city": "Bern"}}]}
    answer = client.post(f"{BATCH}/update", json=body)
    assert answer.status_code == 207
    assert answer.json()["results"][0]["properties"]["city"] == "Bern"
    assert answer.json()["errors"][0]["context"] == {"ids": ["4242"]}
    assert client.get(f"{CONTACTS}/{id_}?properties=city").json()["properties"]["city"] == "Bern"


def test_a_record_may_stand_in_a_batch_once(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    body = {"inputs": [{"id": id_, "properties": {"city": "A"}}, {"id": int(id_), "properties": {"city": "B"}}]}
    answer = client.post(f"{BATCH}/update", json=body)
    assert answer.status_code == 400
    assert answer.json()["message"] == f"Duplicate IDs found in batch input: [{id_}]. IDs must be unique"
    assert answer.json()["context"] == {"ids": [id_]}


def test_upsert_tells_what_is_new(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    body = {
        "inputs": [
            {"id": "a@example.com", "idProperty": "email", "properties": {"city": "Bern"}},
            {"id": "B@example.com", "idProperty": "email", "properties": {"city": "Basel"}},
        ]
    }
    answer = client.post(f"{BATCH}/upsert", json=body)
    assert answer.status_code == 200
    changed, made = answer.json()["results"]
    assert (changed["new"], changed["id"], changed["properties"]["city"]) == (False, id_, "Bern")
    assert "email" not in changed["properties"]
    assert (made["new"], made["properties"]["email"]) == (True, "b@example.com")
    assert len(client.get(CONTACTS).json()["results"]) == 2


def test_upsert_needs_a_unique_property(client, sandbox):
    plain = client.post(f"{BATCH}/upsert", json={"inputs": [{"id": "4242", "properties": {"city": "x"}}]})
    assert (plain.status_code, plain.json()["message"]) == (404, "resource not found")
    body = {"inputs": [{"id": "x", "idProperty": "name", "properties": {"name": "x"}}]}
    refused = client.post("/crm/v3/objects/companies/batch/upsert", json=body)
    assert refused.json()["message"] == (
        f"Unable to perform update/upsert by non-unique 0-2 property name in portal ID {sandbox.portal.id}"
    )


def test_archive_answers_204_whatever_the_ids(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    answer = client.post(f"{BATCH}/archive", json={"inputs": [{"id": id_}, {"id": "4242"}]})
    assert (answer.status_code, answer.content) == (204, b"")
    assert client.get(CONTACTS).json()["results"] == []


def test_101_inputs_are_too_many(client):
    answer = client.post(f"{BATCH}/create", json=inputs(*(f"a{number}@example.com" for number in range(101))))
    assert answer.status_code == 400
    assert answer.json()["message"] == (
        "The maximum number of inputs supported in a batch is 100. Please reduce the number of items and try again"
    )
    assert client.get(CONTACTS).json()["results"] == []


def test_inputs_are_required(client):
    assert "Some required fields were not set: [inputs]" in client.post(f"{BATCH}/create", json={}).json()["message"]


def test_a_unique_property_of_one_s_own_identifies_and_is_taken_once(client, make, sandbox):
    definition = {
        "name": "customer_number",
        "label": "Customer number",
        "type": "string",
        "fieldType": "text",
        "groupName": "companyinformation",
        "hasUniqueValue": True,
    }
    client.post("/crm/v3/properties/companies", json=definition).raise_for_status()
    id_ = make("companies", name="A", customer_number="K1")["id"]
    other = make("companies", name="B")["id"]
    assert client.get("/crm/v3/objects/companies/K1?idProperty=customer_number").json()["id"] == id_
    refused = client.patch(f"/crm/v3/objects/companies/{other}", json={"properties": {"customer_number": "K1"}})
    assert refused.status_code == 400
    assert refused.json()["message"].startswith(f"Cannot set PropertyValueCoordinates{{portalId={sandbox.portal.id},")
    assert refused.json()["message"].endswith(f"{id_} already has that value.")

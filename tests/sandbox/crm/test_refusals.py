"""Refusals of the object API in the shapes that HubSpot was recorded to give them."""

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

CONTACTS = "/crm/v3/objects/contacts"
START = "(token `JsonToken.START_"


def refused(client, method, path, content, **more):
    headers = {"content-type": "application/json"}
    answer = client.request(method, path, content=content, headers=headers, **more)
    return answer.status_code, answer.json()["message"], answer.json().get("category")


@pytest.mark.parametrize(
    ("method", "path", "content", "line", "column", "java", "kind"),
    [
        ("PATCH", "/crm/v3/objects/tickets/1", '{"properties":[]}', 1, 15, "java.util.LinkedHashMap", "Array"),
        ("POST", CONTACTS, '{"properties":{"firstname":["a"]}}', 1, 28, "java.lang.String", "Array"),
        ("POST", CONTACTS, '{"properties":\n  {"firstname": {"a": 1}}}', 2, 17, "java.lang.String", "Object"),
        ("POST", f"{CONTACTS}/batch/create", '{"inputs":[{"properties":[]}]}', 1, 26, "java.util.LinkedHash", "Array"),
        (
            "POST",
            f"{CONTACTS}/batch/update",
            '{\n  "inputs": [\n    [{"properties": {"firstname": "Ada"}}]\n  ]\n}',
            3,
            5,
            "com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectBatchInput$Json",
            "Array",
        ),
        (
            "POST",
            f"{CONTACTS}/batch/upsert",
            '{"inputs": [{"id": "a@x.test", "idProperty": "email", "properties": {}},'
            ' {"id": "b@x.test", "idProperty": "email", "properties": {"lastname": {"a": []}}}]}',
            1,
            143,
            "java.lang.String",
            "Object",
        ),
        ("POST", f"{CONTACTS}/batch/read", '{"inputs": {"id": "1"}}', 1, 12, "java.util.ArrayList", "Object"),
        ("POST", CONTACTS, '["properties"]', 1, 1, "java.util.LinkedHashMap", "Array"),
    ],
)
def test_what_is_of_another_type_is_named_by_place_and_java_type(
    client, method, path, content, line, column, java, kind
):
    status, message, category = refused(client, method, path, content)
    assert (status, category) == (400, None)
    assert message.startswith(
        f"Invalid input JSON on line {line}, column {column}: Cannot deserialize value of type `{java}"
    )
    assert message.endswith(f"from {kind} value {START}{kind.upper()}`)")


@pytest.mark.parametrize("operation", ["add", "remove"])
@pytest.mark.parametrize("version", ["v3", "2026-03"])
def test_memberships_take_ids_and_no_objects(client, make, operation, version):
    contact = make("contacts", email="a@example.com")["id"]
    given = {"name": "L", "objectTypeId": "0-1", "processingType": "MANUAL"}
    id_ = client.post("/crm/v3/lists", json=given).json()["list"]["listId"]
    base = "/crm/v3/lists" if version == "v3" else f"/crm/lists/{version}"
    told = refused(client, "PUT", f"{base}/{id_}/memberships/{operation}", json.dumps([contact, {"vid": 1}]))
    column = len(contact) + 6
    message = f"Invalid input JSON on line 1, column {column}: Cannot deserialize value of type `java.lang.String` from"
    assert told == (400, f"{message} Object value {START}OBJECT`)", None)
    assert client.get(f"{base}/{id_}/memberships").json()["results"] == []


def test_missing_fields_follow_a_full_stop(client):
    status, message, category = refused(client, "POST", f"{CONTACTS}/merge", "{}")
    assert (status, category) == (400, "VALIDATION_ERROR")
    assert message == (
        "Invalid input JSON on line 1, column 2. Some required fields were not set: [primaryObjectId, objectIdToMerge]"
    )


def test_a_datetime_that_is_none_is_no_valid_long(client, sandbox):
    given = {"hs_timestamp": "1659970342808", "hs_meeting_start_time": "invalid"}
    body = client.post("/crm/v3/objects/meetings", json={"properties": given}).json()
    told = f"invalid was not a valid long. Portal {sandbox.portal.id}, object type 0-47"
    [one] = json.loads(body["message"].removeprefix("Property values were not valid: "))
    assert one == {"isValid": False, "message": told, "error": "INVALID_LONG", "name": "hs_meeting_start_time"}
    assert "errors" not in body


def test_what_cannot_be_read_is_told_before_what_does_not_do(client):
    given = {"hs_timestamp": "never", "hs_meeting_outcome": "NO_SUCH", "nosuch": "x", "hs_meeting_end_time": "later"}
    body = client.post("/crm/v3/objects/meetings", json={"properties": given}).json()
    embedded = json.loads(body["message"].removeprefix("Property values were not valid: "))
    assert [one["name"] for one in embedded] == ["hs_timestamp", "hs_meeting_end_time"]
    del given["hs_timestamp"], given["hs_meeting_end_time"]
    body = client.post("/crm/v3/objects/meetings", json={"properties": given}).json()
    assert [one["code"] for one in body["errors"]] == ["INVALID_OPTION", "PROPERTY_DOESNT_EXIST"]


@pytest.mark.parametrize("verb", ["create", "update", "upsert"])
def test_one_refusal_tells_the_faults_of_all_inputs(client, make, verb):
    ids = [make("contacts", email=f"{one}@example.com")["id"] for one in "ab"]
    inputs = [{"id": id_, "properties": {"firstname": "X", "first000name": "A", "last000name": "B"}} for id_ in ids]
    if verb == "upsert":
        inputs = [one | {"id": f"new{place}@example.com", "idProperty": "email"} for place, one in enumerate(inputs)]
    body = client.post(f"{CONTACTS}/batch/{verb}", json={"inputs": inputs}).json()
    embedded = json.loads(body["message"].removeprefix("Property values were not valid: "))
    names = ["first000name", "last000name"] * 2
    assert [one["name"] for one in embedded] == names
    assert [one["context"]["propertyName"][0] for one in body["errors"]] == names
    first = client.get(f"{CONTACTS}/{ids[0]}", params={"properties": "firstname"}).json()
    assert first["properties"]["firstname"] is None


def test_a_property_without_unique_values_finds_no_single_record(client, make):
    make("companies", name="Acme")
    for by in ("name", "nosuch"):
        url = f"/crm/v3/objects/companies/Acme?idProperty={by}"
        for answer in (client.get(url), client.patch(url, json={"properties": {"city": "Bern"}})):
            assert (answer.status_code, answer.json()["message"]) == (404, "resource not found")
    erased = client.post(f"{CONTACTS}/gdpr-delete", json={"objectId": "Acme", "idProperty": "firstname"})
    assert erased.status_code == 400


def test_a_batch_is_read_by_the_record_id_as_a_property(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    body = {"inputs": [{"id": id_}, {"id": "999"}], "idProperty": "hs_object_id"}
    answer = client.post(f"{CONTACTS}/batch/read", json=body)
    assert (answer.status_code, [one["id"] for one in answer.json()["results"]]) == (207, [id_])


@pytest.mark.parametrize("verb", ["update", "upsert"])
def test_the_record_id_is_no_unique_property_of_a_batch_that_writes(client, make, verb):
    id_ = make("contacts", email="a@example.com")["id"]
    body = {"inputs": [{"id": id_, "idProperty": "hs_object_id", "properties": {"firstname": "A"}}]}
    answer = client.post(f"{CONTACTS}/batch/{verb}", json=body)
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")
    assert "non-unique 0-1 property hs_object_id" in answer.json()["message"]


@pytest.mark.parametrize("verb", ["read", "update"])
def test_ids_that_are_no_numbers_are_not_found_like_others(client, make, verb):
    id_ = make("contacts", email="a@example.com")["id"]
    inputs = [{"id": one, "properties": {"firstname": "A"}} for one in (id_, "abc", "999")]
    answer = client.post(f"{CONTACTS}/batch/{verb}", json={"inputs": inputs})
    body = answer.json()
    assert (answer.status_code, [one["id"] for one in body["results"]]) == (207, [id_])
    assert body["errors"] == [
        {
            "status": "error",
            "category": "OBJECT_NOT_FOUND",
            "message": "Could not get some CONTACT objects, they may be deleted or not exist."
            " Check that ids are valid.",
            "context": {"ids": ["abc", "999"]},
        }
    ]


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/json, */*;q=0.8", "text/html"])
@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_a_record_that_is_missing_is_a_page_for_who_does_not_ask_for_json(client, accept, method):
    body = {"properties": {"firstname": "A"}} if method == "PATCH" else None
    answer = client.request(method, f"{CONTACTS}/996174569112", json=body, headers={"accept": accept})
    assert answer.status_code == 404
    if "json" in accept:
        assert answer.json()["message"] == "resource not found"
    else:
        assert answer.headers["content-type"] == "text/html;charset=iso-8859-1"
        assert "<p>Resource not found</p>" in answer.text


@pytest.mark.parametrize(
    ("version", "entry", "missing"),
    [
        ("v4", {"from": {"id": "1"}, "to": {"id": "2"}, "type": "contact_to_company"}, "types"),
        (
            "v4",
            {"to": {"id": "2"}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1}]},
            "from",
        ),
        ("v3", {"from": {"id": "1"}, "to": {"id": "2"}}, "type"),
    ],
)
def test_an_entry_without_what_it_must_have_refuses_the_whole_batch(client, make, version, entry, missing):
    """HubSpot reads the whole body before it does anything."""
    contact, company = make("contacts", email="a@example.com")["id"], make("companies", name="A")["id"]
    ends = {"from": {"id": contact}, "to": {"id": company}}
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]
    good = {**ends, "types": types, "type": "contact_to_company"}
    answer = client.post(f"/crm/{version}/associations/contacts/companies/batch/create", json={"inputs": [good, entry]})
    assert answer.status_code == 400
    assert answer.json()["message"].endswith(f"Some required fields were not set: [{missing}]")
    assert client.get(f"/crm/v4/objects/contacts/{contact}/associations/companies").json()["results"] == []


def test_entries_of_associations_name_the_id_that_is_none_and_the_record_that_is_itself(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 449}]
    inputs = [{"from": {"id": one}, "to": {"id": id_}, "types": types} for one in ("unknown", id_)]
    body = client.post("/crm/v4/associations/contacts/contacts/batch/create", json={"inputs": inputs}).json()
    assert body["errors"] == [
        {
            "status": "error",
            "category": "VALIDATION_ERROR",
            "subCategory": "crm.associations.INVALID_IDENTIFIER",
            "message": "unknown is not a valid ID",
            "context": {"id": ["unknown"]},
        },
        {
            "status": "error",
            "category": "VALIDATION_ERROR",
            "message": f"Object {id_} cannot be associated to itself ({id_})",
        },
    ]


@pytest.mark.parametrize("verb", ["update", "upsert"])
def test_a_stage_is_held_against_the_pipeline_that_the_record_is_in(client, make, verb):
    stages = [{"label": "One", "displayOrder": 0, "metadata": {"probability": "0.5"}, "stageId": "one"}]
    stages.append({"label": "Two", "displayOrder": 1, "metadata": {"probability": "0.6"}, "stageId": "two"})
    pipeline = {"label": "Second", "displayOrder": 1, "pipelineId": "second", "stages": stages}
    assert client.post("/crm/v3/pipelines/deals", json=pipeline).status_code == 201
    id_ = make("deals", dealname="D", pipeline="second", dealstage="one")["id"]
    inputs = [{"id": id_, "properties": {"dealstage": "two"}}]
    answer = client.post(f"/crm/v3/objects/deals/batch/{verb}", json={"inputs": inputs})
    assert (answer.status_code, answer.json()["results"][0]["properties"]["dealstage"]) == (200, "two")


@pytest.mark.parametrize("name", ["hs_object_id", "hs_email_domain", "lastmodifieddate"])
def test_what_is_read_only_is_refused_whatever_its_value(client, make, name):
    made = make("contacts", email="a@example.com")
    for sent in (made["properties"][name], "1790000000000"):
        answer = client.patch(f"{CONTACTS}/{made['id']}", json={"properties": {name: sent}})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "READ_ONLY_VALUE")


def test_only_an_activity_of_the_record_is_pinned(client, make):
    contact, note = make("contacts", email="a@example.com")["id"], make("notes", hs_timestamp=0)["id"]
    url = f"/crm/v3/objects/contacts/{contact}"
    pin = {"properties": {"hs_pinned_engagement_id": note}}
    linked = [{"to": {"id": note}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 201}]}]
    inputs = {"inputs": [{"id": contact, **pin}]}
    refused = [
        client.patch(url, json=pin),
        client.post("/crm/v3/objects/contacts/batch/update", json=inputs),
        client.post("/crm/v3/objects/contacts", json=pin),
    ]
    assert [one.status_code for one in refused] == [400, 400, 400]
    assert {one.json()["errors"][0]["context"]["propertyName"][0] for one in refused} == {"hs_pinned_engagement_id"}
    client.put(f"/crm/v4/objects/notes/{note}/associations/default/contacts/{contact}").raise_for_status()
    assert client.patch(url, json=pin).json()["properties"]["hs_pinned_engagement_id"] == note
    assert client.post("/crm/v3/objects/contacts/batch/update", json=inputs).status_code == 200
    made = client.post("/crm/v3/objects/contacts", json={**pin, "associations": linked})
    assert (made.status_code, made.json()["properties"]["hs_pinned_engagement_id"]) == (201, note)


@given(st.text(alphabet='{}[]:,"\\ 1ax\n\x01', min_size=1, max_size=12))
def test_what_is_no_json_is_refused_in_the_words_of_a_java_parser(session_client, body):
    assume(body.strip())
    try:
        json.loads(body)
    except ValueError:
        headers = {"content-type": "application/json"}
        answer = session_client.post(f"{CONTACTS}/search", content=body, headers=headers)
        message = answer.json()["message"]
        assert answer.status_code == 400
        assert re.match(r"Invalid input JSON on line \d+, column \d+: Unexpected (character|end-of-input)", message)
        assert "category" not in answer.json()


@pytest.mark.parametrize(
    ("path", "name", "body"),
    [
        ("/crm/v3/lists", "name", {"objectTypeId": "0-1", "processingType": "MANUAL"}),
        ("/crm/v3/lists", "objectTypeId", {"name": "L", "processingType": "MANUAL"}),
        ("/crm/v3/properties/contacts", "label", {"name": "n", "type": "string", "fieldType": "text"}),
        ("/crm/v3/pipelines/deals", "label", {"displayOrder": 1, "stages": []}),
        ("/crm/v3/objects/contacts/merge", "primaryObjectId", {"objectIdToMerge": "1"}),
        ("/marketing/v3/emails", "name", {"subject": "s"}),
    ],
)
@pytest.mark.parametrize("value", [["x"], {"a": 1}])
def test_an_array_or_an_object_is_no_text(client, path, name, body, value):
    answer = client.post(path, json={name: value, **body})
    message = answer.json()["message"]
    assert answer.status_code == 400
    assert re.search(r"column \d+: Cannot deserialize value of type `java.lang.String` from", message)
    assert "category" not in answer.json()

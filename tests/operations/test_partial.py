"""A batch of which a part fails: what could be done is done, what failed is told with the reasons of HubSpot."""

import json

import pytest

from hubspot_facade.catalogue.operations import Catalogue
from tests.operations.effects import holds

NOBODY = "4711"
GUID = "11111111-2222-4333-8444-555555555555"
NO_GUID = "99999999-2222-4333-8444-555555555555"
TYPES = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]
ATTENDED = {"external_event_id": "EVENT-2023-001", "external_account_id": "ACCOUNT-1", "subscriber_state": "attend"}


def of(**properties):
    return {"properties": properties}


# Name, payload of a good input and a bad one, what is answered for the good one, what the error tells of the bad one.
PARTLY = [
    (
        "Batch create contacts",
        {"inputs": [of(email="a@example.org"), of(email="no")]},
        "a@example.org",
        "INVALID_EMAIL",
    ),
    (
        "Batch create deals",
        {
            "inputs": [
                of(dealname="d", pipeline="default", dealstage="closedwon"),
                of(dealname="e", pipeline="default", dealstage="none"),
            ]
        },
        "closedwon",
        "INVALID_OPTION",
    ),
    ("Batch create line items", {"line_items": [of(name="a", quantity=7), of(name="b", quantity="many")]}, "7", "many"),
    ("Batch create products", {"products": [of(name="a", price=7), of(name="b", price="much")]}, "7", "much"),
    (
        "Create multiple records",
        {
            "object_type": "tickets",
            "inputs": [
                of(subject="s", hs_pipeline="0", hs_pipeline_stage="2"),
                of(subject="t", hs_pipeline="0", hs_pipeline_stage="77"),
            ],
        },
        "s",
        "77",
    ),
    ("Batch read contacts", {"inputs": [{"id": "51"}, {"id": NOBODY}]}, "51", NOBODY),
    (
        "Retrieve a batch of records by record ID",
        {"object_type": "0-3", "inputs": [{"id": "1001"}, {"id": NOBODY}]},
        "1001",
        NOBODY,
    ),
    (
        "Batch update contacts",
        {"inputs": [{"id": 51, **of(city="Rome")}, {"id": NOBODY, **of(city="Rome")}]},
        "Rome",
        NOBODY,
    ),
    (
        "Batch update companies",
        {"companies": [{"company_id": 1234567, **of(city="Rome")}, {"company_id": NOBODY, **of(city="Rome")}]},
        "Rome",
        NOBODY,
    ),
    (
        "Batch update deals",
        {"deals": [{"deal_id": 1001, **of(amount=7)}, {"deal_id": NOBODY, **of(amount=7)}]},
        "7",
        NOBODY,
    ),
    (
        "Batch update line items",
        {"line_items": [{"line_item_id": 401, **of(quantity=7)}, {"line_item_id": NOBODY, **of(quantity=7)}]},
        "7",
        NOBODY,
    ),
    (
        "Batch update products",
        {"products": [{"product_id": 201, **of(price=7)}, {"product_id": NOBODY, **of(price=7)}]},
        "7",
        NOBODY,
    ),
    (
        "Update multiple records",
        {"object_type": "0-1", "inputs": [{"id": 51, **of(city="Rome")}, {"id": NOBODY, **of(city="Rome")}]},
        "Rome",
        NOBODY,
    ),
    (
        "Batch create or update contacts",
        {"contacts": [{"email": "a@example.org", **of(city="Rome")}, {"vid": NOBODY, **of(city="Rome")}]},
        "a@example.org",
        NOBODY,
    ),
    (
        "Create associations",
        {
            "from_object_type": "contacts",
            "to_object_type": "companies",
            "inputs": [{"from": {"id": key}, "to": {"id": 1234567}, "types": TYPES} for key in ("52", NOBODY)],
        },
        "52",
        NOBODY,
    ),
    (
        "Batch create or update timeline events",
        {
            "applicationId": 1,
            "eventWrappers": [
                {"id": f"e-{key}", "eventTypeId": key, "email": "john.doe@example.com"} for key in ("601", NOBODY)
            ],
        },
        "e-601",
        NOBODY,
    ),
    (
        "Batch read associations of records",
        {"from_object_type": "contacts", "to_object_type": "companies", "inputs": [{"id": "51"}, {"id": NOBODY}]},
        "51",
        NOBODY,
    ),
    ("Create a batch of campaigns", {"inputs": [of(hs_name="A"), of(hs_notes="nameless")]}, "A", "hs_name"),
    ("Read a batch of campaigns", {"inputs": [{"id": GUID}, {"id": NO_GUID}]}, GUID, NO_GUID),
    (
        "Update a batch of campaigns",
        {"inputs": [{"id": GUID, **of(hs_name="A")}, {"id": NO_GUID, **of(hs_name="A")}]},
        "A",
        NO_GUID,
    ),
    (
        "Record a subscriber state by contact ids",
        {**ATTENDED, "inputs": [{"vid": vid, "interaction_date_time": 1} for vid in (51, 4711)]},
        "51",
        NOBODY,
    ),
]
# HubSpot refuses all inputs of these when one of them makes no sense.
WHOLLY = [
    (
        "Batch create/update contact",
        {"contacts": [{"email": "a@example.org", **of(city="Rome")}, {"email": "no", **of(city="Rome")}]},
    ),
    (
        "Batch upsert contacts",
        {"inputs": [{"id": key, "idProperty": "email", **of(city="Rome")} for key in ("a@example.org", "no")]},
    ),
    (
        "Upsert records",
        {
            "object_type": "0-1",
            "inputs": [{"id": key, "idProperty": "email", **of(city="Rome")} for key in ("a@example.org", "no")],
        },
    ),
    (
        "Record a subscriber state by contact email",
        {**ATTENDED, "inputs": [{"email": key, "interaction_date_time": 1} for key in ("a@example.org", "no")]},
    ),
]
# What is not there is no error: it need not be deleted, is not listed, or is told beside the answer.
FORGIVING = [
    ("Batch delete line items", {"line_item_ids": ["401", NOBODY]}, {"results": []}),
    ("Batch delete products", {"product_ids": ["201", NOBODY]}, {"results": []}),
    ("Delete multiple records", {"object_type": "0-1", "inputs": [{"id": "51"}, {"id": NOBODY}]}, {"results": []}),
    (
        "Delete associations",
        {
            "from_object_type": "contacts",
            "to_object_type": "companies",
            "inputs": [{"from": {"id": key}, "to": [{"id": "1234567890"}]} for key in ("51", NOBODY)],
        },
        {"results": []},
    ),
    ("Delete a batch of campaigns", {"inputs": [{"id": GUID}, {"id": NO_GUID}]}, {"success": True}),
    (
        "Delete multiple marketing events",
        {
            "inputs": [
                {"appId": 1, "externalAccountId": "ACCOUNT-1", "externalEventId": key}
                for key in ("EVENT-2023-001", "NONE")
            ]
        },
        {"success": True},
    ),
    ("Get a batch of lists", {"listIds": ["123", NOBODY]}, {"results": [{"listId": "123"}]}),
    ("Get a batch of contacts by vid", {"vids": [51, 4711]}, {"results": [{"id": "51"}]}),
    (
        "Get a batch of contacts by email",
        {"emails": ["john.doe@example.com", "nobody@example.com"]},
        {"results": [{"id": "51"}]},
    ),
    (
        "Add contact to list",
        {"contact_list_id": "601", "contact_ids": [51, 4711], "emails": ["nobody@example.com"]},
        {"recordsIdsAdded": ["51"], "recordIdsMissing": [NOBODY], "emailsMissing": ["nobody@example.com"]},
    ),
]
# Batches that are shown to fail in part elsewhere, or whose inputs cannot fail one by one.
OTHERS = {
    "Create multiple records with associations": "the method of Create multiple records",
    "Multi-status errors on batch create": "its sample is such a batch",
    "Retrieve a batch of records by a custom unique identifier property": "the method of the batch by record ID",
    "Create or update multiple marketing events": "HubSpot takes whatever has the four fields that are checked before",
    "Get a batch of contacts by user token": "visitors are not known here",
}


def test_every_batch_is_shown_here():
    batches = {entry.name for entry in Catalogue() if "batch" in entry.method and entry.seeds}
    shown = {name for name, *_ in (*PARTLY, *WHOLLY, *FORGIVING)}
    assert batches - shown == OTHERS.keys()


@pytest.mark.parametrize(("name", "payload", "good", "bad"), PARTLY, ids=[row[0] for row in PARTLY])
def test_what_fails_stands_beside_what_is_done(name, payload, good, bad, hs):
    answer = hs.operations.run(name, payload)
    assert len(answer["results"]) == 1
    assert holds(answer["results"], good)
    assert answer["numErrors"] == 1
    (error,) = answer["errors"]
    assert error["category"] in ("VALIDATION_ERROR", "OBJECT_NOT_FOUND")
    assert bad in json.dumps(error)


@pytest.mark.parametrize(("name", "payload"), WHOLLY, ids=[row[0] for row in WHOLLY])
def test_what_hubspot_refuses_wholly_costs_the_bad_input_alone(name, payload, hs, portal):
    answer = hs.operations.run(name, payload)
    assert len(answer["results"]) == 1
    assert answer["numErrors"] == 1
    (error,) = answer["errors"]
    assert error["category"] == "VALIDATION_ERROR"
    assert "INVALID_EMAIL" in error["message"]
    assert error["context"] == {"input": ["1"]}
    refusals = [request for request in portal.requests if request.status == 400]
    assert len(refusals) == 2  # the whole, and the bad one alone
    if "subscriber" not in name:
        assert portal.shown("/crm/v3/objects/contacts/a@example.org?idProperty=email") is not None


@pytest.mark.parametrize(("name", "payload", "answered"), FORGIVING, ids=[row[0] for row in FORGIVING])
def test_what_is_not_there_is_no_error(name, payload, answered, hs):
    answer = hs.operations.run(name, payload)
    assert holds(answer, answered)
    assert "errors" not in answer


def test_a_request_that_fails_loses_nothing_of_another(hs, portal):
    portal.sandbox.application.faults.plan({"fault": "401", "match": {"path": "*/batch/update"}, "times": -1})
    entries = [{"email": "a@example.org", **of(city="Rome")}, {"vid": 51, **of(city="Rome")}]
    try:
        answer = hs.operations.run("Batch create or update contacts", {"contacts": entries})
    finally:
        portal.sandbox.application.faults.clear()
    assert len(answer["results"]) == 1
    assert [each["context"] for each in answer["errors"]] == [{"input": ["1"]}]
    assert answer["errors"][0]["category"] == "INVALID_AUTHENTICATION"
    assert portal.shown("/crm/v3/objects/contacts/a@example.org?idProperty=email") is not None


def test_a_record_that_stands_twice_is_changed_once_and_the_second_told(hs):
    deals = [{"deal_id": 1001, **of(amount=7)}, {"deal_id": "1001", **of(amount=8)}]
    answer = hs.operations.run("Batch update deals", {"deals": deals})
    assert [each["properties"]["amount"] for each in answer["results"]] == ["7"]
    assert [each["context"] for each in answer["errors"]] == [{"input": ["1"]}]
    assert answer["errors"][0]["message"] == "deals[1]: '1001' is already at index 0"


# Names, payloads of a good input, and where it stands; to each a row is added that nothing can send.
UNSENDABLE = [
    ("Batch create contacts", {"contacts": [of(email="a@example.org")]}),
    ("Batch update deals", {"deals": [{"deal_id": 1001, **of(amount=7)}]}),
    ("Batch upsert contacts", {"inputs": [{"id": "a@example.org", **of(city="Rome")}]}),
    ("Create multiple records", {"object_type": "companies", "records": [of(name="A")]}),
    ("Create a batch of campaigns", {"inputs": [of(hs_name="A")]}),
    ("Batch create or update contacts", {"contacts": [{"vid": 51, **of(city="Rome")}]}),
    (
        "Create associations",
        {
            "from_object_type": "contacts",
            "to_object_type": "companies",
            "inputs": [{"from": {"id": "52"}, "to": {"id": 1234567}, "types": TYPES}],
        },
    ),
    (
        "Batch create or update timeline events",
        {"eventWrappers": [{"id": "e-1", "eventTypeId": "601", "email": "john.doe@example.com"}]},
    ),
]
ROWS = [None, 7, "x", []]
WITHIN = [{"properties": {"city": {"a": 1}}}, {"id": [1], "properties": {}}, {"properties": "x"}]


@pytest.mark.parametrize(
    ("name", "payload", "bad"),
    [(*row, bad) for row in UNSENDABLE for bad in (*ROWS, *(WITHIN if row in UNSENDABLE[:5] else ()))],
    ids=repr,
)
@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_row_that_cannot_be_sent_costs_itself_alone(name, payload, bad, hs):
    asked = {field: [*value, bad] if isinstance(value, list) else value for field, value in payload.items()}
    answer = hs.operations.run(name, asked)
    assert len(answer["results"]) == 1
    assert [each["context"] for each in answer["errors"]] == [{"input": ["1"]}]
    (field,) = (field for field, value in payload.items() if isinstance(value, list))
    assert answer["errors"][0]["message"].startswith(f"{field}[1]")


@pytest.mark.parametrize("bad", [None, 5.5, "", {"id": None}, [1], True], ids=repr)
@pytest.mark.parametrize("edition", ["2026-03"])
def test_an_id_that_is_none_costs_itself_alone(bad, hs):
    answer = hs.operations.run("Batch read contacts", {"inputs": [bad, "51"]})
    assert [each["id"] for each in answer["results"]] == ["51"]
    assert [each["context"] for each in answer["errors"]] == [{"input": ["0"]}]
    assert answer["errors"][0]["message"].startswith("inputs[0]")


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("Delete a batch of campaigns", [GUID, None]),
        (
            "Delete multiple marketing events",
            [
                {"appId": 1, "externalAccountId": "a", "externalEventId": "e"},
                {"appId": 1, "externalAccountId": "a"},
            ],
        ),
        ("Delete multiple marketing events", [{"appId": 1, "externalAccountId": "a", "externalEventId": "e"}, {}]),
    ],
)
@pytest.mark.parametrize("edition", ["2026-03"])
def test_a_deletion_is_no_success_where_an_input_was_not_deleted(name, inputs, hs):
    answer = hs.operations.run(name, {"inputs": inputs})
    assert answer["success"] is False
    assert answer["numErrors"] == 1
    assert [each["context"] for each in answer["errors"]] == [{"input": ["1"]}]
    assert hs.operations.run(name, {"inputs": inputs[:1]}) == {"success": True}

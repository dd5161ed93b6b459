"""Associations: default, labelled, both directions, batches, inline, v3; numbers on v4, text on dated paths."""

import pytest

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.associations.types import hubspot_types
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes

ADVISER = {"name": "adviser", "label": "Adviser", "inverseLabel": "Advised"}


@pytest.fixture
def pair(make):
    return make("contacts", email="a@example.com")["id"], make("companies", name="A")["id"]


def types_of(client, contact, company, base="/crm/v4/objects"):
    found = client.get(f"{base}/contacts/{contact}/associations/companies").json()["results"]
    return {
        one["toObjectId"]: [(two["category"], two["typeId"], two["label"]) for two in one["associationTypes"]]
        for one in found
        if str(one["toObjectId"]) == company
    }


PLAIN = ("HUBSPOT_DEFINED", 279, None)
PRIMARY = ("HUBSPOT_DEFINED", 1, "Primary")


def spec(type_id, category="HUBSPOT_DEFINED"):
    return {"associationCategory": category, "associationTypeId": type_id}


def test_the_default_association_is_kept_in_both_directions(client, pair):
    contact, company = pair
    answer = client.put(f"/crm/v4/objects/contact/{contact}/associations/default/company/{company}")
    body = answer.json()
    assert (answer.status_code, body["status"]) == (200, "COMPLETE")
    assert body["results"][0] == {
        "from": {"id": contact},
        "to": {"id": company},
        "associationSpec": {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279},
    }
    assert types_of(client, contact, company) == {int(company): [PLAIN]}
    back = client.get(f"/crm/v4/objects/companies/{company}/associations/contacts").json()["results"]
    assert [(one["toObjectId"], one["associationTypes"][0]["typeId"]) for one in back] == [(int(contact), 280)]


def test_ids_are_numbers_on_v4_and_on_dated_paths(client, pair):
    contact, company = pair
    client.put(f"/crm/objects/2026-03/contacts/{contact}/associations/default/companies/{company}").raise_for_status()
    assert list(types_of(client, contact, company)) == [int(company)]
    for edition in ("2025-09", "2026-03", "2026-09"):
        assert list(types_of(client, contact, company, f"/crm/objects/{edition}")) == [int(company)]


def test_a_label_comes_with_the_plain_type_and_replaces_earlier_labels(client, pair):
    contact, company = pair
    path = f"/crm/v4/objects/contacts/{contact}/associations/companies/{company}"
    answer = client.put(path, json=[spec(1)])
    assert answer.status_code == 201
    assert answer.json() == {
        "fromObjectTypeId": "0-1",
        "fromObjectId": int(contact),
        "toObjectTypeId": "0-2",
        "toObjectId": int(company),
        "labels": ["Primary"],
    }
    assert types_of(client, contact, company)[int(company)] == [PRIMARY, PLAIN]
    read = client.get(f"/crm/v3/objects/contacts/{contact}?properties=associatedcompanyid&associations=companies")
    assert read.json()["properties"]["associatedcompanyid"] == company
    assert read.json()["associations"] == {
        "companies": {
            "results": [
                {"id": company, "type": "contact_to_company"},
                {"id": company, "type": "contact_to_company_unlabeled"},
            ]
        }
    }
    client.put(path, json=[spec(279)]).raise_for_status()
    assert types_of(client, contact, company)[int(company)] == [PLAIN]
    assert client.delete(path).status_code == 204
    assert types_of(client, contact, company) == {}
    assert "associations" not in client.get(f"/crm/v3/objects/contacts/{contact}?associations=companies").json()


def test_a_contact_has_one_primary_company(client, pair, make):
    contact, company = pair
    other = make("companies", name="B")["id"]
    for one in (company, other):
        client.put(f"/crm/v4/objects/contacts/{contact}/associations/companies/{one}", json=[spec(1)])
    assert types_of(client, contact, company)[int(company)] == [PLAIN]
    assert types_of(client, contact, other)[int(other)] == [PRIMARY, PLAIN]


def company_of(client, contact):
    answer = client.get(f"/crm/v3/objects/contacts/{contact}?properties=associatedcompanyid")
    return answer.json()["properties"]["associatedcompanyid"]


def test_the_primary_company_is_also_written_as_a_property(client, make):
    first, second = (make("companies", name=name)["id"] for name in "AB")
    made = make("contacts", email="a@example.com", associatedcompanyid=first)
    contact = made["id"]
    assert made["properties"]["associatedcompanyid"] == first
    assert types_of(client, contact, first) == {int(first): [PRIMARY, PLAIN]}
    path = f"/crm/v3/objects/contacts/{contact}"
    changed = client.patch(path, json={"properties": {"associatedcompanyid": second}}).json()
    assert changed["properties"]["associatedcompanyid"] == second == company_of(client, contact)
    assert types_of(client, contact, second) == {int(second): [PRIMARY, PLAIN]}
    assert types_of(client, contact, first) == {int(first): [PLAIN]}
    again = {"inputs": [{"id": contact, "properties": {"associatedcompanyid": first}}]}
    assert client.post("/crm/v3/objects/contacts/batch/update", json=again).status_code == 200
    assert company_of(client, contact) == first
    client.patch(path, json={"properties": {"associatedcompanyid": ""}}).raise_for_status()
    assert company_of(client, contact) is None
    assert (types_of(client, contact, first), types_of(client, contact, second)) == ({}, {int(second): [PLAIN]})


def test_a_company_that_a_property_names_must_be_there(client, pair):
    contact, company = pair
    client.delete(f"/crm/v3/objects/companies/{company}")
    for wrong in (company, "4242", "Acme"):
        refused = client.patch(
            f"/crm/v3/objects/contacts/{contact}", json={"properties": {"associatedcompanyid": wrong}}
        )
        assert (refused.status_code, refused.json()["category"]) == (400, "VALIDATION_ERROR")
    assert company_of(client, contact) is None


def test_what_cannot_be_associated(client, pair):
    contact, company = pair
    base = f"/crm/v4/objects/contacts/{contact}/associations"
    wrong = client.put(f"{base}/companies/{company}", json=[spec(3)])
    assert wrong.status_code == 400
    assert wrong.json()["message"] == "One or more associations are invalid"
    assert wrong.json()["context"] == {
        "associationSpec": ["HUBSPOT_DEFINED=3"],
        "INVALID_ASSOCIATION_TYPE_ID": ["HUBSPOT_DEFINED=3 is not a valid association definition id"],
    }
    missing = client.put(f"{base}/default/companies/4242")
    assert (missing.status_code, missing.json()["message"]) == (404, "No company with ID 4242 exists")
    assert missing.json()["subCategory"] == "crm.associations.TO_OBJECT_NOT_FOUND"
    itself = client.put(f"{base}/default/contacts/{contact}")
    told = f"Object {contact} cannot be associated to itself ({contact})"
    assert (itself.status_code, itself.json()["message"]) == (400, told)
    text = client.put(f"{base}/default/companies/abc").json()
    assert (text["message"], text["subCategory"]) == (
        "abc is not a valid ID",
        "crm.associations.INVALID_IDENTIFIER",
    )


def test_archiving_a_record_ends_its_associations(client, pair):
    contact, company = pair
    client.put(f"/crm/v4/objects/contacts/{contact}/associations/companies/{company}", json=[spec(1)])
    client.delete(f"/crm/v3/objects/companies/{company}")
    assert types_of(client, contact, company) == {}
    found = client.get(f"/crm/v3/objects/contacts/{contact}?properties=associatedcompanyid").json()
    assert found["properties"]["associatedcompanyid"] is None


@pytest.mark.parametrize("base", ["/crm/v4/associations", "/crm/associations/v4", "/crm/associations/2026-09"])
def test_batches(client, pair, make, base):
    contact, company = pair
    lonely = make("contacts", email="b@example.com")["id"]
    inputs = [
        {"from": {"id": contact}, "to": {"id": company}, "types": [spec(279)]},
        {"from": {"id": contact}, "to": {"id": "4242"}, "types": [spec(279)]},
    ]
    made = client.post(f"{base}/contacts/companies/batch/create", json={"inputs": inputs})
    assert made.status_code == 207
    assert len(made.json()["results"]) == 1
    told = {"status": "error", "category": "VALIDATION_ERROR", "message": "COMPANY=4242 is not valid"}
    assert made.json()["errors"] == [told]
    assert client.post(f"{base}/contacts/companies/batch/create", json={"inputs": inputs[:1]}).status_code == 201
    read = client.post(f"{base}/contacts/companies/batch/read", json={"inputs": [{"id": contact}, {"id": int(lonely)}]})
    body = read.json()
    assert read.status_code == 207
    assert [one["from"] for one in body["results"]] == [{"id": contact}]
    assert str(body["results"][0]["to"][0]["toObjectId"]) == company
    assert body["numErrors"] == 1
    assert body["errors"][0]["message"] == f"No company is associated with contact {lonely}."
    assert body["errors"][0]["subCategory"] == "crm.associations.NO_ASSOCIATIONS_FOUND"
    archived = client.post(
        f"{base}/contacts/companies/batch/archive",
        json={"inputs": [{"from": {"id": contact}, "to": [{"id": company}]}]},
    )
    assert archived.status_code == 204
    again = client.post(
        f"{base}/contacts/companies/batch/associate/default",
        json={"inputs": [{"from": {"id": lonely}, "to": {"id": company}}]},
    )
    assert again.status_code == 200
    assert types_of(client, contact, company) == {}
    assert types_of(client, lonely, company) != {}


def test_pages_have_an_opaque_cursor_and_500_at_most(client, make):
    company = make("companies", name="A")["id"]
    contacts = [make("contacts", email=f"{n}@example.com")["id"] for n in range(3)]
    for contact in contacts:
        client.put(f"/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}")
    path = f"/crm/v4/objects/companies/{company}/associations/contacts"
    first = client.get(path, params={"limit": 2}).json()
    assert [one["toObjectId"] for one in first["results"]] == [int(one) for one in contacts[:2]]
    after = first["paging"]["next"]["after"]
    assert not after.isdigit()
    rest = client.get(path, params={"limit": 2, "after": after}).json()
    assert [one["toObjectId"] for one in rest["results"]] == [int(contacts[2])]
    assert "paging" not in rest
    refused = client.get(path, params={"limit": 501}).json()
    assert refused["message"] == "You can only request at most 500 associations at once."
    assert "limit" in refused["context"]


def test_labels_are_made_used_renamed_and_dropped(client, pair):
    contact, company = pair
    path = "/crm/associations/2026-03/contacts/companies/labels"
    made = client.post(path, json=ADVISER).json()["results"]
    assert [(one["category"], one["label"]) for one in made] == [
        ("USER_DEFINED", "Adviser"),
        ("USER_DEFINED", "Advised"),
    ]
    there, back = (one["typeId"] for one in made)
    client.put(
        f"/crm/v4/objects/contacts/{contact}/associations/companies/{company}", json=[spec(there, "USER_DEFINED")]
    ).raise_for_status()
    assert types_of(client, contact, company)[int(company)] == [("USER_DEFINED", there, "Adviser"), PLAIN]
    listed = client.get(f"/crm/v4/objects/companies/{company}/associations/contacts").json()["results"][0]
    assert [one["label"] for one in listed["associationTypes"]] == ["Advised", None]
    assert client.put(path, json={"associationTypeId": there, "label": "Mentor"}).status_code == 204
    assert "Mentor" in [one["label"] for one in client.get(path).json()["results"]]
    removed = {"inputs": [{"from": {"id": contact}, "to": {"id": company}, "types": [spec(there, "USER_DEFINED")]}]}
    assert client.post("/crm/v4/associations/contacts/companies/batch/labels/archive", json=removed).status_code == 204
    assert types_of(client, contact, company)[int(company)] == [PLAIN]
    assert client.delete(f"{path}/{back}").status_code == 204
    # what is left under the number is a type of HubSpot's own, which stays
    assert client.delete(f"{path}/{there}").status_code == 400
    assert [one["typeId"] for one in client.get(path).json()["results"]] == [279, 1, 931]
    assert client.delete(f"{path}/279").status_code == 400


def test_a_label_needs_name_and_label(client):
    answer = client.post("/crm/v4/associations/contacts/companies/labels", json={})
    assert "Some required fields were not set: [label, name]" in answer.json()["message"]


def test_the_51st_label_gets_437(client):
    path = "/crm/v4/associations/contacts/deals/labels"
    for number in range(50):
        client.post(path, json={"name": f"n{number}", "label": f"L{number}"}).raise_for_status()
    assert client.post(path, json={"name": "more", "label": "More"}).status_code == 437


def test_the_v3_api_speaks_of_types_by_name(client, pair):
    contact, company = pair
    base = "/crm/v3/associations/contacts/companies"
    one = {"from": {"id": contact}, "to": {"id": company}, "type": "contact_to_company"}
    made = client.post(f"{base}/batch/create", json={"inputs": [one]})
    back = {"from": {"id": company}, "to": {"id": contact}, "type": "company_to_contact"}
    assert (made.status_code, made.json()["results"]) == (201, [back, one])
    read = client.post(f"{base}/batch/read", json={"inputs": [{"id": contact}]}).json()["results"]
    assert read == [
        {
            "from": {"id": contact},
            "to": [
                {"id": company, "type": "contact_to_company"},
                {"id": company, "type": "contact_to_company_unlabeled"},
            ],
        }
    ]
    types = client.get(f"{base}/types").json()["results"]
    assert {"id": "1", "name": "contact_to_company"} in types
    assert {"id": "279", "name": "contact_to_company_unlabeled"} in types
    assert client.post(f"{base}/batch/archive", json={"inputs": [one | {"type": "279"}]}).status_code == 204
    assert types_of(client, contact, company) == {}


def test_the_v3_shortcut_associates_a_record(client, pair):
    contact, company = pair
    path = f"/crm/v3/objects/contacts/{contact}/associations/companies/{company}/279"
    answer = client.put(path)
    assert (answer.status_code, answer.json()["id"]) == (200, contact)
    assert types_of(client, contact, company)[int(company)] == [PLAIN]
    assert client.delete(path).status_code == 204
    assert types_of(client, contact, company) == {}


def inline(to, type_id):
    return [{"to": {"id": to}, "types": [spec(type_id)]}]


def test_a_record_is_created_with_associations(client, pair):
    contact, company = pair
    body = {
        "properties": {"hs_timestamp": "2026-01-01T00:00:00Z", "hs_note_body": "x"},
        "associations": inline(contact, 202) + inline(company, 190),
    }
    note = client.post("/crm/v3/objects/notes", json=body).json()["id"]
    read = client.get(f"/crm/v3/objects/notes/{note}?associations=contacts&associations=companies").json()
    assert read["associations"]["contacts"]["results"] == [{"id": contact, "type": "note_to_contact"}]
    assert [one["id"] for one in read["associations"]["companies"]["results"]] == [company]


def test_inline_associations_are_refused_with_their_reason(client, pair):
    _contact, _ = pair
    wrong = {"properties": {"email": "x@example.com"}, "associations": inline("1", 3)}
    answer = client.post("/crm/v3/objects/contacts", json=wrong)
    assert answer.json()["message"] == ("invalid from object type 0-3 for associations to be created. expected: 0-1")
    missing = {"properties": {"dealname": "x"}, "associations": inline("77", 3)}
    body = client.post("/crm/v3/objects/deals", json=missing).json()
    assert body["message"] == "One or more associations are invalid"
    assert body["context"] == {
        "INVALID_OBJECT_IDS": ["CONTACT=77 is not valid"],
        "objectId": ["77"],
        "objectType": ["CONTACT"],
    }
    activity = {"properties": {"hs_timestamp": "1700000000000"}, "associations": inline("4632101", 190)}
    body = client.post("/crm/v3/objects/notes", json=activity).json()
    assert (body["category"], body["message"]) == ("BAD_REQUEST", "one or more associations are not valid")
    assert body["errors"][0]["message"] == "0-2=4632101 is not a valid object"
    for type_ in ("deals", "notes"):
        assert client.get(f"/crm/v3/objects/{type_}").json()["results"] == []


def test_all_of_hubspot_s_types_are_known(client):
    pairs = {
        ("deals", "contacts"): 3,
        ("contacts", "deals"): 4,
        ("tickets", "companies"): 339,
        ("line_items", "quotes"): 68,
    }
    for (from_type, to_type), type_id in pairs.items():
        listed = client.get(f"/crm/v4/associations/{from_type}/{to_type}/labels").json()["results"]
        assert type_id in [one["typeId"] for one in listed]


@pytest.mark.parametrize("name", ["meeting_event_to_contact", "MEETING_EVENT_TO_CONTACT"])
def test_names_of_associations_call_a_meeting_a_meeting_event(client, make, name):
    contact = make("contacts")["id"]
    meeting = make("meetings", hs_timestamp="2026-01-01T00:00:00Z")["id"]
    url = f"/crm/v3/objects/meetings/{meeting}/associations"
    linked = client.put(f"{url}/Contact/{contact}/{name}")
    expected = [{"id": contact, "type": "meeting_event_to_contact"}]
    assert (linked.status_code, linked.json()["associations"]["contacts"]["results"]) == (200, expected)
    refused = client.put(f"{url}/contacts/{contact}/meeting_to_contact")
    assert refused.status_code == 400
    back = client.get(f"/crm/v3/objects/contacts/{contact}?associations=meetings").json()["associations"]
    assert back["meetings"]["results"] == [{"id": meeting, "type": "contact_to_meeting_event"}]


def test_all_of_hubspot_s_types_hold_in_both_directions(client, sandbox):
    """Every one of the 411, and its inverse where it has one."""
    portal = sandbox.portal
    every = [one for listed in hubspot_types().values() for one in listed]
    assert len(every) == 411
    for one in every:
        near, far = portal.service(ObjectTypes).by_id(one.from_id), portal.service(ObjectTypes).by_id(one.to_id)
        with portal.store.transaction():
            ids = [portal.service(Records).create(kind, [{}])[0].id for kind in (near, far)]
            portal.service(Associations).connect(near, ids[0], far, ids[1], [one.spec])
            ((to_id, there),) = portal.service(Associations).of(near, ids[0], far)
            back = [found.id for _, types in portal.service(Associations).of(far, ids[1], near) for found in types]
        assert (to_id, one.id in [found.id for found in there]) == (ids[1], True), one
        assert one.inverse_id is None or one.inverse_id in back, one


def test_a_report_is_promised(client):
    answer = client.post("/crm/v4/associations/usage/high-usage-report/9001").json()
    assert (answer["userId"], answer["enqueueTime"][:3]) == (9001, "202")


def test_limits_are_kept_per_type(client):
    base = "/crm/associations/2026-03/definitions/configurations"
    one = {"category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": 5}
    made = client.post(f"{base}/contacts/companies/batch/create", json={"inputs": [one]})
    assert (made.status_code, made.json()["results"][0]["userEnforcedMaxToObjectIds"]) == (201, 5)
    assert len(client.get(f"{base}/all").json()["results"]) == 1
    assert len(client.get(f"{base}/contacts/companies").json()["results"]) == 1
    client.post(f"{base}/contacts/companies/batch/purge", json={"inputs": [one]}).raise_for_status()
    assert client.get(f"{base}/contacts/companies").json()["results"] == []


def test_a_record_is_associated_with_as_many_as_its_limit_allows(client, make):
    contact = make("contacts", email="a@example.com")["id"]
    first, second = (make("companies", name=name)["id"] for name in ("A", "B"))
    limit = {"category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": 1}
    base = "/crm/associations/2026-03/definitions/configurations"
    client.post(f"{base}/contacts/companies/batch/create", json={"inputs": [limit]}).raise_for_status()
    path = f"/crm/v4/objects/contacts/{contact}/associations/companies"
    spec = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]
    assert client.put(f"{path}/{first}", json=spec).status_code == 201
    # once more with the same company is no further one
    assert client.put(f"{path}/{first}", json=spec).status_code == 201
    refused = client.put(f"{path}/{second}", json=spec)
    assert (refused.status_code, refused.json()["message"]) == (400, "One or more associations are invalid")
    assert "ASSOCIATION_LIMIT_EXCEEDED" in refused.json()["context"]
    assert [one["toObjectId"] for one in client.get(path).json()["results"]] == [int(first)]

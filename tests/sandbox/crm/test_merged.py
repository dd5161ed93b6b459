"""A merged id: what is written to it and read by it is the surviving record's."""

import pytest

CONTACTS = "/crm/v3/objects/contacts"


@pytest.fixture
def merged(client, make):
    """(surviving id, first old id, second old id)"""
    one, other = make("contacts", email="main@example.com")["id"], make("contacts", email="other@example.com")["id"]
    body = {"primaryObjectId": one, "objectIdToMerge": other}
    return client.post(f"{CONTACTS}/merge", json=body).json()["id"], one, other


def companies_of(client, contact):
    return [
        one["toObjectId"]
        for one in client.get(f"/crm/v4/objects/contacts/{contact}/associations/companies").json()["results"]
    ]


def contacts_of(client, company):
    return [
        one["toObjectId"]
        for one in client.get(f"/crm/v4/objects/companies/{company}/associations/contacts").json()["results"]
    ]


def _ways(old, company):
    ends = {"from": {"id": old}, "to": {"id": company}}
    spec = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]
    yield "PUT", f"/crm/v4/objects/contacts/{old}/associations/default/companies/{company}", None
    yield "PUT", f"/crm/v4/objects/companies/{company}/associations/default/contacts/{old}", None
    yield "PUT", f"/crm/v4/objects/contacts/{old}/associations/companies/{company}", spec
    yield "PUT", f"/crm/v3/objects/contacts/{old}/associations/companies/{company}/279", None
    yield "POST", "/crm/v4/associations/contacts/companies/batch/create", {"inputs": [ends | {"types": spec}]}
    yield "POST", "/crm/associations/2026-09/contacts/companies/batch/associate/default", {"inputs": [ends]}
    yield "POST", "/crm/v3/associations/contacts/companies/batch/create", {"inputs": [ends | {"type": "279"}]}


@pytest.mark.parametrize("way", range(7))
def test_an_association_made_with_a_merged_id_hangs_on_the_survivor(client, make, merged, way):
    new, _, old = merged
    company = make("companies", name="A")["id"]
    method, path, body = list(_ways(old, company))[way]
    assert client.request(method, path, json=body).status_code in (200, 201)
    assert contacts_of(client, company) == [int(new)]
    for id_ in merged:
        assert companies_of(client, id_) == [int(company)]


def test_an_inline_association_with_a_merged_id_hangs_on_the_survivor(client, merged):
    new, old, _ = merged
    link = {"to": {"id": old}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 280}]}
    made = client.post("/crm/v3/objects/companies", json={"properties": {"name": "A"}, "associations": [link]})
    assert contacts_of(client, made.json()["id"]) == [int(new)]


def test_an_association_is_removed_by_a_merged_id(client, make, merged):
    new, old, _ = merged
    company = make("companies", name="A")["id"]
    client.put(f"/crm/v4/objects/contacts/{new}/associations/default/companies/{company}")
    assert client.delete(f"/crm/v4/objects/contacts/{old}/associations/companies/{company}").status_code == 204
    assert companies_of(client, new) == []


def test_companies_are_searched_by_a_merged_id(client, make, merged):
    new, old, _ = merged
    company = make("companies", name="A")["id"]
    client.put(f"/crm/v4/objects/contacts/{new}/associations/default/companies/{company}")
    one = {"propertyName": "associations.contact", "operator": "EQ", "value": old}
    found = client.post("/crm/v3/objects/companies/search", json={"filters": [one]}).json()
    assert [each["id"] for each in found["results"]] == [company]


def test_a_batch_read_answers_a_merged_id_under_its_new_one(client, merged):
    new, one, other = merged
    body = {"inputs": [{"id": one}, {"id": other}], "properties": ["hs_merged_object_ids"]}
    found = client.post(f"{CONTACTS}/batch/read", json=body).json()["results"]
    assert {each["id"] for each in found} == {new}
    assert set(found[0]["properties"]["hs_merged_object_ids"].split(";")) == {one, other}


@pytest.mark.parametrize("early", [True, False])
def test_list_memberships_hang_on_the_survivor(client, make, early):
    given = {"name": "L", "objectTypeId": "0-1", "processingType": "MANUAL"}
    list_ = client.post("/crm/v3/lists", json=given).json()["list"]["listId"]
    one, other = make("contacts", email="main@example.com")["id"], make("contacts", email="other@example.com")["id"]

    def add():
        assert client.put(f"/crm/v3/lists/{list_}/memberships/add", json=[other]).json() == {"recordsIdsAdded": [other]}

    if early:
        add()
    body = {"primaryObjectId": one, "objectIdToMerge": other}
    new = client.post(f"{CONTACTS}/merge", json=body).json()["id"]
    if not early:
        add()
    members = client.get(f"/crm/v3/lists/{list_}/memberships").json()["results"]
    assert [each["recordId"] for each in members] == [new]
    for id_ in (new, one, other):
        assert client.get(f"/crm/v3/lists/records/0-1/{id_}/memberships").json()["total"] == 1
    assert client.put(f"/crm/v3/lists/{list_}/memberships/add", json=[one]).json() == {}
    assert client.put(f"/crm/v3/lists/{list_}/memberships/remove", json=[one]).json() == {"recordIdsRemoved": [one]}


@pytest.mark.parametrize(("most", "status"), [(1, 400), (2, 200)])
def test_a_merge_beyond_the_limit_of_associations_is_refused(client, make, sandbox, most, status):
    contacts = [make("contacts", email=f"{one}@example.com")["id"] for one in "ab"]
    for contact in contacts:
        company = make("companies", name=contact)["id"]
        client.put(f"/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}").raise_for_status()
    limit = {"category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": most}
    path = "/crm/associations/2026-03/definitions/configurations/contacts/companies/batch/create"
    client.post(path, json={"inputs": [limit]}).raise_for_status()
    one, other = contacts
    answer = client.post(f"{CONTACTS}/merge", json={"primaryObjectId": one, "objectIdToMerge": other})
    assert answer.status_code == status
    if status == 400:
        told = f"Association configuration limits are exceeded in portal {sandbox.portal.id}"
        assert answer.json()["message"] == f"{told} when merging {other} into {one} of object type 0-1"
        assert len(client.get(CONTACTS).json()["results"]) == 2

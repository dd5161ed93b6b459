"""More than a hundred associated records: every route pages, by cursor and by link."""

import pytest

COUNT = 105


@pytest.fixture
def many(client, make):
    """(contact, its companies)"""
    contact = make("contacts", email="a@example.com")["id"]
    inputs = [{"properties": {"name": f"C{number}"}} for number in range(COUNT)]
    ids = []
    for part in (inputs[:100], inputs[100:]):
        made = client.post("/crm/v3/objects/companies/batch/create", json={"inputs": part})
        ids += [one["id"] for one in made.json()["results"]]
    ends = [{"from": {"id": contact}, "to": {"id": one}} for one in ids]
    made = client.post("/crm/v4/associations/contacts/companies/batch/associate/default", json={"inputs": ends})
    assert made.status_code == 200
    return contact, ids


def _ids(results):
    return [str(one.get("toObjectId", one.get("id"))) for one in results]


def embedded(client, base, contact):
    found = client.get(f"{base}/contacts/{contact}", params={"associations": "companies"}).json()
    return found["associations"]["companies"]


def embedded_in_a_list(client, base, contact):
    found = client.get(f"{base}/contacts", params={"associations": "companies"}).json()
    return found["results"][0]["associations"]["companies"]


def alone(client, base, contact):
    return client.get(f"{base}/contacts/{contact}/associations/companies").json()


BASES = ("/crm/v3/objects", "/crm/v4/objects", "/crm/objects/v3", "/crm/objects/2026-03", "/crm/objects/2026-09")


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("read", [embedded, embedded_in_a_list, alone])
def test_a_record_with_many_associations_is_read_by_following_links(client, many, base, read):
    contact, companies = many
    page = read(client, base, contact)
    assert _ids(page["results"]) == companies[:100]
    following = page["paging"]["next"]
    assert set(following) == {"after", "link"}
    rest = client.get(following["link"].removeprefix("https://api.hubapi.com")).json()
    assert _ids(rest["results"]) == companies[100:]
    assert "paging" not in rest
    path = following["link"].removeprefix("https://api.hubapi.com").partition("?")[0]
    again = client.get(path, params={"after": following["after"]}).json()
    assert _ids(again["results"]) == companies[100:]


@pytest.mark.parametrize("base", ["/crm/v3/associations", "/crm/v4/associations", "/crm/associations/2026-09"])
def test_batch_reads_page(client, many, base):
    contact, companies = many
    read = f"{base}/contacts/companies/batch/read"
    [first] = client.post(read, json={"inputs": [{"id": contact}]}).json()["results"]
    assert _ids(first["to"]) == companies[:100]
    following = first["paging"]["next"]
    [second] = client.post(read, json={"inputs": [{"id": contact, "after": following["after"]}]}).json()["results"]
    assert _ids(second["to"]) == companies[100:]
    assert "paging" not in second
    linked = client.get(following["link"].removeprefix("https://api.hubapi.com")).json()
    assert _ids(linked["results"]) == companies[100:]


def test_a_limit_makes_pages_shorter_and_longer(client, many):
    contact, companies = many
    path = f"/crm/v3/objects/contacts/{contact}/associations/companies"
    assert _ids(client.get(path, params={"limit": 500}).json()["results"]) == companies
    page = client.get(path, params={"limit": 30}).json()
    assert "limit=30" in page["paging"]["next"]["link"]
    refused = client.get(path, params={"limit": 501})
    assert (refused.status_code, refused.json()["context"]) == (400, {"limit": ["500"]})


def test_links_of_lists_have_the_version_behind_the_name_and_keep_what_was_asked(client, make):
    for one in "ab":
        make("contacts", email=f"{one}@example.com")
    asked = {"limit": 1, "properties": "email,firstname", "archived": "false"}
    page = client.get("/crm/v3/objects/contacts", params=asked).json()["paging"]["next"]
    assert page["link"] == (
        "https://api.hubapi.com/crm/objects/v3/contacts?properties=email%2Cfirstname&archived=false&limit=1"
        f"&after={page['after']}"
    )
    rest = client.get(page["link"].removeprefix("https://api.hubapi.com")).json()
    assert [one["properties"]["email"] for one in rest["results"]] == ["b@example.com"]


def test_version_3_tells_both_directions_of_what_it_made(client, make):
    contact, company = make("contacts", email="a@example.com")["id"], make("companies", name="A")["id"]
    input_ = {"from": {"id": contact}, "to": {"id": company}, "type": "contact_to_company"}
    made = client.post("/crm/v3/associations/contacts/companies/batch/create", json={"inputs": [input_]}).json()
    assert made["results"] == [
        {"from": {"id": company}, "to": {"id": contact}, "type": "company_to_contact"},
        {"from": {"id": contact}, "to": {"id": company}, "type": "contact_to_company"},
    ]


@pytest.mark.parametrize(("type_", "primary"), [("contacts", 1), ("deals", 5), ("tickets", 26)])
@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("version", ["2026-03", "2026-09"])
def test_the_first_company_is_the_primary_one_since_2026_09(client, make, type_, primary, backwards, version):
    given = {"contacts": {"email": "a@example.com"}, "deals": {"dealname": "D"}, "tickets": {"hs_pipeline_stage": "1"}}
    record = make(type_, **given[type_])["id"]
    first, second = make("companies", name="A")["id"], make("companies", name="B")["id"]
    for company in (first, second):
        ends = (type_, record, "companies", company)
        if backwards:
            ends = (*ends[2:], *ends[:2])
        path = "/crm/objects/{}/{}/{}/associations/default/{}/{}".format(version, *ends)
        answer = client.put(path).json()
        assert answer["status"] == "COMPLETE"
        assert {(one["from"]["id"], one["to"]["id"]) for one in answer["results"]} == {
            (record, company),
            (company, record),
        }
    found = client.get(f"/crm/objects/{version}/{type_}/{record}/associations/companies").json()["results"]
    types = {str(one["toObjectId"]): {kind["typeId"] for kind in one["associationTypes"]} for one in found}
    assert (primary in types[first]) is (version == "2026-09")
    assert primary not in types[second]
    assert all(type(one["toObjectId"]) is int for one in found)

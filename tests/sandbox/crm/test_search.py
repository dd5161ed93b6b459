"""Search: operators, groups, query, sorts, pages, limits."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hubspot_facade.sandbox.crm.objects import search_rows
from hubspot_facade.sandbox.state.token_match import folded, tokens_match

COMPANIES = "/crm/v3/objects/companies"


@pytest.fixture(autouse=True, params=["in SQL", "in memory"])
def values(request, monkeypatch):
    """Records are searched in SQL, or by the columns in memory, as types with many records are."""
    if request.param == "in memory":
        monkeypatch.setattr(search_rows, "FEW", 0)


@pytest.fixture
def companies(make, clock):
    found = {}
    for name, employees, domain, industry in (
        ("Alpha Works", "5", "alpha.example", "BANKING"),
        ("Beta Mills", "50", "beta.example", "BANKING"),
        ("Gamma Works", "500", "gamma.test", "FARMING"),
    ):
        made = make("companies", name=name, numberofemployees=employees, domain=domain, industry=industry)
        found[made["id"]] = name.split()[0]
        clock.advance(10)
    made = make("companies", name="Delta")
    found[made["id"]] = "Delta"
    return found


@pytest.fixture
def search(client, companies):
    def searched(**body):
        answer = client.post(f"{COMPANIES}/search", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json()["total"] >= len(answer.json()["results"])
        return [companies[one["id"]] for one in answer.json()["results"]]

    return searched


def one(name, operator, value=None, **more):
    given = {"propertyName": name, "operator": operator} | more
    return {"filterGroups": [{"filters": [given if value is None else given | {"value": value}]}]}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, ["Alpha", "Beta", "Gamma", "Delta"]),
        (one("name", "EQ", "alpha works"), ["Alpha"]),
        (one("name", "NEQ", "ALPHA WORKS"), ["Beta", "Gamma", "Delta"]),
        (one("numberofemployees", "GT", "5"), ["Beta", "Gamma"]),
        (one("numberofemployees", "GTE", 50), ["Beta", "Gamma"]),
        (one("numberofemployees", "LT", "50"), ["Alpha"]),
        (one("numberofemployees", "LTE", "50"), ["Alpha", "Beta"]),
        (one("numberofemployees", "BETWEEN", "5", highValue="50"), ["Alpha", "Beta"]),
        (one("numberofemployees", "NEQ", "50"), ["Alpha", "Gamma"]),
        (one("industry", "EQ", "BANKING"), ["Alpha", "Beta"]),
        (one("industry", "EQ", "banking"), []),
        (one("industry", "IN", values=["FARMING", "BANKING"]), ["Alpha", "Beta", "Gamma"]),
        (one("industry", "NOT_IN", values=["FARMING"]), ["Alpha", "Beta"]),
        (one("name", "IN", values=["beta mills"]), ["Beta"]),
        (one("name", "IN", values=["Beta Mills"]), []),
        (one("domain", "HAS_PROPERTY"), ["Alpha", "Beta", "Gamma"]),
        (one("domain", "NOT_HAS_PROPERTY"), ["Delta"]),
        (one("name", "CONTAINS_TOKEN", "works"), ["Alpha", "Gamma"]),
        (one("name", "NOT_CONTAINS_TOKEN", "works"), ["Beta", "Delta"]),
        (one("domain", "CONTAINS_TOKEN", "*.example"), ["Alpha", "Beta"]),
        (one("name", "CONTAINS_TOKEN", "work"), []),
        (one("createdate", "GTE", "2026-09-21T14:13:40.250Z"), ["Gamma", "Delta"]),
        (one("createdate", "LT", "1790000010250"), ["Alpha"]),
        ({"filters": [{"propertyName": "name", "operator": "EQ", "value": "Delta"}]}, ["Delta"]),
        ({"query": "WORKS"}, ["Alpha", "Gamma"]),
        ({"query": "works gamma.test"}, ["Gamma"]),
        ({"sorts": ["-name"]}, ["Gamma", "Delta", "Beta", "Alpha"]),
        ({"sorts": ["numberofemployees"]}, ["Alpha", "Beta", "Gamma", "Delta"]),
        (
            {"sorts": [{"propertyName": "numberofemployees", "direction": "DESCENDING"}]},
            ["Gamma", "Beta", "Alpha", "Delta"],
        ),
        ({"sorts": "name", "limit": "2", "after": 1}, ["Beta", "Delta"]),
        ({"sorts": ["ascending"]}, ["Alpha", "Beta", "Gamma", "Delta"]),
        ({"sorts": ['{"propertyName": "name", "direction": "DESCENDING"}']}, ["Alpha", "Beta", "Gamma", "Delta"]),
    ],
)
def test_what_a_search_finds(search, body, found):
    assert search(**body) == found


def test_groups_are_alternatives_and_filters_come_together(search):
    banking = {"propertyName": "industry", "operator": "EQ", "value": "BANKING"}
    small = {"propertyName": "numberofemployees", "operator": "LT", "value": "10"}
    farming = {"propertyName": "industry", "operator": "EQ", "value": "FARMING"}
    assert search(filterGroups=[{"filters": [banking, small]}, {"filters": [farming]}]) == ["Alpha", "Gamma"]


def test_pages_are_offsets(client, companies):
    first = client.post(f"{COMPANIES}/search", json={"limit": 3, "properties": ["phone"]}).json()
    assert (first["total"], first["paging"]) == (4, {"next": {"after": "3"}})
    assert first["results"][0]["properties"]["phone"] is None
    last = client.post(f"{COMPANIES}/search", json={"limit": 3, "after": first["paging"]["next"]["after"]}).json()
    assert len(last["results"]) == 1
    assert "paging" not in last


def test_associated_records_are_found(client, make, companies):
    contact = make("contacts", email="a@example.com")["id"]
    company = next(iter(companies))
    client.put(f"/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}").raise_for_status()
    found = client.post(f"{COMPANIES}/search", json=one("associations.contact", "EQ", contact)).json()
    assert [result["id"] for result in found["results"]] == [company]
    assert client.post(f"{COMPANIES}/search", json=one("associations.contact", "HAS_PROPERTY")).status_code == 400


SHAPELESS = [
    {"filterGroups": {"filters": []}},
    {"filterGroups": "x"},
    {"filterGroups": [{"filters": {"propertyName": "name"}}]},
    {"filters": "x"},
]
"""What would find every record if it were passed over."""


NO_SUCH_SORT = {"sorts": [{"propertyName": "nosuch", "direction": "ASCENDING"}]}


@pytest.mark.parametrize("body", [one("nosuch", "EQ", "1"), NO_SUCH_SORT, {"after": 10_000}, *SHAPELESS])
def test_some_mistakes_get_the_400_that_says_nothing(client, body):
    answer = client.post(f"{COMPANIES}/search", json=body)
    assert answer.status_code == 400
    assert answer.json()["message"] == "There was a problem with the request."
    assert "category" not in answer.json()


def _many(groups, filters):
    given = {"propertyName": "name", "operator": "EQ", "value": "x"}
    return {"filterGroups": [{"filters": [given] * filters}] * groups}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (one("name", "IN"), "operator IN requires values"),
        (one("name", "EQ", "x", values=["x"]), "value and values are mutually exclusive"),
        (_many(1, 7), "too many filters per filter group (count: 7, max allowed: 6)"),
        (_many(6, 1), "too many filterGroups (count: 6, max allowed: 5)"),
        (_many(4, 5), "too many filters (count: 20, max allowed: 18)"),
        ({"sorts": ["name", "domain"]}, "too many sorts (count: 2, max allowed: 1)"),
        ({"limit": 201}, "limit must be less than or equal to 200"),
        ({"query": "x" * 3000}, "3000 characters at most"),
    ],
)
def test_others_are_named(client, body, message):
    answer = client.post(f"{COMPANIES}/search", json=body)
    assert answer.status_code == 400
    assert answer.json()["category"] == "VALIDATION_ERROR"
    assert message in answer.json()["message"]


def test_archived_records_are_never_found(client, companies):
    client.delete(f"{COMPANIES}/{next(iter(companies))}")
    assert client.post(f"{COMPANIES}/search", json={}).json()["total"] == 3


def ids_of(client, **body):
    return [one["id"] for one in client.post("/crm/v3/objects/contacts/search", json=body).json()["results"]]


def test_unique_values_are_found_by_their_index_with_the_same_outcome(client, make):
    """EQ and IN of an address: any case for EQ, lower case for IN, and never by a secondary address."""
    first, second = (make("contacts", email=f"{name}@example.com")["id"] for name in ("ann", "bob"))
    make("contacts", email="cy@example.com")
    rule = {"propertyName": "email", "operator": "EQ", "value": "ANN@example.com"}
    assert ids_of(client, filters=[rule]) == [first]
    rule = {"propertyName": "email", "operator": "IN", "values": ["bob@example.com", "ANN@example.com", "x@y.z"]}
    assert ids_of(client, filters=[rule], sorts=["-createdate"]) == [second]
    merge = {"primaryObjectId": first, "objectIdToMerge": second}
    merged = client.post("/crm/v3/objects/contacts/merge", json=merge).json()["id"]
    assert ids_of(client, filters=[{"propertyName": "email", "operator": "EQ", "value": "bob@example.com"}]) == []
    assert ids_of(client, filters=[{"propertyName": "email", "operator": "EQ", "value": "ann@example.com"}]) == [merged]


def test_a_search_has_three_thousand_characters_beside_its_properties(client):
    names = [f"property_number_{n}" for n in range(300)]
    assert client.post("/crm/v3/objects/contacts/search", json={"properties": names}).status_code == 200
    refused = client.post("/crm/v3/objects/contacts/search", json={"query": "x" * 3_001})
    assert (refused.status_code, refused.json()["category"]) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize("word", ["zürich", "o'neil", 'say"hi', "back\\slash", "ünïcode"])
def test_words_that_are_stored_in_another_spelling_are_found(client, make, word):
    id_ = make("companies", name=f"Café {word}")["id"]
    make("companies", name="Another")
    found = client.post("/crm/v3/objects/companies/search", json={"query": word}).json()
    assert [one["id"] for one in found["results"]] == [id_]
    rule = {"propertyName": "name", "operator": "CONTAINS_TOKEN", "value": "café"}
    found = client.post("/crm/v3/objects/companies/search", json={"filters": [rule]}).json()
    assert [one["id"] for one in found["results"]] == [id_]


@pytest.mark.parametrize(
    ("operator", "operands"),
    [
        ("EQ", {"value": "ZÜRICH"}),
        ("EQ", {"value": "zürich"}),
        ("IN", {"values": ["zürich"]}),
        ("CONTAINS_TOKEN", {"value": "Zürich"}),
        ("CONTAINS_TOKEN", {"value": "zÜ*"}),
        ("BETWEEN", {"value": "zü", "highValue": "ZÜS"}),
    ],
)
def test_case_is_folded_for_every_letter(client, make, operator, operands):
    made = make("contacts", email="a@example.com", city="ZÜRICH")
    make("contacts", email="b@example.com", city="Bern")
    given = {"propertyName": "city", "operator": operator} | operands
    found = client.post("/crm/v3/objects/contacts/search", json={"filters": [given]}).json()
    assert [one["id"] for one in found["results"]] == [made["id"]]


def test_what_differs_in_case_only_is_not_unequal(client, make):
    make("contacts", email="a@example.com", city="ÖREBRO")
    given = {"propertyName": "city", "operator": "NEQ", "value": "örebro"}
    assert client.post("/crm/v3/objects/contacts/search", json={"filters": [given]}).json()["total"] == 0


@given(
    st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=1, max_size=8).map(str.strip),
    st.sampled_from([str.lower, str.upper, str.title, str]),
)
def test_a_value_is_found_in_any_case_by_query_and_by_words(word, change):
    lower = word.lower()
    assume(change(word).lower() == lower)
    assert folded(change(word)) == lower
    assert tokens_match(word, change(word))


@pytest.mark.parametrize("query", ["öberg", "ÖBERG", "Öberg", "öBe"])
def test_query_folds_case_for_every_letter(client, make, query):
    made = make("contacts", email="a@example.com", lastname="ÖBERG")
    found = client.post("/crm/v3/objects/contacts/search", json={"query": query}).json()
    assert [one["id"] for one in found["results"]] == [made["id"]]


def test_a_letter_that_folds_into_ascii_is_found(client, make):
    made = make("contacts", email="a@example.com", lastname="\N{KELVIN SIGN}elvin")
    assert (
        client.post("/crm/v3/objects/contacts/search", json={"query": "kelvin"}).json()["results"][0]["id"]
        == made["id"]
    )

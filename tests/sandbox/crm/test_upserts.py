"""A batch of upserts comes to what its inputs come to one after the other, each as a batch of its own."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

CONTACTS = "/crm/v3/objects/contacts"
EXT = {
    "name": "ext",
    "label": "Ext",
    "groupName": "contactinformation",
    "type": "string",
    "fieldType": "text",
    "hasUniqueValue": True,
}
EMAILS = st.sampled_from(["a@example.com", "B@example.com", "c@example.com", "d@example.com", "e@example.com"])
EXTS = st.sampled_from(["1", "2", "x", "Y"])
MORE = {
    "email": EMAILS,
    "ext": EXTS,
    "city": st.sampled_from(["Bern", ""]),
    "lifecyclestage": st.sampled_from(["lead", "customer"]),
    "hs_additional_emails": st.sampled_from(["f@example.com", "a@example.com;e@example.com"]),
}


@st.composite
def inputs(draw):
    by = draw(st.sampled_from(["email", "email", "ext", None]))
    ids = {"email": EMAILS, "ext": EXTS, None: st.sampled_from([0, 1])}[by]
    properties = draw(st.fixed_dictionaries({}, optional=MORE))
    made = {"id": draw(ids), "properties": properties}
    if draw(st.integers(0, 9)) == 0:
        made["associations"] = [
            {"to": {"id": 2}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]}
        ]
    return made if by is None else made | {"idProperty": by}


def by_email(id_, **properties):
    return {"id": id_, "idProperty": "email", "properties": properties}


def by_ext(id_, **properties):
    return {"id": id_, "idProperty": "ext", "properties": properties}


def key(one):
    return str(one["id"]).lower()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@example(batch=[by_email("a@example.com", ext="2"), by_ext("2", city="Bern")])
@example(batch=[by_email("c@example.com"), by_email("a@example.com", email="c@example.com")])
@example(batch=[by_email("c@example.com", hs_additional_emails="e@example.com"), by_email("e@example.com")])
@example(batch=[by_email("c@example.com", email="a@example.com"), by_ext("1", email="B@example.com")])
@example(batch=[by_email("c@example.com", email="a@example.com"), by_ext("1", email="c@example.com")])
@given(batch=st.lists(inputs(), min_size=1, max_size=6, unique_by=key))
def test_a_batch_comes_to_what_its_inputs_come_to_one_by_one(client, sandbox, make, batch):
    def begin():
        sandbox.reset()
        assert client.post("/crm/v3/properties/contacts", json=EXT).status_code == 201
        known = [
            make("contacts", email="a@example.com", ext="1")["id"],
            make("contacts", email="b@example.com", city="Basel")["id"],
            make("companies", name="Acme")["id"],
        ]

        def placed(one):
            named = one | {"id": known[one["id"]]} if isinstance(one["id"], int) else one
            links = [link | {"to": {"id": known[link["to"]["id"]]}} for link in one.get("associations", [])]
            return named | ({"associations": links} if links else {})

        return [placed(one) for one in batch]

    def upsert(some):
        return client.post(f"{CONTACTS}/batch/upsert", json={"inputs": some})

    def everything():
        asked = {"limit": 50, "propertiesWithHistory": ["email", "ext", "city", "lifecyclestage"]}
        return [
            client.get(
                CONTACTS, params=asked | {"properties": "email,ext,city,hs_additional_emails,lifecyclestage"}
            ).json(),
            sandbox.portal.store.rows("SELECT * FROM unique_value ORDER BY type, property, value"),
            sandbox.portal.store.rows("SELECT * FROM association ORDER BY from_id, to_id"),
        ]

    single = [upsert([one]) for one in begin()]
    after = everything()
    whole = upsert(begin())
    refused = next((one for one in single if one.status_code != 200), None)
    if refused is None:
        assert whole.status_code == 200, whole.text
        assert whole.json()["results"] == [one.json()["results"][0] for one in single]
        assert everything() == after
    else:
        assert (whole.status_code, whole.json()["message"]) == (refused.status_code, refused.json()["message"])
        assert len(client.get(CONTACTS, params={"limit": 50}).json()["results"]) == 2


def test_what_a_new_record_does_to_another_of_its_type_is_kept_by_a_later_input(client, make):
    companies = "/crm/v3/objects/companies"
    definition = EXT | {"groupName": "companyinformation"}
    assert client.post("/crm/v3/properties/companies", json=definition).status_code == 201
    parent = make("companies", name="Parent", ext="p")["id"]
    link = {"to": {"id": parent}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 14}]}
    batch = [by_ext("c", name="Child") | {"associations": [link]}, by_ext("p", city="Bern")]
    answer = client.post(f"{companies}/batch/upsert", json={"inputs": batch})
    assert [one["new"] for one in answer.json()["results"]] == [True, False]
    shown = client.get(f"{companies}/{parent}", params={"properties": "hs_num_child_companies,city"}).json()
    assert (shown["properties"]["hs_num_child_companies"], shown["properties"]["city"]) == ("1", "Bern")


@pytest.mark.parametrize("traced", [False, True])
def test_what_is_wrong_is_said_of_all_inputs_together_or_of_each(client, traced):
    bad = [
        {"id": "a@example.com", "idProperty": "email", "properties": {"nonsense": "1"}},
        {"id": "not an address", "idProperty": "email", "properties": {}},
        {"id": "c@example.com", "idProperty": "email", "properties": {"city": "Bern"}},
    ]
    if traced:
        bad = [one | {"objectWriteTraceId": str(place)} for place, one in enumerate(bad)]
    answer = client.post(f"{CONTACTS}/batch/upsert", json={"inputs": bad})
    if traced:
        assert answer.status_code == 207
        assert [one["context"]["objectWriteTraceId"] for one in answer.json()["errors"]] == [["0"], ["1"]]
        assert [one["objectWriteTraceId"] for one in answer.json()["results"]] == ["2"]
    else:
        assert answer.status_code == 400
        assert "nonsense" in answer.text
        assert "not an address" in answer.text
        assert client.get(CONTACTS).json()["results"] == []

"""A masked property is never shown, and cannot be found out by asking about it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.errors import HubSpotError
from hubspot_facade.mcp.masking import DEFAULT, MASKED, Masking
from hubspot_facade.mcp.portal import Portal
from hubspot_facade.mcp.records import Records
from hubspot_facade.mcp.refusal import Refusal
from tests.mcp.conftest import ALL

CANARY = "kc-917-canary"
READS = [each for each in Catalogue() if each.effect == "read" and each.sample is not None]
WRITINGS = [
    "loyalty_code",
    "LOYALTY_CODE",
    "Loyalty_Code",
    "loyaltyCode",
    "loyalty-code",
    " loyalty_code ",
    "-loyalty_code",
    " " * 600 + "loyalty_code",
    "loyalty_code" + " " * 600,
]


@pytest.fixture
def canary(hubspot):
    """A property with a value that must not be seen, on every sample contact, company and deal."""
    for kind in ("contacts", "companies", "deals"):
        group = hubspot.property_groups.list(kind).first().name
        hubspot.properties.create(
            kind, "loyalty_code", label="Loyalty code", type="string", field_type="text", group_name=group
        )
        ids = [each.id for each in hubspot.objects(kind).list()]
        hubspot.objects(kind).batch_update({each: {"loyalty_code": CANARY} for each in ids})
    return "loyalty_code"


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("Search contacts", {"filters": [{"propertyName": "X", "operator": "EQ", "value": "1"}]}),
        ("Search contacts", {"filterGroups": [{"filters": [{"propertyName": "X", "operator": "HAS_PROPERTY"}]}]}),
        ("Search contacts", {"sorts": [{"propertyName": "X", "direction": "DESCENDING"}]}),
        ("Search contacts", {"sorts": "X"}),
        ("Search contacts", {"properties": ["email", "X"]}),
        ("Batch read contacts", {"contact_ids": ["51"], "properties": ["X"]}),
        ("Batch read contacts", {"contact_ids": ["51"], "properties_with_history": ["X"]}),
        ("Batch read contacts", {"contact_ids": ["1"], "id_property": "X"}),
        ("Retrieve an individual record", {"object_type": "contacts", "record_id": "51", "properties": "email,X"}),
        ("Get contact by ID", {"contact_id": "51", "properties_with_history": "X"}),
        ("Get contact by vid", {"vid": "51", "properties": ["X"]}),
        ("Update contact", {"contact_id": "51", "properties": {"X": "1"}}),
        ("Update contact", {"contact_id": "51", "properties": [{"property": "X", "value": "1"}]}),
        ("Update contact", {"contact_id": "1", "id_property": "X", "properties": {"city": "Graz"}}),
        ("Batch upsert contacts", {"contacts": [{"id": "1", "idProperty": "X", "properties": {"city": "Graz"}}]}),
        (
            "Create contact list",
            {"name": "Probe", "dynamic": True, "filters": [[{"operator": "EQ", "property": "X", "value": "1"}]]},
        ),
    ],
)
def test_it_cannot_be_named(desk_of, writes_of, name, payload):
    desk = desk_of(**ALL, mask=["loyalty_code"])
    for writing in WRITINGS:
        named = json.loads(json.dumps(payload).replace('X"', f'{writing}"'))
        with pytest.raises(Refusal, match="masked property"):
            desk.run_operation(name, named)
    assert writes_of() == []


def test_it_cannot_be_named_among_many(desk_of):
    many = ",".join(["city"] * 200 + ["loyalty_code"])
    for payload in ({"properties": many}, {"properties": [many]}, {"propertiesWithHistory": many}, {"sorts": many}):
        with pytest.raises(Refusal, match="masked property"):
            desk_of(mask=["loyalty_code"]).run_operation("Search contacts", payload)


def test_no_read_of_the_catalogue_shows_it_or_writes(desk_of, canary, writes_of):
    desk = desk_of(mask=[canary])
    answered, before = 0, len(writes_of())
    for entry in READS:
        try:
            answer = desk.run_operation(entry.name, entry.sample)
        except HubSpotError:
            continue
        answered += 1
        assert CANARY not in json.dumps(answer), entry.name
    assert answered > 120
    assert len(writes_of()) == before


def test_the_canary_can_be_seen_where_it_is_not_masked(desk_of, canary):
    payload = {"contact_id": "51", "properties": [canary]}
    assert CANARY in json.dumps(desk_of().run_operation("Get contact by ID", payload))
    assert CANARY in json.dumps(desk_of().run_operation("Get contact by vid", {"vid": "51"}))


def test_plans_and_answers_of_writes_do_not_show_it(desk_of, canary):
    desk = desk_of(**ALL, mask=[canary])
    for call in (
        ("Update contact", {"contact_id": "51", "properties": {"city": "Graz"}}),
        ("Archive contact", {"contact_id": "52"}),
    ):
        plan = desk.run_operation(*call)
        assert CANARY not in json.dumps(plan)
        assert CANARY not in json.dumps(desk.run_operation(*call, plan_hash=plan["plan_hash"]))


def test_no_tool_of_records_takes_or_shows_it(desk_of, canary):
    desk = desk_of(mask=[canary])
    records, portal = Records(desk), Portal(desk)
    for ask in (
        lambda: records.search_records("contacts", properties=[canary]),
        lambda: records.search_records("contacts", sort=f"-{canary}"),
        lambda: records.search_records("contacts", filters=[{"propertyName": canary, "operator": "HAS_PROPERTY"}]),
        lambda: records.count_records("contacts", filters={"propertyName": canary, "operator": "EQ", "value": CANARY}),
        lambda: records.read_records("contacts", ["51"], properties=["email", canary]),
        lambda: records.read_records("contacts", [CANARY], id_property=canary),
    ):
        with pytest.raises(Refusal):
            ask()
    assert CANARY not in json.dumps(records.search_records("contacts"))
    (row,) = portal.describe_object_type("contacts", "loyalty")["portal_data"]["properties"]
    assert row["masked"]


def test_a_search_by_words_cannot_find_out_what_is_masked(desk_of):
    desk = desk_of(mask=["email"])
    records = Records(desk)
    for kind in ("contacts", "contact", "0-1", "CONTACTS"):
        with pytest.raises(Refusal, match="by words"):
            records.search_records(kind, query="ada@")
        with pytest.raises(Refusal, match="by words"):
            records.count_records(kind, query="ada@")
    with pytest.raises(Refusal, match="by words"):
        desk.run_operation("Search contacts", {"q": "ada@"})
    with pytest.raises(Refusal, match="not known of this type"):
        records.search_records("p_car", query="x")
    assert Records(desk_of()).search_records("contacts", query="john")["total"] is not None


def test_masked_addresses_are_hidden_wherever_they_are(desk_of, hubspot):
    address = hubspot.contacts.get("51", properties=["email"]).properties["email"]
    desk = desk_of(mask=["email"])
    for name, payload in (
        ("Get contact by vid", {"vid": "51"}),  # beside the properties, among the identities
        ("List contacts (DDL)", {}),
        ("Get email events", {}),
        ("List contacts", {}),
    ):
        assert address not in json.dumps(desk.run_operation(name, payload)), name
    for name, payload in (
        ("Get contact by email", {"email": address}),
        ("Get contact by email (contacts-v1)", {"email": address}),
        ("Contact exists with email?", {"email": address}),
        ("Get subscription status", {"email": address}),
    ):
        with pytest.raises(Refusal):
            desk.run_operation(name, payload)


@pytest.mark.parametrize(
    "name", ["date_of_birth", "ssn", "Passport_Number", "home_iban", "creditCardNumber", "their_ssn"]
)
def test_usual_names_are_masked_by_default(name):
    assert Masking().hides(name)
    assert not Masking(default=False).hides(name)
    assert not Masking(shown=[name]).hides(name)


@pytest.mark.parametrize("name", ["email", "city", "hs_object_id", "description", "amount", "lifecyclestage", "assn"])
def test_others_are_not(name):
    assert not Masking().hides(name)


def test_prose_with_such_words_is_no_name():
    Masking().check({"hs_note_body": "She asked about her passport and salary, and password resets."})
    Masking().check({"body": "gender " * 100})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["ssn", "SSN", "dateOfBirth", "password"]), st.sampled_from(["map", "pair", "history"]))
def test_no_value_of_a_masked_property_is_left_at_any_depth(around, name, form):
    secret = "the-secret-value"
    held = {
        "map": {"properties": {name: secret}},
        "pair": {"name": name, "value": secret},
        "history": {"propertiesWithHistory": {name: [{"value": secret, "sourceId": secret}]}},
    }[form]
    shown = json.dumps(Masking().data([around, {"x": [held, around]}]))
    assert secret not in shown
    assert MASKED in shown or "[secret]" in shown


@given(JSON)
def test_what_is_not_masked_is_unchanged(value):
    assert (
        Masking(default=False).data({"a": value}) == {"a": value}
        or "password" in json.dumps(value)
        or "token" in str(value)
    )


@given(JSON, st.sampled_from(["ssn", "Date_Of_Birth", "my_password"]), st.booleans())
def test_a_masked_name_is_found_at_any_depth_of_a_payload(around, name, as_key):
    inner = {name: 1} if as_key else [name]
    with pytest.raises(Refusal):
        Masking().check({"a": [around, {"b": inner}]})


@pytest.mark.parametrize("key", ["access_token", "accessToken", "refresh_token", "clientSecret", "password", "hapikey"])
def test_secrets_in_answers_are_hidden_even_if_nothing_is_masked(key):
    assert "shh" not in json.dumps(Masking(default=False).data({"a": [{key: "shh"}]}))


def test_defaults_are_in_the_order_of_the_alphabet():
    plain = [each.strip("*_") for each in DEFAULT]
    assert len(set(plain)) >= len(DEFAULT) - 2

"""Records with typed values, on every edition and both clients."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hubspot_facade import BatchError, InputError, NotFound
from hubspot_facade.crm.filters import at_least, equal


def test_values_have_their_types_and_text_stays_the_default(hs):
    made = hs.deals.typed.create(
        {
            "dealname": "Engine",
            "dealstage": "qualifiedtobuy",
            "amount": Decimal("12.50"),
            "closedate": datetime(2026, 12, 24, 8, tzinfo=UTC),
        }
    )
    names = ["amount", "closedate", "hs_is_closed", "hs_object_id", "dealname", "description"]
    read = hs.deals.typed.get(made.id, properties=names)
    assert {name: read.values[name] for name in names} == {
        "amount": Decimal("12.50"),
        "closedate": datetime(2026, 12, 24, 8, tzinfo=UTC),
        "hs_is_closed": False,
        "hs_object_id": int(made.id),
        "dealname": "Engine",
        "description": None,
    }
    assert hs.deals.get(made.id, properties=["amount"]).properties["amount"] == "12.50"
    assert read.record.properties["amount"] == "12.50"
    changed = hs.deals.typed.update(made.id, {"amount": None})
    assert changed.values["amount"] is None


def test_listings_and_searches_are_typed(hs):
    hs.deals.typed.batch_create([{"dealname": name, "amount": amount} for name, amount in (("a", 1), ("b", 20))])
    listed = hs.deals.typed.list(properties=["Amount"])
    assert sorted(each.values["amount"] for each in listed) == [1, 20]
    found = hs.deals.typed.search(at_least("amount", 5), properties=["amount"], sorts=["-amount"])
    assert [each.values["amount"] for each in found] == [Decimal(20)]
    changed = hs.deals.typed.list_modified(properties=["dealname"])
    assert sorted(each.values["dealname"] for each in changed) == ["a", "b"]


@pytest.mark.parametrize(
    "read",
    [
        lambda contacts: contacts.get(1, properties=["email", "frstname"]),
        lambda contacts: contacts.get(1, id_property="frstname"),
        lambda contacts: contacts.list(properties=["frstname"]),
        lambda contacts: contacts.search(equal("frstname", "x")),
        lambda contacts: contacts.search(sorts=["-frstname"]),
        lambda contacts: contacts.list_modified(properties=["frstname"]),
        lambda contacts: contacts.batch_read([1], properties=["frstname"]),
        lambda contacts: contacts.create({"frstname": "x"}),
        lambda contacts: contacts.update(1, {"frstname": "x"}),
        lambda contacts: contacts.upsert("a@b.co", {"frstname": "x"}),
        lambda contacts: contacts.batch_create([{"email": "a@b.co"}, {"frstname": "x"}]),
        lambda contacts: contacts.batch_update({1: {"frstname": "x"}}),
        lambda contacts: contacts.batch_upsert([{"email": "a@b.co", "frstname": "x"}]),
    ],
)
def test_an_unknown_property_is_named_with_the_nearest_before_anything_else_is_sent(hs, paths, read):
    with pytest.raises(InputError, match="no property 'frstname'; did you mean 'firstname'"):
        read(hs.contacts.typed)
    assert {method for method, path in paths() if "/objects/" in path} == set()


def test_what_is_read_only_is_refused(hs):
    for name in ("hs_is_closed", "hs_object_id", "hs_lastmodifieddate"):
        with pytest.raises(InputError, match=rf"properties\.{name}: is (calculated|read-only)"):
            hs.deals.typed.create({name: "1"})


def test_a_bad_row_of_a_batch_costs_only_itself(hs):
    rows = [{"dealname": "a", "amount": 1}, {"dealname": "b", "amount": "x"}, {"properties": {"amount": "y"}}]
    with pytest.raises(BatchError) as caught:
        hs.deals.typed.batch_create(iter(rows))
    good, bad, worse = caught.value.batch.outcomes
    assert (good.result.values["amount"], good.input) == (1, rows[0])
    assert (bad.error.field, bad.input) == ("inputs[1].amount", rows[1])
    assert (worse.error.field, worse.input) == ("inputs[2].properties.amount", rows[2])
    assert [each.values["amount"] for each in caught.value.batch] == [1]


def test_records_are_found_by_a_key(hs):
    one = hs.contacts.typed.upsert("ada@example.com", {"firstname": "Ada"})
    batch = hs.contacts.typed.batch_upsert([{"email": "ada@example.com", "lastname": "L"}])
    assert [each.id for each in batch] == [one.id]
    rows = [{"hs_object_id": one.values["hs_object_id"], "city": "Graz"}]
    assert [each.id for each in hs.contacts.typed.batch_update(rows)] == [one.id]
    read = hs.contacts.typed.get("ada@example.com", id_property="email", properties="lastname,city")
    assert (read.values["lastname"], read.values["city"]) == ("L", "Graz")
    missing = hs.contacts.typed.batch_read(["ada@example.com", "no@example.com"], id_property="email")
    assert [outcome.status for outcome in missing.outcomes] == ["done", "failed"]
    with pytest.raises(NotFound):
        hs.contacts.typed.get(404404)


def test_a_value_of_another_type_stays_text_and_is_named(hs):
    """The type of a property may change after records got values."""
    for name in ("size", "due"):
        text = {"label": name, "type": "string", "field_type": "text", "group_name": "contactinformation"}
        hs.properties.create("contacts", name, **text)
    made = hs.contacts.typed.create({"firstname": "Ada", "size": "12 or so", "due": "2026-12-24"})
    for name, kind in (("size", "number"), ("due", "date")):
        hs.properties.update("contacts", name, type=kind, field_type=kind)
    hs.properties.definitions("contacts", refresh=True)
    read = hs.contacts.typed.get(made.id, properties=["size", "due"])
    assert read.values["size"] == "12 or so"
    assert dict(read.unread) == {"size": "'12 or so' is not a number"}
    assert read.values["due"] == date(2026, 12, 24)


def test_activities_have_plain_typed_records(hs):
    made = hs.calls.typed.create({"hs_timestamp": datetime(2026, 1, 2, tzinfo=UTC), "hs_call_duration": 1500})
    assert made.values["hs_call_duration"] == 1500
    read = hs.calls.typed.get(made.id, properties=["hs_timestamp"])
    assert read.values["hs_timestamp"] == datetime(2026, 1, 2, tzinfo=UTC)

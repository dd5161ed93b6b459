"""Records of any type on the sandbox: both colours, every edition, state before and after."""

from datetime import UTC, date, datetime

import pytest

from hubspot_facade import BadRequest, BatchError, Conflict, InputError, NotFound, ValidationError
from hubspot_facade.crm.filters import at_least, contains, equal, known, one_of

TYPES = ["contacts", "companies", "deals", "tickets", "products", "line_items"]
NAMED = {
    "contacts": "firstname",
    "companies": "name",
    "deals": "dealname",
    "tickets": "subject",
    "products": "name",
    "line_items": "name",
}
EXTRA = {
    "deals": {"dealstage": "appointmentscheduled", "pipeline": "default"},
    "tickets": {"hs_pipeline": "0", "hs_pipeline_stage": "1"},
}


def properties(kind, name="one"):
    return {NAMED[kind]: name, **EXTRA.get(kind, {})}


@pytest.mark.parametrize("kind", TYPES)
def test_a_record_lives_and_goes(hs, kind):
    resource, name = getattr(hs, kind), NAMED[kind]
    made = resource.create(properties(kind))
    assert resource.get(made.id, properties=[name]).properties[name] == "one"
    resource.update(int(made.id), {name: "two"})
    assert resource.get(made.id, properties=[name]).properties[name] == "two"
    assert [each.id for each in resource.list(properties=[name])] == [made.id]
    assert resource.archive(made.id) is None
    with pytest.raises(NotFound):
        resource.get(made.id)
    assert resource.list() == []


@pytest.mark.parametrize("kind", ["contacts", "contact", "Contacts", "0-1"])
def test_types_are_named_in_several_ways(hs, kind):
    made = hs.objects(kind).create({"email": "a@example.com"})
    assert hs.contacts.get(made.id).properties["email"] == "a@example.com"


def test_values_of_python_become_hubspots(hs):
    made = hs.deals.create(
        {
            "dealname": "d",
            "dealstage": "appointmentscheduled",
            "pipeline": "default",
            "amount": 12.5,
            "closedate": datetime(2026, 5, 1, 12, tzinfo=UTC),
        }
    )
    read = hs.deals.get(made.id, properties=["amount", "closedate"]).properties
    assert (read["amount"], read["closedate"]) == ("12.5", "2026-05-01T12:00:00Z")
    hs.deals.update(made.id, {"amount": None, "closedate": date(2026, 6, 1)})
    read = hs.deals.get(made.id, properties=["amount", "closedate"]).properties
    assert not read["amount"]
    assert read["closedate"].startswith("2026-06-01")


def test_a_record_is_found_by_a_unique_property(hs):
    made = hs.contacts.create({"email": "a@example.com"})
    assert hs.contacts.get("a@example.com", id_property="email").id == made.id
    assert hs.contacts.update("a@example.com", {"firstname": "A"}, id_property="email").id == made.id


def test_a_second_contact_with_the_address_is_a_conflict_that_tells_the_first(hs):
    made = hs.contacts.create({"email": "a@example.com"})
    with pytest.raises(Conflict) as caught:
        hs.contacts.create({"email": "A@example.com"})
    assert caught.value.existing_id == made.id


def test_wrong_values_are_listed(hs):
    with pytest.raises(ValidationError) as caught:
        hs.contacts.create({"nonsense": "1"})
    assert caught.value.errors[0].code == "PROPERTY_DOESNT_EXIST"
    assert caught.value.correlation_id


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda hs: hs.contacts.get(""), "contact_id"),
        (lambda hs: hs.contacts.get(1.5), "contact_id"),
        (lambda hs: hs.contacts.get(True), "contact_id"),
        (lambda hs: hs.contacts.update("1", {}), "properties"),
        (lambda hs: hs.contacts.create({"x": object()}), "properties.x"),
        (lambda hs: hs.contacts.create([{"nme": "x"}]), "properties[0]"),
        (lambda hs: hs.contacts.create("x"), "properties"),
        (lambda hs: hs.companies.upsert("x", {}), "id_property"),
        (lambda hs: hs.contacts.batch_update([{"properties": {"x": "1"}}]), "inputs[0].id"),
        (lambda hs: hs.contacts.batch_upsert([{"firstname": "x"}]), "inputs[0].email"),
        (lambda hs: hs.contacts.batch_read("12"), "ids"),
        (lambda hs: hs.contacts.search({"propertyName": "x"}), "filters.operator"),
        (lambda hs: hs.objects(" "), "object_type"),
        (lambda hs: hs.contacts.list(limit=-1), "limit"),
        (lambda hs: hs.contacts.batch_read(["1"], properties=[1]), "properties[0]"),
    ],
)
def test_bad_input_names_the_field_before_any_request(hs, paths, act, field):
    with pytest.raises(InputError) as caught:
        act(hs)
    assert caught.value.field == field
    assert paths() == []


def test_an_upsert_makes_and_then_changes(hs):
    first = hs.contacts.upsert("a@example.com", {"firstname": "A"})
    second = hs.contacts.upsert("A@Example.com", {"firstname": "B"})
    assert (first.new, second.new, second.id) == (True, False, first.id)
    assert hs.contacts.get(first.id).properties["firstname"] == "B"


def test_two_records_merge_into_one(hs):
    one, two = (hs.contacts.create({"email": f"{name}@example.com"}) for name in ("a", "b"))
    merged = hs.contacts.merge(one.id, two.id)
    assert {hs.contacts.get(each).id for each in (one.id, two.id)} == {merged.id}


def test_listings_are_lazy_and_limited(hs, paths):
    hs.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(230)])
    before = len(paths())
    assert len(hs.contacts.list()) == 230
    assert len(paths()) - before == 3
    assert len(hs.contacts.list(limit=120)) == 120
    assert len(paths()) - before == 5
    assert hs.contacts.list(limit=0) == []
    assert len(paths()) - before == 5


def test_histories_are_paged_by_fifty(hs):
    hs.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(60)])
    found = hs.contacts.list(properties_with_history=["email"])
    assert len(found) == 60
    assert found[0].to_dict()["propertiesWithHistory"]["email"][0]["value"] == "0@example.com"


def test_batches_of_any_size_are_split_and_merged(hs, paths):
    made = hs.contacts.batch_create([{"email": f"{number}@example.com", "firstname": number} for number in range(250)])
    assert len(made) == 250
    assert len(paths()) == 3
    assert all(
        outcome.result.properties["email"] == f"{outcome.index}@example.com" and outcome.ok for outcome in made.outcomes
    )
    ids = [outcome.result.id for outcome in made.outcomes]
    changed = hs.contacts.batch_update({each: {"firstname": "new"} for each in ids})
    assert [outcome.result.id for outcome in changed.outcomes] == ids
    read = hs.contacts.batch_read(ids, properties=["firstname"])
    assert {each.properties["firstname"] for each in read} == {"new"}
    assert [outcome.result.id for outcome in read.outcomes] == ids
    merged = read.to_dict()
    assert len(merged["results"]) == 250
    assert merged["status"] == "COMPLETE"
    assert hs.contacts.batch_archive(ids).failures == []
    assert hs.contacts.list() == []


def test_one_bad_record_does_not_spoil_a_batch_create(hs):
    with pytest.raises(BatchError) as caught:
        hs.contacts.batch_create([{"email": "a@example.com"}, {"email": "not an address"}, {"email": "c@example.com"}])
    batch = caught.value.batch
    assert [outcome.ok for outcome in batch.outcomes] == [True, False, True]
    assert {each.properties["email"] for each in hs.contacts.list()} == {"a@example.com", "c@example.com"}
    assert "1 of 3 inputs failed" in str(caught.value)
    assert batch.to_dict()["numErrors"] == 1


def test_nothing_done_is_lost_when_a_later_request_fails(hs, sandbox):
    sandbox.application.faults.plan({"fault": "500", "match": {"path": "/crm/*"}, "skip": 1, "times": -1})
    with pytest.raises(BatchError) as caught:
        hs.contacts.batch_create(
            [{"email": f"{number}@example.com"} for number in range(300)]
        )  # three equal requests, in any order
    sandbox.application.faults.clear()
    batch = caught.value.batch
    succeeded = {outcome.result.properties["email"] for outcome in batch.outcomes if outcome.ok}
    assert len(succeeded) == 100
    assert {each.properties["email"] for each in hs.contacts.list()} == succeeded
    assert len(batch.failures) == 200


def test_a_batch_read_tells_what_is_missing(hs):
    made = hs.contacts.create({"email": "a@example.com"})
    read = hs.contacts.batch_read([made.id, "99999", made.id])
    assert [each.id for each in read] == [made.id]
    assert [(each.input, each.error.category) for each in read.failures] == [("99999", "OBJECT_NOT_FOUND")]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_a_read_that_cannot_be_meant_is_no_empty_batch(hs, count):
    ids = [hs.contacts.create({"email": f"r{number}@example.com"}).id for number in range(count)]
    with pytest.raises(BadRequest, match="no_such_property"):
        hs.contacts.batch_read(ids, id_property="no_such_property")
    with pytest.raises(BadRequest, match="p_nosuch"):
        hs.objects("p_nosuch").batch_read([None, *ids])
    with pytest.raises(BadRequest, match="p_nosuch"):
        hs.properties.batch_read("p_nosuch", [f"a{number}" for number in range(count)])
    with pytest.raises(BadRequest, match="p_nosuch"):
        hs.associations.batch_read("contacts", "p_nosuch", ids)
    assert [each.status for each in hs.contacts.batch_read([None]).outcomes] == ["failed"]


def test_a_batch_read_by_email_has_the_properties_that_were_asked_for(hs):
    hs.contacts.create({"email": "asked@example.com", "firstname": "A"})
    own = {"createdate", "lastmodifieddate", "hs_object_id"}
    for asked in (["firstname"], ["email"], ["email", "hs_additional_emails"], ["firstname", "phone"]):
        (found,) = hs.contacts.batch_read(["asked@example.com"], id_property="email", properties=asked).results
        assert found.properties.keys() - own == {*asked}


def test_a_batch_read_by_email_matches_whatever_the_case(hs):
    made = hs.contacts.create({"email": "a@example.com"})
    read = hs.contacts.batch_read(["A@Example.com"], id_property="email", properties=["firstname"])
    assert read.outcomes[0].result.id == made.id


def test_a_batch_upsert_tells_new_from_changed(hs):
    hs.contacts.create({"email": "a@example.com"})
    batch = hs.contacts.batch_upsert([{"email": "A@example.com", "firstname": "A"}, {"email": "b@example.com"}])
    assert [outcome.result.new for outcome in batch.outcomes] == [False, True]


def test_an_empty_batch_is_no_request(hs, paths):
    assert len(hs.contacts.batch_create([])) == 0
    assert paths() == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (None, {"a", "b", "c"}),
        (equal("firstname", "b"), {"b"}),
        ([equal("firstname", "b"), equal("lastname", "x")], set()),
        ([[equal("firstname", "b")], [equal("firstname", "c")]], {"b", "c"}),
        (one_of("firstname", ["a", "c"]), {"a", "c"}),
        (contains("email", "b*"), {"b"}),
        (known("lastname"), set()),
        (at_least("createdate", datetime(2020, 1, 1, tzinfo=UTC)), {"a", "b", "c"}),
        ({"propertyName": "firstname", "operator": "EQ", "value": "a"}, {"a"}),
        ([{"filters": [equal("firstname", "a")]}], {"a"}),
    ],
)
def test_searches(hs, filters, found):
    hs.contacts.batch_create([{"email": f"{name}@example.com", "firstname": name} for name in "abc"])
    assert {each.properties["firstname"] for each in hs.contacts.search(filters, properties=["firstname"])} == found


def test_a_search_by_words_and_in_an_order(hs):
    hs.contacts.batch_create([{"email": f"{name}@example.com", "firstname": name} for name in "abc"])
    sorted_ = hs.contacts.search(sorts=[{"propertyName": "firstname", "direction": "DESCENDING"}], limit=2)
    assert [each.properties["firstname"] for each in sorted_] == ["c", "b"]
    assert [each.properties["firstname"] for each in hs.contacts.search(query="b")] == ["b"]


def test_records_come_in_the_order_of_their_last_change(hs):
    ids = [hs.deals.create(properties("deals", name)).id for name in "abc"]
    hs.deals.update(ids[0], {"dealname": "changed"})
    assert hs.deals.list_modified()[0].id == ids[0]
    assert hs.deals.list_modified(datetime(2100, 1, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize("kind", ["contacts", "companies"])
def test_those_changed_first_come_first_when_wanted(hs, sandbox, kind):
    records = getattr(hs, kind)
    made = []
    for number in range(5):
        made.append(records.create({"city": str(number), "name" if kind == "companies" else "firstname": "a"}).id)
        sandbox.advance(1)
    records.update(made[0], {"city": "last"})
    for options in ({}, {"properties": ["city"]}):
        found = records.list_modified(oldest_first=True, **options)
        assert [each.id for each in found] == [*made[1:], made[0]]
    assert [each.id for each in records.list_modified(oldest_first=True, limit=2)] == made[1:3]
    assert [each.id for each in records.list_modified(oldest_first=True, after="3")] == [made[4], made[0]]
    assert records.list_modified(datetime(2100, 1, 1, tzinfo=UTC), oldest_first=True) == []

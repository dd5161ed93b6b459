"""Associations on the sandbox."""

import pytest

from hubspot_facade import BatchError, InputError


@pytest.fixture
def people(hs):
    batch = hs.contacts.batch_create([{"email": f"{name}@example.com"} for name in "abc"])
    return [outcome.result.id for outcome in batch.outcomes]


@pytest.fixture
def firms(hs):
    return [outcome.result.id for outcome in hs.companies.batch_create([{"name": "x"}, {"name": "y"}]).outcomes]


def associated(hs, contact, kind="companies"):
    return {str(each.to_object_id) for each in hs.associations.list("contacts", contact, kind)}


def test_a_contact_joins_a_company_and_leaves_it(hs, people, firms):
    assert associated(hs, people[0]) == set()
    hs.contacts.add_to_company(people[0], int(firms[0]))
    assert associated(hs, people[0]) == {firms[0]}
    hs.associations.archive("contacts", people[0], "companies", firms[0])
    assert associated(hs, people[0]) == set()


def test_a_labelled_association_tells_its_type(hs, people, firms):
    hs.associations.create("contacts", people[0], "companies", firms[0], association_type_id=1)
    (found,) = hs.associations.list("Contacts", people[0], "Companies")
    assert {each.type_id for each in found.association_types} >= {1}


def test_pairs_are_associated_in_batches_and_read_back(hs, people, firms):
    pairs = [(contact, firms[0]) for contact in people]
    made = hs.associations.batch_create("contacts", "companies", pairs)
    assert all(outcome.ok for outcome in made.outcomes)
    hs.associations.batch_create("contacts", "companies", [(people[0], firms[1])], association_type_id=1)
    found = hs.associations.batch_read("contacts", "companies", people)
    assert {key: {str(each.to_object_id) for each in values} for key, values in found.items()} == {
        people[0]: set(firms),
        people[1]: {firms[0]},
        people[2]: {firms[0]},
    }
    hs.associations.batch_archive("contacts", "companies", pairs)
    assert associated(hs, people[1]) == set()


def test_records_without_associations_read_as_empty(hs, people):
    assert hs.associations.batch_read("contacts", "deals", people) == {each: [] for each in people}


def test_a_pair_that_cannot_be_has_an_outcome_of_its_own(hs, people, firms):
    with pytest.raises(BatchError) as caught:
        hs.associations.batch_create("contacts", "companies", [(people[0], firms[0]), (people[1], "999999")])
    assert [outcome.ok for outcome in caught.value.batch.outcomes] == [True, False]


def test_each_pair_gets_the_error_that_is_its_own(hs, people, firms):
    with pytest.raises(BatchError) as caught:
        hs.associations.batch_create(
            "contacts", "companies", [("888888", firms[0]), (people[0], firms[0]), (people[1], "999999")]
        )
    outcomes = caught.value.batch.outcomes
    assert [outcome.ok for outcome in outcomes] == [False, True, False]
    assert "888888" in str(outcomes[0].error)
    assert "999999" in str(outcomes[2].error)


def test_pairs_must_be_pairs(hs):
    with pytest.raises(InputError) as caught:
        hs.associations.batch_create("contacts", "companies", [("1",)])
    assert caught.value.field == "pairs[0]"


def test_a_batch_takes_pairs_and_hubspots_inputs_with_and_without_types(hs, people, firms):
    inputs = [
        (people[0], firms[0]),
        {"from": {"id": people[1]}, "to": {"id": firms[0]}, "type": "billing"},
        {"from": {"id": people[2]}, "to": {"id": firms[0]}, "types": []},
        (people[0], firms[0]),
        {"from": {"id": people[2]}},
    ]
    batch = hs.associations.batch_create("contacts", "companies", iter(inputs), raise_errors=False)
    assert [outcome.status for outcome in batch.outcomes] == ["done"] * 4 + ["failed"]
    assert batch.outcomes[4].error.field == "pairs[4].to"
    found = hs.associations.batch_read("contacts", "companies", people)
    types = {key: {each.type_id for one in values for each in one.association_types} for key, values in found.items()}
    assert {key: 931 in each for key, each in types.items()} == {people[0]: False, people[1]: True, people[2]: False}
    gone = [(people[0], firms[0]), {"from": people[1], "to": [{"id": firms[0]}, firms[1]]}]
    assert len(hs.associations.batch_archive("contacts", "companies", gone).done) == 2
    assert [len(each) for each in hs.associations.batch_read("contacts", "companies", people).values()] == [0, 0, 1]


def test_the_type_of_a_batch_is_for_inputs_that_name_none(hs, people, firms):
    inputs = [(people[0], firms[0]), {"from": people[1], "to": firms[0], "types": [279]}]
    hs.associations.batch_create("contacts", "companies", inputs, association_type_id="billing")
    found = hs.associations.batch_read("contacts", "companies", people[:2])
    assert [{each.type_id for each in one.association_types} for (one,) in found.values()] == [{279, 931}, {279}]


def test_many_associations_are_paged(hs, people, paths):
    companies = hs.companies.batch_create([{"name": str(number)} for number in range(7)])
    hs.associations.batch_create("contacts", "companies", [(people[0], each.id) for each in companies])
    assert len(hs.associations.list("contacts", people[0], "companies", page_size=3)) == 7
    assert len(hs.associations.list("contacts", people[0], "companies", limit=2)) == 2

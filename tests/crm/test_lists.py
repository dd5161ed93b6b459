"""Lists on the sandbox: made, filled by ids and emails, read, changed, gone."""

import pytest

from hubspot_facade import InputError, NotFound


@pytest.fixture
def people(hs):
    return [hs.contacts.create({"email": f"c{number}@example.com"}).id for number in range(3)]


def test_a_list_lives_and_goes(hs):
    made = hs.lists.create("People")
    assert (made.name, made.processing_type, made.object_type_id) == ("People", "MANUAL", "0-1")
    assert hs.lists.get(made.list_id).name == "People"
    assert hs.lists.get_by_name("People").list_id == made.list_id
    assert hs.lists.update(made.list_id, name="Persons").name == "Persons"
    assert [each.name for each in hs.lists.list(query="Persons")] == ["Persons"]
    assert [each.list_id for each in hs.lists.batch_read([made.list_id, 999])] == [made.list_id]
    hs.lists.archive(made.list_id)
    assert hs.lists.list(query="Persons") == []
    hs.lists.restore(made.list_id)
    assert [each.name for each in hs.lists.list_static()] == ["Persons"]
    assert hs.lists.list_dynamic() == []


def test_members_come_by_id_and_by_email_and_unknown_ones_are_told(hs, people):
    key = hs.lists.create("People").list_id
    change = hs.lists.add_members(key, [people[0], 999], emails=["C1@example.com", "nobody@example.com"])
    assert set(change.added) == set(people[:2])
    assert (change.missing, change.unknown_emails) == (["999"], ["nobody@example.com"])
    assert {each.record_id for each in hs.lists.list_members(key)} == set(people[:2])
    assert [each.properties["email"] for each in hs.lists.list_contacts(key, properties=["email"])] == [
        "c0@example.com",
        "c1@example.com",
    ]
    removed = hs.lists.remove_members(key, emails=["c0@example.com"])
    assert removed.removed == people[:1]
    assert {each.record_id for each in hs.lists.list_members(key)} == {people[1]}
    hs.lists.remove_all_members(key)
    assert hs.lists.list_members(key) == []


def test_contacts_come_in_the_order_of_joining_backwards(hs, people):
    key = hs.lists.create("People").list_id
    for each in (people[1], people[0], people[2]):
        hs.lists.add_members(key, [each])
    found = hs.lists.list_recent_contacts(key, limit=2)
    assert [each.id for each in found] == [people[2], people[0]]
    assert all(each.additional_properties["membershipTimestamp"] for each in found)


def test_many_emails_are_looked_up_in_batches(hs, paths, sandbox):
    key = hs.lists.create("People").list_id
    before = len(sandbox.application.log.entries)
    change = hs.lists.add_members(key, emails=[f"x{number}@example.com" for number in range(230)])
    assert len(change.unknown_emails) == 230
    assert [path.rpartition("/")[2] for _, path in paths()[before:]] == ["read"] * 3


def test_a_dynamic_list_needs_filters_and_a_change_needs_something(hs):
    for call, field in [
        (lambda: hs.lists.create("x", dynamic=True), "filter_branch"),
        (lambda: hs.lists.update("1"), "name"),
        (lambda: hs.lists.add_members("1"), "ids"),
    ]:
        with pytest.raises(InputError) as caught:
            call()
        assert caught.value.field == field


def test_a_list_that_is_not_there_is_not_found(hs):
    with pytest.raises(NotFound):
        hs.lists.get("4711")

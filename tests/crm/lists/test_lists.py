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


ADA = {
    "filterType": "PROPERTY",
    "property": "firstname",
    "operation": {"operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": ["Ada"]},
}
FILTERS = {
    "filterBranchType": "OR",
    "filters": [],
    "filterBranches": [{"filterBranchType": "AND", "filterBranches": [], "filters": [ADA]}],
}


def test_filters_fill_the_list_that_is_made_with_them(hs):
    ada = hs.contacts.create({"email": "ada@example.com", "firstname": "Ada"}).id
    for name, kind, more in [
        ("a", "DYNAMIC", {}),
        ("b", "DYNAMIC", {"dynamic": True}),
        ("c", "DYNAMIC", {"processing_type": "dynamic"}),
        ("d", "SNAPSHOT", {"processing_type": "SNAPSHOT"}),
    ]:
        made = hs.lists.create(name, filter_branch=FILTERS, **more)
        assert made.processing_type == kind
        assert [each.record_id for each in hs.lists.list_members(made.list_id)] == [ada]
    made = hs.operations.run("Create list", {"name": "e", "filterBranch": FILTERS})
    assert made["processingType"] == "DYNAMIC"


@pytest.mark.parametrize("count", [1, 3, 12])
@pytest.mark.parametrize("change", ["add_members", "remove_members"])
def test_members_of_a_list_that_is_not_there_are_not_found_either(hs, change, count):
    ids = [hs.contacts.create({"email": f"m{number}@example.com"}).id for number in range(count)]
    for arguments in ({"ids": ids}, {"emails": ["m0@example.com"]}):
        for raise_errors in (True, False):
            with pytest.raises(NotFound):
                getattr(hs.lists, change)(404404, **arguments, raise_errors=raise_errors)
    with pytest.raises(NotFound):
        hs.operations.run("Add contact to list", {"list_id": 404404, "contact_ids": ids})


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"filter_branch": FILTERS, "processing_type": "MANUAL"}, "filter_branch"),
        ({"filter_branch": FILTERS, "dynamic": False}, "filter_branch"),
        ({"filter_branch": FILTERS, "dynamic": True, "processing_type": "SNAPSHOT"}, "dynamic"),
        ({"filter_branch": FILTERS, "dynamic": False, "processing_type": "DYNAMIC"}, "dynamic"),
        ({"processing_type": "DYNAMIC"}, "filter_branch"),
        ({"dynamic": True, "processing_type": "MANUAL"}, "dynamic"),
        ({"processing_type": "STATIC"}, "processing_type"),
    ],
)
def test_what_does_not_go_together_is_refused(hs, more, field, paths):
    before = len(paths())
    for make in (
        lambda: hs.lists.create("x", **more),
        lambda: hs.operations.run("Create list", {"name": "x", **more}),
    ):
        with pytest.raises(InputError) as caught:
            make()
        assert caught.value.field == field
    assert len(paths()) == before


def test_the_filters_of_a_list_are_extended_and_written_back(hs):
    ada, bob = (hs.contacts.create({"email": f"{name}@example.com", "firstname": name}).id for name in ("Ada", "Bob"))
    key = hs.lists.create("People", filter_branch=FILTERS).list_id
    read = hs.lists.get(key, include_filters=True).filter_branch
    another = {"filterBranchType": "AND", "filterBranches": [], "filters": [{**ADA, "operation": _equal("Bob")}]}
    extended = {**read.to_dict(), "filterBranches": [*read.filter_branches, another]}
    hs.lists.update(key, filter_branch=extended)
    assert {each.record_id for each in hs.lists.list_members(key)} == {ada, bob}
    hs.lists.update(key, filter_branch=read)
    assert {each.record_id for each in hs.lists.list_members(key)} == {ada}


def _equal(name):
    return {**ADA["operation"], "values": [name]}

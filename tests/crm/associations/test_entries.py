"""Associations of new records are told by id, name or label, and go out in the right direction."""

import pytest

from hubspot_facade import InputError
from hubspot_facade.crm.associations.entries import associations_of


def spec(number, category="HUBSPOT_DEFINED"):
    return {"associationCategory": category, "associationTypeId": number}


def finished(plan):
    """The result of a plan that asks nothing."""
    try:
        step = next(plan)
    except StopIteration as stop:
        return stop.value
    raise AssertionError(f"asked for {step}")


@pytest.mark.parametrize(
    ("object_type", "given", "expected"),
    [
        ("contacts", {"companies": 5}, [279]),
        ("contacts", {"companyIds": [5]}, [279]),
        ("calls", {"deals": ["5"]}, [206]),
        ("contacts", [{"to": {"id": 5}, "types": [spec("3")]}], [4]),
        ("contacts", [{"to": {"id": 5}, "types": [spec(3, "USER_DEFINED")]}], [3]),
        ("deals", [{"to": 5, "types": [3]}], [3]),
        ("deals", [{"to": 5, "to_object_type": "Contacts", "types": ["4"]}], [3]),
        ("contacts", [{"to": 5, "types": ["contact_to_company"]}], [1]),
        ("companies", [{"to": 5, "type": "contact_to_company"}], [2]),
        ("contacts", [{"to": {"id": 5, "type": "companies"}, "label": "Primary"}], [1]),
        ("contacts", {"to": 5, "toObjectType": "companies", "types": ["primary", 279]}, [1, 279]),
        ("notes", [{"to": {"id": "5"}, "types": ["contact_to_note"]}], [202]),
    ],
)
def test_every_way_to_tell_a_type_gives_the_one_of_the_direction(object_type, given, expected):
    (made,) = finished(associations_of(object_type, given))
    assert made["to"] == {"id": "5"}
    assert [each["associationTypeId"] for each in made["types"]] == expected


@pytest.mark.parametrize("given", [None, (), [], {}])
def test_no_associations_are_none(given):
    assert finished(associations_of("contacts", given)) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ("companies", "associations"),
        ([5], "associations[0]"),
        ([{"types": [1]}], "associations[0].to"),
        ([{"to": {"id": ""}, "types": [1]}], "associations[0].to.id"),
        ([{"to": "abc", "types": [1]}], "associations[0].to.id"),
        ({"companies": "abc"}, "associations.companies"),
        ({"companies": [5, "-3"]}, "associations.companies"),
        ([{"to": 5}], "associations[0].to_object_type"),
        ([{"to": 5, "types": ["Mentor"]}], "associations[0].to_object_type"),
        ([{"to": 5, "label": "Mentor"}], "associations[0].to_object_type"),
        ([{"to": 5, "types": [{}]}], "associations[0].types[0].associationTypeId"),
        ([{"to": 5, "types": [1.5]}], "associations[0].types[0]"),
        ({"companies": 1.5}, "associations.companies"),
    ],
)
def test_what_is_missing_or_wrong_is_named_before_any_request(given, field):
    with pytest.raises(InputError) as caught:
        finished(associations_of("contacts", given))
    assert caught.value.field == field


@pytest.fixture
def mentor(hs):
    """The type id of a label of the portal's own, from contacts to deals."""
    made = hs.association_labels.create("contacts", "deals", label="Mentor", name="mentor")
    labels = hs.association_labels.list("contacts", "deals")
    assert made is not None
    return next(each.type_id for each in labels if each.label == "Mentor")


def types(hs, contact):
    (found,) = hs.associations.list("contacts", contact, "deals")
    return {each.type_id for each in found.association_types}


@pytest.mark.parametrize("edition", ["v3", "2026-03"])
def test_labels_of_the_portals_own_are_read_once(hs, mentor, paths):
    stage = {"dealname": "d", "dealstage": "appointmentscheduled", "pipeline": "default"}
    deals = [each.id for each in hs.deals.batch_create([stage] * 3).results]
    before = len(paths())
    ways = [[{"to": deal, "to_object_type": "deals", "types": ["mentor"]}] for deal in deals[:2]]
    made = hs.contacts.batch_create(
        [{"properties": {"email": f"{n}@example.com"}, "associations": way} for n, way in enumerate(ways)]
    )
    assert [method for method, _ in paths()[before:]] == ["GET", "POST"]
    assert all(int(mentor) in types(hs, each.id) for each in made.results)
    single = hs.contacts.create({"email": "s@example.com"}, associations={"deals": deals[2]})
    assert types(hs, single.id) == {4}
    entry = {"from": {"id": single.id}, "to": {"id": deals[2]}, "type": "Mentor"}
    hs.associations.batch_create("contacts", "deals", [entry])
    assert types(hs, single.id) == {4, int(mentor)}
    hs.associations.archive("contacts", single.id, "deals", deals[2], association_type_id="Mentor")
    assert types(hs, single.id) == {4}


@pytest.mark.parametrize("edition", ["2026-03"])
def test_an_unknown_label_is_told_with_those_that_there_are(hs, mentor):
    with pytest.raises(
        InputError, match=r"'friend' is not an association type from contacts to deals; it has .*'Mentor'"
    ):
        hs.contacts.create({"email": "a@x.com"}, associations=[{"to": 1, "to_object_type": "deals", "label": "friend"}])
    assert hs.contacts.list() == []

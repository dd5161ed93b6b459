"""Filters of lists v1: lists that they fill today, and what has no form of today."""

import pytest

from hubspot_facade import InputError

PEOPLE = [
    {"email": "ada@example.com", "firstname": "Ada", "lifecyclestage": "lead"},
    {"email": "bob@example.org", "firstname": "Bob", "lifecyclestage": "customer", "hs_facebook_ad_clicked": True},
    {"email": "cyd@example.com", "phone": "1"},
]


def one(name, operator, value=None, **more):
    return {"property": name, "operator": operator, **({} if value is None else {"value": value}), **more}


@pytest.fixture
def filled(hs):
    """The addresses on a new dynamic list with these filters."""
    for person in PEOPLE:
        hs.contacts.create(person)

    def filled(filters):
        made = hs.lists.create("L", dynamic=True, filters=filters)
        assert made.processing_type == "DYNAMIC"
        return sorted(each.properties["email"][:3] for each in hs.lists.list_contacts(made.list_id))

    return filled


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize("colour", ["sync"])
@pytest.mark.parametrize(
    ("filters", "on_it"),
    [
        ([[one("firstname", "EQ", "Ada")]], ["ada"]),
        ([one("email", "CONTAINS", "example.com"), one("firstname", "NEQ", "Ada")], ["cyd"]),
        ([[one("firstname", "EQ", "Ada")], [one("firstname", "EQ", "Bob")]], ["ada", "bob"]),
        ([[one("email", "STR_ENDS_WITH", ".org", type="string", filterFamily="PropertyValue")]], ["bob"]),
        ([[one("email", "STR_STARTS_WITH", "b")]], ["bob"]),
        ([[one("lifecyclestage", "SET_ANY", "customer;subscriber")]], ["bob"]),
        ([[one("lifecyclestage", "SET_NOT_ANY", "lead")]], ["bob"]),
        ([[one("phone", "IS_NOT_EMPTY")]], ["cyd"]),
        ([[one("phone", "IS_EMPTY")]], ["ada", "bob"]),
        ([[one("createdate", "GT", 1000000000000)]], ["ada", "bob", "cyd"]),
        ([[one("createdate", "LT", "2001-01-01")]], []),
        ([[one("hs_facebook_ad_clicked", "EQ", True)]], ["bob"]),
        (one("firstname", "EQ", "Ada"), ["ada"]),
    ],
)
def test_v1_filters_fill_a_list(filled, filters, on_it):
    assert filled(filters) == on_it


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ([[one("firstname", "WITHIN_TIME", 5)]], "filters[0][0].operator"),
        ([[{"formSubmission": "x", "operator": "EQ"}]], "filters[0][0].formSubmission"),
        ([[one("firstname", "EQ", "x", filterFamily="FormSubmission")]], "filters[0][0].filterFamily"),
        ([one("firstname", "EQ", "x"), one("nothing", "EQ", "x")], "filters[1].property"),
        ([one("firstname", "SET_ALL", "x")], "filters[0].operator"),
        ([one("firstname", "EQ")], "filters[0].value"),
        ([one("hs_facebook_ad_clicked", "EQ", "perhaps")], "filters[0].value"),
        ([one("createdate", "GT", "perhaps")], "filters[0].value"),
        ([[]], "filters[0]"),
        ("x", "filters"),
    ],
)
def test_what_cannot_be_translated_is_named_and_no_list_is_made(hs, filters, field):
    with pytest.raises(InputError) as caught:
        hs.lists.create("L", dynamic=True, filters=filters)
    assert caught.value.field == field
    assert list(hs.lists.list()) == []


@pytest.mark.parametrize("edition", ["2026-03"])
def test_filters_want_a_list_that_they_can_fill(hs):
    both = {"dynamic": True, "filter_branch": {"filterBranchType": "OR"}}
    for field, wrong in (("filters", both), ("filter_branch", {"processing_type": "MANUAL"})):
        with pytest.raises(InputError) as caught:
            hs.lists.create("L", filters=[one("firstname", "EQ", "Ada")], **wrong)
        assert caught.value.field == field
    assert hs.lists.create("L", filters=[one("firstname", "EQ", "Ada")]).processing_type == "DYNAMIC"


def test_a_dynamic_list_gets_other_filters(hs):
    hs.contacts.create({"email": "bob@example.com", "firstname": "Bob"})
    key = hs.lists.create("L", dynamic=True, filters=[one("firstname", "EQ", "Ada")]).list_id
    assert list(hs.lists.list_contacts(key)) == []
    hs.lists.update(key, filters=[one("firstname", "EQ", "Bob")])
    assert len(list(hs.lists.list_contacts(key))) == 1

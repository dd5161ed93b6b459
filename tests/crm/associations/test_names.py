"""Associations under types told by id, label or name, whichever direction these are of."""

import pytest

from hubspot_facade import InputError


@pytest.fixture
def pair(hs):
    contact = hs.contacts.create({"email": "a@example.com"}).id
    deal = hs.deals.create({"dealname": "d", "dealstage": "appointmentscheduled", "pipeline": "default"}).id
    return contact, deal


@pytest.mark.parametrize("told", [3, 4, "3", "contact_to_deal", "deal_to_contact"])
def test_the_direction_is_made_right(hs, pair, told):
    contact, deal = pair
    hs.associations.create("Contacts", contact, "deals", deal, association_type_id=told)
    (found,) = hs.associations.list("contacts", contact, "deals")
    assert (str(found.to_object_id), [each.type_id for each in found.association_types]) == (deal, [4])
    hs.associations.archive("contacts", contact, "deals", deal, association_type_id=told)
    assert hs.associations.list("contacts", contact, "deals") == []


def test_a_name_that_hubspot_does_not_have_is_an_error(hs, pair):
    with pytest.raises(InputError) as caught:
        hs.associations.create("contacts", pair[0], "deals", pair[1], association_type_id="best friend")
    assert caught.value.field == "association_type_id"

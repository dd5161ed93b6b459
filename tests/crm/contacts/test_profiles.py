"""Contacts as contacts v1 gave them: how much by default, and the change log's words of old."""

import pytest

from hubspot_facade import InputError

pytestmark = pytest.mark.parametrize("edition", ["2026-03"])


@pytest.fixture
def ada(hs):
    key = hs.contacts.create({"email": "a@example.com", "firstname": "A"}).id
    hs.contacts.update(key, {"firstname": "Ada"})
    made = hs.lists.create("members")
    hs.lists.add_members(made.list_id, [key])
    return key


def former(record):
    return [each.value for each in (record.properties_with_history or {}).get("firstname", [])]


def test_a_single_contact_comes_with_former_values_and_lists(hs, ada):
    for found in (hs.contact_profiles.get(ada), hs.contact_profiles.get_by_email("a@example.com")):
        assert former(found) == ["Ada", "A"]
        assert len(found.additional_properties["listMemberships"]) == 1
    bare = hs.contact_profiles.get(ada, property_mode="value_only", show_list_memberships=False)
    assert (former(bare), "listMemberships" in bare.additional_properties) == ([], False)


@pytest.mark.parametrize("listing", ["list", "list_recently_created", "list_recently_updated"])
def test_several_contacts_come_with_values_alone_unless_more_is_asked_for(hs, ada, listing):
    read = getattr(hs.contact_profiles, listing)
    (found,) = read()
    assert (found.properties["firstname"], former(found)) == ("Ada", [])
    (found,) = read(property_mode="value_and_history", show_list_memberships=True)
    assert former(found) == ["Ada", "A"]
    assert len(found.additional_properties["listMemberships"]) == 1
    with pytest.raises(InputError) as caught:
        read(form_submission_mode="oldest")
    assert caught.value.field == "form_submission_mode"


def test_a_change_is_told_by_all_it_consists_of(hs, paths):
    for wanted in ({"change_type": "UPDATED"}, {"record_id": 1}):
        with pytest.raises(InputError) as caught:
            hs.change_log.list_products(**wanted)
        assert caught.value.field == "timestamp"
    assert paths() == []


def test_updated_is_hubspots_changed(hs, sandbox):
    product = hs.products.create({"name": "p"}).id
    hs.products.update(product, {"name": "q"})
    created, changed = hs.change_log.list_products()
    after = {"timestamp": changed.timestamp, "change_type": "UPDATED", "record_id": product}
    assert hs.change_log.list_products(**after) == []
    assert hs.change_log.list_products(**{**after, "timestamp": created.timestamp, "change_type": "CREATED"}) == [
        changed
    ]


@pytest.mark.parametrize("listing", ["list_contacts", "list_recent_contacts"])
def test_contacts_on_a_list_come_with_former_values_and_lists_when_asked_for(hs, ada, listing):
    (key,) = [each.list_id for each in hs.lists.list()]
    read = getattr(hs.lists, listing)
    (found,) = read(key, form_submission_mode="newest")
    assert ("listMemberships" in found.additional_properties, former(found)) == (False, [])
    (found,) = read(key, properties=["firstname"], property_mode="value_and_history", show_list_memberships=True)
    assert former(found) == ["Ada", "A"]
    assert [each["listId"] for each in found.additional_properties["listMemberships"]] == [key]
    for wrong in ({"property_mode": "values"}, {"form_submission_mode": "all"}):
        with pytest.raises(InputError) as caught:
            list(read(key, **wrong))
        assert caught.value.field in wrong

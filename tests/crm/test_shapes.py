"""What operations answer, in the shape that the seeds show: choices, v1's answers, retold batches."""

import pytest

from hubspot_facade import InputError, NotFound


@pytest.fixture
def john(hs):
    return hs.contacts.create({"email": "john.doe@example.com", "firstname": "John", "lastname": "Doe"})


def test_each_choice_has_its_own_envelope(hs, john):
    hs.companies.create({"name": "Acme", "domain": "example.com"})
    run = hs.operations.run
    assert run("List contacts (DDL)") == [{"label": "John Doe", "value": john.id}]
    (company,) = run("List companies (DDL)")["companies"]
    assert (company["name"], company["domain"], company["label"]) == ("Acme", "example.com", "Acme")
    types = run("List crm object types (DDL)")["options"]
    assert {"value": "line_items", "label": "Line Items"} in types
    groups = run("List property groups (DDL)", {"object_type": "contacts"})["options"]
    assert "contactinformation" in {each["value"] for each in groups}
    outcomes = run("List call engagement dispositions (DDL)")["results"]
    assert {"label": "Busy", "value": "9d9162e7-6cf3-4944-bf63-4dff82258764"} in outcomes
    for name in ("List owner IDs (DDL)", "List task engagement properties (DDL)", "List contact properties (DDL)"):
        found = run(name)["results"]
        assert found
        assert all(set(each) == {"label", "value"} for each in found)


def test_choices_follow_every_page(hs):
    hs.products.batch_create([{"name": f"p{number}"} for number in range(3)])
    hs.line_items.batch_create([{"name": f"l{number}"} for number in range(230)])
    assert len(hs.operations.run("List line items (DDL)")["results"]) == 230


def test_a_group_is_archived_by_name_and_by_label(hs):
    for name, key in (("one", "one"), ("two", "Group Two")):
        hs.property_groups.create("contacts", name, label=f"Group {name.title()}")
        hs.operations.run("Archive property group", {"object_type": "contacts", "property_group_name": key})
        assert name not in {each.name for each in hs.property_groups.list("contacts")}
    with pytest.raises(NotFound):
        hs.property_groups.archive("contacts", "three")


def test_an_upsert_answers_as_v1_did(hs, john):
    payload = {"email": "john.doe@example.com", "properties": [{"property": "jobtitle", "value": "x"}]}
    answer = hs.operations.run("Create or update contact by email", payload)
    assert (answer["vid"], answer["isNew"]) == (int(john.id), False)


def test_a_batch_of_v1_goes_by_email_and_by_id(hs, john):
    entries = [
        {"email": "new@example.com", "properties": {"firstname": "New"}},
        {"vid": john.id, "properties": {"firstname": "Jack"}},
    ]
    done = hs.contacts.batch_create_or_update(entries)
    assert [outcome.ok for outcome in done.outcomes] == [True, True]
    assert hs.contacts.get(john.id).properties["firstname"] == "Jack"
    assert hs.contacts.get_by_email("new@example.com").properties["firstname"] == "New"
    with pytest.raises(InputError) as caught:
        hs.contacts.batch_create_or_update([{"properties": {}}])
    assert caught.value.field == "contacts[0]"


def test_a_profile_has_what_has_a_value_and_the_lists(hs, john):
    key = hs.lists.create("People").list_id
    hs.lists.add_members(key, [john.id])
    whole = hs.contact_profiles.get(john.id, show_list_memberships=True)
    assert whole.properties["lastname"] == "Doe"
    assert all(whole.properties.values())
    assert [each["listId"] for each in whole.additional_properties["listMemberships"]] == [key]
    assert hs.contact_profiles.get_by_email("john.doe@example.com", properties=["email"]).id == john.id
    with pytest.raises(NotFound):
        hs.contact_profiles.get("4711")
    with pytest.raises(InputError):
        hs.contact_profiles.get(john.id, form_submission_mode="newest")


def test_deleted_contacts_come_when_asked_for(hs, john):
    hs.contacts.archive(john.id)
    assert hs.contact_profiles.batch_read([john.id]) == []
    assert [each.id for each in hs.contact_profiles.batch_read([john.id], include_deletes=True)] == [john.id]


def test_required_properties_are_told(hs):
    assert hs.records.required_properties("contacts") == ("email|firstname|lastname",)
    with pytest.raises(InputError):
        hs.records.required_properties("2-5")


def test_timeline_events_carry_other_keys_as_tokens(hs):
    template = hs.timeline.create(1, "Webinar", object_type="CONTACT", tokens=[{"name": "rating", "label": "R"}])
    hs.contacts.create({"email": "a@example.com"})
    hs.timeline.create_event({"id": "e1", "eventTypeId": template.id, "email": "a@example.com", "rating": 5})
    assert hs.timeline.get_event(template.id, "e1").tokens == {"rating": "5"}
    with pytest.raises(InputError):
        hs.timeline.create_event({"eventTypeId": "1"})

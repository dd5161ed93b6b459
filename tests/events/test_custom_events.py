"""Custom events on the sandbox: defined, sent, listed."""

import pytest

from hubspot_facade import InputError


@pytest.fixture
def name(hs):
    made = hs.events.create_definition({"label": "Parcel sent", "name": "parcel_sent", "primary_object": "CONTACT"})
    return made.fully_qualified_name


def test_what_was_sent_is_listed_in_its_span(hs, name):
    key = hs.contacts.create({"email": "a@example.com"}).id
    assert hs.events.list(event_type=name) == []
    hs.events.send(name, email="a@example.com", properties={"weight": 5}, occurred_at="2026-03-01T12:00:00Z")
    (found,) = hs.events.list(event_type=name)
    assert (found.object_id, found.properties["weight"]) == (key, "5")
    assert hs.events.list(event_type=name, occurred_after="2026-03-02") == []
    assert name in hs.events.list_types().event_types


@pytest.mark.parametrize("edition", ["2026-03"])
def test_any_number_is_sent_500_at_a_time(hs, name, paths):
    before = len(paths())
    hs.events.batch_send([{"event_name": name, "object_id": "1", "uuid": str(each)} for each in range(501)])
    assert len(paths()) == before + 2
    assert len(hs.events.list(event_type=name, page_size=1000)) == 501


@pytest.mark.parametrize("edition", ["2026-03"])
def test_an_event_of_nobody_is_not_sent(hs, name, paths):
    before = len(paths())
    with pytest.raises(InputError, match="email"):
        hs.events.send(name)
    assert len(paths()) == before


def test_a_definition_changes_and_goes(hs, name):
    assert hs.events.update_definition(name, {"label": "Parcel left"}).labels.singular == "Parcel left"
    assert [each.fully_qualified_name for each in hs.events.list_definitions(search_string="parcel")] == [name]
    hs.events.archive_definition(name)
    assert hs.events.list_definitions() == []

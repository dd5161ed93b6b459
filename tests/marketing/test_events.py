"""Marketing events, their attendance and lists, on the sandbox."""

import pytest

from hubspot_facade import NotFound
from hubspot_facade.catalogue.operations import Catalogue

SAMPLE = Catalogue()["Create/update marketing event (beta)"].sample
IDS = ("EVENT-2023-001", "ACCOUNT-1")
# what the seed shows of an event
SHOWN = {
    "eventName",
    "eventType",
    "startDateTime",
    "endDateTime",
    "eventOrganizer",
    "eventDescription",
    "eventUrl",
    "eventCancelled",
    "customProperties",
}


@pytest.fixture
def event(hs):
    return hs.marketing.events.create(SAMPLE)


@pytest.fixture
def object_id(hs, event):
    (found,) = hs.marketing.events.list_identifiers(IDS[0])
    return found.object_id


def test_the_seeds_output_has_the_shape_of_ours(hs):
    made = hs.operations.run("Create marketing event (beta)", SAMPLE)
    assert set(made) >= SHOWN
    changed = hs.operations.run("Create/update marketing event (beta)", {**SAMPLE, "event_name": "Renamed"})
    assert set(changed) >= SHOWN
    read = hs.operations.run("Get marketing event", {"external_event_id": IDS[0], "external_account_id": IDS[1]})
    assert set(read) >= {*SHOWN, "externalEventId", "registrants", "attendees", "cancellations", "noShows", "id"}
    assert read["eventName"] == "Renamed"


def test_an_event_is_made_changed_cancelled_and_deleted(hs, event):
    assert hs.marketing.events.get(*IDS).event_name == SAMPLE["event_name"]
    hs.marketing.events.update(*IDS, {"event_name": "Moved"})
    assert hs.marketing.events.get(*IDS).event_name == "Moved"
    assert hs.marketing.events.cancel(*IDS).event_cancelled
    assert hs.marketing.events.get(*IDS).event_cancelled
    hs.marketing.events.archive(*IDS)
    with pytest.raises(NotFound):
        hs.marketing.events.get(*IDS)


def test_an_event_is_found_by_hubspots_own_id(hs, object_id):
    assert hs.marketing.events.get_by_object_id(object_id).event_name == SAMPLE["event_name"]
    hs.marketing.events.update_by_object_id(object_id, {"event_name": "Moved"})
    assert hs.marketing.events.get_by_object_id(object_id).event_name == "Moved"
    assert [each.event_name for each in hs.marketing.events.list()] == ["Moved"]
    hs.marketing.events.archive_by_object_id(object_id)
    assert hs.marketing.events.list() == []


def test_events_are_made_and_deleted_together(hs):
    inputs = [{**SAMPLE, "external_event_id": f"EVENT-{number}"} for number in range(3)]
    hs.marketing.events.batch_upsert(inputs)
    assert len(hs.marketing.events.list()) == 3
    assert len(hs.marketing.events.search("EVENT")) == 3
    gone = [{"appId": 1, "externalAccountId": IDS[1], "externalEventId": f"EVENT-{number}"} for number in range(2)]
    hs.marketing.events.batch_archive(gone)
    assert len(hs.marketing.events.list()) == 1


def test_attendance_is_counted(hs, event, object_id):
    contact = hs.contacts.create({"email": "john@example.com"})
    moment = "2023-09-15T14:05:00Z"
    hs.marketing.attendance.record_by_contact_ids(
        IDS[0],
        "register",
        [{"vid": int(contact.id), "interactionDateTime": moment}],
        external_account_id=IDS[1],
    )
    hs.marketing.attendance.record_by_emails(
        IDS[0],
        "register",
        [{"email": "new@example.com", "interactionDateTime": moment}],
        external_account_id=IDS[1],
    )
    assert hs.marketing.participations.count(object_id).registered == 2
    assert hs.marketing.participations.count_by_external_ids(IDS[1], IDS[0]).registered == 2
    assert len(hs.marketing.participations.list(object_id)) == 2
    assert len(hs.marketing.participations.list_by_contact("john@example.com")) == 1
    assert hs.contacts.exists("new@example.com")
    hs.marketing.attendance.record_by_object_id(
        object_id, "cancel", [{"vid": int(contact.id), "interactionDateTime": moment}]
    )
    assert hs.marketing.participations.count(object_id).cancelled == 1


def test_legacy_attendance_takes_ids_and_addresses_together(hs, event, object_id):
    contacts = hs.contacts.batch_create([{"email": f"{name}@example.com"} for name in ("john", "jane")]).results
    moment = "2023-09-15T14:05:00Z"
    inputs = [
        {"email": "john@example.com", "interactionDateTime": moment},
        {"vid": int(next(each.id for each in contacts if each.properties["email"][:4] == "jane"))},
        {"vid": 404404, "interactionDateTime": moment},
        {"vid": int(contacts[1].id), "interactionDateTime": moment},
        {"email": "jane@example.com", "interactionDateTime": moment},
    ]
    batch = hs.marketing.attendance.upsert(IDS[0], IDS[1], "register", inputs, raise_errors=False)
    assert [outcome.input for outcome in batch.outcomes] == inputs
    assert [outcome.status for outcome in batch.outcomes][:2] == ["done", "failed"]  # that one has no moment
    assert hs.marketing.participations.count(object_id).registered == 2


def test_lists_are_given_and_taken(hs, object_id):
    body = {"name": "List", "objectTypeId": "0-1", "processingType": "MANUAL"}
    list_id = hs.raw("POST", "/crm/v3/lists", json=body).body["list"]["listId"]
    hs.marketing.event_lists.associate(object_id, list_id)
    assert [each.list_id for each in hs.marketing.event_lists.list(object_id)] == [str(list_id)]
    assert len(hs.marketing.event_lists.list_by_external_ids(IDS[1], IDS[0])) == 1
    hs.marketing.event_lists.disassociate_by_external_ids(IDS[1], IDS[0], list_id)
    assert hs.marketing.event_lists.list(object_id) == []


def test_an_apps_settings_are_kept(hs):
    hs.marketing.event_settings.update(1, "https://app.example.com/events/%s")
    assert hs.marketing.event_settings.get(1).event_details_url == "https://app.example.com/events/%s"

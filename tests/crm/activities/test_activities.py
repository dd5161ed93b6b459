"""Activities: fields become HubSpot's properties, and are read back."""

import datetime as dt

import pytest

from hubspot_facade import InputError

NOON = dt.datetime(2024, 1, 2, 12, tzinfo=dt.UTC)
CASES = [
    ("calls", {"title": "t", "duration": 1000, "to_number": "+1"}, {"hs_call_title": "t", "hs_call_duration": "1000"}),
    ("emails", {"direction": "EMAIL", "subject": "s"}, {"hs_email_direction": "EMAIL", "hs_email_subject": "s"}),
    ("meetings", {"title": "m", "internal_notes": "n"}, {"hs_meeting_title": "m", "hs_internal_meeting_notes": "n"}),
    ("notes", {"body": "b"}, {"hs_note_body": "b"}),
    ("tasks", {"subject": "s", "type": "CALL"}, {"hs_task_subject": "s", "hs_task_type": "CALL"}),
    (
        "communications",
        {"channel_type": "SMS", "body": "b", "logged_from": "CRM"},
        {"hs_communication_channel_type": "SMS", "hs_communication_body": "b"},
    ),
    ("postal_mail", {"body": "b"}, {"hs_postal_mail_body": "b"}),
]


@pytest.mark.parametrize(("kind", "fields", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_what_is_made_is_read_back_and_changed(hs, kind, fields, wanted):
    made = getattr(hs, kind).create(timestamp=NOON, **fields)
    read = getattr(hs, kind).get(made.id, properties=["hs_timestamp", *wanted])
    assert {name: read.properties.get(name) for name in wanted} == wanted
    assert read.properties["hs_timestamp"].startswith("2024-01-02T12:00:00")
    getattr(hs, kind).update(made.id, timestamp=dt.date(2024, 1, 3))
    assert (
        getattr(hs, kind).get(made.id, properties=["hs_timestamp"]).properties["hs_timestamp"].startswith("2024-01-03")
    )


def test_files_are_attached_beside_those_that_are_there(hs):
    note = hs.notes.create(timestamp=NOON, body="see files", attachment_ids=[7])
    hs.notes.attach(note.id, [8, "7"])
    assert hs.notes.get(note.id, properties=["hs_attachment_ids"]).properties["hs_attachment_ids"] == "7;8"


def test_an_activity_is_pinned(hs):
    deal = hs.deals.create({"dealname": "d", "dealstage": "appointmentscheduled", "pipeline": "default"})
    call = hs.calls.create(timestamp=NOON, title="First")
    hs.associations.create("deals", deal.id, "calls", call.id)
    hs.deals.pin(deal.id, call.id)
    read = hs.deals.get(deal.id, properties=["hs_pinned_engagement_id"])
    assert read.properties["hs_pinned_engagement_id"] == call.id


def test_a_change_needs_something_to_change(hs):
    with pytest.raises(InputError):
        hs.notes.update("1")


def test_a_moment_that_is_none_is_named(hs):
    with pytest.raises(InputError) as caught:
        hs.notes.create(timestamp="some day")
    assert caught.value.field == "timestamp"


@pytest.mark.parametrize(("kind", "fields", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_fields_and_properties_may_say_the_same_and_no_more(hs, kind, fields, wanted):
    by_name = {"hs_timestamp": NOON, **wanted}
    made = getattr(hs, kind).create(by_name, timestamp=NOON, **fields)
    assert {name: made.properties.get(name) for name in wanted} == wanted
    assert getattr(hs, kind).update(made.id, by_name).properties["hs_timestamp"]
    name = next(iter(wanted))
    with pytest.raises(InputError) as caught:
        getattr(hs, kind).create({name: "other"}, timestamp=NOON, **fields)
    assert caught.value.field == f"properties.{name}"


@pytest.mark.parametrize(
    ("kind", "fields", "missing"),
    [
        ("notes", {"body": "b"}, "timestamp"),
        ("notes", {}, "timestamp"),
        ("emails", {"timestamp": NOON}, "direction"),
        ("communications", {"timestamp": NOON}, "channel_type"),
    ],
)
def test_a_field_that_is_needed_is_named(hs, kind, fields, missing):
    with pytest.raises(InputError) as caught:
        getattr(hs, kind).create(**fields)
    assert caught.value.field == missing


@pytest.mark.parametrize("kind", [case[0] for case in CASES])
def test_a_field_that_there_is_not_is_refused_as_python_does(hs, kind):
    with pytest.raises(TypeError, match="colour"):
        getattr(hs, kind).create(timestamp=NOON, colour="red")
    with pytest.raises(TypeError, match="colour"):
        getattr(hs, kind).update("1", colour="red")


def test_a_field_of_another_kind_is_named(hs):
    with pytest.raises(InputError) as caught:
        hs.calls.create(timestamp=NOON, duration="long")
    assert caught.value.field == "duration"

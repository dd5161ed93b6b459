"""Properties, owners and pipelines on the sandbox."""

import pytest

from hubspot_facade import BatchError, Conflict, InputError, NotFound

COLOUR = {"label": "Colour", "type": "enumeration", "field_type": "select", "group_name": "contactinformation"}


def test_a_property_lives_and_goes(hs):
    hs.properties.create("contacts", "colour", options=[{"label": "Red", "value": "red"}, {"value": "blue"}], **COLOUR)
    read = hs.properties.get("contacts", "colour")
    assert [(each.value, each.label, each.display_order) for each in read.options] == [
        ("red", "Red", 0),
        ("blue", "blue", 1),
    ]
    assert "colour" in {each.name for each in hs.properties.list("Contacts")}
    hs.properties.update("contacts", "colour", label="Tint")
    assert hs.properties.get("contacts", "colour").label == "Tint"
    hs.properties.archive("contacts", "colour")
    with pytest.raises(NotFound):
        hs.properties.get("contacts", "colour")


def test_a_second_property_of_the_name_is_a_conflict(hs):
    text = {"label": "Note", "type": "string", "field_type": "text", "group_name": "contactinformation"}
    hs.properties.create("contacts", "memo", **text)
    with pytest.raises(Conflict):
        hs.properties.create("contacts", "memo", **text)


def test_properties_in_batches(hs):
    inputs = [
        {"name": name, "label": name, "type": "string", "fieldType": "text", "groupName": "contactinformation"}
        for name in ("one", "two")
    ]
    assert {each.name for each in hs.properties.batch_create("contacts", inputs)} == {"one", "two"}
    read = hs.properties.batch_read("contacts", ["one", "nowhere"])
    assert [outcome.ok for outcome in read.outcomes] == [True, False]
    hs.properties.batch_archive("contacts", ["one", "two"])
    assert not {"one", "two"} & {each.name for each in hs.properties.list("contacts")}


def test_options_need_a_value(hs):
    with pytest.raises(InputError) as caught:
        hs.properties.create("contacts", "x", options=[{}], **COLOUR)
    assert caught.value.field == "options[0]"


def test_owners(hs):
    owners = hs.owners.list()
    assert owners
    assert hs.owners.get(owners[0].id).email == owners[0].email
    assert [each.id for each in hs.owners.list(email=owners[0].email)] == [owners[0].id]
    assert len(hs.owners.list(limit=1)) == 1


def test_a_pipeline_lives_and_goes(hs):
    stages = [
        {"label": "Open", "metadata": {"ticketState": "OPEN"}},
        {"label": "Done", "metadata": {"ticketState": "CLOSED"}},
    ]
    made = hs.pipelines.create("tickets", "Desk", stages=stages)
    read = hs.pipelines.get("tickets", made.id)
    assert [each.label for each in read.stages] == ["Open", "Done"]
    assert [each.label for each in hs.pipelines.list_stages("tickets", made.id)] == ["Open", "Done"]
    hs.pipelines.update("tickets", made.id, label="Help desk")
    assert "Help desk" in {each.label for each in hs.pipelines.list("tickets")}
    hs.pipelines.archive("tickets", made.id)
    assert made.id not in {each.id for each in hs.pipelines.list("tickets")}


def test_an_unknown_pipeline_is_not_found(hs):
    with pytest.raises(NotFound):
        hs.pipelines.get("tickets", "nowhere")


def test_a_property_batch_that_fails_tells_which(hs):
    good = {"name": "fine", "label": "f", "type": "string", "fieldType": "text", "groupName": "contactinformation"}
    with pytest.raises((BatchError, Conflict)):
        hs.properties.batch_create("contacts", [good, good | {"name": "email"}])


def test_a_stage_lives_and_goes(hs):
    stages = [{"label": label, "metadata": {"ticketState": state}} for label, state in (("A", "OPEN"), ("B", "CLOSED"))]
    desk = hs.pipelines.create("tickets", "Desk", stages=stages).id
    made = hs.pipelines.create_stage("tickets", desk, "Wait", metadata={"ticketState": "OPEN"}, display_order=2)
    hs.pipelines.update_stage("tickets", desk, made.id, label="Waiting", metadata={"ticketState": "OPEN"})
    assert hs.pipelines.get_stage("tickets", desk, made.id).label == "Waiting"
    hs.pipelines.archive_stage("tickets", desk, made.id)
    assert [each.label for each in hs.pipelines.list_stages("tickets", desk)] == ["A", "B"]


def test_options_and_stages_as_read_are_extended_and_written_back(hs):
    one = {"label": "A", "value": "a", "description": "the first"}
    hs.properties.create(
        "contacts",
        "tier",
        label="Tier",
        type="enumeration",
        field_type="select",
        group_name="contactinformation",
        options=[one],
    )
    for label in ("B", "C"):
        read = hs.properties.get("contacts", "tier")
        options = [*read.options, {"label": label, "value": label.lower()}]
        if label == "B":
            hs.properties.update("contacts", "tier", options=options)
        else:
            payload = {"object_type": "contacts", "property_name": "tier", "options": options}
            hs.operations.run("Update property", payload)
    kept = hs.properties.get("contacts", "tier").options
    assert [(each.label, each.value) for each in kept] == [("A", "a"), ("B", "b"), ("C", "c")]
    assert kept[0].description == "the first"
    metadata = {"probability": "0.5"}
    first = hs.pipelines.create("deals", "One", stages=[{"label": "Open", "metadata": metadata}])
    another = {"label": "Shut", "metadata": {"probability": "1.0"}, "displayOrder": 1}
    second = hs.pipelines.create("deals", "Two", stages=[*hs.pipelines.get("deals", first.id).stages, another])
    assert [each.label for each in hs.pipelines.get("deals", second.id).stages] == ["Open", "Shut"]

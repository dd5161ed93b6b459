"""Events are read in the types that they have, whatever HubSpot adds to them."""

import json
import pickle
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade import InputError, WebhookRefused
from hubspot_facade.webhooks.event_types import EVENT_TYPES
from hubspot_facade.webhooks.events import (
    KINDS,
    AssociationChangeEvent,
    CreationEvent,
    DeletionEvent,
    Event,
    MergeEvent,
    NewMessageEvent,
    PropertyChangeEvent,
    read_event,
)
from hubspot_facade.webhooks.reading import read_events
from tests.webhooks.deliveries import body_of, changed, created, event

SPECS = Path(__file__).parents[2] / "specs"
MERGE = event(
    "deal.merge",
    primaryObjectId=79306,
    mergedObjectIds=[79307, 79308],
    newObjectId=79309,
    numberOfPropertiesMoved=4,
    changeSource="CRM_UI",
)
ASSOCIATION = event(
    "object.associationChange",
    changeSource="USER",
    associationType="CONTACT_TO_COMPANY",
    fromObjectId=201,
    toObjectId=301,
    associationRemoved=True,
    isPrimaryAssociation=False,
    fromObjectTypeId="0-1",
    toObjectTypeId="0-2",
    associationTypeId=279,
    associationCategory="HUBSPOT_DEFINED",
)
MESSAGE = event(
    "conversation.newMessage",
    objectId=6065362089,
    messageId="9b38dc6d5b5744a788931a9cf3a7b225",
    messageType="MESSAGE",
    changeFlag="NEW_MESSAGE",
)


def documented_types(edition):
    document = json.loads((SPECS / edition / "webhooks/webhooks.json").read_text())
    return document["components"]["schemas"]["SubscriptionCreateRequest"]["properties"]["eventType"]["enum"]


@pytest.mark.parametrize("edition", ["v3", "2026-03", "2026-09"])
def test_every_event_type_of_the_documents_is_known(edition):
    assert set(documented_types(edition)) == EVENT_TYPES


@pytest.mark.parametrize("type_", sorted(EVENT_TYPES - {"event.completed"}))
def test_every_event_type_has_a_class(type_):
    assert type_.partition(".")[2] in KINDS


def test_common_fields():
    found = read_event(created())
    assert isinstance(found, CreationEvent)
    assert (found.event_id, found.subscription_id, found.portal_id, found.app_id) == (
        531833541,
        3923621,
        48807704,
        16111050,
    )
    assert found.occurred_at == datetime(2025, 7, 15, 21, 12, 0, 733000, UTC)
    assert (found.object_id, found.object_type_id, found.attempt_number) == ("138017612137", "0-1", 0)
    assert (found.change_source, found.source_id, found.change_flag) == ("CRM_UI", "userId:76023669", "CREATED")


@pytest.mark.parametrize(
    ("type_", "object_type"),
    [("company", "0-2"), ("deal", "0-3"), ("ticket", "0-5"), ("product", "0-7"), ("line_item", "0-8")],
)
def test_both_generations_name_the_object_type_alike(type_, object_type):
    older, newer = created(f"{type_}.deletion"), created("object.deletion", objectTypeId=object_type)
    assert read_event(older).object_type_id == read_event(newer).object_type_id == object_type
    assert isinstance(read_event(newer), DeletionEvent)


def test_a_change_of_a_property():
    found = read_event(changed("closedate", "2033935200000", "object.propertyChange", objectTypeId="0-3"))
    assert isinstance(found, PropertyChangeEvent)
    assert (found.property_name, found.property_value, found.is_sensitive) == ("closedate", "2033935200000", None)
    assert read_event(changed(value=12.5)).property_value == "12.5"
    assert read_event(changed(value=None)).property_value is None
    assert read_event(changed(isSensitive=True)).is_sensitive is True


def test_a_merge():
    found = read_event(MERGE)
    assert isinstance(found, MergeEvent)
    assert (found.primary_object_id, found.merged_object_ids) == ("79306", ("79307", "79308"))
    assert (found.new_object_id, found.number_of_properties_moved, found.object_type_id) == ("79309", 4, "0-3")


def test_an_association():
    found = read_event(ASSOCIATION)
    assert isinstance(found, AssociationChangeEvent)
    assert (found.from_object_id, found.to_object_id, found.association_removed) == ("201", "301", True)
    assert (found.from_object_type_id, found.to_object_type_id, found.association_type_id) == ("0-1", "0-2", 279)
    assert found.is_primary_association is False
    assert found.object_type_id == "0-1"


def test_a_message_of_a_conversation():
    found = read_event(MESSAGE)
    assert isinstance(found, NewMessageEvent)
    assert (found.object_id, found.message_id, found.message_type) == (
        "6065362089",
        "9b38dc6d5b5744a788931a9cf3a7b225",
        "MESSAGE",
    )
    assert found.object_type_id is None


@pytest.mark.parametrize("type_", ["event.completed", "contact.renamed", "invented"])
def test_a_type_that_is_new_is_a_plain_event(type_):
    found = read_event(event(type_, something={"new": [1]}))
    assert type(found) is Event
    assert found.raw["something"] == {"new": [1]}


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (created() | {"portalId": None}, "portalId"),
        (created() | {"portalId": True}, "portalId"),
        (created() | {"eventId": -1}, "eventId"),
        (created() | {"eventId": 2**63}, "eventId"),
        (created() | {"occurredAt": "2025-07-15"}, "occurredAt"),
        (created() | {"occurredAt": 10**17}, "occurredAt"),
        (created() | {"objectId": [1]}, "objectId"),
        (created() | {"subscriptionType": 5}, "subscriptionType"),
        (changed() | {"propertyName": ""}, "propertyName"),
        (MERGE | {"mergedObjectIds": 5}, "mergedObjectIds"),
        (ASSOCIATION | {"associationRemoved": "no"}, "associationRemoved"),
        ("text", ""),
        (None, ""),
    ],
)
def test_a_field_of_another_type_is_named_without_its_value(raw, field):
    with pytest.raises(InputError) as caught:
        read_event(raw)
    assert caught.value.field == field
    assert "2025-07-15" not in str(caught.value)


def test_an_event_is_read_without_what_nobody_needs_and_with_every_field_as_text():
    raw = {name: value for name, value in ASSOCIATION.items() if name not in ("subscriptionId", "appId")}
    event = read_event({name: json.dumps(v) if isinstance(v, int) else v for name, v in raw.items()})
    expected = read_event(ASSOCIATION)
    assert (event.subscription_id, event.app_id) == (None, None)
    assert (event.event_id, event.occurred_at) == (expected.event_id, expected.occurred_at)
    assert (event.from_object_id, event.association_removed) == (expected.from_object_id, expected.association_removed)


def test_events_beside_one_that_cannot_be_read_are_read():
    events, unreadable = read_events(body_of(created(), {"eventId": 1}, changed()))
    assert [type(each) for each in events] == [CreationEvent, PropertyChangeEvent]
    assert [(each.index, str(each)) for each in unreadable] == [(1, "[1].subscriptionType: expected text, got nothing")]


@given(
    st.sampled_from([created(), changed(), MERGE, ASSOCIATION, MESSAGE, event("brand.new")]),
    st.dictionaries(
        st.text(min_size=1).filter(lambda name: name not in {*MERGE, *ASSOCIATION, *MESSAGE, *changed(), *created()}),
        st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5),
    ),
    st.integers(0, 10),
)
def test_fields_that_are_new_are_kept_and_nothing_is_lost(raw, more, attempt):
    raw = raw | {name: value for name, value in more.items() if name not in ("objectTypeId", "isSensitive")}
    raw["attemptNumber"] = attempt
    (found,), unreadable = read_events(body_of(raw))
    assert unreadable == []
    assert json.loads(json.dumps(dict(found.raw))) == raw
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 # our own
    assert found.attempt_number == attempt


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    ).map(lambda value: json.dumps(value).encode())
)
def test_any_bytes_are_read_or_refused(body):
    with suppress(WebhookRefused):
        events, _ = read_events(body)
        assert isinstance(json.loads(body), list)
        assert all(isinstance(each, Event) for each in events)


@pytest.mark.parametrize("body", [b"[" * 100_000, b"[" + b"9" * 5000 + b"]", b"[NaN]", b'"\xff"', b"{}", b""])
def test_what_python_cannot_read_is_refused(body):
    with pytest.raises(WebhookRefused):
        read_events(body)


def test_a_key_identifies_an_event_over_all_its_deliveries():
    first = read_event(created())
    assert read_event(created() | {"attemptNumber": 3}).key == first.key
    assert read_event(dict(reversed(created().items()))).key == first.key
    for other in ({"eventId": 1}, {"objectId": 7}, {"portalId": 7}, {"subscriptionId": 7}, {"occurredAt": 7}):
        assert read_event(created() | other).key != first.key  # HubSpot does not say that ids of events are unique


def test_an_event_cannot_be_changed():
    found = read_event(created())
    with pytest.raises(TypeError):
        found.raw["eventId"] = 1

"""What type checkers say of webhooks; checked, not run."""

from typing import Any, assert_type

from hubspot_facade import WebhookReceiver
from hubspot_facade.webhooks.event_stores import EventStore, MemoryEventStore, SQLiteEventStore
from hubspot_facade.webhooks.events import CreationEvent, Event, MergeEvent, PropertyChangeEvent

memory: EventStore = MemoryEventStore()
sqlite: EventStore = SQLiteEventStore("events.db")
webhooks = WebhookReceiver(["new", "old"], store=memory)


@webhooks.on("contact.propertyChange", "object.propertyChange", property="email")
def changed(event: PropertyChangeEvent) -> None:
    assert_type(event.property_value, str | None)
    assert_type(event.object_id, str)


@webhooks.on("deal.merge")
async def merged(event: MergeEvent) -> None:
    assert_type(event.merged_object_ids, tuple[str, ...])


@webhooks.on("contact.creation")
@webhooks.on(PropertyChangeEvent)
def synced(event: CreationEvent | PropertyChangeEvent) -> None:
    assert_type(event.portal_id, int)


@webhooks.on("*")
@webhooks.on("brand.new")
def anything(event: Event) -> None:
    assert_type(event.raw["x"], Any)


@webhooks.on("deal.deletion")  # type: ignore[arg-type] # a deletion is no creation
def wrong(event: CreationEvent) -> None: ...

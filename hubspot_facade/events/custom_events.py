"""Custom events: their definitions and their occurrences."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import Batch, BatchEndpoint, prepared, run_batch
from hubspot_facade.plans.bodies import Fields, input_to_wire, to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import Moment, iso_of, moment_of
from hubspot_facade.wire.ids import id_of, number_of, text_of
from hubspot_facade.wire.values import Id, Properties, properties_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.events.events import operations as calls
    from hubspot_openapi.v2026_03.events.events.models import ExternalUnifiedEvent, VisibleExternalEventTypeNames
    from hubspot_openapi.v2026_03.events.manage_event_definitions import operations as definitions
    from hubspot_openapi.v2026_03.events.manage_event_definitions.models import (
        ExternalBehavioralEventTypeDefinition,
        ExternalBehavioralEventTypeDefinitionEgg,
        ExternalBehavioralEventTypeDefinitionPatch,
    )
    from hubspot_openapi.v2026_03.events.send_event_completions import operations as completions

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("events.events")
    definitions = edition_calls("events.manage_event_definitions")
    completions = edition_calls("events.send_event_completions")


SIZE = 500  # HubSpot's cap


class CustomEvents(Resource[C]):
    """Custom events; full names look like "pe123456_name"."""

    with_raw_response = WithRawResponse["CustomEvents[RawSync]", "CustomEvents[RawAsync]"]()

    @operation()
    def send(
        self,
        event_name: str,
        *,
        email: str | None = None,
        object_id: Id | None = None,
        utk: str | None = None,
        properties: Properties | None = None,
        occurred_at: Moment | None = None,
        uuid: str | None = None,
    ) -> Plan[None]:
        """Report an event of a record, which is found by id, email or user token."""
        if email is None and object_id is None and utk is None:
            raise InputError("email", "is missing: name the record by email, object_id or utk")
        body = {
            "eventName": text_of(event_name, "event_name"),
            "email": email,
            "objectId": None if object_id is None else id_of(object_id, "object_id"),
            "utk": utk,
            "properties": properties_of(properties or {}),
            "occurredAt": iso_of(occurred_at, "occurred_at"),
            "uuid": uuid,
        }
        return completions.send(body=without_none(body))

    @operation()
    def batch_send(
        self, inputs: Iterable[Mapping[str, Any]], *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[None]]:
        """Report events. Raises BatchError.

        Each is a mapping of eventName, objectId or email, properties, …
        """
        endpoint = BatchEndpoint(
            "events.manage_event_definitions.send_batch",
            lambda chunk: definitions.send_batch(body={"inputs": chunk}),
            lambda entry: [str(entry[name]) for name in ("uuid", "objectId", "email", "utk") if entry.get(name)],
            lambda _result: [],
            size=SIZE,
        )
        return run_batch(endpoint, prepared(inputs, input_to_wire(definitions.send_batch)), raise_errors=raise_errors)

    @listing()
    def list(
        self,
        *,
        event_type: str | None = None,
        object_type: str | None = None,
        object_id: Id | None = None,
        occurred_after: Moment | None = None,
        occurred_before: Moment | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[ExternalUnifiedEvent]:
        """List events that occurred, of one type or to records of one object type.

        One of the two is required.
        """
        since, until = moment_of(occurred_after, "occurred_after"), moment_of(occurred_before, "occurred_before")
        record = None if object_id is None else number_of(object_id, "object_id")
        return Pages(
            fetch=lambda cursor: calls.list_occurrences(
                event_type=event_type,
                object_type=object_type,
                object_id=record,
                occurred_after=since,
                occurred_before=until,
                limit=page_size,
                after=cursor,
            ),
            start=after,
            limit=limit,
        )

    @operation()
    def list_types(self) -> Plan[VisibleExternalEventTypeNames]:
        """List the names of all event types that this token may read."""
        return calls.list_event_types()

    @listing()
    def list_definitions(
        self,
        *,
        search_string: str | None = None,
        include_properties: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[ExternalBehavioralEventTypeDefinition]:
        """List every event definition, or those whose name contains `search_string`."""
        return Pages(
            fetch=lambda cursor: definitions.list_event_definitions(
                search_string=search_string, include_properties=include_properties, limit=page_size, after=cursor
            ),
            start=after,
            limit=limit,
        )

    @operation()
    def get_definition(self, event_name: str) -> Plan[ExternalBehavioralEventTypeDefinition]:
        """Get an event definition with its properties. Raises NotFound."""
        return definitions.get_event_definition(text_of(event_name, "event_name"))

    @operation()
    def create_definition(
        self, fields: ExternalBehavioralEventTypeDefinitionEgg | Fields
    ) -> Plan[ExternalBehavioralEventTypeDefinition]:
        """Create an event definition: label, name, primaryObject, propertyDefinitions, … Returns it."""
        given = to_wire(fields, to=definitions.create_event_definition)
        body: dict[str, Any] = {"includeDefaultProperties": True, "propertyDefinitions": [], **given}
        return definitions.create_event_definition(body=body)

    @operation()
    def update_definition(
        self, event_name: str, fields: ExternalBehavioralEventTypeDefinitionPatch | Fields
    ) -> Plan[ExternalBehavioralEventTypeDefinition]:
        """Change the label or description of an event definition. Returns the changed definition."""
        body = to_wire(fields, to=definitions.update_event_definition)
        return definitions.update_event_definition(text_of(event_name, "event_name"), body=body)

    @operation()
    def archive_definition(self, event_name: str) -> Plan[None]:
        """Delete an event definition and the events that were sent for it."""
        return definitions.archive_event_definition(text_of(event_name, "event_name"))

"""Marketing events, by the app's own ids or by HubSpot's."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import InputError
from hubspot_facade.marketing.campaigns import succeeded
from hubspot_facade.marketing.event_body import change_of, creation_of
from hubspot_facade.plans.batching import Batch, BatchEndpoint, prepared, run_batch
from hubspot_facade.plans.bodies import Fields, require, to_wire
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.former_names import FormerName
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.dates import Moment, iso_of
from hubspot_facade.wire.ids import id_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.marketing_events import operations as calls
    from hubspot_openapi.v2026_03.marketing.marketing_events.models import (
        MarketingEventCreateRequestParams,
        MarketingEventDefaultResponse,
        MarketingEventIdentifiersResponse,
        MarketingEventPublicDefaultResponse,
        MarketingEventPublicReadResponse,
        MarketingEventPublicReadResponseV2,
        MarketingEventPublicUpdateRequestV2,
        MarketingEventUpdateRequestParams,
        SearchPublicResponseWrapper,
    )
    from hubspot_openapi.v2026_03.shared import MarketingEventPublicDefaultResponseV2

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.marketing_events")


class MarketingEvents(Resource[C]):
    """Marketing events.

    Methods with an external id and an external account work for events of the calling app only; those with an object
    id work for all. `fields` are eventName, eventOrganizer, eventType, startDateTime, endDateTime, eventDescription,
    eventUrl, eventCancelled and customProperties (a mapping, or name/value pairs).
    """

    with_raw_response = WithRawResponse["MarketingEvents[RawSync]", "MarketingEvents[RawAsync]"]()

    @operation(
        Name("Create a marketing event", effect="create", seeds=("004",)),
        Name("Create marketing event (beta)", effect="create", seeds=("000",)),
    )
    def create(self, fields: MarketingEventCreateRequestParams | Fields) -> Plan[MarketingEventDefaultResponse]:
        """Create a marketing event. Returns the new event.

        eventName, eventOrganizer, externalAccountId and externalEventId are required.
        """
        return calls.create_event(body=creation_of(fields, to=calls.create_event))

    @operation(
        Name("Create or update a marketing event", effect="update", seeds=("004",)),
        Name("Create/update marketing event (beta)", effect="update", seeds=("000",)),
    )
    def upsert(
        self, external_event_id: Id, fields: MarketingEventCreateRequestParams | Fields
    ) -> Plan[MarketingEventPublicDefaultResponse]:
        """Change a marketing event if it exists, else create it. Returns the event.

        eventName, eventOrganizer and externalAccountId are required.
        """
        event = id_of(external_event_id, "external_event_id")
        return calls.replace_event(event, body=creation_of(fields, to=calls.replace_event, external_event_id=event))

    @operation(
        Name("Get a marketing event", effect="read", seeds=("004",)),
        Name("Get marketing event", effect="read", seeds=("000",)),
    )
    def get(self, external_event_id: Id, external_account_id: Id) -> Plan[MarketingEventPublicReadResponse]:
        """Get a marketing event with its counts of participations. Raises NotFound."""
        account = id_of(external_account_id, "external_account_id")
        return calls.get_event(id_of(external_event_id, "external_event_id"), external_account_id=account)

    @operation(
        Name("Update a marketing event", effect="update", seeds=("004",)),
        Name("Update marketing event (beta)", effect="update", seeds=("000",)),
    )
    def update(
        self, external_event_id: Id, external_account_id: Id, fields: MarketingEventUpdateRequestParams | Fields
    ) -> Plan[MarketingEventPublicDefaultResponse]:
        """Change fields of a marketing event. Returns the changed event. Raises NotFound."""
        account = id_of(external_account_id, "external_account_id")
        event, body = id_of(external_event_id, "external_event_id"), change_of(fields, to=calls.update_event)
        return calls.update_event(event, external_account_id=account, body=body)

    @operation(Name("Delete a marketing event", effect="delete", seeds=("004",)))
    def archive(self, external_event_id: Id, external_account_id: Id) -> Plan[None]:
        """Delete a marketing event."""
        account = id_of(external_account_id, "external_account_id")
        return calls.archive_event(id_of(external_event_id, "external_event_id"), external_account_id=account)

    @operation(
        Name("Mark a marketing event as cancelled", effect="update", seeds=("004",)),
        Name("Cancel marketing event (beta)", effect="update", seeds=("000",)),
    )
    def cancel(self, external_event_id: Id, external_account_id: Id) -> Plan[MarketingEventDefaultResponse]:
        """Mark a marketing event as cancelled. Returns the event."""
        account = id_of(external_account_id, "external_account_id")
        return calls.cancel_event(id_of(external_event_id, "external_event_id"), external_account_id=account)

    @operation(
        Name("Mark a marketing event as completed", effect="update", seeds=("004",)),
        Name("Calculate attendance duration at event for all attendees", effect="update", seeds=("000",)),
        uses=("marketing.marketing_events.complete", "marketing.marketing_events.get_event"),
    )
    def update_completion(
        self,
        external_event_id: Id,
        external_account_id: Id,
        *,
        start_date_time: Moment | None = None,
        end_date_time: Moment | None = None,
    ) -> Generator[Any, Any, MarketingEventDefaultResponse]:
        """Mark a marketing event as completed. Returns the event.

        HubSpot then calculates how long each contact attended.
        If start or end is not given, the event's own is read first; InputError if it has none.
        """
        event = id_of(external_event_id, "external_event_id")
        account = id_of(external_account_id, "external_account_id")
        if start_date_time is None or end_date_time is None:
            read = calls.get_event(event, external_account_id=account)
            known = yield from needing(read, "start_date_time?", "end_date_time?")
            start_date_time = start_date_time or known.start_date_time
            end_date_time = end_date_time or known.end_date_time
        if start_date_time is None or end_date_time is None:
            raise InputError("start_date_time" if start_date_time is None else "end_date_time", "the event has none")
        body = {
            "startDateTime": iso_of(start_date_time, "start_date_time"),
            "endDateTime": iso_of(end_date_time, "end_date_time"),
        }
        return (yield from calls.complete(event, external_account_id=account, body=body))

    complete: FormerName[MarketingEventDefaultResponse] = FormerName("update_completion")

    @listing(Name("Search for marketing events", effect="read", seeds=("004",), fields={"q": "query"}))
    def search(self, query: str) -> Pages[SearchPublicResponseWrapper]:
        """Search for the app's events whose external id begins with this text. Returns their ids."""
        return Pages(fetch=lambda _cursor: calls.search_events(q=text_of(query, "query")))

    @operation(Name("Create or update multiple marketing events", effect="update", seeds=("004",)))
    def batch_upsert(
        self, inputs: Iterable[MarketingEventCreateRequestParams | Fields], *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[MarketingEventPublicDefaultResponse]]:
        """Change or create marketing events; each input as for `create`. Any number. Raises BatchError.

        Returns the events.
        """
        endpoint = BatchEndpoint(
            "marketing.marketing_events.upsert_events",
            lambda chunk: calls.upsert_events(body={"inputs": chunk}),
            lambda entry: [str(entry.get("externalEventId")), str(entry.get("eventName"))],
            lambda event: [str(event.event_name)],
        )
        return run_batch(endpoint, prepared(inputs, _creation), raise_errors=raise_errors)

    @operation(Name("Delete multiple marketing events", effect="delete", seeds=("004",), output=succeeded))
    def batch_archive(
        self, inputs: Iterable[Mapping[str, Any]], *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[None]]:
        """Delete marketing events, each a mapping of appId, externalAccountId and externalEventId. Any number."""
        endpoint = BatchEndpoint(
            "marketing.marketing_events.delete_events",
            lambda chunk: calls.delete_events(body={"inputs": chunk}),
            lambda entry: [str(entry.get("externalEventId"))],
            lambda _result: [],
        )
        return run_batch(endpoint, prepared(inputs, _identity), raise_errors=raise_errors)

    @listing()
    def list(
        self, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[MarketingEventPublicReadResponseV2]:
        """List every marketing event of the account, of any app."""
        return Pages(
            fetch=lambda cursor: calls.get_all(limit=page_size or min(100, limit or 100), after=cursor),
            start=after,
            limit=limit,
        )

    @listing()
    def list_identifiers(self, external_event_id: Id) -> Pages[MarketingEventIdentifiersResponse]:
        """List all marketing events with this external id, of any app and account.

        Each has its object id.
        """
        event = id_of(external_event_id, "external_event_id")
        return Pages(fetch=lambda _cursor: calls.search_portal_events(event))

    @operation()
    def get_by_object_id(self, object_id: Id) -> Plan[MarketingEventPublicReadResponseV2]:
        """Get a marketing event by HubSpot's id. Raises NotFound."""
        return calls.get_by_object_id(id_of(object_id, "object_id"))

    @operation()
    def update_by_object_id(
        self, object_id: Id, fields: MarketingEventPublicUpdateRequestV2 | Fields
    ) -> Plan[MarketingEventPublicDefaultResponseV2]:
        """Change fields of the marketing event with this HubSpot id. Returns the changed event. Raises NotFound."""
        body = change_of(fields, to=calls.update_by_object_id)
        return calls.update_by_object_id(id_of(object_id, "object_id"), body=body)

    @operation()
    def archive_by_object_id(self, object_id: Id) -> Plan[None]:
        """Delete the marketing event with this HubSpot id."""
        return calls.archive_by_object_id(id_of(object_id, "object_id"))

    @operation()
    def batch_update_by_object_id(
        self, inputs: Iterable[Fields], *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[MarketingEventPublicDefaultResponseV2]]:
        """Change fields of marketing events; each input also has an objectId. Any number. Raises BatchError.

        Returns the changed events.
        """
        endpoint = BatchEndpoint(
            "marketing.marketing_events.batch_update",
            lambda chunk: calls.batch_update(body={"inputs": chunk}),
            lambda entry: [str(entry.get("objectId"))],
            lambda event: [str(event.object_id)],
        )
        return run_batch(endpoint, prepared(inputs, _change), raise_errors=raise_errors)

    @operation()
    def batch_archive_by_object_id(
        self, object_ids: Iterable[Id], *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[None]]:
        """Delete the marketing events with these HubSpot ids. Any number.

        Ids that do not exist are not an error.
        """
        endpoint = BatchEndpoint(
            "marketing.marketing_events.batch_archive",
            lambda chunk: calls.batch_archive(body={"inputs": [{"objectId": each} for each in chunk]}),
            lambda object_id: [object_id],
            lambda _result: [],
            identity=lambda object_id: object_id,
            repeats="share",
        )
        return run_batch(
            endpoint, prepared(object_ids, id_of, "object_ids"), field="object_ids", raise_errors=raise_errors
        )


def _creation(given: Any, field: str) -> dict[str, Any]:
    return creation_of(given, field=field, to=calls.upsert_events, path="inputs")


_IDENTITY = ("appId", "externalAccountId", "externalEventId")


def _identity(given: Any, field: str) -> dict[str, Any]:
    entry = to_wire(given, field, to=calls.delete_events, path="inputs")
    require(entry, _IDENTITY, field)
    for name in _IDENTITY:
        id_of(entry[name], f"{field}.{name}")
    return entry


def _change(given: Any, field: str) -> dict[str, Any]:
    return change_of(given, field, to=calls.batch_update, path="inputs")

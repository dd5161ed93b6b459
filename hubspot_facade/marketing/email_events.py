"""Events of each sent email, from HubSpot's v1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages, offset_after
from hubspot_facade.wire.dates import Moment, millis_of
from hubspot_facade.wire.ids import id_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.email_events import operations as calls
    from hubspot_openapi.v2026_03.marketing.email_events.models import EmailEvent

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.email_events")


class EmailEvents(Resource[C]):
    """Events of emails: SENT, DELIVERED, OPEN, CLICK, BOUNCE, … HubSpot has these in v1 only."""

    with_raw_response = WithRawResponse["EmailEvents[RawSync]", "EmailEvents[RawAsync]"]()

    @listing(Name("Get email events", effect="read", seeds=("002",), fields={"limit": "page_size"}))
    def list(
        self,
        *,
        app_id: Id | None = None,
        campaign_id: Id | None = None,
        recipient: str | None = None,
        event_type: str | None = None,
        start_timestamp: Moment | None = None,
        end_timestamp: Moment | None = None,
        exclude_filtered_events: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: str | None = None,
    ) -> Pages[EmailEvent]:
        """List email events, the latest first; the type is case-sensitive."""
        filters: dict[str, Any] = {
            "app_id": None if app_id is None else id_of(app_id, "app_id"),
            "campaign_id": None if campaign_id is None else id_of(campaign_id, "campaign_id"),
            "recipient": recipient,
            "event_type": event_type,
            "start_timestamp": millis_of(start_timestamp, "start_timestamp"),
            "end_timestamp": millis_of(end_timestamp, "end_timestamp"),
            "exclude_filtered_events": exclude_filtered_events,
            "limit": page_size,
        }
        return Pages(
            fetch=lambda cursor: calls.get_page(**filters, offset=cursor),
            items=lambda page: page.events or (),
            after=offset_after,
            start=offset,
            limit=limit,
        )

    @operation(Name("Get email event by id", effect="read", seeds=("002",)))
    def get(self, created: Moment, id: Id) -> Plan[EmailEvent]:
        """Get an email event, by the moment it was created and its id. Raises NotFound."""
        return calls.get_by_id(millis_of(created, "created"), text_of(id_of(id, "id"), "id"))

"""An app's settings for marketing events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.wire.ids import number_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.marketing_events import operations as calls
    from hubspot_openapi.v2026_03.marketing.marketing_events.models import EventDetailSettings

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.marketing_events")


class EventSettings(Resource[C]):
    """Where HubSpot asks an app for an event's details; requires a developer's credential, not an account's token."""

    with_raw_response = WithRawResponse["EventSettings[RawSync]", "EventSettings[RawAsync]"]()

    @operation(
        Name("Retrieve the application settings", effect="read", seeds=("004",)),
        Name("Get app settings (beta)", effect="read", seeds=("000",)),
    )
    def get(self, app_id: Id) -> Plan[EventDetailSettings]:
        """Get the app's settings for marketing events."""
        return calls.get_settings(number_of(app_id, "app_id"))

    @operation(Name("Update the application settings", effect="update", seeds=("004",)))
    def update(self, app_id: Id, event_details_url: str) -> Plan[EventDetailSettings]:
        """Change the app's settings for marketing events. Returns the new settings.

        The URL has `%s` in place of the event's id.
        """
        body = {"eventDetailsUrl": text_of(event_details_url, "event_details_url")}
        return calls.create_settings(number_of(app_id, "app_id"), body=body)

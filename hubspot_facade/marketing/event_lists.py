"""Contact lists of marketing events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.ids import id_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.marketing_events import operations as calls
    from hubspot_openapi.v2026_03.marketing.marketing_events.models import PublicList

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.marketing_events")


class EventLists(Resource[C]):
    """Contact lists of marketing events, which are identified by HubSpot's id or by the app's own ids."""

    with_raw_response = WithRawResponse["EventLists[RawSync]", "EventLists[RawAsync]"]()

    @listing(Name("Get lists associated with a marketing event", effect="read", seeds=("004",)))
    def list(self, marketing_event_id: Id) -> Pages[PublicList]:
        """List the lists of a marketing event."""
        event = id_of(marketing_event_id, "marketing_event_id")
        return Pages(fetch=lambda _cursor: calls.get_all_by_marketing_event_id(event))

    @operation(Name("Associate a list with a marketing event", effect="create", seeds=("004",)))
    def associate(self, marketing_event_id: Id, list_id: Id) -> Plan[None]:
        """Associate a list with a marketing event."""
        return calls.associate_by_marketing_event_id(
            id_of(marketing_event_id, "marketing_event_id"), id_of(list_id, "list_id")
        )

    @operation(Name("Disassociate a list from a marketing event", effect="delete", seeds=("004",)))
    def disassociate(self, marketing_event_id: Id, list_id: Id) -> Plan[None]:
        """Disassociate a list from a marketing event; the list itself is kept."""
        return calls.disassociate_by_marketing_event_id(
            id_of(marketing_event_id, "marketing_event_id"), id_of(list_id, "list_id")
        )

    @listing(Name("Get lists associated with a marketing event (external ids)", effect="read", seeds=("004",)))
    def list_by_external_ids(self, external_account_id: Id, external_event_id: Id) -> Pages[PublicList]:
        """List the lists of a marketing event of the calling app."""
        account, event = _ids(external_account_id, external_event_id)
        return Pages(fetch=lambda _cursor: calls.get_all_by_external_account_and_event_ids(account, event))

    @operation(Name("Associate a list with a marketing event (external ids)", effect="create", seeds=("004",)))
    def associate_by_external_ids(self, external_account_id: Id, external_event_id: Id, list_id: Id) -> Plan[None]:
        """Associate a list with a marketing event of the calling app."""
        account, event = _ids(external_account_id, external_event_id)
        return calls.associate_by_external_account_and_event_ids(account, event, id_of(list_id, "list_id"))

    @operation(Name("Disassociate a list from a marketing event (external ids)", effect="delete", seeds=("004",)))
    def disassociate_by_external_ids(self, external_account_id: Id, external_event_id: Id, list_id: Id) -> Plan[None]:
        """Disassociate a list from a marketing event of the calling app."""
        account, event = _ids(external_account_id, external_event_id)
        return calls.disassociate_by_external_account_and_event_ids(account, event, id_of(list_id, "list_id"))


def _ids(external_account_id: Id, external_event_id: Id) -> tuple[str, str]:
    return id_of(external_account_id, "external_account_id"), id_of(external_event_id, "external_event_id")

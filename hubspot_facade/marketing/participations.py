"""Counts and lists of participations in marketing events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.ids import id_of, number_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.marketing_events import operations as calls
    from hubspot_openapi.v2026_03.marketing.marketing_events.models import AttendanceCounters, ParticipationBreakdown

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.marketing_events")

_PAGE = {"limit": "page_size"}


class Participations(Resource[C]):
    """Who took part in which marketing event. `state` is REGISTERED, ATTENDED, CANCELLED, NO_SHOW or EMPTY."""

    with_raw_response = WithRawResponse["Participations[RawSync]", "Participations[RawAsync]"]()

    @operation(
        Name("Read participations counters by Marketing Event internal identifier", effect="read", seeds=("004",))
    )
    def count(self, marketing_event_id: Id) -> Plan[AttendanceCounters]:
        """Count how many registered for a marketing event, attended, cancelled and did not show."""
        return calls.get_participations_counters_by_marketing_event_id(_event(marketing_event_id))

    @operation(
        Name("Read participations counters by Marketing Event external identifier", effect="read", seeds=("004",))
    )
    def count_by_external_ids(self, external_account_id: Id, external_event_id: Id) -> Plan[AttendanceCounters]:
        """Count participations as `count` does, for a marketing event of the calling app."""
        return calls.get_participations_counters_by_event_external_id(
            id_of(external_account_id, "external_account_id"), id_of(external_event_id, "external_event_id")
        )

    @listing(
        Name(
            "Read participations breakdown by Marketing Event internal identifier",
            effect="read",
            seeds=("004",),
            fields=_PAGE,
        )
    )
    def list(
        self,
        marketing_event_id: Id,
        *,
        contact_identifier: Id | None = None,
        state: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[ParticipationBreakdown]:
        """List each participation in a marketing event; the identifier is a contact's id or email."""
        event, contact = _event(marketing_event_id), _contact(contact_identifier)
        return Pages(
            fetch=lambda cursor: calls.get_participations_breakdown_by_marketing_event_id(
                event, contact_identifier=contact, state=state, limit=page_size, after=cursor
            ),
            start=after,
            limit=limit,
        )

    @listing(
        Name(
            "Read participations breakdown by Marketing Event external identifier",
            effect="read",
            seeds=("004",),
            fields=_PAGE,
        )
    )
    def list_by_external_ids(
        self,
        external_account_id: Id,
        external_event_id: Id,
        *,
        contact_identifier: Id | None = None,
        state: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[ParticipationBreakdown]:
        """List each participation in a marketing event of the calling app."""
        account = id_of(external_account_id, "external_account_id")
        event, contact = id_of(external_event_id, "external_event_id"), _contact(contact_identifier)
        return Pages(
            fetch=lambda cursor: calls.get_participations_breakdown_by_external_event_id(
                account, event, contact_identifier=contact, state=state, limit=page_size, after=cursor
            ),
            start=after,
            limit=limit,
        )

    @listing(Name("Read participations breakdown by Contact identifier", effect="read", seeds=("004",), fields=_PAGE))
    def list_by_contact(
        self,
        contact_identifier: Id,
        *,
        state: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[ParticipationBreakdown]:
        """List each participation in marketing events of a contact, named by id or email."""
        contact = id_of(contact_identifier, "contact_identifier")
        return Pages(
            fetch=lambda cursor: calls.get_participations_breakdown_by_contact_id(
                contact, state=state, limit=page_size, after=cursor
            ),
            start=after,
            limit=limit,
        )


def _contact(identifier: Id | None) -> str | None:
    return None if identifier is None else id_of(identifier, "contact_identifier")


def _event(marketing_event_id: Id) -> int:
    return number_of(marketing_event_id, "marketing_event_id")

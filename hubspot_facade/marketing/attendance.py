"""Who registered for a marketing event, attended it, or cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from hubspot_facade.body import wired_inputs
from hubspot_facade.calls import edition_calls
from hubspot_facade.dates import millis_of
from hubspot_facade.errors import InputError
from hubspot_facade.operation import C, Name, Resource, operation
from hubspot_facade.values import Id, id_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.marketing_events import operations as calls
    from hubspot_openapi.v2026_03.marketing.marketing_events.models import (
        BatchResponseSubscriberEmailResponse,
        BatchResponseSubscriberVidResponse,
    )

    from hubspot_facade.plan import Plan
else:
    calls = edition_calls("marketing.marketing_events")

STATES = ("register", "attend", "cancel")


class Attendance(Resource[C]):
    """States of contacts at marketing events: "register", "attend" or "cancel".

    Inputs are mappings of vid or email, interactionDateTime (a date, a datetime, ISO text or milliseconds) and, where
    wanted, properties such as joinedAt and leftAt.
    """

    @operation(Name("Record a subscriber state by contact ids", seeds=("004",)))
    def record_by_contact_ids(
        self,
        external_event_id: Id,
        subscriber_state: str,
        inputs: Iterable[Mapping[str, Any]],
        *,
        external_account_id: str | None = None,
    ) -> Plan[BatchResponseSubscriberVidResponse]:
        """The contacts (each input has a vid) with their new state."""
        return calls.record_by_contact_ids(
            id_of(external_event_id, "external_event_id"),
            _state(subscriber_state),
            external_account_id=external_account_id,
            body=_subscribers(inputs, to=calls.record_by_contact_ids),
        )

    @operation(Name("Record a subscriber state by contact email", seeds=("004",)))
    def record_by_emails(
        self,
        external_event_id: Id,
        subscriber_state: str,
        inputs: Iterable[Mapping[str, Any]],
        *,
        external_account_id: str | None = None,
    ) -> Plan[BatchResponseSubscriberEmailResponse]:
        """The contacts (each input has an email) with their new state; those that are missing are made."""
        return calls.record_by_contact_emails(
            id_of(external_event_id, "external_event_id"),
            _state(subscriber_state),
            external_account_id=external_account_id,
            body=_subscribers(inputs, to=calls.record_by_contact_emails),
        )

    @operation(
        Name(
            "Record a subscriber state by contact ID",
            seeds=("004",),
            aliases=("Record a subscriber state by contact ID (events)",),
        )
    )
    def upsert_by_contact_ids(
        self, external_event_id: Id, external_account_id: Id, subscriber_state: str, inputs: Iterable[Mapping[str, Any]]
    ) -> Plan[Any]:
        """Nothing; a legacy endpoint of HubSpot's, `record_by_contact_ids` answers the contacts."""
        return calls.upsert_by_contact_id(
            id_of(external_event_id, "external_event_id"),
            _state(subscriber_state),
            external_account_id=id_of(external_account_id, "external_account_id"),
            body=_subscribers(inputs, to=calls.upsert_by_contact_id),
        )

    @operation(Name("Record a subscriber state by contact email (events)", seeds=("004",)))
    def upsert_by_emails(
        self, external_event_id: Id, external_account_id: Id, subscriber_state: str, inputs: Iterable[Mapping[str, Any]]
    ) -> Plan[Any]:
        """Nothing; a legacy endpoint of HubSpot's that makes no contacts, unlike `record_by_emails`."""
        return calls.upsert_by_contact_email(
            id_of(external_event_id, "external_event_id"),
            _state(subscriber_state),
            external_account_id=id_of(external_account_id, "external_account_id"),
            body=_subscribers(inputs, to=calls.upsert_by_contact_email),
        )

    @operation()
    def record_by_object_id(
        self, object_id: Id, subscriber_state: str, inputs: Iterable[Mapping[str, Any]]
    ) -> Plan[BatchResponseSubscriberVidResponse]:
        """As `record_by_contact_ids`, for the event of this HubSpot id."""
        return calls.record_by_contact_id(
            id_of(object_id, "object_id"),
            _state(subscriber_state),
            body=_subscribers(inputs, to=calls.record_by_contact_id),
        )

    @operation()
    def record_by_object_id_and_emails(
        self, object_id: Id, subscriber_state: str, inputs: Iterable[Mapping[str, Any]]
    ) -> Plan[BatchResponseSubscriberEmailResponse]:
        """As `record_by_emails`, for the event of this HubSpot id."""
        return calls.record_by_email(
            id_of(object_id, "object_id"), _state(subscriber_state), body=_subscribers(inputs, to=calls.record_by_email)
        )


def _state(state: str) -> str:
    told = str(state).lower()
    if told not in STATES:
        raise InputError("subscriber_state", f"expected one of {', '.join(STATES)}, not {state!r}")
    return told


def _subscribers(inputs: Iterable[Mapping[str, Any]], *, to: Callable[..., Any]) -> dict[str, Any]:
    entries = wired_inputs(inputs, to=to)
    for index, entry in enumerate(entries):
        if entry.get("interactionDateTime") is None:
            raise InputError(f"inputs[{index}].interaction_date_time", "is missing")
        field = f"inputs[{index}].interaction_date_time"
        entry["interactionDateTime"] = millis_of(entry["interactionDateTime"], field)
    return {"inputs": entries}

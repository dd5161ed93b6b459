"""Who registered for a marketing event, attended it, or cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import Batch, BatchEndpoint, prepared, run_batch
from hubspot_facade.plans.bodies import to_wire
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.former_names import FormerName
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.wire.argument_types import Inputs
from hubspot_facade.wire.dates import millis_of
from hubspot_facade.wire.ids import id_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from hubspot_openapi.v2026_03.marketing.marketing_events import operations as calls
    from hubspot_openapi.v2026_03.marketing.marketing_events.models import (
        SubscriberEmailResponse,
        SubscriberVidResponse,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.marketing_events")

from typing import TYPE_CHECKING

SIZE = 500  # subscribers per request
STATES = ("register", "attend", "cancel")
_KEYS = ("vid", "email", "contactId")


class Attendance(Resource[C]):
    """States of contacts at marketing events: "register", "attend" or "cancel".

    Inputs are mappings of vid or email, interactionDateTime (a date, a datetime, ISO text or milliseconds) and,
    optionally, properties such as joinedAt and leftAt.
    """

    with_raw_response = WithRawResponse["Attendance[RawSync]", "Attendance[RawAsync]"]()

    @operation(Name("Record a subscriber state by contact ids", effect="create", seeds=("004",)))
    def record_by_contact_ids(
        self,
        external_event_id: Id,
        subscriber_state: str,
        inputs: Inputs,
        *,
        external_account_id: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[SubscriberVidResponse]]:
        """Record that contacts registered, attended or cancelled; each input has a vid.

        Returns the contacts with their new state.
        """
        event, state = id_of(external_event_id, "external_event_id"), _state(subscriber_state)
        return _record(
            "record_by_contact_ids",
            lambda body: calls.record_by_contact_ids(event, state, external_account_id=external_account_id, body=body),
            inputs,
            raise_errors,
        )

    @operation(Name("Record a subscriber state by contact email", effect="create", seeds=("004",)))
    def record_by_emails(
        self,
        external_event_id: Id,
        subscriber_state: str,
        inputs: Inputs,
        *,
        external_account_id: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[SubscriberEmailResponse]]:
        """Record that contacts registered, attended or cancelled; each input has an email.

        Returns the contacts with their new state; missing contacts are created.
        """
        event, state = id_of(external_event_id, "external_event_id"), _state(subscriber_state)
        return _record(
            "record_by_contact_emails",
            lambda body: calls.record_by_contact_emails(
                event, state, external_account_id=external_account_id, body=body
            ),
            inputs,
            raise_errors,
        )

    @operation(
        Name(
            "Record a subscriber state by contact ID",
            effect="update",
            seeds=("004",),
            aliases=("Record a subscriber state by contact ID (events)",),
        ),
        Name(
            "Record a subscriber state by contact email (events)",
            effect="update",
            seeds=("004",),
        ),
        uses=("marketing.marketing_events.upsert_by_contact_email", "marketing.marketing_events.upsert_by_contact_id"),
    )
    def upsert(
        self,
        external_event_id: Id,
        external_account_id: Id,
        subscriber_state: str,
        inputs: Inputs,
        *,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[None]]:
        """Record that contacts registered, attended or cancelled.

        Returns nothing: HubSpot's legacy endpoints for inputs with a vid or an email return no contacts.
        They create no contacts, unlike `record_by_emails`. Inputs with an email and others go in separate requests.
        """
        event, state = id_of(external_event_id, "external_event_id"), _state(subscriber_state)
        account = id_of(external_account_id, "external_account_id")

        def send(body: dict[str, Any]) -> Plan[Any]:
            by_email = "email" in body["inputs"][0]
            call: Any = calls.upsert_by_contact_email if by_email else calls.upsert_by_contact_id
            return call(event, state, external_account_id=account, body=body)  # type: ignore[no-any-return] # either call

        return _record("upsert_by_contact_id", send, inputs, raise_errors, by_email=calls.upsert_by_contact_email)

    upsert_by_contact_ids: FormerName[Batch[None]] = FormerName("upsert")
    upsert_by_emails: FormerName[Batch[None]] = FormerName("upsert")

    @operation()
    def record_by_object_id(
        self, object_id: Id, subscriber_state: str, inputs: Inputs, *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[SubscriberVidResponse]]:
        """Record attendance as `record_by_contact_ids` does, for the event with this HubSpot id."""
        event, state = id_of(object_id, "object_id"), _state(subscriber_state)
        return _record(
            "record_by_contact_id",
            lambda body: calls.record_by_contact_id(event, state, body=body),
            inputs,
            raise_errors,
        )

    @operation()
    def record_by_object_id_and_emails(
        self, object_id: Id, subscriber_state: str, inputs: Inputs, *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[SubscriberEmailResponse]]:
        """Record attendance as `record_by_emails` does, for the event with this HubSpot id."""
        event, state = id_of(object_id, "object_id"), _state(subscriber_state)
        return _record(
            "record_by_email", lambda body: calls.record_by_email(event, state, body=body), inputs, raise_errors
        )


def _state(state: str) -> str:
    known = str(state).lower()
    if known not in STATES:
        raise InputError("subscriber_state", f"expected one of {', '.join(STATES)}, not {state!r}")
    return known


def _record(
    name: str,
    call: Callable[[dict[str, Any]], Any],
    inputs: Inputs,
    raise_errors: bool,
    by_email: Callable[..., Any] | None = None,
) -> Generator[Any, Any, Batch[Any]]:
    endpoint = BatchEndpoint(
        f"marketing.marketing_events.{name}",
        lambda chunk: call({"inputs": chunk}),
        lambda entry: [str(entry[key]) for key in _KEYS if entry.get(key) is not None],
        lambda result: [str(each) for each in (getattr(result, "vid", None), getattr(result, "email", None)) if each],
        size=SIZE,
        one_record=True,
        group=lambda entry: "email" in entry,
    )

    def subscriber(given: Any, field: str) -> dict[str, Any]:
        has_email = isinstance(given, Mapping) and "email" in given
        taking = by_email if by_email is not None and has_email else getattr(calls, name)
        return _subscriber(to_wire(cast("object", given), field, to=taking, path="inputs"), field)

    return run_batch(endpoint, prepared(inputs, subscriber), raise_errors=raise_errors)


def _subscriber(entry: dict[str, Any], field: str) -> dict[str, Any]:
    if all(entry.get(key) is None for key in _KEYS):
        raise InputError(field, "has neither vid nor email")
    if entry.get("interactionDateTime") is None:
        raise InputError(f"{field}.interaction_date_time", "is missing")
    entry["interactionDateTime"] = millis_of(entry["interactionDateTime"], f"{field}.interaction_date_time")
    return entry

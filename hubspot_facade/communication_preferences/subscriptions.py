"""Which addresses may be sent which emails."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from hubspot_facade.errors import BatchError, HubSpotError, InputError, NotSent
from hubspot_facade.plans.batching import Batch, BatchEndpoint, Outcome, prepared, run_batch
from hubspot_facade.plans.bodies import entries_of, entry_of, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages, offset_after
from hubspot_facade.wire.dates import Moment, millis_of
from hubspot_facade.wire.field_names import snake
from hubspot_facade.wire.ids import id_of, number_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.communication_preferences.subscriptions import operations as calls
    from hubspot_openapi.v2026_03.communication_preferences.subscriptions.models import (
        ActionResponseWithResultsPublicStatus,
        SubscriptionDefinition,
    )
    from hubspot_openapi.v2026_03.communication_preferences.timeline import operations as timeline
    from hubspot_openapi.v2026_03.communication_preferences.timeline.models import SubscriptionTimelineEntry
    from hubspot_openapi.v2026_03.shared import PublicStatus, PublicStatusBulkResponse

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("communication_preferences.subscriptions")
    timeline = edition_calls("communication_preferences.timeline")

EMAIL: Literal["EMAIL"] = "EMAIL"  # HubSpot's only channel
_STATUS = ("id", "subscribed", "optState", "legalBasis", "legalBasisExplanation")  # v1's fields of a status
_OPT_STATES = {"OPT_IN": True, "OPT_OUT": False}  # v1's, which say what `subscribed` says
_EMAIL = {"email": "subscriber", "email_address": "subscriber"}


def recipient_of(result: Any, payload: Mapping[str, Any]) -> Any:
    """Statuses in the form of the seeds' endpoint: the address, and a list of subscriptions by id and name."""
    entries: list[dict[str, Any]] = result.to_dict().get("results", [])
    email = next((value for name, value in payload.items() if snake(name) in (*_EMAIL, "subscriber")), None)
    statuses = [
        {**entry, "id": str(entry.get("subscriptionId")), "name": entry.get("subscriptionName")} for entry in entries
    ]
    return {"recipient": email, "subscriptionStatuses": statuses}


def definitions_of(result: Any, _payload: Mapping[str, Any]) -> Any:
    """Definitions under the name that the seeds' endpoint used."""
    data = result.to_dict()
    return {"subscriptionDefinitions": data.get("results", []), **data}


def with_ok_status(result: Any, _payload: Mapping[str, Any]) -> Any:
    """The answer of the legacy endpoint, with the statuses."""
    return {"status": "ok", "results": [each.to_dict() for each in result]}


class CommunicationPreferences(Resource[C]):
    """Subscriptions of email addresses to the account's subscription types."""

    with_raw_response = WithRawResponse["CommunicationPreferences[RawSync]", "CommunicationPreferences[RawAsync]"]()

    @listing(
        Name("Get subscription definitions", effect="read", seeds=("004",), output=definitions_of),
        Name(
            "Get email subscription types", effect="read", seeds=("002",), output=definitions_of, ignores=("portal_id",)
        ),
    )
    def list_definitions(
        self, *, business_unit_id: int | None = None, include_translations: bool | None = None
    ) -> Pages[SubscriptionDefinition]:
        """List every subscription type of the account."""
        return Pages(
            fetch=lambda _cursor: calls.list_definitions(
                business_unit_id=business_unit_id, include_translations=include_translations
            )
        )

    @listing(
        Name(
            "Get subscription statuses for a contact", effect="read", seeds=("004",), fields=_EMAIL, output=recipient_of
        ),
        Name(
            "Get subscription status",
            effect="read",
            seeds=("000",),
            fields=_EMAIL,
            output=recipient_of,
            ignores=("portal_id",),
        ),
        Name(
            "Get email subscription status",
            effect="read",
            seeds=("002",),
            fields=_EMAIL,
            output=recipient_of,
            ignores=("portal_id",),
        ),
    )
    def list_statuses(self, subscriber: str, *, business_unit_id: int | None = None) -> Pages[PublicStatus]:
        """List an address's status for each subscription type.

        A status is SUBSCRIBED, UNSUBSCRIBED or NOT_SPECIFIED.
        """
        address = text_of(subscriber, "subscriber")
        return Pages(fetch=lambda _cursor: calls.get_status(address, channel=EMAIL, business_unit_id=business_unit_id))

    @operation(Name("Subscribe a contact", effect="update", seeds=("004",), fields=_EMAIL))
    def subscribe(
        self,
        subscriber: str,
        subscription_id: Id,
        *,
        legal_basis: str | None = None,
        legal_basis_explanation: str | None = None,
    ) -> Plan[ActionResponseWithResultsPublicStatus]:
        """Subscribe an address to a subscription type. Returns the new status.

        Unlike HubSpot's v3, this also resubscribes an address that had opted out.
        """
        return _write(subscriber, subscription_id, "SUBSCRIBED", legal_basis, legal_basis_explanation)

    @operation(Name("Unsubscribe a contact", effect="update", seeds=("004",), fields=_EMAIL))
    def unsubscribe(
        self,
        subscriber: str,
        subscription_id: Id,
        *,
        legal_basis: str | None = None,
        legal_basis_explanation: str | None = None,
    ) -> Plan[ActionResponseWithResultsPublicStatus]:
        """Unsubscribe an address from a subscription type. Returns the new status."""
        return _write(subscriber, subscription_id, "UNSUBSCRIBED", legal_basis, legal_basis_explanation)

    @operation()
    def unsubscribe_all(
        self, subscriber: str, *, business_unit_id: int | None = None
    ) -> Plan[ActionResponseWithResultsPublicStatus]:
        """Opt an address out of everything."""
        return calls.unsubscribe_all(
            text_of(subscriber, "subscriber"), channel=EMAIL, business_unit_id=business_unit_id
        )

    @operation(
        Name(
            "Update email subscription status",
            effect="update",
            seeds=("002",),
            fields=_EMAIL,
            output=with_ok_status,
            ignores=("portal_id",),
        ),
        uses=(
            "communication_preferences.subscriptions.unsubscribe_all",
            "communication_preferences.subscriptions.update_status",
        ),
    )
    def update(
        self,
        subscriber: str,
        *,
        subscription_statuses: Sequence[Mapping[str, Any]] = (),
        unsubscribe_from_all: bool = False,
        portal_subscription_legal_basis: str | None = None,
        portal_subscription_legal_basis_explanation: str | None = None,
    ) -> Generator[Any, Any, list[PublicStatus]]:
        """Set an address's statuses, or opt it out of all. Returns the statuses that were set.

        A status is `{"id": …, "subscribed": bool, "legalBasis": …}`; v1's legal basis of the whole portal is that of
        subscriptions that are given without one.
        One request after the other; if one fails, the rest are not sent. Raises BatchError, which holds what was set.
        """
        if not subscription_statuses and not unsubscribe_from_all:
            raise InputError("subscription_statuses", "name a subscription, or set unsubscribe_from_all")
        given = [
            entry_of(each, _STATUS, f"subscription_statuses[{index}]")
            for index, each in entries_of(subscription_statuses, "subscription_statuses")
        ]
        batch: Batch[PublicStatus] = Batch([Outcome(index, each) for index, each in enumerate(given)])
        for index, entry in enumerate(given):
            where = f"subscription_statuses[{index}]"
            if "id" not in entry or not isinstance(entry.get("subscribed"), bool):
                raise InputError(where, "needs id and subscribed (true or false)")
            if _OPT_STATES.get(str(entry.get("optState")), entry["subscribed"]) != entry["subscribed"]:
                raise InputError(f"{where}.optState", f"{entry['optState']} contradicts subscribed")
            if entry["subscribed"] and entry.get("legalBasis") is None and portal_subscription_legal_basis is not None:
                entry["legalBasis"] = portal_subscription_legal_basis
                entry.setdefault("legalBasisExplanation", portal_subscription_legal_basis_explanation)
        for outcome in batch.outcomes:
            try:
                batch.results += _statuses((yield from _set(subscriber, outcome.input)))
            except HubSpotError as error:
                if outcome.index == 0:
                    raise
                outcome.error, outcome.status = error, "unknown" if error.in_doubt else "failed"
                for later in batch.outcomes[outcome.index + 1 :]:
                    later.error, later.status = NotSent("not sent: an earlier one failed"), "failed"
                raise BatchError(batch) from error
            outcome.status = "done"
        if unsubscribe_from_all:
            answer = yield from calls.unsubscribe_all(text_of(subscriber, "subscriber"), channel=EMAIL)
            batch.results += _statuses(answer)
        return batch.results

    @operation()
    def batch_read(
        self, subscribers: Iterable[str], *, business_unit_id: int | None = None, raise_errors: bool = False
    ) -> Generator[Any, Any, Batch[PublicStatusBulkResponse]]:
        """Read the statuses of addresses, 100 a request; Marketing Enterprise only.

        Missing ones are in `failures`.
        """
        endpoint = BatchEndpoint(
            "communication_preferences.subscriptions.batch_read_statuses",
            lambda chunk: calls.batch_read_statuses(
                body={"inputs": chunk}, channel=EMAIL, business_unit_id=business_unit_id
            ),
            lambda address: [address],
            lambda found: [str(found.subscriber_id_string)],
            identity=lambda address: address.lower(),
            repeats="share",
        )
        return run_batch(
            endpoint, prepared(subscribers, id_of, "subscribers"), field="subscribers", raise_errors=raise_errors
        )

    @listing(
        Name("Get subscriptions timeline", effect="read", seeds=("000",), fields={"limit": "page_size"}),
        Name(
            "Get email subscriptions timeline",
            effect="read",
            seeds=("002",),
            fields={"limit": "page_size"},
            ignores=("portal_id",),
        ),
    )
    def list_changes(
        self,
        *,
        change_type: str | None = None,
        start_timestamp: Moment | None = None,
        end_timestamp: Moment | None = None,
        include_snapshots: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: str | None = None,
    ) -> Pages[SubscriptionTimelineEntry]:
        """List changes of subscriptions, the latest first. Offsets are opaque and short-lived."""
        since, until = millis_of(start_timestamp, "start_timestamp"), millis_of(end_timestamp, "end_timestamp")
        return Pages(
            fetch=lambda cursor: timeline.get_page(
                change_type=change_type,
                start_timestamp=since,
                end_timestamp=until,
                include_snapshots=include_snapshots,
                limit=page_size,
                offset=cursor,
            ),
            items=lambda page: page.timeline or (),
            after=offset_after,
            start=offset,
            limit=limit,
        )


def _set(subscriber: str, entry: Mapping[str, Any]) -> Plan[ActionResponseWithResultsPublicStatus]:
    state = "SUBSCRIBED" if entry["subscribed"] else "UNSUBSCRIBED"
    return _write(subscriber, entry["id"], state, entry.get("legalBasis"), entry.get("legalBasisExplanation"))


def _write(
    subscriber: str, subscription_id: Id, state: str, basis: str | None, explanation: str | None
) -> Plan[ActionResponseWithResultsPublicStatus]:
    body = {
        "channel": EMAIL,
        "subscriptionId": number_of(subscription_id, "subscription_id"),
        "statusState": state,
        "legalBasis": basis,
        "legalBasisExplanation": explanation,
    }
    return calls.update_status(text_of(subscriber, "subscriber"), body=without_none(body))


def _statuses(answer: Any) -> list[Any]:
    """The statuses in an answer; none if a write is answered without content."""
    return [] if answer is None else answer.results or []

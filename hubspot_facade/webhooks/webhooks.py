"""Webhooks of an app: where events are sent, and which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import Batch, BatchEndpoint, run_batch
from hubspot_facade.plans.bodies import to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.ids import number_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.shared import SubscriptionResponse
    from hubspot_openapi.v2026_03.webhooks.webhooks import operations as calls
    from hubspot_openapi.v2026_03.webhooks.webhooks.models import WebhooksSettingsResponse

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("webhooks.webhooks")


class Webhooks(Resource[C]):
    """An app's webhooks; HubSpot requires a developer's credential here, not an account's token.

    `hubspot_facade.webhooks.signature` checks whether a webhook that arrived is from HubSpot.
    """

    with_raw_response = WithRawResponse["Webhooks[RawSync]", "Webhooks[RawAsync]"]()

    @operation(Name("Get Webhook Settings", effect="read", seeds=("001",)))
    def get_settings(self, app_id: Id) -> Plan[WebhooksSettingsResponse]:
        """Get where the app's events are sent and how many at once. Raises NotFound."""
        return calls.get_settings(number_of(app_id, "app_id"))

    @operation(Name("Configure Webhook Settings", effect="update", seeds=("001",)))
    def update_settings(
        self, app_id: Id, target_url: str, *, throttling: Mapping[str, Any] | None = None
    ) -> Plan[WebhooksSettingsResponse]:
        """Change where the app's events are sent and how many at once. Returns the new settings.

        `throttling` is `{"maxConcurrentRequests": n}` with n above 5, by default 10.
        """
        limits = {"maxConcurrentRequests": 10} if throttling is None else dict(throttling)
        if limits.pop("period", "SECONDLY") != "SECONDLY":
            raise InputError("throttling.period", "HubSpot supports only SECONDLY")
        body = {
            "targetUrl": text_of(target_url, "target_url"),
            "throttling": to_wire(limits, "throttling", to=calls.update_settings, path="throttling"),
        }
        return calls.update_settings(number_of(app_id, "app_id"), body=body)

    @operation(Name("Delete Webhook Settings", effect="delete", seeds=("001",)))
    def archive_settings(self, app_id: Id) -> Plan[None]:
        """Remove the app's webhook settings; its subscriptions pause."""
        return calls.archive_settings(number_of(app_id, "app_id"))

    @listing(Name("List Subscriptions", effect="read", seeds=("001",)))
    def list_subscriptions(self, app_id: Id) -> Pages[SubscriptionResponse]:
        """List every webhook subscription of the app."""
        return Pages(fetch=lambda _cursor: calls.list_subscriptions(number_of(app_id, "app_id")))

    @operation(Name("Create Subscription", effect="create", seeds=("001",)))
    def create_subscription(
        self,
        app_id: Id,
        event_type: str,
        *,
        active: bool = False,
        property_name: str | None = None,
        object_type_id: str | None = None,
    ) -> Plan[SubscriptionResponse]:
        """Create a webhook subscription. Returns it.

        `event_type` is "contact.creation", "deal.propertyChange" (of a `property_name`), "object.…", …
        """
        body = {
            "eventType": text_of(event_type, "event_type"),
            "active": active,
            "propertyName": property_name,
            "objectTypeId": object_type_id,
        }
        return calls.create_subscription(number_of(app_id, "app_id"), body=without_none(body))

    @operation()
    def get_subscription(self, app_id: Id, subscription_id: Id) -> Plan[SubscriptionResponse]:
        """Get a webhook subscription. Raises NotFound."""
        return calls.get_subscription(number_of(app_id, "app_id"), number_of(subscription_id, "subscription_id"))

    @operation()
    def update_subscription(self, app_id: Id, subscription_id: Id, *, active: bool) -> Plan[SubscriptionResponse]:
        """Turn a subscription on or off; nothing else of it can be changed. Returns the subscription."""
        return calls.update_subscription(
            number_of(app_id, "app_id"), number_of(subscription_id, "subscription_id"), body={"active": active}
        )

    @operation()
    def batch_update_subscriptions(
        self, app_id: Id, active: Mapping[Id, bool], *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[SubscriptionResponse]]:
        """Turn several subscriptions on or off, by their ids. Raises BatchError."""
        app = number_of(app_id, "app_id")
        endpoint = BatchEndpoint(
            "webhooks.webhooks.batch_update_subscriptions",
            lambda chunk: calls.batch_update_subscriptions(app, body={"inputs": chunk}),
            lambda entry: [str(entry["id"])],
            lambda subscription: [str(subscription.id)],
        )
        inputs = [{"id": number_of(each, "active"), "active": on} for each, on in active.items()]
        return run_batch(endpoint, [(each, each) for each in inputs], raise_errors=raise_errors)

    @operation()
    def archive_subscription(self, app_id: Id, subscription_id: Id) -> Plan[None]:
        """Delete a subscription."""
        return calls.archive_subscription(number_of(app_id, "app_id"), number_of(subscription_id, "subscription_id"))

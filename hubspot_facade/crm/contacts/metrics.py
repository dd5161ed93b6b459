"""Metrics of contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.wire.dates import Moment, millis_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.lifecycle_metrics import operations as calls
    from hubspot_openapi.v2026_03.crm.lifecycle_metrics.models import LifecycleStageCount

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.lifecycle_metrics")


class ContactMetrics(Resource[C]):
    """Counts of contacts, from HubSpot's older API."""

    with_raw_response = WithRawResponse["ContactMetrics[RawSync]", "ContactMetrics[RawAsync]"]()

    @operation(Name("Get lifecycle stage metrics", effect="read", seeds=("002",)))
    def list_lifecycle_stages(
        self, from_timestamp: Moment, to_timestamp: Moment, *, aggregation_property: str | None = None
    ) -> Plan[list[LifecycleStageCount]]:
        """Count the contacts that reached each lifecycle stage in a period of at most two years.

        `aggregation_property` splits the counts by a property with at most 20 choices.
        """
        return calls.get_all(
            from_timestamp=millis_of(from_timestamp, "from_timestamp"),
            to_timestamp=millis_of(to_timestamp, "to_timestamp"),
            aggregation_property=aggregation_property,
        )

"""Statistics of sent marketing emails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.argument_types import Ids
from hubspot_facade.wire.dates import Moment, moment_of
from hubspot_facade.wire.ids import ids_of, number_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.marketing_emails import operations as calls
    from hubspot_openapi.v2026_03.marketing.marketing_emails.models import (
        AggregateEmailStatistics,
        EmailStatisticInterval,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.marketing_emails")


class EmailStatistics(Resource[C]):
    """Statistics of emails sent in a period, of all emails or of some ids."""

    with_raw_response = WithRawResponse["EmailStatistics[RawSync]", "EmailStatistics[RawAsync]"]()

    @operation(Name("Get aggregated statistics.", effect="read", seeds=("004",)))
    def get(
        self,
        *,
        start_timestamp: Moment,
        end_timestamp: Moment | None = None,
        email_ids: Ids | None = None,
        property: str | None = None,  # HubSpot's word
    ) -> Plan[AggregateEmailStatistics]:
        """Get counters and ratios of emails from a moment until another or now.

        Returns them with the ids of the emails that were sent.
        """
        return calls.get_statistics(
            start_timestamp=moment_of(start_timestamp, "start_timestamp"),
            end_timestamp=moment_of(end_timestamp, "end_timestamp"),
            email_ids=_numbers(email_ids),
            property_=property,
        )

    @listing(Name("Get aggregated statistic intervals.", effect="read", seeds=("004",)))
    def list_intervals(
        self,
        *,
        start_timestamp: Moment,
        end_timestamp: Moment | None = None,
        interval: str | None = None,
        email_ids: Ids | None = None,
    ) -> Pages[EmailStatisticInterval]:
        """List counters and ratios of emails for each YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, …"""
        since, until = moment_of(start_timestamp, "start_timestamp"), moment_of(end_timestamp, "end_timestamp")
        emails = _numbers(email_ids)
        return Pages(
            fetch=lambda _cursor: calls.get_histogram(
                start_timestamp=since, end_timestamp=until, interval=interval, email_ids=emails
            )
        )


def _numbers(email_ids: Ids | None) -> list[int] | None:
    return None if email_ids is None else [number_of(each, "email_ids") for each in ids_of(email_ids, "email_ids")]

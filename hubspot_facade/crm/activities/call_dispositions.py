"""Call dispositions: the possible outcomes of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing
from hubspot_facade.plans.paging import Pages

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.call_dispositions import operations as calls
    from hubspot_openapi.v2026_03.crm.call_dispositions.models import CallDisposition
else:
    calls = edition_calls("crm.call_dispositions")


class CallDispositions(Resource[C]):
    """Outcomes of calls; a call's `disposition` is the id of one."""

    with_raw_response = WithRawResponse["CallDispositions[RawSync]", "CallDispositions[RawAsync]"]()

    @listing(Name("List call engagement dispositions", effect="read", seeds=("000",)))
    def list(self) -> Pages[CallDisposition]:
        """List every outcome of calls, including deleted ones; HubSpot does not page them."""
        return Pages(fetch=lambda _cursor: calls.get_all(), items=lambda page: page)

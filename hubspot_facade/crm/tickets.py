"""Tickets."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse


class Tickets(Objects[C]):
    """Support tickets in their pipelines."""

    with_raw_response = WithRawResponse["Tickets[RawSync]", "Tickets[RawAsync]"]()
    object_type = "tickets"
    _noun = "ticket"
    _plural = "tickets"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "get": (Name("Get ticket", effect="read", seeds=("000",)),),
        "list": (Name("List tickets", effect="read", seeds=("000", "001"), fields={"limit": "page_size"}),),
        "create": (Name("Create ticket", effect="create", seeds=("000", "001")),),
        "archive": (Name("Delete ticket", effect="delete", seeds=("000",)),),
    }

"""Deals."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.record_reads import SEARCH_FIELDS
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse


class Deals(Objects[C]):
    """Deals in their pipelines."""

    with_raw_response = WithRawResponse["Deals[RawSync]", "Deals[RawAsync]"]()
    object_type = "deals"
    _noun = "deal"
    _plural = "deals"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "get": (Name("Get deal", effect="read", seeds=("000",)),),
        "list": (Name("List deals", effect="read", seeds=("001",), fields={"limit": "page_size"}),),
        "create": (Name("Create deal", effect="create", seeds=("000", "001")),),
        "update": (
            Name("Update deal", effect="update", seeds=("000",)),
            Name("Update deal stage", effect="update", seeds=("001",)),
        ),
        "archive": (Name("Delete deal", effect="delete", seeds=("000",)),),
        "search": (Name("Search deals", effect="read", seeds=("001",), fields=SEARCH_FIELDS),),
        "batch_create": (Name("Batch create deals", effect="create", seeds=("001",)),),
        "batch_update": (Name("Batch update deals", effect="update", seeds=("000",)),),
        "list_modified": (
            Name("List recently modified deals", effect="read", seeds=("000",), fields={"limit": "page_size"}),
        ),
    }

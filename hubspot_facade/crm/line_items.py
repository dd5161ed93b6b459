"""Line items."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse


class LineItems(Objects[C]):
    """Line items of deals and quotes."""

    with_raw_response = WithRawResponse["LineItems[RawSync]", "LineItems[RawAsync]"]()
    object_type = "line_items"
    _noun = "line_item"
    _plural = "line_items"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "get": (Name("Get line item", effect="read", seeds=("000",)),),
        "create": (Name("Create line item", effect="create", seeds=("000",)),),
        "archive": (Name("Delete line item", effect="delete", seeds=("000",)),),
        "batch_create": (Name("Batch create line items", effect="create", seeds=("000",)),),
        "batch_update": (Name("Batch update line items", effect="update", seeds=("000",)),),
        "batch_archive": (Name("Batch delete line items", effect="delete", seeds=("000",)),),
    }

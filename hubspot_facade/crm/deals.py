"""Deals."""

from __future__ import annotations

from hubspot_facade.crm.objects import Objects
from hubspot_facade.operation import C, Name


class Deals(Objects[C]):
    """Deals in their pipelines."""

    object_type = "deals"
    noun = "deal"
    plural = "deals"
    named = {  # noqa: RUF012 # read-only, as Resource declares it
        "create": (Name("Create deal", seeds=("000", "001")),),
        "batch_update": (Name("Batch update deals", seeds=("000",)),),
        "list_modified": (Name("List recently modified deals", seeds=("000",), fields={"limit": "page_size"}),),
    }

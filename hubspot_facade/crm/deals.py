"""Deals."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import SEARCH_FIELDS, Objects
from hubspot_facade.plans.methods import C, Name


class Deals(Objects[C]):
    """Deals in their pipelines."""

    object_type = "deals"
    _noun = "deal"
    _plural = "deals"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "get": (Name("Get deal", seeds=("000",)),),
        "list": (Name("List deals", seeds=("001",), fields={"limit": "page_size"}),),
        "create": (Name("Create deal", seeds=("000", "001")),),
        "update": (
            Name("Update deal", seeds=("000",)),
            Name("Update deal stage", seeds=("001",)),
        ),
        "archive": (Name("Delete deal", seeds=("000",)),),
        "search": (Name("Search deals", seeds=("001",), fields=SEARCH_FIELDS),),
        "batch_create": (Name("Batch create deals", seeds=("001",)),),
        "batch_update": (Name("Batch update deals", seeds=("000",)),),
        "list_modified": (Name("List recently modified deals", seeds=("000",), fields={"limit": "page_size"}),),
    }

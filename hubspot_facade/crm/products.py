"""Products."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse


class Products(Objects[C]):
    """The product library."""

    with_raw_response = WithRawResponse["Products[RawSync]", "Products[RawAsync]"]()
    object_type = "products"
    _noun = "product"
    _plural = "products"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "get": (Name("Get product", effect="read", seeds=("000",)),),
        "list": (Name("List products", effect="read", seeds=("000",), fields={"limit": "page_size"}),),
        "create": (Name("Create product", effect="create", seeds=("000",)),),
        "update": (Name("Update product", effect="update", seeds=("000",)),),
        "archive": (Name("Delete product", effect="delete", seeds=("000",)),),
        "batch_create": (Name("Batch create products", effect="create", seeds=("000",)),),
        "batch_update": (Name("Batch update products", effect="update", seeds=("000",)),),
        "batch_archive": (Name("Batch delete products", effect="delete", seeds=("000",)),),
    }

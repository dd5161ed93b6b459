"""Products."""

from __future__ import annotations

from hubspot_facade.crm.objects import Objects
from hubspot_facade.operation import C, Name


class Products(Objects[C]):
    """The product library."""

    object_type = "products"
    noun = "product"
    plural = "products"
    named = {  # noqa: RUF012 # read-only, as Resource declares it
        "batch_create": (Name("Batch create products", seeds=("000",)),),
    }

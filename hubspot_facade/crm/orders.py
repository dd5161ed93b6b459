"""Orders."""

from __future__ import annotations

from hubspot_facade.crm.objects import Objects
from hubspot_facade.operation import C


class Orders(Objects[C]):
    """Orders."""

    object_type = "orders"
    noun = "order"
    plural = "orders"

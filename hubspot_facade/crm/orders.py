"""Orders."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import C


class Orders(Objects[C]):
    """Orders."""

    object_type = "orders"
    _noun = "order"
    _plural = "orders"

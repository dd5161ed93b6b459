"""Orders."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import C, RawAsync, RawSync, WithRawResponse


class Orders(Objects[C]):
    """Orders."""

    with_raw_response = WithRawResponse["Orders[RawSync]", "Orders[RawAsync]"]()
    object_type = "orders"
    _noun = "order"
    _plural = "orders"

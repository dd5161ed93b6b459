"""Quotes."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import C, RawAsync, RawSync, WithRawResponse


class Quotes(Objects[C]):
    """Quotes."""

    with_raw_response = WithRawResponse["Quotes[RawSync]", "Quotes[RawAsync]"]()
    object_type = "quotes"
    _noun = "quote"
    _plural = "quotes"

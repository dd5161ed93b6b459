"""Quotes."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import C


class Quotes(Objects[C]):
    """Quotes."""

    object_type = "quotes"
    _noun = "quote"
    _plural = "quotes"

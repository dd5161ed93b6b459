"""Quotes."""

from __future__ import annotations

from hubspot_facade.crm.objects import Objects
from hubspot_facade.operation import C


class Quotes(Objects[C]):
    """Quotes."""

    object_type = "quotes"
    noun = "quote"
    plural = "quotes"

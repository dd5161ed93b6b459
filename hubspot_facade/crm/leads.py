"""Leads."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import C


class Leads(Objects[C]):
    """Leads; each belongs to a contact or a company by an association."""

    object_type = "leads"
    _noun = "lead"
    _plural = "leads"

"""Leads."""

from __future__ import annotations

from hubspot_facade.crm.objects import Objects
from hubspot_facade.operation import C


class Leads(Objects[C]):
    """Leads; each belongs to a contact or a company by an association."""

    object_type = "leads"
    noun = "lead"
    plural = "leads"

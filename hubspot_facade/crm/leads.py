"""Leads."""

from __future__ import annotations

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import C, RawAsync, RawSync, WithRawResponse


class Leads(Objects[C]):
    """Leads; each belongs to a contact or a company by an association."""

    with_raw_response = WithRawResponse["Leads[RawSync]", "Leads[RawAsync]"]()
    object_type = "leads"
    _noun = "lead"
    _plural = "leads"

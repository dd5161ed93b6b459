"""Calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.crm.activities.activities import Activities, Associations, Id, Ids, Moment, Properties
from hubspot_facade.plans.methods import C, Name, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class Calls(Activities[C]):
    """Calls. `disposition` is the id of an outcome, see `call_dispositions`; `duration` is in milliseconds."""

    object_type = "calls"
    _noun = "call"
    _plural = "calls"
    _prefix = "hs_call_"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "list": (Name("List call engagements", seeds=("000",), fields={"limit": "page_size"}),),
    }

    @operation(Name("Create call engagement", seeds=("000",)))
    def log(
        self,
        timestamp: Moment,
        *,
        title: str | None = None,
        body: str | None = None,
        duration: int | None = None,
        status: str | None = None,
        direction: str | None = None,
        disposition: str | None = None,
        to_number: str | None = None,
        from_number: str | None = None,
        recording_url: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
        associations: Associations = (),
    ) -> Plan[Record]:
        """The new call, dated `timestamp`. `properties` are those that have no field here."""
        fields = {
            "timestamp": timestamp,
            "title": title,
            "body": body,
            "duration": duration,
            "status": status,
            "direction": direction,
            "disposition": disposition,
            "to_number": to_number,
            "from_number": from_number,
            "recording_url": recording_url,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._log(fields, properties, associations)

    @operation(Name("Update call engagement", seeds=("000",)))
    def amend(
        self,
        record_id: Id,
        *,
        timestamp: Moment | None = None,
        title: str | None = None,
        body: str | None = None,
        duration: int | None = None,
        status: str | None = None,
        direction: str | None = None,
        disposition: str | None = None,
        to_number: str | None = None,
        from_number: str | None = None,
        recording_url: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
    ) -> Plan[Record]:
        """The call with these fields changed and the others kept. Raises NotFound."""
        fields = {
            "timestamp": timestamp,
            "title": title,
            "body": body,
            "duration": duration,
            "status": status,
            "direction": direction,
            "disposition": disposition,
            "to_number": to_number,
            "from_number": from_number,
            "recording_url": recording_url,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._amend(record_id, fields, properties)

"""Meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.crm.activities.activities import Activities, Associations, Id, Ids, Moment, Properties
from hubspot_facade.plans.methods import C, Name, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class Meetings(Activities[C]):
    """Meetings. Without `start_time` the timestamp is the start."""

    object_type = "meetings"
    _noun = "meeting"
    _plural = "meetings"
    _prefix = "hs_meeting_"
    _own_names = {"internal_notes": "hs_internal_meeting_notes"}  # noqa: RUF012 # read-only, as Activities declares it
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "list": (Name("List meeting engagements", seeds=("000",), fields={"limit": "page_size"}),),
    }

    @operation(Name("Create meeting engagement", seeds=("000",)))
    def log(
        self,
        timestamp: Moment,
        *,
        title: str | None = None,
        body: str | None = None,
        internal_notes: str | None = None,
        external_url: str | None = None,
        location: str | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        outcome: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
        associations: Associations = (),
    ) -> Plan[Record]:
        """The new meeting, dated `timestamp`. `properties` are those that have no field here."""
        fields = {
            "timestamp": timestamp,
            "title": title,
            "body": body,
            "internal_notes": internal_notes,
            "external_url": external_url,
            "location": location,
            "start_time": start_time,
            "end_time": end_time,
            "outcome": outcome,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._log(fields, properties, associations)

    @operation()
    def amend(
        self,
        record_id: Id,
        *,
        timestamp: Moment | None = None,
        title: str | None = None,
        body: str | None = None,
        internal_notes: str | None = None,
        external_url: str | None = None,
        location: str | None = None,
        start_time: Moment | None = None,
        end_time: Moment | None = None,
        outcome: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
    ) -> Plan[Record]:
        """The meeting with these fields changed and the others kept. Raises NotFound."""
        fields = {
            "timestamp": timestamp,
            "title": title,
            "body": body,
            "internal_notes": internal_notes,
            "external_url": external_url,
            "location": location,
            "start_time": start_time,
            "end_time": end_time,
            "outcome": outcome,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._amend(record_id, fields, properties)

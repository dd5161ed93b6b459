"""Notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.crm.activities.activities import Activities, Associations, Id, Ids, Moment, Properties
from hubspot_facade.plans.methods import C, Name, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class Notes(Activities[C]):
    """Notes; a body holds up to 65,536 characters."""

    object_type = "notes"
    _noun = "note"
    _plural = "notes"
    _prefix = "hs_note_"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "list": (Name("List note engagements", seeds=("000",), fields={"limit": "page_size"}),),
    }

    @operation(Name("Create note engagement", seeds=("000",)))
    def log(
        self,
        timestamp: Moment,
        *,
        body: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
        associations: Associations = (),
    ) -> Plan[Record]:
        """The new note, dated `timestamp`. `properties` are those that have no field here."""
        fields = {
            "timestamp": timestamp,
            "body": body,
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
        body: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
    ) -> Plan[Record]:
        """The note with these fields changed and the others kept. Raises NotFound."""
        fields = {
            "timestamp": timestamp,
            "body": body,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._amend(record_id, fields, properties)

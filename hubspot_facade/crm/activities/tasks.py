"""Tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.crm.activities.activities import Activities, Associations, Id, Ids, Moment, Properties
from hubspot_facade.plans.methods import C, Name, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class Tasks(Activities[C]):
    """Tasks. The timestamp is when it is due; `priority` is NONE, LOW, MEDIUM or HIGH, `type` EMAIL, CALL or TODO."""

    object_type = "tasks"
    _noun = "task"
    _plural = "tasks"
    _prefix = "hs_task_"

    @operation(Name("Create task engagement", seeds=("000",)))
    def log(
        self,
        timestamp: Moment,
        *,
        subject: str | None = None,
        body: str | None = None,
        status: str | None = None,
        priority: str | None = None,
        type: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
        associations: Associations = (),
    ) -> Plan[Record]:
        """The new task, dated `timestamp`. `properties` are those that have no field here."""
        fields = {
            "timestamp": timestamp,
            "subject": subject,
            "body": body,
            "status": status,
            "priority": priority,
            "type": type,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._log(fields, properties, associations)

    @operation(Name("Update task engagement", seeds=("000",)))
    def amend(
        self,
        record_id: Id,
        *,
        timestamp: Moment | None = None,
        subject: str | None = None,
        body: str | None = None,
        status: str | None = None,
        priority: str | None = None,
        type: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
    ) -> Plan[Record]:
        """The task with these fields changed and the others kept. Raises NotFound."""
        fields = {
            "timestamp": timestamp,
            "subject": subject,
            "body": body,
            "status": status,
            "priority": priority,
            "type": type,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._amend(record_id, fields, properties)

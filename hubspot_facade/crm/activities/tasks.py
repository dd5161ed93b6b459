"""Tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from hubspot_facade.crm.activities.activities import (
    REQUIRED,
    Activities,
    ActivityFields,
    Associated,
    Id,
    Properties,
)
from hubspot_facade.plans.keyword_fields import shows
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class TaskFields(ActivityFields, total=False):
    """Fields of a task."""

    subject: str | None
    body: str | None
    status: str | None
    priority: str | None
    type: str | None


class Tasks(Activities[C]):
    """Tasks. The timestamp is the due date; `priority` is NONE, LOW, MEDIUM or HIGH, `type` EMAIL, CALL or TODO."""

    with_raw_response = WithRawResponse["Tasks[RawSync]", "Tasks[RawAsync]"]()
    object_type = "tasks"
    _noun = "task"
    _plural = "tasks"
    _prefix = "hs_task_"
    _fields = TaskFields

    @operation(Name("Create task engagement", effect="create", seeds=("000",)))
    @shows(TaskFields, required=REQUIRED)
    def create(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        properties: Properties | None = None,
        *,
        associations: Associated = (),
        **fields: Unpack[TaskFields],
    ) -> Plan[Record]:
        """Create a task, dated `timestamp`. Returns the new task.

        `properties` are those that have no field here.
        """
        return self._create(properties, associations, fields)

    @operation(Name("Update task engagement", effect="update", seeds=("000",)))
    @shows(TaskFields)
    def update(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        record_id: Id,
        properties: Properties | None = None,
        *,
        id_property: str | None = None,
        **fields: Unpack[TaskFields],
    ) -> Plan[Record]:
        """Change these fields of a task and keep the others. Returns the changed task. Raises NotFound."""
        return self._update(record_id, properties, id_property, fields)

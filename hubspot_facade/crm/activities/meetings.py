"""Meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from hubspot_facade.crm.activities.activities import (
    REQUIRED,
    Activities,
    ActivityFields,
    Associated,
    Id,
    Moment,
    Properties,
)
from hubspot_facade.plans.keyword_fields import shows
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class MeetingFields(ActivityFields, total=False):
    """Fields of a meeting."""

    title: str | None
    body: str | None
    internal_notes: str | None
    external_url: str | None
    location: str | None
    start_time: Moment | None
    end_time: Moment | None
    outcome: str | None


class Meetings(Activities[C]):
    """Meetings. Without `start_time`, the timestamp is the start."""

    with_raw_response = WithRawResponse["Meetings[RawSync]", "Meetings[RawAsync]"]()
    object_type = "meetings"
    _noun = "meeting"
    _plural = "meetings"
    _prefix = "hs_meeting_"
    _fields = MeetingFields
    _own_names = {"internal_notes": "hs_internal_meeting_notes"}  # noqa: RUF012 # read-only, as Activities declares it
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "list": (Name("List meeting engagements", effect="read", seeds=("000",), fields={"limit": "page_size"}),),
    }

    @operation(Name("Create meeting engagement", effect="create", seeds=("000",)))
    @shows(MeetingFields, required=REQUIRED)
    def create(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        properties: Properties | None = None,
        *,
        associations: Associated = (),
        **fields: Unpack[MeetingFields],
    ) -> Plan[Record]:
        """Create a meeting, dated `timestamp`. Returns the new meeting.

        `properties` are those that have no field here.
        """
        return self._create(properties, associations, fields)

    @operation()
    @shows(MeetingFields)
    def update(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        record_id: Id,
        properties: Properties | None = None,
        *,
        id_property: str | None = None,
        **fields: Unpack[MeetingFields],
    ) -> Plan[Record]:
        """Change these fields of a meeting and keep the others. Returns the changed meeting. Raises NotFound."""
        return self._update(record_id, properties, id_property, fields)

"""Notes."""

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


class NoteFields(ActivityFields, total=False):
    """Fields of a note."""

    body: str | None


class Notes(Activities[C]):
    """Notes; a body holds up to 65,536 characters."""

    with_raw_response = WithRawResponse["Notes[RawSync]", "Notes[RawAsync]"]()
    object_type = "notes"
    _noun = "note"
    _plural = "notes"
    _prefix = "hs_note_"
    _fields = NoteFields
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "list": (Name("List note engagements", effect="read", seeds=("000",), fields={"limit": "page_size"}),),
    }

    @operation(Name("Create note engagement", effect="create", seeds=("000",)))
    @shows(NoteFields, required=REQUIRED)
    def create(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        properties: Properties | None = None,
        *,
        associations: Associated = (),
        **fields: Unpack[NoteFields],
    ) -> Plan[Record]:
        """Create a note, dated `timestamp`. Returns the new note.

        `properties` are those that have no field here.
        """
        return self._create(properties, associations, fields)

    @operation()
    @shows(NoteFields)
    def update(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        record_id: Id,
        properties: Properties | None = None,
        *,
        id_property: str | None = None,
        **fields: Unpack[NoteFields],
    ) -> Plan[Record]:
        """Change these fields of a note and keep the others. Returns the changed note. Raises NotFound."""
        return self._update(record_id, properties, id_property, fields)

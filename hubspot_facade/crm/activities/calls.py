"""Calls."""

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


class CallFields(ActivityFields, total=False):
    """Fields of a call."""

    title: str | None
    body: str | None
    duration: int | None
    status: str | None
    direction: str | None
    disposition: str | None
    to_number: str | None
    from_number: str | None
    recording_url: str | None


class Calls(Activities[C]):
    """Calls. `disposition` is the id of an outcome, see `call_dispositions`; `duration` is in milliseconds."""

    with_raw_response = WithRawResponse["Calls[RawSync]", "Calls[RawAsync]"]()
    object_type = "calls"
    _noun = "call"
    _plural = "calls"
    _prefix = "hs_call_"
    _fields = CallFields
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "list": (Name("List call engagements", effect="read", seeds=("000",), fields={"limit": "page_size"}),),
    }

    @operation(Name("Create call engagement", effect="create", seeds=("000",)))
    @shows(CallFields, required=REQUIRED)
    def create(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        properties: Properties | None = None,
        *,
        associations: Associated = (),
        **fields: Unpack[CallFields],
    ) -> Plan[Record]:
        """Create a call, dated `timestamp`. Returns the new call.

        `properties` are those that have no field here.
        """
        return self._create(properties, associations, fields)

    @operation(Name("Update call engagement", effect="update", seeds=("000",)))
    @shows(CallFields)
    def update(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        record_id: Id,
        properties: Properties | None = None,
        *,
        id_property: str | None = None,
        **fields: Unpack[CallFields],
    ) -> Plan[Record]:
        """Change these fields of a call and keep the others. Returns the changed call. Raises NotFound."""
        return self._update(record_id, properties, id_property, fields)

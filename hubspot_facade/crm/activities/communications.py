"""Communications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from hubspot_facade.crm.activities.activities import Activities, ActivityFields, Associated, Id, Properties
from hubspot_facade.plans.keyword_fields import shows
from hubspot_facade.plans.methods import C, RawAsync, RawSync, WithRawResponse, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class CommunicationFields(ActivityFields, total=False):
    """Fields of a message."""

    channel_type: str | None
    body: str | None
    logged_from: str | None


class Communications(Activities[C]):
    """Messages by SMS, WhatsApp or LinkedIn. `channel_type` is SMS, WHATS_APP or LINKEDIN_MESSAGE."""

    with_raw_response = WithRawResponse["Communications[RawSync]", "Communications[RawAsync]"]()
    object_type = "communications"
    _noun = "communication"
    _plural = "communications"
    _prefix = "hs_communication_"
    _fields = CommunicationFields
    _required = ("timestamp", "channel_type")

    @operation()
    @shows(CommunicationFields, required=_required)
    def create(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        properties: Properties | None = None,
        *,
        associations: Associated = (),
        **fields: Unpack[CommunicationFields],
    ) -> Plan[Record]:
        """Create a communication, dated `timestamp`. Returns the new communication.

        `properties` are those that have no field here.
        """
        return self._create(properties, associations, fields)

    @operation()
    @shows(CommunicationFields)
    def update(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        record_id: Id,
        properties: Properties | None = None,
        *,
        id_property: str | None = None,
        **fields: Unpack[CommunicationFields],
    ) -> Plan[Record]:
        """Change these fields of a communication and keep the others.

        Returns the changed communication. Raises NotFound.
        """
        return self._update(record_id, properties, id_property, fields)

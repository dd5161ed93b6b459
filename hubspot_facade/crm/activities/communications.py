"""Communications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.crm.activities.activities import Activities, Associations, Id, Ids, Moment, Properties
from hubspot_facade.plans.methods import C, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class Communications(Activities[C]):
    """Messages by SMS, WhatsApp or LinkedIn. `channel_type` is SMS, WHATS_APP or LINKEDIN_MESSAGE."""

    object_type = "communications"
    _noun = "communication"
    _plural = "communications"
    _prefix = "hs_communication_"

    @operation()
    def log(
        self,
        timestamp: Moment,
        *,
        channel_type: str,
        body: str | None = None,
        logged_from: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
        associations: Associations = (),
    ) -> Plan[Record]:
        """The new communication, dated `timestamp`. `properties` are those that have no field here."""
        fields = {
            "timestamp": timestamp,
            "channel_type": channel_type,
            "body": body,
            "logged_from": logged_from,
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
        channel_type: str | None = None,
        body: str | None = None,
        logged_from: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
    ) -> Plan[Record]:
        """The communication with these fields changed and the others kept. Raises NotFound."""
        fields = {
            "timestamp": timestamp,
            "channel_type": channel_type,
            "body": body,
            "logged_from": logged_from,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._amend(record_id, fields, properties)

"""Postal mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.crm.activities.activities import Activities, Associations, Id, Ids, Moment, Properties
from hubspot_facade.plans.methods import C, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class PostalMail(Activities[C]):
    """Letters sent or received."""

    object_type = "postal_mail"
    _noun = "postal_mail"
    _plural = "postal_mail"
    _prefix = "hs_"
    _own_names = {"body": "hs_postal_mail_body"}  # noqa: RUF012 # read-only, as Activities declares it

    @operation()
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
        """The new postal mail, dated `timestamp`. `properties` are those that have no field here."""
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
        """The postal mail with these fields changed and the others kept. Raises NotFound."""
        fields = {
            "timestamp": timestamp,
            "body": body,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._amend(record_id, fields, properties)

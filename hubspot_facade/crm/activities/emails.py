"""Emails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.crm.activities.activities import Activities, Associations, Id, Ids, Moment, Properties
from hubspot_facade.plans.methods import C, Name, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class Emails(Activities[C]):
    """Emails on the timeline. `direction` is EMAIL, INCOMING_EMAIL or FORWARDED_EMAIL; `headers` is JSON text."""

    object_type = "emails"
    _noun = "email"
    _plural = "emails"
    _prefix = "hs_email_"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "list": (Name("List email engagements", seeds=("000",), fields={"limit": "page_size"}),),
    }

    @operation(Name("Create email engagement", seeds=("000",)))
    def log(
        self,
        timestamp: Moment,
        *,
        direction: str,
        subject: str | None = None,
        text: str | None = None,
        html: str | None = None,
        status: str | None = None,
        headers: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
        associations: Associations = (),
    ) -> Plan[Record]:
        """The new email, dated `timestamp`. `properties` are those that have no field here."""
        fields = {
            "timestamp": timestamp,
            "direction": direction,
            "subject": subject,
            "text": text,
            "html": html,
            "status": status,
            "headers": headers,
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
        direction: str | None = None,
        subject: str | None = None,
        text: str | None = None,
        html: str | None = None,
        status: str | None = None,
        headers: str | None = None,
        hubspot_owner_id: Id | None = None,
        attachment_ids: Ids | None = None,
        properties: Properties | None = None,
    ) -> Plan[Record]:
        """The email with these fields changed and the others kept. Raises NotFound."""
        fields = {
            "timestamp": timestamp,
            "direction": direction,
            "subject": subject,
            "text": text,
            "html": html,
            "status": status,
            "headers": headers,
            "hubspot_owner_id": hubspot_owner_id,
            "attachment_ids": attachment_ids,
        }
        return self._amend(record_id, fields, properties)

"""Emails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from hubspot_facade.crm.activities.activities import Activities, ActivityFields, Associated, Id, Properties
from hubspot_facade.plans.keyword_fields import shows
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class EmailFields(ActivityFields, total=False):
    """Fields of an email."""

    direction: str | None
    subject: str | None
    text: str | None
    html: str | None
    status: str | None
    headers: str | None


class Emails(Activities[C]):
    """Emails on the timeline. `direction` is EMAIL, INCOMING_EMAIL or FORWARDED_EMAIL; `headers` is JSON text."""

    with_raw_response = WithRawResponse["Emails[RawSync]", "Emails[RawAsync]"]()
    object_type = "emails"
    _noun = "email"
    _plural = "emails"
    _prefix = "hs_email_"
    _fields = EmailFields
    _required = ("timestamp", "direction")
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "list": (Name("List email engagements", effect="read", seeds=("000",), fields={"limit": "page_size"}),),
    }

    @operation(Name("Create email engagement", effect="create", seeds=("000",)))
    @shows(EmailFields, required=_required)
    def create(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        properties: Properties | None = None,
        *,
        associations: Associated = (),
        **fields: Unpack[EmailFields],
    ) -> Plan[Record]:
        """Create an email, dated `timestamp`. Returns the new email.

        `properties` are those that have no field here.
        """
        return self._create(properties, associations, fields)

    @operation()
    @shows(EmailFields)
    def update(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        record_id: Id,
        properties: Properties | None = None,
        *,
        id_property: str | None = None,
        **fields: Unpack[EmailFields],
    ) -> Plan[Record]:
        """Change these fields of an email and keep the others. Returns the changed email. Raises NotFound."""
        return self._update(record_id, properties, id_property, fields)

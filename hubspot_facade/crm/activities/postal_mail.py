"""Postal mail."""

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
from hubspot_facade.plans.methods import C, RawAsync, RawSync, WithRawResponse, operation

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan


class PostalMailFields(ActivityFields, total=False):
    """Fields of a letter."""

    body: str | None


class PostalMail(Activities[C]):
    """Letters sent or received."""

    with_raw_response = WithRawResponse["PostalMail[RawSync]", "PostalMail[RawAsync]"]()
    object_type = "postal_mail"
    _noun = "postal_mail"
    _plural = "postal_mail"
    _prefix = "hs_"
    _fields = PostalMailFields
    _own_names = {"body": "hs_postal_mail_body"}  # noqa: RUF012 # read-only, as Activities declares it

    @operation()
    @shows(PostalMailFields, required=REQUIRED)
    def create(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        properties: Properties | None = None,
        *,
        associations: Associated = (),
        **fields: Unpack[PostalMailFields],
    ) -> Plan[Record]:
        """Create a piece of postal mail, dated `timestamp`. Returns it.

        `properties` are those that have no field here.
        """
        return self._create(properties, associations, fields)

    @operation()
    @shows(PostalMailFields)
    def update(  # pyright: ignore[reportIncompatibleVariableOverride] # takes fields as well
        self,
        record_id: Id,
        properties: Properties | None = None,
        *,
        id_property: str | None = None,
        **fields: Unpack[PostalMailFields],
    ) -> Plan[Record]:
        """Change these fields of a piece of postal mail and keep the others.

        Returns the changed piece. Raises NotFound.
        """
        return self._update(record_id, properties, id_property, fields)

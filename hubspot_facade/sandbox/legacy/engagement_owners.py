"""Owners of engagements: version 1 alone takes the id of an owner that there is not."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

OWNER = "hubspot_owner_id"


def apart(portal: "Portal", values: Body) -> tuple[Body, str | None]:
    """The values without an owner that there is not, and that owner's id."""
    owner = str(values.get(OWNER) or "")
    if not owner or portal.service(Owners).exists(owner):
        return values, None
    return {name: one for name, one in values.items() if name != OWNER}, owner


def owned(portal: "Portal", kind: ObjectType, record: Record, owner: str | None) -> Record:
    """The record with the owner that was kept apart."""
    if owner is not None:
        portal.service(Records).touch(kind, record.id, {OWNER: owner})
        record.properties[OWNER] = owner
    return record

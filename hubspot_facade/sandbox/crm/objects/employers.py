"""The primary company that a contact's `associatedcompanyid` names: written like a value, kept as an association."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.associations.models import PRIMARY_COMPANY, Associations
from hubspot_facade.sandbox.crm.types import BY_ID, ObjectType

from .record import Record

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

NAME = "associatedcompanyid"
COMPANY = BY_ID["0-2"]


def take(kind: ObjectType, values: dict[str, str]) -> str | None:
    """The company that the values name, out of them: "" for none, None where they say nothing of it."""
    return values.pop(NAME, None) if kind.id == "0-1" else None


def employ(portal: "Portal", kind: ObjectType, record: Record, company: str) -> None:
    """Make the company, which there is, the contact's primary one; "" ends the association with the present one."""
    present = record.properties.get(NAME, "")
    if company == present:
        return
    associations = portal.service(Associations)
    if company:
        associations.connect(kind, record.id, COMPANY, int(company), [PRIMARY_COMPANY])
        record.properties[NAME] = company
    else:
        associations.disconnect(kind, record.id, COMPANY, int(present))
        del record.properties[NAME]

"""Associations made and removed, noted for webhooks: once from each end."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.objects.history import History
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType

from .types import AssociationType, AssociationTypes

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


def note_change(portal: "Portal", one: AssociationType, from_id: int, to_id: int, *, removed: bool = False) -> None:
    """Note that an association was made, or removed."""
    schemas = portal.service(ObjectTypes)
    ends = (schemas.by_id(one.from_id), from_id, one.id), (schemas.by_id(one.to_id), to_id, one.inverse_id)
    for (near, near_id, type_id), (far, far_id, _) in (ends, ends[::-1]):
        portal.service(History).note(
            near,
            near_id,
            "associationChange",
            associationType=f"{near.name}_to_{far.name}".upper(),
            associationTypeId=type_id,
            associationCategory=one.category,
            fromObjectId=near_id,
            fromObjectTypeId=near.id,
            toObjectId=far_id,
            toObjectTypeId=far.id,
            associationRemoved=removed,
            isPrimaryAssociation=one.primary,
        )


def note_removal(portal: "Portal", from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int) -> None:
    """Note that all associations of two records are about to be removed."""
    if not portal.service(History).watched():
        return
    rows = portal.store.rows(
        "SELECT category, type_id FROM association WHERE from_type = ? AND from_id = ? AND to_type = ? AND to_id = ?",
        from_kind.id,
        from_id,
        to_kind.id,
        to_id,
    )
    for category, type_id in rows:
        one = portal.service(AssociationTypes).find(category, type_id)
        if one is not None:
            note_change(portal, one, from_id, to_id, removed=True)

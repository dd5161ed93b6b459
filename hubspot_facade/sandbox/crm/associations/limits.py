"""How many records a record may be associated with by one association type."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body

from . import errors
from .types import AssociationType, AssociationTypes

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

MOST = 50_000
"""The limit of every type for which the portal has set none of its own."""


def _most(portal: "Portal", category: str, type_id: int) -> int:
    limit: Body | None = portal.shelf("association_limit").get(f"{category} {type_id}")
    return MOST if limit is None else int(limit["max"])


def refuse_merged(portal: "Portal", kind: ObjectType, primary_id: int, other_id: int) -> None:
    """Refuses a merge by which a type would lead to more records than it may."""
    rows = portal.store.rows(
        "SELECT category, type_id, COUNT(DISTINCT to_id) FROM association WHERE from_type = ? AND from_id IN (?, ?)"
        " GROUP BY category, type_id",
        kind.id,
        primary_id,
        other_id,
    )
    for category, type_id, count in rows:
        one = portal.service(AssociationTypes).find(category, type_id)
        # of primary ones those of the record that is merged away end
        if one is not None and not one.primary and count > _most(portal, category, type_id):
            raise errors.limit_exceeded_by_merge(portal.id, kind, primary_id, other_id)


def refuse_full(portal: "Portal", from_kind: ObjectType, one: AssociationType, from_id: int, to_id: int) -> None:
    """Refuses a further record where a type leads to as many as it may."""
    most = _most(portal, *one.spec)
    (count,) = portal.store.row(
        "SELECT COUNT(*) FROM (SELECT 1 FROM association WHERE from_type = ? AND from_id = ? AND to_type = ?"
        " AND to_id <> ? AND category = ? AND type_id = ? LIMIT ?)",
        one.from_id,
        from_id,
        one.to_id,
        to_id,
        *one.spec,
        most,
    )
    if count >= most:
        raise errors.limit_exceeded(from_kind, from_id, one.id, most)

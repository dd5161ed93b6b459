"""How many records a record may be associated with by one association type."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.errors import Body

from . import errors
from .types import AssociationType

if TYPE_CHECKING:
    from hubspot_facade.sandbox.portal import Portal

MOST = 50_000
"""The limit of every type for which the portal has set none of its own."""


def refuse_full(portal: "Portal", from_kind: ObjectType, one: AssociationType, from_id: int, to_id: int) -> None:
    """Refuses a further record where a type leads to as many as it may."""
    limit: Body | None = portal.association_limits.get(f"{one.category} {one.id}")
    most = MOST if limit is None else int(limit["max"])
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

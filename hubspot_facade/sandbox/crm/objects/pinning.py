"""Pinned activities: a record shows one of the activities that it is associated with above the others."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.types import ObjectType

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

PINNED = "hs_pinned_engagement_id"
ACTIVITIES = frozenset({"0-18", "0-27", "0-46", "0-47", "0-48", "0-49", "0-116"})
"""Communications, tasks, notes, meetings, calls, e-mails and postal mail."""


def activities_of(portal: "Portal", kind: ObjectType, id_: int) -> set[int]:
    """The ids of the activities that a record is associated with."""
    rows = portal.store.rows("SELECT to_type, to_id FROM association WHERE from_type = ? AND from_id = ?", kind.id, id_)
    return {to_id for to_type, to_id in rows if to_type in ACTIVITIES}

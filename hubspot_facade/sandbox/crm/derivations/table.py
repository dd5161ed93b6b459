"""The table: what is derived for each object type, and what of it an answer to a write shows."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.crm.types import ObjectType

from . import activities, people, sales, stages
from .counts import COUNTS
from .rows import Facts, Row, Shown, Values

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

SOURCE = ("hs_object_source", "hs_object_source_id", "hs_object_source_label")


def _owner(facts: Facts) -> Values:
    owner = facts.get("hubspot_owner_id")
    if facts.changed.get("hubspot_owner_id") is None:
        return {}
    return {
        "hs_all_owner_ids": owner,
        "hs_user_ids_of_all_owners": facts.portal.service(Owners).user_of(owner),
        "hubspot_owner_assigneddate": facts.moment if owner else "",
    }


OWNED = ("hs_all_owner_ids", "hs_user_ids_of_all_owners", "hubspot_owner_assigneddate")
EVERY = (Row(OWNED, ("hubspot_owner_id",), _owner),)
TABLE: dict[str, tuple[Row, ...]] = {
    "0-1": people.CONTACT,
    "0-2": people.COMPANY,
    "0-3": sales.DEAL,
    "0-5": sales.TICKET,
    "0-8": sales.LINE_ITEM,
    "0-27": activities.TASK,
    "0-47": activities.MEETING,
    "0-49": activities.EMAIL,
    **{id_: activities.common(id_) for id_ in activities.BODIES if id_ not in ("0-27", "0-47", "0-49")},
}
ALWAYS: dict[str, tuple[str, ...]] = {
    "0-1": ("hs_is_unworked", "hs_pipeline", "lifecyclestage", "notes_last_updated"),
    "0-2": ("domain", "hs_pipeline", "hs_task_label", "lifecyclestage"),
    "0-3": ("dealstage", "pipeline"),
    "0-5": ("hs_helpdesk_sort_timestamp", "hs_ticket_id"),
    "0-27": ("hs_task_status", "hs_task_type", "hs_timestamp", "hubspot_owner_id", *OWNED),
}
"""What an answer to any write of a type shows, beside what was sent."""


def derive(facts: Facts) -> None:
    """Put what follows from the new values among the values, in the order of the table."""
    is_new = facts.new
    for row in (*EVERY, *TABLE.get(facts.kind.id, ())):
        if is_new or not facts.changed.keys().isdisjoint(row.of):
            facts.values |= row.by(facts)
    if is_new:
        facts.values |= {count.name: facts.values.get(count.name) or "0" for count in COUNTS.get(facts.kind.id, ())}
    facts.values |= stages.moved(facts)


@lru_cache(maxsize=256)
def never_answered(kind: ObjectType) -> frozenset[str]:
    """The derived properties that no answer to a write shows."""
    return frozenset(name for row in TABLE.get(kind.id, ()) if row.shown is Shown.NEVER for name in row.makes)


def answered_after_update(portal: "Portal", kind: ObjectType, sent: Iterable[str]) -> set[str]:
    """What the answer to an update shows: what was sent, what followed from it, and what always stands there."""
    given = set(sent)
    names = given | {"hs_object_id", kind.created, kind.modified, *SOURCE, *ALWAYS.get(kind.id, ()), *stages.CURRENT}
    names |= {name for name in (kind.pipeline, kind.stage) if name is not None}
    for row in (*EVERY, *TABLE.get(kind.id, ())):
        if row.shown is Shown.WRITES and not given.isdisjoint(row.of):
            names |= set(row.makes)
    return names - (never_answered(kind) - given)

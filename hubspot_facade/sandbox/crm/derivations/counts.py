"""What follows from the records that a record is associated with: how many there are, and when they were."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.objects.stored import StoredRecords
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.state import instants

from .rows import Values

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

TALKS = ("0-18", "0-47", "0-48", "0-49", "0-116")
"""Activities by which somebody is contacted."""
ACTIVITIES = (*TALKS, "0-27", "0-46")
_PAST = "CAST(round((julianday(json_extract(properties, '$.hs_timestamp')) - 2440587.5) * 86400000.0) AS INTEGER)"


@dataclass(frozen=True, slots=True)
class Count:
    """How many live records of some types a record is associated with.

    `equals` is a property and the value of it that those have which count, and `of` is what that follows from;
    `type_id` is an association type.
    """

    name: str
    far: tuple[str, ...]
    equals: tuple[str, str] | None = None
    of: tuple[str, ...] = ()
    type_id: int | None = None

    @property
    def where(self) -> str:
        """The condition in SQL."""
        return "1" if self.equals is None else "json_extract(properties, '$.{}') = '{}'".format(*self.equals)


@dataclass(frozen=True, slots=True)
class Last:
    """When the latest of them was, or, with `coming`, when the next one is."""

    name: str
    far: tuple[str, ...]
    coming: bool = False


OPEN = ("hs_is_closed", "false")
ENGAGED = Count("num_notes", ACTIVITIES)
CONTACTED = Count("num_contacted_notes", TALKS)
DEALS = Count("num_associated_deals", ("0-3",))
COUNTS: dict[str, tuple[Count, ...]] = {
    "0-1": (ENGAGED, CONTACTED, DEALS),
    "0-2": (
        ENGAGED,
        CONTACTED,
        DEALS,
        Count("num_associated_contacts", ("0-1",)),
        Count("hs_num_open_deals", ("0-3",), OPEN, ("pipeline", "dealstage")),
        Count("hs_num_child_companies", ("0-2",), type_id=13),
    ),
    "0-3": (
        ENGAGED,
        CONTACTED,
        Count("num_associated_contacts", ("0-1",)),
        Count("hs_num_of_associated_line_items", ("0-8",)),
        Count("hs_number_of_call_engagements", ("0-48",)),
    ),
    "0-5": (
        ENGAGED,
        Count("hs_num_times_contacted", TALKS),
        Count("hs_num_associated_companies", ("0-2",)),
    ),
}
TIMES: dict[str, tuple[Last, ...]] = {
    type_: (
        Last("notes_last_updated", ACTIVITIES),
        Last("notes_last_contacted", TALKS),
        Last("notes_next_activity_date", ACTIVITIES, coming=True),
    )
    for type_ in ("0-1", "0-2", "0-3", "0-5")
}
_NEIGHBOURS = (
    "FROM (SELECT DISTINCT to_type, to_id FROM association WHERE from_type = ? AND from_id = ?"
    " AND to_type IN ({marks}){type}) JOIN record ON type = to_type AND id = to_id WHERE archived IS NULL"
)


def tallied(kind_id: str, neighbours: Iterable[tuple[str, Values]], now: int) -> Values:
    """The same of a record that is put in with its neighbours, each a type and values, before they are stored."""
    known = list(neighbours)
    found: Values = {}
    for count in COUNTS.get(kind_id, ()):
        if count.type_id is None:
            name, value = count.equals or ("", None)
            counted = [one for type_, one in known if type_ in count.far and one.get(name) == value]
            found[count.name] = str(len(counted))
    for last in TIMES.get(kind_id, ()):
        times = [instants.parse(one.get("hs_timestamp") or "x") for type_, one in known if type_ in last.far]
        fitting = [at for at in times if at is not None and (at > now) is last.coming]
        if fitting:
            found[last.name] = instants.instant(min(fitting) if last.coming else max(fitting))
    return found


def recount(portal: "Portal", kind: ObjectType, id_: int, far: str, changed: set[str] | None = None) -> None:
    """Bring what follows from a record's neighbours of one type up to date; `changed` limits it to what can differ."""
    found: dict[str, str] = {}
    for count in COUNTS.get(kind.id, ()):
        if far in count.far and (changed is None or not changed.isdisjoint(count.of)):
            found[count.name] = str(_select(portal, kind, id_, count.far, "COUNT(*)", count.where, count.type_id) or 0)
    for last in TIMES.get(kind.id, ()):
        if far in last.far and (changed is None or "hs_timestamp" in changed):
            compare, best = (">", "MIN") if last.coming else ("<=", "MAX")
            where = f"{_PAST} {compare} {portal.now()}"
            at = _select(portal, kind, id_, last.far, f"{best}({_PAST})", where, None)
            found[last.name] = "" if at is None else instants.instant(at)
    if found:
        portal.service(StoredRecords).touch(kind, id_, found)


@lru_cache(maxsize=256)
def _followers(far: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The types that have something that follows from neighbours of a type, and from which properties of these."""
    return tuple(
        (type_, row.of if isinstance(row, Count) else ("hs_timestamp",))
        for table in (COUNTS, TIMES)
        for type_, rows in table.items()
        for row in rows
        if far in row.far
    )


def ripple(portal: "Portal", kind: ObjectType, id_: int, changed: set[str]) -> None:
    """Bring the neighbours of a record up to date after it changed."""
    near = {type_ for type_, names in _followers(kind.id) if not changed.isdisjoint(names)}
    for type_ in near:
        rows = portal.store.rows(
            "SELECT DISTINCT to_id FROM association WHERE from_type = ? AND from_id = ? AND to_type = ?",
            kind.id,
            id_,
            type_,
        )
        for (neighbour,) in rows:
            recount(portal, portal.service(ObjectTypes).by_id(type_), neighbour, kind.id, changed)


def _select(
    portal: "Portal", kind: ObjectType, id_: int, far: tuple[str, ...], what: str, where: str, type_id: int | None
) -> int | None:
    marks = ",".join("?" * len(far))
    of_type = "" if type_id is None else " AND category = 'HUBSPOT_DEFINED' AND type_id = ?"
    neighbours = _NEIGHBOURS.format(marks=marks, type=of_type)
    parameters = [kind.id, id_, *far, *([] if type_id is None else [type_id])]
    row = portal.store.row(f"SELECT {what} {neighbours} AND {where}", *parameters)
    return None if row[0] is None else int(row[0])

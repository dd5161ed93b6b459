"""Records as they are stored: read, looked up, and set what follows from elsewhere. Nothing is derived here."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Refusal, resource_not_found

from . import errors
from .record import COLUMNS, Record, compact

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

Values = dict[str, str]
RECORD_ID = "hs_object_id"
"""The property that HubSpot finds records by like an id, though it is not declared unique."""
CHUNK = 500


class StoredRecords:
    """The stored records of a portal, for what `Records` itself goes by: derivations, associations."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._store = portal.store

    def find(self, kind: ObjectType, id_: int, *, archived: bool = False, follow: bool = True) -> Record | None:
        """The record with an id; ids merged away lead to the record they became."""
        row = self._store.row(f"SELECT {COLUMNS} FROM record WHERE type = ? AND id = ?", kind.id, id_)  # noqa: S608
        if row is None:
            return None
        record = Record.of_row(row)
        if record.merged_into is not None:
            return self.find(kind, record.merged_into, archived=archived) if follow else None
        return record if (record.archived is not None) == archived else None

    def get(self, kind: ObjectType, id_: str, *, by: str | None = None, archived: bool = False) -> Record:
        """The record with an id, or with a unique value when `by` names the property; 404 when there is none."""
        number = self.number(kind, id_, by=by)
        record = None if number is None else self.find(kind, number, archived=archived)
        if record is None:
            raise resource_not_found(categorised=self._portal.unsettled.missing_record_category)
        return record

    def number(self, kind: ObjectType, id_: str, *, by: str | None = None) -> int | None:
        """The numeric id for what a client calls a record; None when no record has the value, and for a property
        whose values are not unique.
        """
        if by is None or by == RECORD_ID:
            return numeric(id_)
        return self.holder(kind, by, id_) if self._is_unique(kind, by) else None

    def require_unique(self, kind: ObjectType, name: str, *, verb: str = "update/upsert") -> None:
        """Refuses a property that cannot identify the records of a batch."""
        if not self._is_unique(kind, name):
            raise errors.not_unique(kind, name, self._portal.id, verb)

    def _is_unique(self, kind: ObjectType, name: str) -> bool:
        definition = self._portal.service(Properties).catalogue(kind).get(name)
        return definition is not None and definition.unique

    def holder(self, kind: ObjectType, name: str, value: str) -> int | None:
        """The id of the live record that has a unique value."""
        row = self._store.row(
            "SELECT id FROM unique_value WHERE type = ? AND property = ? AND value = ?", kind.id, name, folded(value)
        )
        return row[0] if row else None

    def holders(self, kind: ObjectType, name: str, values: Iterable[str]) -> dict[str, int]:
        """The ids of the live records that have unique values, by the values as they are compared (`folded`)."""
        wanted = list(dict.fromkeys(map(folded, values)))
        found: dict[str, int] = {}
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            marks = ",".join("?" * len(part))
            found |= self._store.rows(
                f"SELECT value, id FROM unique_value WHERE type = ? AND property = ? AND value IN ({marks})",  # noqa: S608 - question marks only
                kind.id,
                name,
                *part,
            )
        return found

    def many(self, kind: ObjectType, ids: Iterable[int], *, archived: bool = False) -> dict[int, Record]:
        """The records that exist, by the id they were asked for and in that order."""
        wanted = list(dict.fromkeys(ids))
        found: dict[int, Record] = {}
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            marks = ",".join("?" * len(part))
            for row in self._store.rows(
                f"SELECT {COLUMNS} FROM record WHERE type = ? AND id IN ({marks})",  # noqa: S608 - question marks only
                kind.id,
                *part,
            ):
                record = Record.of_row(row)
                if record.merged_into is not None:
                    heir = self.find(kind, record.merged_into, archived=archived)
                    if heir is not None:
                        found[record.id] = heir
                elif (record.archived is not None) == archived:
                    found[record.id] = record
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def page(self, kind: ObjectType, *, after: int, limit: int, archived: bool = False) -> list[Record]:
        """Records in the order of their ids, from the id `after` on."""
        state = "archived IS NOT NULL" if archived else "archived IS NULL"
        rows = self._store.rows(
            f"SELECT {COLUMNS} FROM record WHERE type = ? AND id >= ? AND merged_into IS NULL AND {state}"  # noqa: S608
            " ORDER BY id LIMIT ?",
            kind.id,
            after,
            limit,
        )
        return [Record.of_row(row) for row in rows]

    def living(self, kind: ObjectType, ids: Iterable[int]) -> dict[int, int]:
        """For those of the ids that lead to a live record, its id: another one where the record was merged away.

        Whatever is kept under the id of a record (associations, memberships) is kept under this one.
        """
        wanted = list(set(ids))
        found: dict[int, int] = {}
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            marks = ",".join("?" * len(part))
            for id_, heir in self._store.rows(
                f"SELECT id, merged_into FROM record WHERE type = ? AND archived IS NULL AND id IN ({marks})",  # noqa: S608
                kind.id,
                *part,
            ):
                if heir is None:
                    found[id_] = id_
                elif (record := self.find(kind, heir)) is not None:
                    found[id_] = record.id
        return found

    def heir(self, kind: ObjectType, id_: int) -> int:
        """The id under which a record is kept now; the id itself where no live record is meant."""
        return self.living(kind, [id_]).get(id_, id_)

    def known(self, kind: ObjectType, id_: int) -> bool:
        """Whether there is such a record, be it live, archived or merged away."""
        return self._store.row("SELECT 1 FROM record WHERE type = ? AND id = ?", kind.id, id_) is not None

    def count(self, kind: ObjectType) -> int:
        """How many live records the type has."""
        row = self._store.row(
            "SELECT COUNT(*) FROM record WHERE type = ? AND archived IS NULL AND merged_into IS NULL", kind.id
        )
        return int(row[0])

    def touch(self, kind: ObjectType, id_: int, values: Values) -> None:
        """Set read-only values that follow from something else, such as an association; no 404 when it is gone."""
        record = self.find(kind, id_)
        if record is None:
            return
        values = {name: value for name, value in values.items() if record.properties.get(name, "") != value}
        if not values:
            return
        now = self._portal.now()
        record.properties.update(values)
        record.properties = {name: value for name, value in record.properties.items() if value}
        self._store.execute(
            "UPDATE record SET properties = ? WHERE type = ? AND id = ?", record.dump(), kind.id, record.id
        )
        self._store.columns.note(kind.id, record.id, record.created, record.updated, values)
        self.remember(kind, record.id, now, values)

    def remember(self, kind: ObjectType, id_: int, at: int, changed: Values) -> None:
        """Keep in the history what was written."""
        self._store.execute(
            "INSERT INTO history (type, id, at, changes) VALUES (?, ?, ?, ?)",
            kind.id,
            id_,
            at,
            compact(changed),
        )


def numeric(given: str) -> int:
    """The id as a number; 404 in HubSpot's words when it is not a positive number."""
    try:
        number = int(given)
    except ValueError:
        raise errors.not_numeric(given) from None
    if number <= 0:
        raise errors.not_positive(given)
    return min(number, 2**63 - 1)


def number_of(given: str) -> int | None:
    """The id as a number; None for any other text, which a batch reports as not found."""
    try:
        return numeric(given)
    except Refusal:
        return None


def first_id(kind: ObjectType, seed: int | None) -> int:
    """Where the ids of a type begin: a range for each type, so that mixed-up ids show, beyond int32."""
    family, _, number = kind.id.partition("-")
    step = int(number) % 900
    return (1000 if family == "2" else 100) * 1_000_000_000 + step * 1_000_000_000 + (seed or 0) * 1_000_000 + 1


def folded(value: str) -> str:
    """A unique value as it is compared: in any case."""
    return value.strip().lower()

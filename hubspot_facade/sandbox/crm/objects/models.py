"""Records of every object type: written, read and looked up. Answers are `Record`s; the wire form is the view's."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.derivations.counts import ripple
from hubspot_facade.sandbox.crm.derivations.rows import Facts
from hubspot_facade.sandbox.crm.derivations.table import derive
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import resource_not_found
from hubspot_facade.sandbox.state import instants

from . import errors
from .derived import keep_addresses, keep_forward, on_create
from .history import EVENT, note
from .record import COLUMNS, Record

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

Values = dict[str, str]
CHUNK = 500


class Records:
    """The records of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._store = portal.store

    # -- reading ---------------------------------------------------------------------------------------------

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
        """The numeric id for what a client calls a record; None when no record has the unique value."""
        if by is None or by == "hs_object_id":
            return numeric(id_)
        self.require_unique(kind, by, verb="read")
        return self.holder(kind, by, id_)

    def require_unique(self, kind: ObjectType, name: str, *, verb: str = "update/upsert") -> None:
        """Refuses a property that cannot identify records of the type."""
        definition = self._portal.properties.catalogue(kind).get(name)
        if definition is None or not definition.unique:
            raise errors.not_unique(kind, name, self._portal.id, verb)

    def holder(self, kind: ObjectType, name: str, value: str) -> int | None:
        """The id of the live record that has a unique value."""
        row = self._store.row(
            "SELECT id FROM unique_value WHERE type = ? AND property = ? AND value = ?", kind.id, name, _folded(value)
        )
        return row[0] if row else None

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

    # -- writing ---------------------------------------------------------------------------------------------

    def create(self, kind: ObjectType, all_values: list[Values]) -> list[Record]:
        """New records of checked values, in the same order; refuses a unique value that is taken."""
        now = self._portal.now()
        start = first_id(kind, self._portal.seed)
        ids = self._store.numbers(f"record {kind.id}", start=start, count=len(all_values))
        records: list[Record] = []
        rows: list[tuple[str, int, str, int, int]] = []
        changes: list[tuple[str, int, int, str]] = []
        for id_, values in zip(ids, all_values, strict=True):
            on_create(self._portal, kind, values, id_, now)
            kept = {name: value for name, value in values.items() if value}
            created = instants.parse(kept.get(kind.created, "")) or now
            record = Record(id_, kept, created, now)
            self._claim(kind, record, kept, new_from=ids.start)
            text = record.dump()
            rows.append((kind.id, id_, text, created, now))
            changes.append((kind.id, id_, now, text))
            records.append(record)
        self._store.connection.executemany(
            "INSERT INTO record (type, id, properties, created, updated) VALUES (?, ?, ?, ?, ?)", rows
        )
        self._store.connection.executemany("INSERT INTO history (type, id, at, changes) VALUES (?, ?, ?, ?)", changes)
        return records

    def update(self, kind: ObjectType, record: Record, values: Values) -> Record:
        """The record with checked values written over it."""
        now = self._portal.now()
        before = record.properties
        if kind.id in ("0-1", "0-2"):
            keep_forward(values, before)
            keep_addresses(values, before)
        if kind.created in values and not values[kind.created]:
            del values[kind.created]
        merged = before | values
        derive(Facts(self._portal, kind, merged, values, before, now, str(record.id)))
        merged[kind.modified] = instants.instant(now)
        after = {name: value for name, value in merged.items() if value}
        changed = {
            name: merged.get(name, "") for name in merged | before if before.get(name, "") != after.get(name, "")
        }
        updated = Record(record.id, after, instants.parse(after.get(kind.created, "")) or record.created, now)
        self._claim(kind, updated, changed)
        self._store.execute(
            "UPDATE record SET properties = ?, created = ?, updated = ? WHERE type = ? AND id = ?",
            updated.dump(),
            updated.created,
            now,
            kind.id,
            record.id,
        )
        self._remember(kind, record.id, now, changed)
        ripple(self._portal, kind, record.id, set(changed))
        return updated

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
        self._remember(kind, record.id, now, values)

    def archive(self, kind: ObjectType, ids: Iterable[int]) -> None:
        """Archive records; ids that no live record has are passed over, as HubSpot does."""
        now = self._portal.now()
        for id_ in ids:
            row = self._store.row("SELECT merged_into FROM record WHERE type = ? AND id = ?", kind.id, id_)
            while row is not None and row[0] is not None:
                id_ = row[0]
                row = self._store.row("SELECT merged_into FROM record WHERE type = ? AND id = ?", kind.id, id_)
            changed = self._store.execute(
                "UPDATE record SET archived = ? WHERE type = ? AND id = ? AND archived IS NULL", now, kind.id, id_
            )
            if changed:
                self._store.execute("DELETE FROM unique_value WHERE type = ? AND id = ?", kind.id, id_)
                self._portal.associations.drop_record(kind, id_)
                note(self._portal, kind, id_, "deletion", changeFlag="DELETED")

    def restore(self, kind: ObjectType, id_: int) -> Record:
        """The archived record, live again, as HubSpot's recycling bin does it; its associations are gone. 404, 409."""
        record = self.find(kind, id_, archived=True)
        if record is None:
            raise resource_not_found()
        record.archived = None
        self._claim(kind, record, record.properties)
        self._store.execute("UPDATE record SET archived = NULL WHERE type = ? AND id = ?", kind.id, record.id)
        note(self._portal, kind, record.id, "restore")
        return record

    def erase(self, kind: ObjectType, id_: int) -> None:
        """Delete a record for good, with the values it ever had."""
        self.archive(kind, [id_])
        self._store.execute("DELETE FROM record WHERE type = ? AND id = ?", kind.id, id_)
        self._store.execute(
            "DELETE FROM history WHERE type = ? AND id = ? AND json_extract(changes, ?) IS NULL",
            kind.id,
            id_,
            f'$."{EVENT}"',
        )
        note(self._portal, kind, id_, "privacyDeletion", changeFlag="DELETED")

    def _remember(self, kind: ObjectType, id_: int, at: int, changed: Values) -> None:
        self._store.execute(
            "INSERT INTO history (type, id, at, changes) VALUES (?, ?, ?, ?)",
            kind.id,
            id_,
            at,
            json.dumps(changed, separators=(",", ":")),
        )

    def _claim(self, kind: ObjectType, record: Record, changed: Values, *, new_from: int | None = None) -> None:
        """Register the unique values; refuses one that another record has, naming it if its id is below `new_from`."""
        catalogue = self._portal.properties.catalogue(kind)
        for name, value in changed.items():
            definition = catalogue.get(name)
            if definition is None or not definition.unique:
                if name == "hs_additional_emails" and kind.id == "0-1":
                    self._claim_emails(kind, record.id, value)
                continue
            owner = self.holder(kind, name, value) if value else None
            if owner is not None and owner != record.id:
                if kind.id == "0-1" and name == "email":
                    status = 409 if new_from is not None else self._portal.unsettled.taken_address_status
                    existing = None if new_from is not None and owner >= new_from else owner
                    raise errors.contact_exists(existing, status=status)
                raise errors.value_taken(kind, self._portal.id, name, value, record.id, owner)
            keep = record.properties.get("hs_additional_emails", "").split(";") if name == "email" else []
            marks = "".join(" AND value <> ?" for _ in keep)
            self._store.execute(
                f"DELETE FROM unique_value WHERE type = ? AND id = ? AND property = ?{marks}",  # noqa: S608
                kind.id,
                record.id,
                name,
                *keep,
            )
            if value:
                self._store.execute(
                    "INSERT OR REPLACE INTO unique_value (type, property, value, id) VALUES (?, ?, ?, ?)",
                    kind.id,
                    name,
                    _folded(value),
                    record.id,
                )

    def _claim_emails(self, kind: ObjectType, id_: int, value: str) -> None:
        for email in filter(None, value.split(";")):
            self._store.execute(
                "INSERT OR IGNORE INTO unique_value (type, property, value, id) VALUES (?, 'email', ?, ?)",
                kind.id,
                _folded(email),
                id_,
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


def first_id(kind: ObjectType, seed: int | None) -> int:
    """Where the ids of a type begin: a range for each type, so that mixed-up ids show, beyond int32."""
    family, _, number = kind.id.partition("-")
    step = int(number) % 900
    return (1000 if family == "2" else 100) * 1_000_000_000 + step * 1_000_000_000 + (seed or 0) * 1_000_000 + 1


def _folded(value: str) -> str:
    return value.strip().lower()

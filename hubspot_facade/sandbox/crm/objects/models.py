"""Records of every object type: read, looked up and written, with what follows from what is written.

Answers are `Record`s; the wire form is the view's.
"""

from collections.abc import Iterable

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.derivations.counts import ripple
from hubspot_facade.sandbox.crm.derivations.rows import Facts
from hubspot_facade.sandbox.crm.derivations.table import derive
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Refusal, resource_not_found
from hubspot_facade.sandbox.state import instants

from . import errors
from .derived import keep_addresses, keep_forward, on_create
from .employers import employ, take
from .history import EVENT, History
from .record import Record
from .stored import StoredRecords, Values, first_id, folded

_CLAIM = "INTO unique_value (type, property, value, id) VALUES (?, ?, ?, ?)"


class Records(StoredRecords):
    """The records of a portal."""

    def create(self, kind: ObjectType, all_values: list[Values], *, in_turn: bool = False) -> list[Record]:
        """New records of checked values, in the same order; refuses a unique value that is taken.

        `in_turn` says that they are made one after the other: the refusal may name one of them.
        """
        now = self._portal.now()
        start = first_id(kind, self._portal.seed)
        ids = self._store.numbers(f"record {kind.id}", start=start, count=len(all_values))
        records: list[Record] = []
        rows: list[tuple[str, int, str, int, int]] = []
        changes: list[tuple[str, int, int, str]] = []
        companies = [take(kind, values) for values in all_values]
        for id_, values in zip(ids, all_values, strict=True):
            given = values.get(kind.created)
            created = (instants.parse(given) if given else None) or now
            on_create(self._portal, kind, values, id_, now)
            kept = {name: value for name, value in values.items() if value}
            record = Record(id_, kept, created, now)
            text = record.dump()
            rows.append((kind.id, id_, text, created, now))
            changes.append((kind.id, id_, now, text))
            records.append(record)
        self._claim_new(kind, records, named_from=ids.stop if in_turn else ids.start)
        self._store.connection.executemany(
            "INSERT INTO record (type, id, properties, created, updated) VALUES (?, ?, ?, ?, ?)", rows
        )
        self._store.connection.executemany("INSERT INTO history (type, id, at, changes) VALUES (?, ?, ?, ?)", changes)
        for record in records:
            self._store.columns.note(kind.id, record.id, record.created, now, record.properties, is_whole=True)
        for record, company in zip(records, companies, strict=True):
            if company:
                employ(self._portal, kind, record, company)
        return records

    def update(self, kind: ObjectType, record: Record, values: Values) -> Record:
        """The record with checked values written over it."""
        now = self._portal.now()
        before, company = record.properties, take(kind, values)
        if kind.id in ("0-1", "0-2"):
            keep_forward(values, before)
            keep_addresses(values, before)
        if kind.created in values and not values[kind.created]:
            del values[kind.created]
        merged = before | values
        derive(Facts(self._portal, kind, merged, values, before, now, str(record.id)))
        merged[kind.modified] = instants.instant(now)
        after = {name: value for name, value in merged.items() if value} if "" in merged.values() else merged
        changed = {name: value for name, value in merged.items() if before.get(name, "") != value}
        given = values.get(kind.created)
        created = (instants.parse(given) if given else None) or record.created
        updated = Record(record.id, after, created, now)
        self._claim(kind, updated, changed)
        text = updated.dump()
        self._store.execute(
            "UPDATE record SET properties = ?, updated = ? WHERE type = ? AND id = ?", text, now, kind.id, record.id
        )
        if created != record.created:  # which an index has
            self._store.execute("UPDATE record SET created = ? WHERE type = ? AND id = ?", created, kind.id, record.id)
        self._store.columns.note(kind.id, record.id, created, now, changed)
        self.remember(kind, record.id, now, changed)
        ripple(self._portal, kind, record.id, set(changed))
        if company is not None:
            employ(self._portal, kind, updated, company)
        return updated

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
                self._store.columns.note_gone(kind.id, id_)
                self._store.execute("DELETE FROM unique_value WHERE type = ? AND id = ?", kind.id, id_)
                self._portal.service(Associations).drop_record(kind, id_)
                self._portal.service(History).note(kind, id_, "deletion", changeFlag="DELETED")

    def restore(self, kind: ObjectType, id_: int) -> Record:
        """The archived record, live again, as HubSpot's recycling bin does it; its associations are gone. 404, 409."""
        record = self.find(kind, id_, archived=True)
        if record is None:
            raise resource_not_found()
        record.archived = None
        self._claim(kind, record, record.properties)
        self._store.execute("UPDATE record SET archived = NULL WHERE type = ? AND id = ?", kind.id, record.id)
        self._store.columns.note(kind.id, record.id, record.created, record.updated, record.properties, is_whole=True)
        self._portal.service(History).note(kind, record.id, "restore")
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
        self._portal.service(History).note(kind, id_, "privacyDeletion", changeFlag="DELETED")

    def unique_values(self, kind: ObjectType, values: Values) -> list[tuple[str, str]]:
        """What identifies a record with these values: names and values as they are compared (`folded`)."""
        found = [
            (name, folded(value))
            for name in self._portal.service(Properties).unique(kind)
            if (value := values.get(name))
        ]
        if kind.id == "0-1" and (others := values.get("hs_additional_emails")):
            found += [("email", folded(one)) for one in others.split(";") if one]
        return found

    def _claim_new(self, kind: ObjectType, records: list[Record], *, named_from: int) -> None:
        """Register the unique values of new records; refuses one that is taken, naming who has it if its id is below
        `named_from`.
        """
        unique = self._portal.service(Properties).unique(kind)
        claims = [
            (kind.id, name, value, record.id)
            for record in records
            for name, value in self.unique_values(kind, record.properties)
        ]
        if self._store.connection.executemany(f"INSERT OR IGNORE {_CLAIM}", claims).rowcount == len(claims):
            return
        for record in records:
            for name in record.properties:
                owner = self.holder(kind, name, record.properties[name]) if name in unique else None
                if owner is not None and owner != record.id:
                    raise self._taken(kind, record, name, owner, status=409, is_named=owner < named_from)

    def _taken(
        self, kind: ObjectType, record: Record, name: str, owner: int, *, status: int, is_named: bool = True
    ) -> Refusal:
        if kind.id == "0-1" and name == "email":
            return errors.contact_exists(owner if is_named else None, status=status)
        return errors.value_taken(kind, self._portal.id, name, record.properties[name], record.id, owner)

    def _claim(self, kind: ObjectType, record: Record, changed: Values) -> None:
        """Register the unique values; refuses one that another record has."""
        unique = self._portal.service(Properties).unique(kind)
        for name, value in changed.items():
            if name not in unique:
                if name == "hs_additional_emails" and kind.id == "0-1":
                    self._claim_emails(kind, record, value)
                continue
            owner = self.holder(kind, name, value) if value else None
            if owner is not None and owner != record.id:
                raise self._taken(kind, record, name, owner, status=self._portal.unsettled.taken_address_status)
            keep = record.properties.get("hs_additional_emails", "").split(";") if name == "email" else []
            self._release(kind, record, name, keep=keep)
            if value:
                self._store.execute(f"INSERT OR REPLACE {_CLAIM}", kind.id, name, folded(value), record.id)

    def _claim_emails(self, kind: ObjectType, record: Record, value: str) -> None:
        emails = [one for one in value.split(";") if one]
        self._release(kind, record, "email", keep=[record.properties.get("email", ""), *emails])
        for email in emails:
            self._store.execute(f"INSERT OR IGNORE {_CLAIM}", kind.id, "email", folded(email), record.id)

    def _release(self, kind: ObjectType, record: Record, name: str, *, keep: Iterable[str]) -> None:
        """Let other records have the record's unique values but those to keep."""
        kept = [folded(one) for one in keep if one]
        marks = "".join(" AND value <> ?" for _ in kept)
        self._store.execute(
            f"DELETE FROM unique_value WHERE type = ? AND id = ? AND property = ?{marks}",  # noqa: S608
            kind.id,
            record.id,
            name,
            *kept,
        )

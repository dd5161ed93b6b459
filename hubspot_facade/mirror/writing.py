"""Records as rows: written together with the position that follows them, and removed with all that is theirs."""

from __future__ import annotations

from decimal import Decimal
from math import isinf
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import IncompleteAnswer
from hubspot_facade.mirror.database import among, parts_of
from hubspot_facade.mirror.definitions import MERGED
from hubspot_facade.mirror.layout import OWN_COLUMNS, PENDING, REMOVED, SEEN, UNREAD, quoted
from hubspot_facade.mirror.positions import save
from hubspot_facade.mirror.report import Progress
from hubspot_facade.wire.ids import is_record_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hubspot_facade.mirror.layout import Table
    from hubspot_facade.mirror.positions import Position
    from hubspot_facade.mirror.report import Part
    from hubspot_facade.mirror.run import Kind, Run
    from hubspot_facade.tables.columns import Column

_CHANGED = "updated_at"
_CELLS = 300_000  # values in memory at once


class Records:
    """The table of one type's records, while a run writes it."""

    def __init__(self, run: Run, kind: Kind, table: Table, part: Part) -> None:
        self._run = run
        self._kind = kind
        self._table = table
        self._part = part
        self._read = 0
        self.again = False
        """Whether all rows that are there were read before in this run, so that only new ones are to be counted."""
        self._columns = table.columns[len(OWN_COLUMNS) :]
        self.size = max(100, min(run.database.batch, _CELLS // len(table.columns)))
        """How many records to write at once."""
        names = [each.source for each in self._columns]
        self.properties = names if MERGED in names else [*names, MERGED]
        """What to ask HubSpot for."""

    def write(self, records: Sequence[Any], position: Position, *, seen: bool = False) -> None:
        """Write records, and with them the position after them."""
        database, table = self._run.database, self._table
        with database.transaction():
            by_id = {number_of(each): each for each in records}
            for gone in self._merged_away(by_id):
                del by_id[gone]
            before = dict(database.rows(f"select id, {_CHANGED} from {quoted(table.name)} where id in {among(by_id)}"))
            unread: list[list[Any]] = []
            rows = [self._row(number, each, unread) for number, each in by_id.items()]
            if before:
                database.execute(
                    f"delete from unread_values where object_type = ? and id in {among(before)}", table.name
                )
            database.execute(f"delete from removed_records where object_type = ? and id in {among(by_id)}", table.name)
            database.put(table, rows)
            database.put(UNREAD, unread)
            database.put(PENDING, [[table.name, number] for number in by_id])
            if seen:
                database.put(SEEN, [[table.name, number] for number in by_id])
            after = dict(database.rows(f"select id, {_CHANGED} from {quoted(table.name)} where id in {among(by_id)}"))
            for number, each in by_id.items():
                self.take_over(number, each.properties.get(MERGED))
            save(self._run, self._kind, position)
        self._part.written += sum(before.get(number) != when for number, when in after.items())
        self._part.checkpoint = position.checkpoint
        self._read += len(by_id) - (len(before) if self.again else 0)
        self._run.tell(Progress(self._part.name, self._read))

    def remove(self, ids: Iterable[int], reason: str, *, into: int | None = None) -> None:
        """Remove records with their associations and memberships; within a transaction."""
        database, name = self._run.database, self._table.name
        for some in parts_of(ids):
            there = [row[0] for row in database.rows(f"select id from {quoted(name)} where id in {among(some)}")]
            self._part.removed += len(there)
            listed = among(some)
            database.execute(f"delete from {quoted(name)} where id in {listed}")
            database.execute(f"delete from associations where from_type = ? and from_id in {listed}", name)
            database.execute(f"delete from associations where to_type = ? and to_id in {listed}", name)
            database.execute(
                "delete from mirror_members_read where list_id in (select list_id from list_members"
                f" where object_type = ? and record_id in {listed})",
                name,
            )  # so that what took its place in the lists is read
            database.execute(f"delete from list_members where object_type = ? and record_id in {listed}", name)
            for other in ("unread_values", "mirror_pending", "mirror_affected"):
                database.execute(f"delete from {other} where object_type = ? and id in {listed}", name)
            when = self._run.now()
            database.put(REMOVED, [[name, number, reason, when, into] for number in some])

    def take_over(self, number: int, merged: str | None) -> None:
        """Remove the records that merged into this one, from the text in its property; within a transaction."""
        if not merged:
            return
        losers = [each for each in merged_ids(merged) if each != number]
        known = {
            row[0]
            for row in self._run.database.rows(
                "select id from removed_records where object_type = ? and reason = 'merged' and merged_into = ?"
                f" and id in {among(losers)}",
                self._table.name,
                number,
            )
        }
        self.remove([each for each in losers if each not in known], "merged", into=number)

    def _merged_away(self, ids: Iterable[int]) -> list[int]:
        """Those that were merged into others; the search index may still have them."""
        sql = f"select id from removed_records where object_type = ? and reason = 'merged' and id in {among(ids)}"
        return [row[0] for row in self._run.database.rows(sql, self._table.name)]

    def _row(self, number: int, record: Any, unread: list[list[Any]]) -> list[Any]:
        row: list[Any] = [number, record.created_at, record.updated_at]
        properties = record.properties
        for column in self._columns:
            value, problem = _cell(column, properties.get(column.source))
            row.append(value)
            if problem:
                unread.append([self._table.name, number, column.source, properties[column.source], problem])
        return row


def _cell(column: Column, text: str | None) -> tuple[Any, str | None]:
    """The value of a text, and what is wrong with it."""
    try:
        value = column.read(text)
    except ValueError as problem:
        return None, str(problem)
    if isinstance(value, Decimal):
        near = float(value)
        if isinf(near):
            return None, "is too large for a number of 64 bits"
        if near.is_integer() and Decimal(near) != value and value == value.to_integral_value():
            return near, "is a whole number of more digits than the column holds"
        return near, None
    return value, None


def number_of(record: Any) -> int:
    """A record's id as a number. IncompleteAnswer where it is none."""
    text = str(record.id)
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise IncompleteAnswer(f"HubSpot returned a record whose id is {text!r}, which is not a number")
    return int(text)


def merged_ids(text: str) -> list[int]:
    """The ids in HubSpot's list of the records that were merged into one, "7;8"; what is no id is passed over."""
    return [int(each) for each in map(str.strip, text.split(";")) if is_record_id(each)]

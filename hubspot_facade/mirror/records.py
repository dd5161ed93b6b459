"""The records of a type: all of them at first, then what has changed, what was archived, and what was merged.

All are read from the listing, which is complete; what changes meanwhile is read by the time of its last change, from
the latest change that HubSpot knew of before the listing began. So no clock of this machine decides anything.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.filters import known
from hubspot_facade.errors import BadRequest, NotFound
from hubspot_facade.mirror.database import parts_of
from hubspot_facade.mirror.definitions import MERGED, follow_definitions
from hubspot_facade.mirror.layout import ARCHIVED, quoted
from hubspot_facade.mirror.positions import CURRENT, LISTING, Position, save
from hubspot_facade.mirror.writing import Records, number_of
from hubspot_facade.plans.paging import cursor_after
from hubspot_facade.wire.dates import iso_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hubspot_facade.mirror.layout import Table
    from hubspot_facade.mirror.report import Part
    from hubspot_facade.mirror.run import Kind, Run

_UNSEARCHABLE = "no search"  # the checkpoint of a type that HubSpot cannot search: it is listed in every run


def mirror_records(run: Run, kind: Kind, part: Part) -> None:
    """Bring the table of a type's records up to date."""
    table, position = follow_definitions(run, kind)
    _RecordsOfType(run, kind, table, part).bring_up_to_date(position)


class _RecordsOfType:
    def __init__(self, run: Run, kind: Kind, table: Table, part: Part) -> None:
        self._run = run
        self._kind = kind
        self._table = table
        self._part = part
        self._records = Records(run, kind, table, part)
        self._objects: Any = run.hs.objects(kind.type_id)

    def bring_up_to_date(self, position: Position) -> None:
        """Go on from a position to the present."""
        searchable = position.checkpoint != _UNSEARCHABLE
        again = self._run.choices.full or not searchable
        if position.phase == LISTING or again:
            goes_on = position.phase == LISTING and position.begun
            position = self._list_all(position if goes_on else self._begin())
        if position.checkpoint != _UNSEARCHABLE:
            position = self._refill(position)
            position = self._read_changes(position)
        self._read_archived(position)
        self._part.rows = self._run.database.count(self._table.name)
        self._part.checkpoint = position.checkpoint
        if self._part.rows and position.checkpoint != _UNSEARCHABLE:
            self._compare()

    def _begin(self) -> Position:
        """The beginning of a listing, and where the changes since then will begin."""
        try:
            latest = self._objects.list_modified(limit=1, properties=["hs_object_id"]).first()
            checkpoint = None if latest is None else iso_of(latest.updated_at, "updated_at")
        except (BadRequest, NotFound):
            checkpoint = _UNSEARCHABLE
        position = Position(LISTING, "", checkpoint)
        with self._run.database.transaction():
            self._run.database.execute("delete from mirror_seen where object_type = ?", self._table.name)
            save(self._run, self._kind, position)
        return position

    def _list_all(self, position: Position) -> Position:
        after = position.cursor or None
        found: list[Any] = []
        pages = self._objects.list(properties=self._records.properties, after=after).pages()
        for page in pages:
            found += page.results
            cursor = cursor_after(page, None)
            if cursor is not None and len(found) >= self._records.size:
                position = replace(position, cursor=cursor)
                self._records.write(found, position, seen=True)
                found = []
        self._records.write(found, position, seen=True)
        database, name = self._run.database, self._table.name
        position = replace(position, phase=CURRENT, cursor=None)
        with database.transaction():
            seen = "select id from mirror_seen where object_type = ?"
            gone = database.rows(f"select id from {quoted(name)} where id not in ({seen})", name)
            self._records.remove([row[0] for row in gone], "vanished")
            database.execute("delete from mirror_seen where object_type = ?", name)
            save(self._run, self._kind, position)
        self._records.again = True
        return position

    def _refill(self, position: Position) -> Position:
        """Read the values of new columns, of the records that have any."""
        for name in position.refill:
            following = replace(position, refill=tuple(each for each in position.refill if each != name))
            found = self._objects.search([known(name)], properties=self._records.properties)
            self._write_all(found, partial(_same, position))
            position = following
            self._records.again = True
            with self._run.database.transaction():
                save(self._run, self._kind, position)
        return position

    def _read_changes(self, position: Position) -> Position:
        changes = self._objects.list_modified(
            position.checkpoint, oldest_first=True, properties=self._records.properties
        )
        self._write_all(changes, lambda: replace(position, checkpoint=changes.checkpoint))
        return replace(position, checkpoint=changes.checkpoint)

    def _write_all(self, found: Iterable[Any], position: Callable[[], Position]) -> None:
        some: list[Any] = []
        for record in found:
            some.append(record)
            if len(some) >= self._records.size:
                self._records.write(some, position())
                some = []
        self._records.write(some, position())

    def _read_archived(self, position: Position) -> None:
        """Remove what is in the recycle bin and what merged into that, and read what is no longer in it."""
        database, name = self._run.database, self._table.name
        with database.transaction():
            database.execute("delete from mirror_archived where object_type = ?", name)
        try:
            for page in self._objects.list(archived=True, properties=["hs_object_id", MERGED]).pages():
                found = {number_of(each): each for each in page.results}
                with database.transaction():
                    database.put(
                        ARCHIVED,
                        [[name, number, getattr(each, "archived_at", None)] for number, each in found.items()],
                    )
                    for number, each in found.items():  # no other listing says what merged into these
                        self._records.take_over(number, each.properties.get(MERGED))
        except (BadRequest, NotFound):
            self._part.note = (
                "HubSpot does not list archived records of this type: archived ones are removed by a run with --full "
                "(full=True)"
            )
            return
        binned = "(select id from mirror_archived where object_type = ?)"
        was_removed = "object_type = ? and reason = 'archived'"
        back = database.rows(f"select id from removed_records where {was_removed} and id not in {binned}", name, name)
        for some in parts_of((row[0] for row in back), 100):
            batch = self._objects.batch_read(some, properties=self._records.properties)
            batch.raise_unless_missing()
            self._records.write([each for each in batch.results if not each.archived], position)
        with database.transaction():
            database.execute(f"delete from removed_records where {was_removed} and id not in {binned}", name, name)
            live = database.rows(f"select id from {quoted(name)} where id in {binned}", name)
            self._records.remove([row[0] for row in live], "archived")
            database.execute(
                f"delete from removed_records where object_type = ? and reason != 'merged' and id in {binned}",
                name,
                name,
            )
            other = "select id from removed_records where object_type = ?"  # those that were merged
            database.execute(
                "insert into removed_records (object_type, id, reason, removed_at)"
                " select object_type, id, 'archived', archived_at from mirror_archived"
                f" where object_type = ? and id not in ({other})",
                *(name, name),
            )
            database.execute("delete from mirror_archived where object_type = ?", name)

    def _compare(self) -> None:
        """Say where HubSpot has another number of records than the mirror."""
        total = self._objects.search(limit=1, properties=["hs_object_id"]).page().total
        if total is not None and total != self._part.rows:
            self._part.counted = total
            self._part.note = (
                f"HubSpot's search counts {total:,} records, the mirror {self._part.rows:,}. Search lags; but where "
                "this is so in run after run, records were deleted for good: run with --full (full=True) to remove them"
            )


def _same(position: Position) -> Position:
    return position

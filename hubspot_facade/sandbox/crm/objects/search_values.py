"""The values of searched properties in tables of their own, so that a search need not read every record's JSON.

A table belongs to the connection: it is made in its temporary database when a property is first searched for, and
leaves no trace in the file. Triggers note which records were written, whatever wrote them; a table takes their values
the next time that it is searched. So a write costs the same however many tables there are. Types with few records need
none.
"""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.types import ObjectType

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

FEW = 1_000
"""Types with fewer records are searched as they are."""
MOST_TABLES = 60
MOST_WRITES = 20_000
"""A table that missed more writes than this is made anew."""
NOTES = """
CREATE TEMP TABLE IF NOT EXISTS written (number INTEGER PRIMARY KEY, type TEXT NOT NULL, id INTEGER NOT NULL)

CREATE TEMP TABLE IF NOT EXISTS searched (name TEXT PRIMARY KEY, seen INTEGER NOT NULL) WITHOUT ROWID

CREATE TEMP TRIGGER IF NOT EXISTS "made {type}" AFTER INSERT ON main.record WHEN NEW.type = '{type}'
BEGIN INSERT INTO written (type, id) VALUES (NEW.type, NEW.id); END

CREATE TEMP TRIGGER IF NOT EXISTS "changed {type}" AFTER UPDATE OF properties ON main.record WHEN NEW.type = '{type}'
BEGIN INSERT INTO written (type, id) VALUES (NEW.type, NEW.id); END

CREATE TEMP TRIGGER IF NOT EXISTS "gone {type}" AFTER DELETE ON main.record WHEN OLD.type = '{type}'
BEGIN INSERT INTO written (type, id) VALUES (OLD.type, OLD.id); END
"""
MAKING = """
CREATE TEMP TABLE {name} (id INTEGER PRIMARY KEY, value NOT NULL)

INSERT OR IGNORE INTO {name} SELECT id, {column} FROM record WHERE type = '{type}'

INSERT OR REPLACE INTO searched SELECT '{name}', IFNULL(MAX(number), 0) FROM written
"""
INDEXING = """
CREATE INDEX temp.{name}_value ON {name} (value)
"""
CATCHING_UP = """
DELETE FROM temp.{name} WHERE id IN ({missed})

INSERT OR IGNORE INTO temp.{name} SELECT id, {column} FROM record WHERE type = '{type}' AND id IN ({missed})

UPDATE temp.searched SET seen = {newest} WHERE name = '{name}'

DELETE FROM temp.written WHERE number < MAX((SELECT MIN(seen) FROM temp.searched), {newest} - {most})
"""
MISSED = "SELECT id FROM temp.written WHERE number > {seen} AND type = '{type}'"


class SearchValues:
    """The tables of a portal: `id` and `value`, for records whose value is not null."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._tables: dict[tuple[str, str], str] = {}
        self._version: object = None
        self._replaced: object = None
        self._made = 0
        portal.store.on_rollback(self._doubt)

    def table(self, kind: ObjectType, column: str, *, is_text: bool = False) -> str | None:
        """The table with the values of `column`, SQL over a record; None where the records are better read.

        `is_text` says that parts of the values are looked for, for which no order of them is of use.
        """
        if self._portal.index_lag:
            return None  # records are about to be what they were, for as long as the search takes
        self._refresh()
        found = self._tables.get((kind.id, column))
        if found is not None and not self._catch_up(found, kind, column):
            self._drop(self._tables.pop((kind.id, column)))
            found = None
        if found is None and self._has_many(kind):
            if len(self._tables) >= MOST_TABLES:
                self._drop(self._tables.pop(next(iter(self._tables))))
            found = self._tables[kind.id, column] = self._make(kind, column, MAKING if is_text else MAKING + INDEXING)
        return found

    def _doubt(self) -> None:
        self._version = None

    def _refresh(self) -> None:
        """Forget tables that were rolled back, and drop all after the database was replaced."""
        store = self._portal.store
        version = (store.connection, store.replaced)
        if version == self._version:
            return
        if self._replaced != version:
            for type_, name in store.rows("SELECT type, name FROM temp.sqlite_master WHERE type <> 'index'"):
                store.execute(f'DROP {type_} IF EXISTS temp."{name}"')
            self._tables, self._replaced = {}, version
        names: set[str] = {row[0] for row in store.rows("SELECT name FROM temp.sqlite_master WHERE type = 'table'")}
        self._tables = {key: name for key, name in self._tables.items() if name in names}
        self._version = version

    def _has_many(self, kind: ObjectType) -> bool:
        statement = "SELECT 1 FROM record WHERE type = ? LIMIT 1 OFFSET ?"
        return self._portal.store.row(statement, kind.id, FEW) is not None

    def _make(self, kind: ObjectType, column: str, making: str) -> str:
        self._made += 1
        name = f"searched_{self._made}"
        self._run(NOTES + making, name=name, type=kind.id, column=column)
        return name

    def _catch_up(self, name: str, kind: ObjectType, column: str) -> bool:
        """Take the values of what was written since a table was last searched; False where that is too much."""
        newest, seen = self._portal.store.row(
            "SELECT IFNULL((SELECT MAX(number) FROM temp.written), 0), seen FROM temp.searched WHERE name = ?", name
        )
        if newest - seen > MOST_WRITES:
            return False
        if newest > seen:
            missed = MISSED.format(seen=seen, type=kind.id)
            self._run(
                CATCHING_UP, name=name, type=kind.id, column=column, missed=missed, newest=newest, most=MOST_WRITES
            )
        return True

    def _run(self, statements: str, **parts: object) -> None:
        for statement in statements.strip().split("\n\n"):
            self._portal.store.execute(statement.format(**parts))

    def _drop(self, name: str) -> None:
        self._portal.store.execute(f"DROP TABLE temp.{name}")
        self._portal.store.execute("DELETE FROM temp.searched WHERE name = ?", name)

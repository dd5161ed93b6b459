"""The values of searched properties in tables of their own, so that a search need not read every record's JSON.

A table belongs to the connection: it is made in its temporary database when a property is first searched for, kept up
to date by triggers, and leaves no trace in the file. Types with few records need none.
"""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.types import ObjectType

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

FEW = 1_000
"""Types with fewer records are searched as they are."""
MOST_TABLES = 60
MAKING = """
CREATE TEMP TABLE {name} (id INTEGER PRIMARY KEY, value)

INSERT INTO {name} SELECT id, {column} AS value FROM record WHERE type = {type} AND value IS NOT NULL

CREATE INDEX temp.{name}_value ON {name} (value)

CREATE TEMP TRIGGER {name}_made AFTER INSERT ON main.record WHEN NEW.type = {type}
BEGIN
    INSERT OR REPLACE INTO {name} SELECT NEW.id, {new} AS value WHERE value IS NOT NULL;
END

CREATE TEMP TRIGGER {name}_changed AFTER UPDATE OF properties ON main.record WHEN NEW.type = {type}
BEGIN
    DELETE FROM {name} WHERE id = NEW.id;
    INSERT INTO {name} SELECT NEW.id, {new} AS value WHERE value IS NOT NULL;
END

CREATE TEMP TRIGGER {name}_gone AFTER DELETE ON main.record WHEN OLD.type = {type}
BEGIN
    DELETE FROM {name} WHERE id = OLD.id;
END
"""


class SearchValues:
    """The tables of a portal: `id` and `value`, for records whose value is not null."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._tables: dict[tuple[str, str], str] = {}
        self._version: object = None
        self._replaced: object = None
        self._made = 0
        portal.store.on_rollback(self._doubt)

    def table(self, kind: ObjectType, column: str) -> str | None:
        """The table with the values of `column`, SQL over a record; None where the records are better read."""
        if self._portal.index_lag:
            return None  # records are about to be what they were, for as long as the search takes
        self._refresh()
        found = self._tables.get((kind.id, column))
        if found is None and self._has_many(kind):
            if len(self._tables) >= MOST_TABLES:
                self._drop(self._tables.pop(next(iter(self._tables))))
            found = self._tables[kind.id, column] = self._make(kind, column)
        return found

    def _doubt(self) -> None:
        self._version = None

    def _refresh(self) -> None:
        """Forget tables that were rolled back, and drop all after the database was replaced."""
        store = self._portal.store
        version = (store.connection, store.replaced)
        if version == self._version:
            return
        names: set[str] = {row[0] for row in store.rows("SELECT name FROM temp.sqlite_master WHERE type = 'table'")}
        if self._replaced != version:
            for name in names:
                self._drop(name)
            names, self._replaced = set(), version
        self._tables = {key: name for key, name in self._tables.items() if name in names}
        self._version = version

    def _has_many(self, kind: ObjectType) -> bool:
        statement = "SELECT 1 FROM record WHERE type = ? LIMIT 1 OFFSET ?"
        return self._portal.store.row(statement, kind.id, FEW) is not None

    def _make(self, kind: ObjectType, column: str) -> str:
        self._made += 1
        name = f"searched_{self._made}"
        new = column.replace("record.properties", "NEW.properties")
        for statement in MAKING.format(name=name, type=f"'{kind.id}'", column=column, new=new).split("\n\n"):
            self._portal.store.execute(statement)
        return name

    def _drop(self, name: str) -> None:
        for trigger in ("made", "changed", "gone"):
            self._portal.store.execute(f"DROP TRIGGER IF EXISTS temp.{name}_{trigger}")
        self._portal.store.execute(f"DROP TABLE IF EXISTS temp.{name}")

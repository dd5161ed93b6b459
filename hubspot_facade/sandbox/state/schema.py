"""The tables of a portal's database; a file of another version of the sandbox is upgraded, or refused.

A file says which version of the tables it has (SQLite's `user_version`). Whoever changes the tables raises `VERSION`
and adds to `UPGRADES` what turns a file of the version before into one of this.
"""

import sqlite3

TABLES = ("record", "unique_value", "history", "association", "document", "counter")
_TABLES = """
CREATE TABLE IF NOT EXISTS record (
    type TEXT NOT NULL, id INTEGER NOT NULL, properties TEXT NOT NULL,
    created INTEGER NOT NULL, updated INTEGER NOT NULL, archived INTEGER, merged_into INTEGER,
    PRIMARY KEY (type, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unique_value (
    type TEXT NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (type, property, value)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history (
    number INTEGER PRIMARY KEY, type TEXT NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, changes TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS association (
    from_type TEXT NOT NULL, from_id INTEGER NOT NULL, to_type TEXT NOT NULL, to_id INTEGER NOT NULL,
    category TEXT NOT NULL, type_id INTEGER NOT NULL,
    PRIMARY KEY (from_type, from_id, to_type, to_id, category, type_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
    kind TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, body TEXT,
    PRIMARY KEY (kind, scope, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""
_INDICES = """
CREATE INDEX IF NOT EXISTS record_by_creation ON record (type, archived, merged_into, created);
CREATE INDEX IF NOT EXISTS record_by_update ON record (type, archived, merged_into, updated);
CREATE INDEX IF NOT EXISTS unique_value_of_record ON unique_value (type, id);
CREATE INDEX IF NOT EXISTS history_of_record ON history (type, id);
"""
VERSION = 1
UPGRADES = {0: _INDICES}
"""By the version that a file has; 0 is a file from before there were versions, which may lack an index."""
_TAKE_ALONG = (
    "to take its records along, serve it with the version that made it, write them to files (`hubspot-facade dump`)"
    " and read these into another sandbox (`hubspot-facade load`)"
)


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new database, upgrade those of an older one; DatabaseError as `check` says."""
    found = check(connection)
    steps = [_TABLES, _INDICES] if found is None else [UPGRADES[version] for version in range(found, VERSION)]
    if steps:
        steps.append(f"PRAGMA user_version = {VERSION};")
    # where nothing is to be done, this takes hold of the file
    connection.executescript(f"BEGIN EXCLUSIVE; {' '.join(steps)} COMMIT;")


def check(connection: sqlite3.Connection) -> int | None:
    """The version of a database, None for an empty one; DatabaseError that says what to do where it cannot be used."""
    columns = _columns(connection)
    if not columns:
        return None
    if not {table for table, _ in columns}.issuperset(TABLES):
        raise sqlite3.DatabaseError("a database of another program")
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise sqlite3.DatabaseError(
            f"made by a newer version of the sandbox, with tables of version {found}; this one knows them up to"
            f" {VERSION}: use the newer version, or another file; {_TAKE_ALONG}"
        )
    if found not in (VERSION, *UPGRADES) or (found == 0 and not columns >= _own_columns()):
        raise sqlite3.DatabaseError(
            f"made by an older version of the sandbox, with tables of version {found}, which version {VERSION} cannot"
            f" be made of: use the older version, or another file; {_TAKE_ALONG}"
        )
    return found


def _columns(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(
        connection.execute(
            "SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns"
            " WHERE tables.type = 'table'"
        )
    )


def _own_columns() -> set[tuple[str, str]]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(_TABLES)
        return _columns(connection)
    finally:
        connection.close()

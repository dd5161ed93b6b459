"""What is in a mirror, as a value."""

from __future__ import annotations

import sqlite3
from contextlib import closing


def query(path, sql, *values):
    """The rows of a query."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def tables(path):
    """The names of the tables that are not the mirror's own memory."""
    names = [row[0] for row in query(path, "select name from sqlite_master where type = 'table'")]
    return sorted(name for name in names if not name.startswith("mirror_"))


def contents(path, *left_out):
    """The rows of every table, as mappings from column to value; that they are in some order says nothing."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for name in tables(path):
            if name in left_out:
                continue
            rows = [dict(row) for row in connection.execute(f'select * from "{name}"')]
            if name == "removed_records":  # what merged is in the winner, which may be archived since
                rows = [row for row in rows if row["reason"] == "archived"]
            found[name] = sorted(rows, key=lambda row: repr(sorted(row.items())))
    return found

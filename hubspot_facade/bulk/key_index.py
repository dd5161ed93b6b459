"""The keys of rows, on disk: which row had a key first."""

from __future__ import annotations

import sqlite3


class KeyIndex:
    """Keys with the number of the first row that has them, in a temporary file that ends with it."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.execute("pragma synchronous = off")
        self._connection.execute("pragma journal_mode = off")
        self._connection.execute("create table keys (key text primary key, number integer not null) without rowid")
        self._connection.execute("begin")

    def first(self, key: str, number: int) -> int:
        """The number of the first row with this key, which is this one if none had it before."""
        done = self._connection.execute("insert or ignore into keys values (?, ?)", (key, number))
        if done.rowcount:
            return number
        found: int = self._connection.execute("select number from keys where key = ?", (key,)).fetchone()[0]
        return found

    def close(self) -> None:
        """Remove it."""
        self._connection.close()

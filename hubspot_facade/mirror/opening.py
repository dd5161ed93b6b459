"""Opening the file of a mirror, for one mirror at a time."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from hubspot_facade.errors import InputError, MirrorError

if TYPE_CHECKING:
    import os

    from hubspot_facade.mirror.database import Database

_SQLITE, _DUCKDB = (".db", ".sqlite", ".sqlite3"), (".duckdb", ".ddb")


def open_database(path: str | os.PathLike[str]) -> Database:
    """The file, made where it is missing: SQLite for .db, .sqlite and .sqlite3, DuckDB for .duckdb and .ddb.

    MirrorError where another mirror uses it, or where it is no mirror's.
    """
    file = Path(path)
    if file.suffix.lower() not in (*_SQLITE, *_DUCKDB):
        raise InputError("path", f"{file.name!r} should end in .db or .sqlite for SQLite, or in .duckdb for DuckDB")
    if not file.parent.is_dir():
        raise MirrorError(f"there is no folder {str(file.parent)!r}")
    lock = _Lock(file)
    try:
        database: Database
        if file.suffix.lower() in _SQLITE:
            from hubspot_facade.mirror.sqlite import SQLiteDatabase

            database = SQLiteDatabase(file, lock.release)
        else:
            from hubspot_facade.mirror.duck import DuckDatabase

            database = DuckDatabase(file, lock.release)
        try:
            database.prepare()
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.release()
        raise
    return database


class _Lock:
    """Keeps other mirrors away from a file, until it is released or the process ends, however it ends.

    It is a transaction of SQLite's on a small file beside it, since that is a lock on every system. Readers of the
    mirror are not kept away.
    """

    def __init__(self, file: Path) -> None:
        beside = file.with_name(f"{file.name}.lock")
        try:
            self._connection = sqlite3.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)
            try:
                self._connection.execute("begin exclusive")
            except BaseException:
                self._connection.close()
                raise
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise MirrorError(f"another mirror is writing {file.name}; wait until it has ended") from None
            raise MirrorError(f"{beside.name}, which keeps other mirrors away, cannot be opened: {error}") from None

    def release(self) -> None:
        """Let others have the file."""
        self._connection.close()

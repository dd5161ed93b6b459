"""Opening the file of a mirror, for one mirror at a time."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hubspot_facade.errors import InputError, MirrorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.mirror.database import Database

_SQLITE, _DUCKDB = (".db", ".sqlite", ".sqlite3"), (".duckdb", ".ddb")
_ATTEMPTS = 100
_BESIDE = ("", "-journal", "-shm", "-wal", ".wal")


def open_database(path: str | os.PathLike[str]) -> tuple[Database, Callable[[], None]]:
    """The file, made where it is missing: SQLite for .db, .sqlite and .sqlite3, DuckDB for .duckdb and .ddb.

    One that was made is removed when it is closed, unless the function that comes with it was called. MirrorError where
    another mirror uses the file, or where it is no mirror's.
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
    return database, lock.keep_file


class _Lock:
    """Keeps other mirrors away from a file, until it is released or the process ends, however it ends.

    It is a transaction of SQLite's on a small file beside it, since that is a lock on every system. Readers of the
    mirror are not kept away.
    """

    def __init__(self, file: Path) -> None:
        self._file, self._beside = file, file.with_name(f"{file.name}.lock")
        self._held = False
        try:
            for _ in range(_ATTEMPTS):
                self._take()
                if self._held:
                    break
            else:
                raise MirrorError(f"others are writing {file.name}, one after the other; wait until they have ended")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise MirrorError(f"another mirror is writing {file.name}; wait until it has ended") from None
            raise MirrorError(
                f"{self._beside.name}, which keeps other mirrors away, cannot be opened: {error}"
            ) from None
        self._made = not file.exists()

    def _take(self) -> None:
        """Lock the file, unless another mirror that ended has removed it meanwhile: others would not see that lock."""
        before = self._which()
        try:
            self._open(before)
        except sqlite3.Error:
            if self._which() == before:  # else the error may come of a file that is gone
                raise

    def _open(self, before: tuple[int, ...] | None) -> None:
        self._connection = sqlite3.connect(self._beside, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            if before is not None:
                self._connection.execute("begin exclusive")
                self._held = self._which() == before
        finally:
            if not self._held:
                self._connection.close()

    def _which(self) -> tuple[int, ...] | None:
        """Which file there is of this name; numbers of files are used again, hence the time."""
        try:
            found = self._beside.stat()
        except OSError:  # there is none
            return None
        return found.st_dev, found.st_ino, found.st_ctime_ns

    def keep_file(self) -> None:
        """Have the mirror's file stay, though it was made."""
        self._made = False

    def release(self) -> None:
        """Let others have the file, and leave nothing beside it."""
        if not self._held:
            return
        self._held = False
        if self._made:
            for ending in _BESIDE:
                self._file.with_name(f"{self._file.name}{ending}").unlink(missing_ok=True)
        if os.name != "nt":  # there an open file cannot be removed
            self._remove()
        self._connection.close()
        if os.name == "nt":  # nor one that another mirror has opened meanwhile
            self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            self._beside.unlink(missing_ok=True)

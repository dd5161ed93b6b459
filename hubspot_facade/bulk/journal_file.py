"""The SQLite file of a journal: opened for one load at a time, and checked to be ours and whole.

While a load writes, its last rows are in a second file, the log (`-wal`). The main file carries a mark for as long as
the log can have rows: it is set once the log is there and removed before the log is. A marked file without its log was
moved without it; one that is not marked is complete, whenever its process was killed.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hubspot_facade.errors import InputError, JournalError

if TYPE_CHECKING:
    from collections.abc import Callable

_INTERRUPTS = 100  # in a row that closing a file outlasts
_APPLICATION = 0x48534C44  # identifies the file as a journal of ours
_VERSION = 1  # of what is in it
_MARK = 0x10000  # added to the version while the log can have rows
_SCHEMA = """
create table if not exists load (name text primary key, value text not null) without rowid;
create table if not exists rows (
    number integer primary key, status text not null, change text, line integer, key text, id text,
    error text, given text, digest blob, since real
);
create table if not exists under_way (chunk integer primary key, numbers text not null, since real not null);
"""


class JournalInUseError(InputError):
    """Another load, maybe in another process, writes to this journal."""


def open_journal(path: Path | None) -> sqlite3.Connection:
    """The journal at this path, made if it is missing; None is a temporary one.

    InputError if it is not a usable journal, JournalInUseError if it is in use, JournalError if the disk is full or the
    place cannot be written.
    """
    if path is not None:
        _check_place(path)
    try:
        connection = sqlite3.connect(path or "", timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    try:
        if path is None:
            connection.execute("pragma synchronous = off")
            connection.execute("pragma journal_mode = off")
            _prepare(connection, _VERSION)
        else:
            connection.execute("pragma locking_mode = exclusive")  # ends with the process, however that ends
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            _check(path, connection)
            _prepare(connection, _VERSION | _MARK)
            connection.execute("pragma wal_checkpoint")  # the mark is in the main file before any row is in the log
    except sqlite3.Error as error:
        connection.close()
        raise _unusable(path, error) from error
    except InputError:
        connection.close()
        raise
    except BaseException:  # Ctrl-C
        to_the_end(lambda: _give_back(path, connection))
        raise
    return connection


def close_journal(connection: sqlite3.Connection, process: int) -> None:
    """Leave one file, if the disk lets it; otherwise whoever opens it next does. Only in the process that opened it."""
    if os.getpid() != process:  # a fork, whose parent still writes
        return
    to_the_end(lambda: _close(connection))


def to_the_end(work: Callable[[], None]) -> None:
    """Do this, again if Ctrl-C interrupts it, which goes on afterwards: a journal must not be left half open."""
    interrupt: BaseException | None = None
    for _ in range(_INTERRUPTS):
        try:
            work()
            break
        except Exception:
            raise
        except BaseException as error:
            interrupt = error
    if interrupt is not None:
        raise interrupt


def _close(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):  # of a transaction that was interrupted
        if connection.in_transaction:
            connection.execute("rollback")
    with suppress(sqlite3.Error):
        connection.execute("pragma wal_checkpoint")  # the log begins again: the next statement fits on a full disk
        connection.execute(f"pragma user_version = {_VERSION}")
        connection.execute("pragma journal_mode = delete")  # puts all rows into the main file first
    connection.close()


def _give_back(path: Path | None, connection: sqlite3.Connection) -> None:
    """Close a journal that was not opened to the end: as it was, if it is none of ours or not whole."""
    if path is not None:
        try:
            if connection.in_transaction:
                connection.execute("rollback")
            _check(path, connection)
        except (sqlite3.Error, InputError):
            connection.close()
            return
    _close(connection)


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise InputError("journal", f"{path} is a folder: name a file")
    if not path.parent.is_dir():
        raise InputError("journal", f"there is no folder {path.parent}")


def _prepare(connection: sqlite3.Connection, version: int) -> None:
    marks = f"pragma application_id = {_APPLICATION}; pragma user_version = {version};"
    connection.executescript(f"begin immediate; {_SCHEMA} {marks} commit;")


def _check(path: Path, connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("pragma application_id").fetchone()
    (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
    if tables and application != _APPLICATION:
        raise InputError("journal", f"{path} is not a journal, but a database of something else: name a new file")
    (version,) = connection.execute("pragma user_version").fetchone()
    if tables and version & ~_MARK != _VERSION:
        raise InputError("journal", f"{path} was made by another version of this package")
    if version & _MARK and not Path(f"{path}-wal").stat().st_size:  # SQLite made it now
        raise InputError(
            "journal",
            f"{path}-wal is missing, which a load that was killed leaves beside {path} and which has its last rows: "
            "move both together",
        )
    (damage,) = connection.execute("pragma quick_check(1)").fetchone()
    if damage != "ok":
        raise InputError("journal", f"{path} is damaged: {damage}")


def _unusable(path: Path | None, error: sqlite3.Error) -> Exception:
    if "locked" in str(error):
        return JournalInUseError("journal", f"{path} is in use by another load")
    if isinstance(error, sqlite3.OperationalError):
        return JournalError(f"{path or 'the temporary journal'} cannot be opened: {error}")
    return InputError("journal", f"{path} is not a journal ({error}): name a new file")

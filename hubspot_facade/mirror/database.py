"""The file of a mirror: what SQLite and DuckDB have to do for it, and one mirror at a time."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hubspot_facade.errors import InputError, MirrorError
from hubspot_facade.mirror.layout import OWN_COLUMNS, TABLES, Table, comma, quoted
from hubspot_facade.tables.columns import Column

if TYPE_CHECKING:
    import os
    from collections.abc import Generator, Iterable, Mapping, Sequence

    from hubspot_facade.tables.columns import Kind

_SQLITE, _DUCKDB = (".db", ".sqlite", ".sqlite3"), (".duckdb", ".ddb")


class Database(ABC):
    """A file with tables. Whatever is written between `transaction()` and its end is written as one."""

    types: ClassVar[Mapping[Kind, str]]
    """The name of the type of a kind of column; no two have the same."""
    batch: ClassVar[int]
    """How many records to write at once."""

    views: ClassVar[str]
    """A query for the names of the file's views."""

    @abstractmethod
    def execute(self, sql: str, *values: Any) -> None:
        """Run a statement."""

    @abstractmethod
    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query."""

    @abstractmethod
    def add(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Write new rows."""

    @abstractmethod
    def put(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows in place of those with the same key; no two of them may have the same."""

    @abstractmethod
    def columns(self, table: str) -> dict[str, str]:
        """The types of a table's columns by name; empty where there is no such table."""

    @abstractmethod
    def create(self, table: Table) -> None:
        """Make a table."""

    @abstractmethod
    def close(self) -> None:
        """Close the file and let others have it."""

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All or nothing, also when the program is killed."""
        self.execute("begin")
        try:
            yield
        except BaseException:
            self._abandon()
            raise
        self._commit()

    def joined(self, column: str) -> str:
        """An expression for the texts of a group, with semicolons between them."""
        return f"group_concat({column}, '; ')"

    def one(self, sql: str, *values: Any) -> Any:
        """The first value of the first row, None where there is none."""
        found = self.rows(sql, *values)
        return found[0][0] if found else None

    def count(self, table: str) -> int:
        """The number of rows."""
        return int(self.one(f"select count(*) from {quoted(table)}"))

    def replace(self, table: Table, rows: Iterable[Sequence[Any]], **where: Any) -> tuple[int, int]:
        """Have these rows, and no others, where the columns named have these values: how many are new, how many gone."""
        conditions = " and ".join(["1 = 1", *(f"{quoted(name)} = ?" for name in where)])
        shown = f"select {comma(table.names)} from {quoted(table.name)} where {conditions}"
        before = {*map(repr, self.rows(shown, *where.values()))}
        self.execute(f"delete from {quoted(table.name)} where {conditions}", *where.values())
        self.put(table, [*rows])
        after = {*map(repr, self.rows(shown, *where.values()))}
        return len(after - before), max(0, len(before) - len(after))

    def prepare(self) -> None:
        """Make the tables that are missing."""
        with self.transaction():
            for table in TABLES:
                if not self.columns(table.name):
                    self.create(table)

    def _commit(self) -> None:
        try:
            self.execute("commit")
        except BaseException:
            self._abandon()
            raise

    def _abandon(self) -> None:
        try:
            self.execute("rollback")
        except MirrorError:
            return  # the database has done so already


def record_table(name: str, columns: Iterable[Column]) -> Table:
    """The table of a type's records, with columns for these properties."""
    return Table(name, (*OWN_COLUMNS, *columns), ("id",))


def among(ids: Iterable[int]) -> str:
    """Ids as the list of an `in`. They are numbers, so that they may be in the statement."""
    return f"({', '.join(str(int(each)) for each in ids) or 'null'})"


def parts_of(ids: Iterable[int], size: int = 1000) -> Generator[list[int]]:
    """Ids in lists of at most so many."""
    left = iter(ids)
    while some := [*islice(left, size)]:
        yield some


def columns_sql(table: Table, types: Mapping[Kind, str], *, key: bool) -> str:
    """The columns of a table as `create table` takes them."""
    parts = [f"{quoted(each.name)} {types[each.kind]}" for each in table.columns]
    if key:
        parts.append(f"primary key ({comma(table.key)})")
    return ", ".join(parts)


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

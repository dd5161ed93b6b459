"""A mirror in SQLite."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from hubspot_facade.errors import MirrorError
from hubspot_facade.mirror.database import Database, columns_sql
from hubspot_facade.mirror.layout import ASSOCIATIONS, MEMBERS, Table, comma, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import Path

    from hubspot_facade.tables.columns import Kind

_APPLICATION = 0x48_53_4D_52  # says in the file's head what it is
_BUSY = 60.0  # seconds to wait for somebody who reads
_INDEXES = ((ASSOCIATIONS, "to_type", "to_id"), (MEMBERS, "record_id"))


class SQLiteDatabase(Database):
    """Times are ISO 8601 text in UTC, flags 0 or 1, several options a JSON array."""

    types: ClassVar[Mapping[Kind, str]] = {
        "text": "TEXT",
        "whole": "INTEGER",
        "decimal": "REAL",
        "float": "FLOAT",
        "bool": "BOOLEAN",
        "date": "DATE",
        "timestamp": "TIMESTAMP",
        "list": "JSON",
    }
    batch: ClassVar[int] = 1000
    most_columns: ClassVar[int | None] = 2000
    views: ClassVar[str] = "select name from sqlite_master where type = 'view'"

    def __init__(self, file: Path, then: Callable[[], None]) -> None:
        self._then = then
        self._name = file.name
        with self._reported():
            self._connection = sqlite3.connect(file, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        try:
            with self._reported():
                self._recognise()
                self._connection.execute("pragma journal_mode = wal")
                self._connection.execute("pragma synchronous = normal")
        except BaseException:
            self._connection.close()
            raise

    def _recognise(self) -> None:
        ours = self.one("pragma application_id")
        if ours == _APPLICATION:
            return
        if ours or self.one("select count(*) from sqlite_master"):
            raise MirrorError(f"{self._name} is a database, but no mirror: name another file")
        self._connection.execute(f"pragma application_id = {_APPLICATION}")

    def execute(self, sql: str, *values: Any) -> None:
        """Run a statement."""
        with self._reported():
            self._connection.execute("begin immediate" if sql == "begin" else sql, values).close()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self._reported():
            return self._connection.execute(sql, values).fetchall()

    def add(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Write new rows."""
        self._insert("insert", table, rows)

    def put(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows in place of those with the same key."""
        self._insert("insert or replace", table, rows)

    def columns(self, table: str) -> dict[str, str]:
        """The types of a table's columns by name."""
        return {row[1]: row[2] for row in self.rows(f"pragma table_info({quoted(table)})")}

    def create(self, table: Table) -> None:
        """Make a table."""
        lean = " without rowid" if len(table.key) > 1 else ""
        self.execute(f"create table {quoted(table.name)} ({columns_sql(table, self.types, key=True)}){lean}")
        for indexed, *names in _INDEXES:
            if indexed is table:
                self.execute(f"create index {quoted(f'{table.name}_{names[-1]}')} on {table.name} ({comma(names)})")

    def close(self) -> None:
        """Close the file and let others have it."""
        self._connection.close()
        self._then()

    def _insert(self, verb: str, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        marks = ", ".join("?" for _ in table.columns)
        sql = f"{verb} into {quoted(table.name)} ({comma(table.names)}) values ({marks})"
        with self._reported():
            self._connection.executemany(sql, (tuple(map(_cell, row)) for row in rows))

    @contextmanager
    def _reported(self) -> Generator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise MirrorError(f"{self._name} {_problem(error)}") from error


def _cell(value: Any) -> Any:
    match value:
        case None | str() | int() | float():
            return value
        case Decimal():
            return float(value)
        case datetime():
            moment = value.astimezone(UTC)
            unit = "microseconds" if moment.microsecond % 1000 else "milliseconds"
            return f"{moment.replace(tzinfo=None).isoformat(timespec=unit)}Z"
        case date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False)


def _problem(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return "has no more room on its disk; all that was written before is kept. Make room and run the same again"
    if name == "SQLITE_NOTADB":
        return "is not a SQLite database: name another file"
    if name.startswith("SQLITE_BUSY"):
        return f"was locked by another program for {_BUSY:.0f} seconds; run the same again"
    return f"cannot be written or read: {error}"

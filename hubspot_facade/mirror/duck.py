"""A mirror in DuckDB, which Arrow batches are written to: rows one by one are a hundred times slower."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from hubspot_facade.errors import MirrorError
from hubspot_facade.extras import load
from hubspot_facade.mirror.database import Database, columns_sql
from hubspot_facade.mirror.layout import Table, comma, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import Path

    from hubspot_facade.tables.columns import Kind

_MEMORY, _PER_COLUMN = 36, 0.4  # megabytes that DuckDB may take, and for each column of the widest table
_OURS = "mirror_settings"  # a table that every mirror has


class DuckDatabase(Database):
    """Times are timestamps in UTC without a zone, several options a list of text. There are no primary keys, since
    their indexes are kept in memory; rows of the same key are deleted before new ones are written.
    """

    types: ClassVar[Mapping[Kind, str]] = {
        "text": "VARCHAR",
        "whole": "BIGINT",
        "decimal": "DOUBLE",
        "float": "FLOAT",
        "bool": "BOOLEAN",
        "date": "DATE",
        "timestamp": "TIMESTAMP",
        "list": "VARCHAR[]",
    }
    batch: ClassVar[int] = 2000
    views: ClassVar[str] = "select view_name from duckdb_views() where not internal"

    def __init__(self, file: Path, then: Callable[[], None]) -> None:
        duckdb = load("duckdb", "duckdb")
        self._arrow = load("pyarrow", "duckdb")
        self._errors = duckdb.Error
        self._then = then
        self._name = file.name
        self._widest = 0
        arrow = self._arrow
        self._arrow_types: dict[Kind, Any] = {
            "text": arrow.string(),
            "whole": arrow.int64(),
            "decimal": arrow.float64(),
            "float": arrow.float32(),
            "bool": arrow.bool_(),
            "date": arrow.date32(),
            "timestamp": arrow.timestamp("us"),
            "list": arrow.list_(arrow.string()),
        }
        with self._reported():
            self._connection = duckdb.connect(
                str(file), config={"memory_limit": f"{_MEMORY}MB", "threads": 1, "checkpoint_threshold": "4MB"}
            )
        try:
            with self._reported():
                self._connection.execute("set preserve_insertion_order = false")
            tables = self.rows("select table_name from information_schema.tables")
            if tables and (_OURS,) not in tables:
                raise MirrorError(f"{self._name} is a database, but no mirror: name another file")
        except BaseException:
            self._connection.close()
            raise

    def execute(self, sql: str, *values: Any) -> None:
        """Run a statement."""
        with self._reported():
            self._connection.execute(sql, values or None)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self._reported():
            found: list[tuple[Any, ...]] = self._connection.execute(sql, values or None).fetchall()
        return found

    def add(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Write new rows."""
        self._insert(table, rows, instead=False)

    def put(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows in place of those with the same key."""
        self._insert(table, rows, instead=True)

    def columns(self, table: str) -> dict[str, str]:
        """The types of a table's columns by name."""
        sql = "select column_name, data_type from information_schema.columns where table_name = ?"
        found = {row[0]: row[1] for row in self.rows(sql, table)}
        self._allow(len(found))
        return found

    def create(self, table: Table) -> None:
        """Make a table."""
        self.execute(f"create table {quoted(table.name)} ({columns_sql(table, self.types, key=False)})")

    def close(self) -> None:
        """Close the file and let others have it."""
        self._connection.close()
        self._then()

    def _allow(self, columns: int) -> None:
        """Let DuckDB have the memory for so wide a table: a block of each column, while rows are written."""
        if columns > self._widest:
            self._widest = columns
            self.execute(f"set memory_limit = '{_MEMORY + round(_PER_COLUMN * columns)}MB'")

    def _insert(self, table: Table, rows: Sequence[Sequence[Any]], *, instead: bool) -> None:
        if not rows:
            return
        self._allow(len(table.columns))
        arrays = [
            self._arrow.array([_cell(row[index]) for row in rows], type=self._arrow_types[column.kind])
            for index, column in enumerate(table.columns)
        ]
        with self._reported():
            self._connection.register("_new_rows", self._arrow.RecordBatch.from_arrays(arrays, names=[*table.names]))
            try:
                if instead:
                    same = " and ".join(f"t.{quoted(name)} = n.{quoted(name)}" for name in table.key)
                    self._connection.execute(f"delete from {quoted(table.name)} t using _new_rows n where {same}")
                names = comma(table.names)
                self._connection.execute(f"insert into {quoted(table.name)} ({names}) select {names} from _new_rows")
            finally:
                self._connection.unregister("_new_rows")

    @contextmanager
    def _reported(self) -> Generator[None]:
        try:
            yield
        except self._errors as error:
            raise MirrorError(f"{self._name} {_problem(error)}") from error


def _cell(value: Any) -> Any:
    """A value as Arrow takes it: moments in UTC, without their zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    return value


def _problem(error: Exception) -> str:
    text = str(error)
    if "No space left" in text or "out of disk" in text.lower():
        return "has no more room on its disk; all that was written before is kept. Make room and run the same again"
    if "File too large" in text:
        return "has reached the limit on the size of a file; all that was written before is kept. Run the same again"
    if "Could not set lock" in text or "lock on file" in text:
        return "is open in another program, and DuckDB lets one at a time write: close it and run the same again"
    return f"cannot be written or read: {text}"

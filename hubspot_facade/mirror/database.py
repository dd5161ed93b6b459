"""What a database has to do for a mirror, and what is the same in all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from hubspot_facade.errors import MirrorError
from hubspot_facade.mirror.layout import OWN_COLUMNS, TABLES, Table, comma, quoted
from hubspot_facade.tables.columns import Column

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence

    from hubspot_facade.tables.columns import Kind


class Database(ABC):
    """A file with tables. Whatever is written between `transaction()` and its end is written as one."""

    types: ClassVar[Mapping[Kind, str]]
    """The name of the type of a kind of column; no two have the same."""
    batch: ClassVar[int]
    """How many records to write at once."""
    most_columns: ClassVar[int | None] = None
    """How many columns a table can have."""

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
        try:
            self.execute("begin")  # in the try: Ctrl-C may come once the transaction has begun
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
        """Have these rows, and no others, where columns have these values: how many are new, and how many fewer."""
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

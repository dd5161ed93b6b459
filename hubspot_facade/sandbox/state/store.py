"""The SQLite database of one portal: records, their history, unique values, associations, and documents.

Everything is one connection behind one lock. A request is one transaction: what was answered is in the file
(write-ahead log, so that killing the process loses nothing that was acknowledged), what was refused is not. A durable
store waits for the disk as well, so that a power cut loses nothing either: some hundred writes a second in place of
some ten thousand.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from .columns import Columns
from .schema import TABLES, check, prepare
from .token_match import folded, tokens_match

MEMORY = ":memory:"
PATIENCE = 0.5
"""Seconds that a sandbox waits for the one before it to let go of the file."""


class UnusableError(sqlite3.OperationalError):
    """A file that cannot serve as the database: which one, and why."""


class Store:
    """One database. `path` is a file or `:memory:`; `durable` makes a file outlive power cuts."""

    def __init__(self, path: str | Path = MEMORY, *, durable: bool = False) -> None:
        self.lock = threading.RLock()
        self.path = str(path)
        self._durable = durable
        self._counters: dict[str, int] = {}
        self._chosen: dict[str, int] = {}
        self._on_rollback: list[Callable[[], None]] = []
        self.replaced = 0  # how many times all content was
        self.connection = self._connect()
        self.columns = Columns(is_empty=self._has_no_records())

    def close(self) -> None:
        """Close the database; what was committed stays."""
        with self.lock:
            self.connection.close()

    def on_rollback(self, forget: Callable[[], None]) -> None:
        """Have `forget` called when what was cached may no longer be true."""
        self._on_rollback.append(forget)

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """All or nothing: commits at the end, rolls back and drops every cache when an exception leaves."""
        with self.lock:
            self.connection.execute("BEGIN")
            mark = self.columns.mark()
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back already where the disk is full
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                self.columns.back_to(mark)
                self.forget()
                raise

    @contextmanager
    def savepoint(self) -> Generator[None, None, None]:
        """All or nothing for a part of a transaction that writes records only."""
        self.connection.execute("SAVEPOINT part")
        mark = self.columns.mark()
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK TO part")
            self.connection.execute("RELEASE part")
            self.columns.back_to(mark)
            self._counters.clear()
            raise
        self.connection.execute("RELEASE part")

    @contextmanager
    def scratch(self) -> Generator[None, None, None]:
        """A part of a transaction that leaves no trace, whatever it writes to records."""
        self.connection.execute("SAVEPOINT scratch")
        mark = self.columns.mark()
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK TO scratch")
            self.connection.execute("RELEASE scratch")
            self.columns.back_to(mark)

    def forget(self) -> None:
        """Drop every cache."""
        self._counters.clear()
        self._chosen.clear()
        for forget in self._on_rollback:
            forget()

    def clear(self) -> None:
        """An empty portal. A database in memory is thrown away whole, which is quicker than emptying it."""
        with self.lock:
            self.replaced += 1
            if self.path == MEMORY:
                old, self.connection = self.connection, self._connect()
                old.close()
            else:
                for table in TABLES:
                    self.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are the constants above
            self.columns.forget(is_empty=True)
            self.forget()

    def copy_to(self, target: sqlite3.Connection) -> None:
        """Write everything into another database, in the place of what it has."""
        with self.lock:
            self.connection.backup(target)

    def copy_from(self, source: sqlite3.Connection) -> None:
        """Take everything from another database, in the place of what is here; DatabaseError where that cannot be."""
        check(source)
        with self.lock:
            self.replaced += 1
            if _page_size(source) == _page_size(self.connection):
                source.backup(self.connection)
                prepare(self.connection)
            else:
                self._copy_rows(source)
            self.columns.forget(is_empty=self._has_no_records())
            self.forget()

    def _copy_rows(self, source: sqlite3.Connection) -> None:
        """The same where pages are of another size, as in snapshots of older versions: SQLite copies no such pages."""
        with closing(sqlite3.connect(MEMORY)) as upgraded, self.transaction():
            source.backup(upgraded)
            prepare(upgraded)
            for table in TABLES:
                rows = upgraded.execute(f"SELECT * FROM {table}")  # noqa: S608 - the names are constants
                marks = ",".join("?" * len(rows.description))
                self.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - as above
                self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - as above

    def _connect(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(
                self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=256
            )
        except sqlite3.Error as error:
            raise UnusableError(f"{self.path}: {error}") from None
        # the file is held while it is open, for two sandboxes would each answer from what it remembers; the system lets
        # go of it when the process ends, however it ends. Pages are of twice SQLite's default: a record of more than
        # 1 KB would take an overflow page of its own otherwise
        pragmas = (
            "page_size = 8192",
            "locking_mode = EXCLUSIVE",
            "journal_mode = WAL",
            f"synchronous = {'FULL' if self._durable else 'NORMAL'}",
            "temp_store = MEMORY",
        )
        try:
            check(connection)  # before anything is written to it
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
            prepare(connection)
        except sqlite3.Error as error:
            connection.close()
            busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            problem = "another sandbox uses this database; stop it, or choose another file" if busy else str(error)
            raise UnusableError(f"{self.path}: {problem}") from None
        connection.create_function("tokens_match", 2, tokens_match, deterministic=True)
        connection.create_function("folded", 1, folded, deterministic=True)
        return connection

    def _has_no_records(self) -> bool:
        return self.row("SELECT 1 FROM record LIMIT 1") is None

    def rows(self, statement: str, *parameters: Any) -> list[Any]:
        """Every row of a query."""
        return self.connection.execute(statement, parameters).fetchall()

    def row(self, statement: str, *parameters: Any) -> Any:
        """The first row of a query, or None."""
        return self.connection.execute(statement, parameters).fetchone()

    def execute(self, statement: str, *parameters: Any) -> int:
        """Run a statement; the number of rows that it changed."""
        return self.connection.execute(statement, parameters).rowcount

    def numbers(self, counter: str, *, start: int, count: int = 1) -> range:
        """The next `count` numbers of a counter that begins at `start`, or those from the number that was chosen."""
        value = self._counters.get(counter)
        if value is None:
            row = self.row("SELECT value FROM counter WHERE name = ?", counter)
            value = row[0] if row else start
        first = self._chosen.pop(counter, value)
        # numbers are given once: the counter goes on behind the highest
        following = max(value, first + count)
        self._counters[counter] = following
        self.execute("INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)", counter, following)
        return range(first, first + count)

    def choose(self, counter: str, number: int) -> None:
        """Have a counter give this number next, for once; nothing may have it yet."""
        self._chosen[counter] = number


def _page_size(connection: sqlite3.Connection) -> int:
    size: int = connection.execute("PRAGMA page_size").fetchone()[0]
    return size


class Shelf:
    """Named JSON documents of one kind, in scopes, above defaults that are not stored.

    A document put under a default's name hides it; one dropped leaves a mark, so that the default stays gone.
    """

    def __init__(self, store: Store, kind: str, defaults: Callable[[str], dict[str, Any]] | None = None) -> None:
        self._store = store
        self._kind = kind
        self._defaults = defaults
        self._cache: dict[str, dict[str, Any]] = {}
        store.on_rollback(self._cache.clear)

    def all(self, scope: str = "") -> dict[str, Any]:
        """Every document of the scope by name: defaults first, then in the order of their making. Not to be changed."""
        found = self._cache.get(scope)
        if found is None:
            found = dict(self._defaults(scope)) if self._defaults else {}
            for name, body in self._store.rows(
                "SELECT name, body FROM document WHERE kind = ? AND scope = ? ORDER BY position", self._kind, scope
            ):
                if body is None:
                    found.pop(name, None)
                else:
                    found[name] = json.loads(body)
            self._cache[scope] = found
        return found

    def get(self, name: str, scope: str = "") -> Any:
        """The document, or None."""
        return self.all(scope).get(name)

    def put(self, name: str, body: Any, scope: str = "") -> None:
        """Store a document under a name."""
        self._write(name, body, scope)
        self.all(scope)[name] = body

    def drop(self, name: str, scope: str = "") -> bool:
        """Take a document away; whether there was one."""
        if name not in self.all(scope):
            return False
        self._write(name, None, scope)
        del self.all(scope)[name]
        return True

    def scopes(self) -> list[str]:
        """Every scope that has a stored document."""
        return [row[0] for row in self._store.rows("SELECT DISTINCT scope FROM document WHERE kind = ?", self._kind)]

    def _write(self, name: str, body: Any, scope: str) -> None:
        text = None if body is None else json.dumps(body, separators=(",", ":"))
        self._store.execute(
            "INSERT INTO document (kind, scope, name, position, body)"
            " VALUES (?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM document WHERE kind = ?), ?)"
            " ON CONFLICT (kind, scope, name) DO UPDATE SET body = excluded.body",
            self._kind,
            scope,
            name,
            self._kind,
            text,
        )

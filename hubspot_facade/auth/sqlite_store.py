"""Tokens in a SQLite file, which processes of one machine share.

A refresh is held by a lease: a row that says who refreshes and until when. So the file is locked for moments only, and
portals do not wait for each other. Whoever dies holds the lease no longer: at once where its process can be seen to be
gone, else when the lease ends.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import stat
import uuid
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hubspot_facade.auth.tokens import Tokens
from hubspot_facade.errors import ConfigurationError
from hubspot_facade.transport.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

LEASE = 60.0
"""Seconds that a refresh may take, longer than its request."""
_APPLICATION = 0x48_53_54_4B  # says in the file's head what it is
_SLACK = 5.0  # seconds by which a clock may be set back while a lease holds
_NAP = 0.05
_BUSY = 30.0  # seconds to wait for somebody else's write
_TABLE = (
    "CREATE TABLE IF NOT EXISTS tokens"
    " (key TEXT PRIMARY KEY, tokens TEXT, holder TEXT, lease REAL NOT NULL DEFAULT 0) WITHOUT ROWID"
)


class SQLiteStore:
    """Tokens in a file of this machine, safe between threads and processes; it and its copies pickle by the path.

    The file is made where it is missing, for its owner alone. ConfigurationError for one that others may read, that is
    somebody else's, or that is no store of tokens. It is not for file systems of the network, whose locks fail.
    """

    def __init__(self, path: str | os.PathLike[str], *, clock: Clock | None = None) -> None:
        if str(path) in ("", ":memory:"):
            raise ConfigurationError("SQLiteStore needs a file; MemoryStore keeps tokens in memory")
        self._path = Path(path)
        self._clock = clock or Clock()

    def load(self, key: str) -> Tokens | None:
        """The tokens of this key, None where there are none."""
        with self._database() as database:
            row = database.execute("SELECT tokens FROM tokens WHERE key = ?", (key,)).fetchone()
        return None if row is None or row[0] is None else Tokens.from_json(row[0])

    def save(self, key: str, tokens: Tokens) -> None:
        """Keep them in place of those before; they are on the disk when this returns."""
        with self._database() as database:
            database.execute("INSERT OR IGNORE INTO tokens (key) VALUES (?)", (key,))
            database.execute("UPDATE tokens SET tokens = ? WHERE key = ?", (tokens.to_json(), key))

    def delete(self, key: str) -> None:
        """Forget the tokens of this key, if there are any."""
        with self._database() as database:
            database.execute("UPDATE tokens SET tokens = NULL WHERE key = ?", (key,))

    @contextmanager
    def lock(self, key: str, wait: float) -> Generator[None]:
        """Keeps all others who use the file from refreshing this key; TimeoutError after `wait` seconds."""
        holder = f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex}"
        until = self._clock.monotonic() + wait
        while not self._leased(key, holder):
            if self._clock.monotonic() >= until:
                raise TimeoutError
            self._clock.sleep(_NAP)
        try:
            yield
        finally:
            with self._database() as database:
                database.execute(
                    "UPDATE tokens SET holder = NULL, lease = 0 WHERE key = ? AND holder = ?", (key, holder)
                )

    def _leased(self, key: str, holder: str) -> bool:
        with self._database() as database:
            now = self._clock.wall()  # not before, while others may lease it
            database.execute("INSERT OR IGNORE INTO tokens (key) VALUES (?)", (key,))
            held, lease = database.execute("SELECT holder, lease FROM tokens WHERE key = ?", (key,)).fetchone()
            # a lease that ends later than any lease can comes of a clock that was put back since
            if held is not None and now < lease <= now + LEASE + _SLACK and not _is_gone(held):
                return False
            database.execute("UPDATE tokens SET holder = ?, lease = ? WHERE key = ?", (holder, now + LEASE, key))
            return True

    @contextmanager
    def _database(self) -> Generator[sqlite3.Connection]:
        """A transaction that nobody else writes in; a connection of its own each, for threads and forks."""
        self._admit()
        try:
            with closing(sqlite3.connect(self._path, timeout=_BUSY, isolation_level=None)) as database:
                database.execute("PRAGMA synchronous = FULL")
                database.execute("BEGIN IMMEDIATE")
                try:
                    _check(database)
                    yield database
                except BaseException:
                    database.execute("ROLLBACK")
                    raise
                database.execute("COMMIT")
        except sqlite3.Error as error:
            raise ConfigurationError(f"the token store {self._path} cannot be used: {error}") from error

    def _admit(self) -> None:
        """Make the file where it is missing; refuse one that is not its owner's alone."""
        try:
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
            found = os.stat(self._path)
        except OSError as error:
            raise ConfigurationError(f"the token store {self._path} cannot be used: {error.strerror}") from error
        if not stat.S_ISREG(found.st_mode):
            raise ConfigurationError(f"the token store {self._path} is not a file")
        own: Callable[[], int] | None = getattr(os, "geteuid", None)  # not on Windows, where files have lists instead
        if own is None:
            return
        if found.st_uid != own():
            raise ConfigurationError(f"the token store {self._path} belongs to another user")
        if found.st_mode & 0o077:
            raise ConfigurationError(f"others may read the token store {self._path}: chmod 600 {self._path}")

    def __repr__(self) -> str:
        return f"<SQLiteStore {self._path}>"


def _check(database: sqlite3.Connection) -> None:
    """Make an empty file a store; refuse a database of another kind."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    if application == _APPLICATION:
        return
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application or tables:
        raise sqlite3.DatabaseError("it is a database of something else")
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    database.execute(_TABLE)


def _is_gone(holder: str) -> bool:
    """Whether a process of this machine is there no more; of others nobody can tell."""
    host, _, rest = holder.partition("/")
    number = rest.partition("/")[0]
    if os.name != "posix" or host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False

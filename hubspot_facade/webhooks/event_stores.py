"""Which events were handled already: HubSpot delivers an event again when an answer is late or an error.

A store answers `claim` for a key: "new" when the key is yours to handle, "busy" while somebody else handles it, "done"
when it was handled. A claim that is neither finished nor released, because its process died, ends after `lease`
seconds.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal, Protocol

from hubspot_facade.errors import ConfigurationError, InputError

Claim = Literal["new", "busy", "done"]
MAX_AGE = 3 * 86_400.0  # HubSpot repeats a delivery for a day
LEASE = 300.0
_DONE = 0.0  # in place of the moment at which a claim ends
_APPLICATION = 0x48_53_45_56  # says in the file's head what it is
_WAIT = 2.0  # seconds to wait for somebody else's write; HubSpot waits five for the whole answer


class EventStore(Protocol):
    """Where a receiver keeps what was handled; safe between threads. Yours may be a table of your database."""

    def claim(self, key: str) -> Claim:
        """Claim a key, or learn why it cannot be claimed."""
        ...

    def finish(self, key: str) -> None:
        """The key was handled."""
        ...

    def release(self, key: str) -> None:
        """The key was not handled; whoever comes next may claim it."""
        ...


class MemoryEventStore:
    """Keys in the memory of this process, the latest `max_events` of them, each for `max_age` seconds."""

    def __init__(
        self,
        *,
        max_events: int = 100_000,
        max_age: float = MAX_AGE,
        lease: float = LEASE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if max_events < 1:
            raise InputError("max_events", f"expected 1 or more, got {max_events}")
        self._max_events, self._max_age, self._lease, self._clock = max_events, max_age, lease, clock
        self._keys: OrderedDict[str, tuple[float, float]] = OrderedDict()  # when claimed, and until when
        self._lock = threading.Lock()

    def claim(self, key: str) -> Claim:
        """Claim a key."""
        with self._lock:
            now = self._clock()
            while self._keys and next(iter(self._keys.values()))[0] <= now - self._max_age:
                self._keys.popitem(last=False)
            found = self._keys.get(key)
            if found is not None and (found[1] == _DONE or found[1] > now):
                return "done" if found[1] == _DONE else "busy"
            self._keys.pop(key, None)
            self._keys[key] = (now, now + self._lease)
            while len(self._keys) > self._max_events:
                self._keys.popitem(last=False)
        return "new"

    def finish(self, key: str) -> None:
        """The key was handled."""
        with self._lock:
            self._keys[key] = (self._keys.get(key, (self._clock(), 0))[0], _DONE)

    def release(self, key: str) -> None:
        """The key was not handled."""
        with self._lock:
            self._keys.pop(key, None)

    def __len__(self) -> int:
        return len(self._keys)


class SQLiteEventStore:
    """Keys in a SQLite file that the processes of one machine share, each for `max_age` seconds.

    ConfigurationError for a file that cannot be used or is something else.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        max_age: float = MAX_AGE,
        lease: float = LEASE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if str(path) in ("", ":memory:"):
            raise ConfigurationError("SQLiteEventStore needs a file; MemoryEventStore keeps events in memory")
        self._path = Path(path)
        self._max_age, self._lease, self._clock = max_age, lease, clock

    def claim(self, key: str) -> Claim:
        """Claim a key."""
        with self._database() as database:
            now = self._clock()  # not before: a claim is for `lease` seconds from when the file was free
            database.execute("DELETE FROM events WHERE claimed <= ?", (now - self._max_age,))
            row = database.execute("SELECT until FROM events WHERE key = ?", (key,)).fetchone()
            if row is not None and (row[0] == _DONE or row[0] > now):
                return "done" if row[0] == _DONE else "busy"
            database.execute("INSERT OR REPLACE INTO events VALUES (?, ?, ?)", (key, now, now + self._lease))
        return "new"

    def finish(self, key: str) -> None:
        """The key was handled."""
        with self._database() as database:
            database.execute(
                "INSERT INTO events VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET until = excluded.until",
                (key, self._clock(), _DONE),
            )

    def release(self, key: str) -> None:
        """The key was not handled."""
        with self._database() as database:
            database.execute("DELETE FROM events WHERE key = ?", (key,))

    @contextmanager
    def _database(self) -> Generator[sqlite3.Connection]:
        """A transaction that nobody else writes in; a connection of its own each, for threads and forks."""
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)) as database:
                if not database.execute("PRAGMA application_id").fetchone()[0]:
                    _make(database)
                # a power cut may lose the latest keys, and then an event is handled twice; waiting for the disk
                # four times for each event would take longer than HubSpot waits
                database.execute("PRAGMA synchronous = NORMAL")
                database.execute("BEGIN IMMEDIATE")
                try:
                    if database.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
                        raise sqlite3.DatabaseError("it is a database of something else")
                    yield database
                except BaseException:
                    database.execute("ROLLBACK")
                    raise
                database.execute("COMMIT")
        except sqlite3.Error as error:
            raise ConfigurationError(f"the event store {self._path} cannot be used: {error}") from error

    def __repr__(self) -> str:
        return f"<SQLiteEventStore {self._path}>"


def _make(database: sqlite3.Connection) -> None:
    """Make an empty file a store; leave a database of another kind alone."""
    if database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    # of several that change the mode at once SQLite refuses all but one without waiting; the mode is the file's
    with suppress(sqlite3.OperationalError):
        database.execute("PRAGMA journal_mode = WAL")
    database.execute("BEGIN IMMEDIATE")
    database.execute("CREATE TABLE IF NOT EXISTS events (key TEXT PRIMARY KEY, claimed REAL, until REAL) WITHOUT ROWID")
    database.execute("CREATE INDEX IF NOT EXISTS events_claimed ON events (claimed)")
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    database.execute("COMMIT")

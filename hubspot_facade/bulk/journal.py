"""A load's journal: which rows are settled and which are under way, in a SQLite file that survives being killed.

Before a request goes, its rows are written down as under way; after its answer, their outcomes. Rows that are in
neither place have not been sent. A load without a journal of its own has one that nobody sees and that ends with it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import finalize

from hubspot_facade.bulk.journal_file import close_journal, open_journal, to_the_end
from hubspot_facade.bulk.kept_errors import text_of_error
from hubspot_facade.bulk.kept_outcomes import COUNTS, count_rows, outcomes_in, rows_at, text_of_values
from hubspot_facade.bulk.number_ranges import NumberRanges
from hubspot_facade.bulk.outcomes import Counts
from hubspot_facade.errors import InputError, JournalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hubspot_facade.bulk.outcomes import Change, RowOutcome
    from hubspot_facade.plans.accounting import Status

    # A row that is done: its number, what was done, its line, its key, its record's id, and what identifies it.
    Done = tuple[int, Change | None, int | None, str | None, str | None, bytes | None]

_INSERT = "insert or replace into rows values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_DONE = (  # each value takes time
    "insert or replace into rows (number, status, change, line, key, id, digest) values (?, 'done', ?, ?, ?, ?, ?)"
)
_OTHER = (
    "{path} is the journal of another load (file, columns or options differ): name another journal, "
    "or delete {path} if that load has ended"
)
_BUFFER = 500
_RESERVE = 4_000_000  # bytes: the outcomes of all that can be under way


class Doubt(NamedTuple):
    """A row that was under way when an earlier run ended: since when, by the clock of this machine."""

    since: float


class Journal:
    """A journal in use. `path` None keeps it in a temporary file that is gone when it is closed."""

    def __init__(self, path: str | os.PathLike[str] | None) -> None:
        self.path = None if path is None else Path(path)
        self.trouble: JournalError | None = None  # the disk is full: what is under way can still be written down
        self.counts = Counts()
        self.doubts: dict[int, Doubt] = {}
        self.finished: dict[str, Any] | None = None
        self._settled = NumberRanges()
        self._pending: list[tuple[Any, ...]] = []
        self._done: list[Done] = []
        self._chunks = 0
        self._connection: Any = open_journal(self.path)  # None when closed
        self._process = os.getpid()
        self._close = finalize(self, close_journal, self._connection, self._process)

    def begin(self, load: Mapping[str, Any]) -> None:
        """Begin this load, or go on with it. InputError if the journal is that of another one, or damaged."""
        try:
            self._begin(load)
        except InputError:
            raise
        except (sqlite3.DatabaseError, ValueError, TypeError) as error:
            raise InputError("journal", f"{self.path} is damaged: {error}") from error

    def _begin(self, load: Mapping[str, Any]) -> None:
        kept: dict[str, Any] = {
            name: json.loads(value) for name, value in self._connection.execute("select name, value from load")
        }
        self.finished = kept.pop("finished", None)
        if kept:
            _compare(self.path, kept, load)
        else:
            self._write(("insert into load values (?, ?)", [(name, json.dumps(load[name])) for name in load]))
        self._reserve()
        count_rows(self.counts, self._connection.execute(COUNTS))
        for (number,) in self._connection.execute("select number from rows order by number"):
            self._settled.add(number)
        for chunk, numbers, since in self._connection.execute("select * from under_way order by chunk"):
            self._chunks = chunk
            for number in json.loads(numbers):
                if number not in self._settled:  # in doubt since it was sent first
                    self.doubts.setdefault(number, Doubt(since))

    def retake(self, numbers: Sequence[int]) -> None:
        """Take up again rows that ended as unknown: until they are settled once more they are in doubt, as before."""
        wanted, by_moment = set(numbers), dict[float, list[int]]()
        for number, since in self._connection.execute("select number, since from rows where status = 'unknown'"):
            if number in wanted:
                by_moment.setdefault(since or 0.0, []).append(number)
        under_way = list[tuple[int, str, float]]()
        for since, several in by_moment.items():
            self._chunks += 1
            under_way.append((self._chunks, json.dumps(several), since))
            for number in several:
                self._settled.discard(number)
                self.doubts[number] = Doubt(since)
        self._write(
            ("delete from rows where number = ?", [(number,) for number in numbers]),
            ("insert into under_way values (?, ?, ?)", under_way),
        )
        self.counts.unknown -= len(numbers)

    def settled(self, number: int) -> bool:
        """Whether this row has its outcome."""
        return number in self._settled

    def numbers(self) -> NumberRanges:
        """The numbers of the rows that have their outcome now."""
        return copy(self._settled)

    def digest(self, number: int) -> bytes | None:
        """What was remembered of a settled row, to recognize it."""
        self._flush()
        found = self._connection.execute("select digest from rows where number = ?", (number,)).fetchone()
        return None if found is None else found[0]

    def status(self, number: int) -> tuple[Status, int | None]:
        """The status of a settled row, and its line."""
        self._flush()
        found = self._connection.execute("select status, line from rows where number = ?", (number,)).fetchone()
        return found[0], found[1]

    def send(self, numbers: Sequence[int], now: float) -> int:
        """Write down that these rows are under way; the result is the number of their chunk."""
        self._chunks += 1
        if self.path is not None:  # else no other run can ask
            self._write(("insert into under_way values (?, ?, ?)", [(self._chunks, json.dumps(numbers), now)]))
        return self._chunks

    def settle(self, outcome: RowOutcome, digest: bytes | None = None, since: float | None = None) -> None:
        """Note the outcome of a row, in doubt `since` if it is unknown; it is written with the next chunk."""
        error = None if outcome.error is None else text_of_error(outcome.error)
        given = None if outcome.ok else text_of_values([outcome.given, outcome.original])
        self._note(
            (
                *(outcome.number, outcome.status, outcome.change, outcome.line, outcome.key, outcome.id),
                error,
                given,
                digest,
                since,
            )
        )

    def settle_done(self, rows: Sequence[Done]) -> None:
        """As `settle`, of rows that are done and whose outcome nobody waits for: most rows of most loads."""
        self._done += rows
        numbers = [row[0] for row in rows]
        self._settled.add_all(numbers)
        for number in numbers if self.doubts else ():
            self.doubts.pop(number, None)
        changes: Counter[Change | None] = Counter([row[1] for row in rows])
        for change, times in changes.items():
            self.counts.add("done", change, times)
        if len(self._pending) + len(self._done) >= _BUFFER:
            self._flush()

    def _note(self, row: tuple[Any, ...]) -> None:
        number, status, change = row[:3]
        self._pending.append(row)
        self._settled.add(number)
        if self.doubts:
            self.doubts.pop(number, None)
        self.counts.add(status, change)
        if len(self._pending) + len(self._done) >= _BUFFER:
            self._flush()

    def over(self, chunk: int) -> None:
        """Write down that a chunk is over, with all outcomes noted until now; rows without one were not sent."""
        if self.path is not None:
            self._flush(("delete from under_way where chunk = ?", [(chunk,)]))

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Write down that every row has its outcome."""
        self.finished = dict(facts)
        self._flush(
            ("delete from under_way", [()]),
            ("insert or replace into load values ('finished', ?)", [(json.dumps(self.finished),)]),
        )

    def outcomes(self, *, failures: bool = False, start: int = 0) -> Iterator[RowOutcome]:
        """The outcomes in the order of the rows, from this number on."""
        if self._connection is not None:
            self._flush()
        return outcomes_in(self._rows, failures=failures, start=start)

    def _rows(self, query: str, values: Sequence[Any]) -> list[Any]:
        if self._connection is None:
            return rows_at(Path(str(self.path)), query, values)
        found: list[Any] = self._connection.execute(query, values).fetchall()
        return found

    def close(self) -> None:
        """Let another load use the file; outcomes can still be read from it."""
        if self.path is None or self._connection is None:
            return
        try:
            with suppress(sqlite3.Error, JournalError):  # what is not written down is in doubt
                self._flush()
        finally:
            to_the_end(self._leave)
        if self.finished is not None:
            self._reserved.unlink(missing_ok=True)

    def _leave(self) -> None:
        if self._connection is not None:
            close_journal(self._connection, self._process)  # may be called twice, which the finalizer may not
            self._close.detach()
            self._connection = None

    def _flush(self, *more: tuple[str, Sequence[tuple[Any, ...]]]) -> None:
        pending, self._pending = self._pending, []
        done, self._done = self._done, []
        if pending or done or more:
            self._write((_INSERT, pending), (_INSERT_DONE, done), *more)

    def _write(self, *statements: tuple[str, Sequence[tuple[Any, ...]]]) -> None:
        try:
            self._transact(statements)
        except sqlite3.Error as error:
            self.trouble = JournalError(f"{self.path or 'the temporary journal'} cannot be written: {error}")
            self.trouble.__cause__ = error
            if not self._give_up_reserve():
                raise self.trouble from error
            try:
                self._transact(statements)
            except sqlite3.Error:
                raise self.trouble from error

    def _transact(self, statements: Sequence[tuple[str, Sequence[tuple[Any, ...]]]]) -> None:
        connection = self._connection
        try:
            connection.execute("begin immediate")
            for statement, values in statements:
                connection.executemany(statement, values)
            connection.execute("commit")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise

    @property
    def _reserved(self) -> Path:
        return Path(f"{self.path}-reserve")

    def _reserve(self) -> None:
        """Keep space on the disk for what is under way when the disk becomes full."""
        if self.path is None or self.finished is not None or self._reserved.exists():
            return
        try:
            with self._reserved.open("wb") as file:
                file.write(b"\0" * _RESERVE)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            self._reserved.unlink(missing_ok=True)
            raise JournalError(f"{self._reserved} cannot be written: {error}") from error

    def _give_up_reserve(self) -> bool:
        if self.path is None or not self._reserved.exists():
            return False
        self._reserved.unlink()
        return True


def _compare(path: Path | None, kept: Mapping[str, Any], load: Mapping[str, Any]) -> None:
    for name in {**kept, **load}:
        if kept.get(name) == json.loads(json.dumps(load.get(name))):
            continue
        if name == "fingerprint":
            raise InputError("journal", _OTHER.format(path=path))
        before, now = kept.get(name), load.get(name)
        noun = name.replace("_", " ")
        if before is None:
            raise InputError("journal", f"{path} belongs to a load without {noun}, and this one has {noun} {now!r}")
        what = f"not {now!r}" if now is not None else f"and this one has no {noun}"
        raise InputError("journal", f"{path} belongs to a load with {noun} {before!r}, {what}")

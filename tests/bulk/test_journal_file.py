"""The file of a journal, as a kill at any moment leaves it: it can be opened, and not without rows that it had."""

import gc
import resource
import shutil
import sqlite3
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from hubspot_facade.bulk.journal import Journal
from hubspot_facade.errors import InputError

LOAD = {"operation": "create", "duplicates": "last", "portal": 7, "fingerprint": "x"}
SUFFIXES = ("", "-wal", "-journal")


class Watched(sqlite3.Connection):
    """A connection that calls `step` between any two instructions of SQLite's machine, within statements too."""

    step = staticmethod(lambda: None)

    def __init__(self, *given, **options):
        super().__init__(*given, **options)
        self.set_progress_handler(lambda: self.step(), 1)


class Interrupted(sqlite3.Connection):
    """A connection that is interrupted once, before or after its `left`-th statement."""

    left, late = 0, False

    def _statement(self, run, *given):
        cls = type(self)
        cls.left -= 1
        if cls.left == 0 and not cls.late:
            raise KeyboardInterrupt
        result = run(*given)
        if cls.left == 0:
            result = None  # as nobody has it yet: a cursor that is held keeps its connection open
            raise KeyboardInterrupt
        return result

    def execute(self, *given):
        return self._statement(super().execute, *given)

    def executemany(self, *given):
        return self._statement(super().executemany, *given)

    def executescript(self, *given):
        return self._statement(super().executescript, *given)

    def close(self):
        return self._statement(super().close)


def rows_in(path):
    """What a later run finds: the rows that are settled and those that are in doubt."""
    journal = Journal(path)
    journal.begin(LOAD)
    found = [number for number in range(20) if journal.settled(number)], sorted(journal.doubts)
    journal.close()
    Path(f"{path}-reserve").unlink()  # 4 MB
    return found


def use(path, number):
    """Open a journal, write down two rows, one of which is settled, and close it."""
    journal = Journal(path)
    try:
        journal.begin(LOAD)
        chunk = journal.send([number], 0.0)
        journal.settle_done([(number, "created", None, None, str(number), None)])
        journal.over(chunk)
        journal.send([number + 1], 0.0)
    finally:
        journal.close()


@pytest.fixture
def moments(folder, monkeypatch):
    """The files of a journal at every moment of two runs, each state once."""
    journal, kept, seen, numbers = folder / "load.db", list[Path](), set[tuple[bytes | None, ...]](), count()

    def keep():
        files = [Path(f"{journal}{suffix}") for suffix in SUFFIXES]
        state = tuple(file.read_bytes() if file.exists() else None for file in files)
        if state in seen or state[0] is None:
            return
        seen.add(state)
        kept.append(folder / f"killed {next(numbers)}.db")
        for suffix, content in zip(SUFFIXES, state, strict=True):
            if content is not None:
                Path(f"{kept[-1]}{suffix}").write_bytes(content)

    with monkeypatch.context() as patched:
        connect = sqlite3.connect
        patched.setattr(sqlite3, "connect", lambda *given, **options: connect(*given, **options, factory=Watched))
        patched.setattr(Watched, "step", staticmethod(keep))
        use(journal, 0)
        use(journal, 10)
    assert any(Path(f"{each}-wal").exists() for each in kept)
    return kept


def test_a_journal_killed_at_any_moment_can_be_opened(moments):
    bare = [each for each in moments if not Path(f"{each}-wal").exists() and each.read_bytes()[18:20] == b"\2\2"]
    assert len(bare) >= 3  # between the statements that open it, and within the one that closes it
    found = [rows_in(each) for each in moments]
    assert found == sorted(found, key=lambda rows: sum(map(len, rows)))
    assert found[-1] == ([0, 10], [1, 11])


def test_a_journal_without_its_log_is_whole_or_refused_at_any_moment(moments):
    refused = 0
    for each in moments:
        alone = each.with_suffix(".alone")
        for suffix in ("", "-journal"):
            if Path(f"{each}{suffix}").exists():
                shutil.copy(f"{each}{suffix}", f"{alone}{suffix}")
        for _ in range(2):  # a refusal changes nothing, nor does one that was killed and left an empty log
            try:
                found = rows_in(alone)
            except InputError as error:
                assert "alone-wal is missing" in str(error)  # noqa: PT017 # either is right
                refused += 1
                Path(f"{alone}-wal").touch()
            else:
                assert found == rows_in(each)
    assert refused >= 8  # at least the statements that write rows


KILLED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("pragma locking_mode = exclusive")
connection.execute("pragma journal_mode = wal")
os.kill(os.getpid(), signal.SIGTERM)
"""


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("earlier", ["none", "closed", "killed"])
def test_a_journal_that_is_interrupted_at_any_statement_can_be_opened_at_once(folder, monkeypatch, late, earlier):
    held, connect = [], sqlite3.connect  # as a notebook keeps the last traceback
    for number in count(1):
        path = folder / f"{number}.db"
        if earlier == "closed":
            use(path, 0)
        elif earlier == "killed":
            script = f"import os; from tests.bulk.test_journal_file import *; j = Journal({str(path)!r}); j.begin(LOAD)"
            more = "; c = j.send([0], 0.0); j.settle_done([(0, 'created', None, None, '0', None)]); j.over(c)"
            if number > 1:
                for suffix in ("", "-wal"):
                    shutil.copy(f"{folder / 'killed.db'}{suffix}", f"{path}{suffix}")
            else:
                subprocess.run([sys.executable, "-c", f"{script}{more}; os._exit(0)"], check=True)
                for suffix in ("", "-wal"):
                    shutil.copy(f"{path}{suffix}", f"{folder / 'killed.db'}{suffix}")
        with monkeypatch.context() as patched:
            patched.setattr(Interrupted, "left", number)
            patched.setattr(Interrupted, "late", late)
            patched.setattr(
                sqlite3, "connect", lambda *given, **options: connect(*given, **options, factory=Interrupted)
            )
            try:
                use(path, 2)
            except KeyboardInterrupt as error:
                held.append(error)
            else:
                break
        settled, doubts = rows_in(path)
        assert earlier == "none" or 0 in settled
        assert {*settled, *doubts} <= {0, 1, 2, 3}
    assert len(held) > 20


def test_a_process_that_ends_while_it_opens_a_journal_leaves_it_usable(folder):
    use(folder / "load.db", 0)
    assert subprocess.run([sys.executable, "-c", KILLED, str(folder / "load.db")], check=False).returncode != 0
    assert not (folder / "load.db-wal").exists()
    assert rows_in(folder / "load.db") == ([0], [1])


def test_a_journal_that_nobody_closed_leaves_one_whole_file(folder):
    journal = Journal(folder / "load.db")
    journal.begin(LOAD)
    journal.send([3], 0.0)
    del journal
    gc.collect()
    assert not (folder / "load.db-wal").exists()
    assert rows_in(folder / "load.db") == ([], [3])


def test_a_journal_that_cannot_write_its_last_rows_can_be_opened_again(folder):
    journal = Journal(folder / "load.db")
    journal.begin(LOAD)
    journal.send([0], 0.0)
    journal._connection.execute("create trigger broken before insert on rows begin select raise(abort, 'no'); end")
    journal.settle_done([(0, "created", None, None, "1", None)])
    journal.close()
    assert rows_in(folder / "load.db") == ([], [0])


def test_a_journal_closed_on_a_full_disk_can_be_opened_again(folder):
    """A file that may not grow is a full disk; the reserve is used up."""
    journal = Journal(folder / "load.db")
    journal.begin(LOAD)
    for number in range(20):  # the log is longer than what opening the journal wrote
        journal.send([number], 0.0)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / "load.db-wal").stat().st_size, limits[1]))
    try:
        journal._reserved.unlink()
        journal.settle_done([(0, "created", None, "key" * 10_000, "1", None)])
        journal.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert rows_in(folder / "load.db") == ([], [*range(20)])


OTHER = "import sys; from hubspot_facade.bulk.journal import Journal; Journal(sys.argv[1])"


def test_a_refused_second_load_leaves_the_lock_of_the_first(folder):
    """Systems give up all locks of a process on a file when any of its handles is closed."""
    first = Journal(folder / "load.db")
    with pytest.raises(InputError, match="in use"):
        Journal(folder / "load.db")
    other = subprocess.run(
        [sys.executable, "-c", OTHER, str(folder / "load.db")], capture_output=True, text=True, check=False
    )
    assert "in use by another load" in other.stderr
    first.close()

"""What a store keeps, what it refuses, and who waits for whom."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade import ConfigurationError, MemoryStore, SQLiteStore, Tokens, TokenStore
from hubspot_facade.auth.sqlite_store import LEASE
from tests.facade.fakes import FakeClock

MOMENTS = st.floats(0, 1e11)
TOKENS = st.builds(
    Tokens,
    refresh_token=st.text(min_size=1),
    access_token=st.text(),
    issued_at=MOMENTS,
    expires_at=st.none() | MOMENTS,
    origin=st.text(),
    refused=st.none() | st.text(),
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "tokens.db"


@pytest.fixture(params=["memory", "file"])
def store(request, file):
    return MemoryStore() if request.param == "memory" else SQLiteStore(file)


def test_stores_are_what_the_protocol_says(store):
    assert isinstance(store, TokenStore)


def test_a_store_gives_what_it_was_given_last(store):
    assert store.load("app/1") is None
    store.save("app/1", Tokens("a"))
    store.save("app/2", Tokens("b"))
    store.save("app/1", Tokens("c", "access", 1.0, 2.0, "o", "no"))
    assert store.load("app/1") == Tokens("c", "access", 1.0, 2.0, "o", "no")
    store.delete("app/1")
    store.delete("app/3")
    assert (store.load("app/1"), store.load("app/2")) == (None, Tokens("b"))


@given(TOKENS)
def test_tokens_come_back_from_their_text_as_they_were(tokens):
    assert Tokens.from_json(tokens.to_json()) == tokens


@given(
    st.text()
    | st.binary()
    | st.sampled_from(["[]", "{}", '{"refresh_token": 7}', '{"refresh_token": "x", "issued_at": "secret"}', "1" * 5000])
)
def test_what_are_no_tokens_is_refused_and_not_shown(text):
    with pytest.raises(ConfigurationError, match="authorize again") as caught:
        Tokens.from_json(text)
    assert "secret" not in str(caught.value)


@given(TOKENS, st.floats(0, 1e11))
def test_what_lasts_is_usable_and_what_was_refused_is_neither(tokens, now):
    assert not tokens.lasting(now) or tokens.usable(now)
    assert not tokens.usable(now, tokens.access_token)


def test_a_token_with_a_short_life_is_not_renewed_for_each_request():
    tokens = Tokens("r", "a", issued_at=0, expires_at=30)
    assert tokens.lasting(10)
    assert not tokens.lasting(20)


def test_of_two_who_refresh_one_waits_and_other_keys_do_not(store):
    order = []
    inside, go = threading.Event(), threading.Event()

    def first():
        with store.lock("app/1", 5):
            inside.set()
            go.wait(5)
            order.append("first")

    def second():
        with store.lock("app/1", 5):
            order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    inside.wait(5)
    threads[1].start()
    with store.lock("app/2", 0):
        order.append("other")
    with pytest.raises(TimeoutError), store.lock("app/1", 0):
        pass
    go.set()
    for thread in threads:
        thread.join(5)
    assert order == ["other", "first", "second"]


def test_a_lock_is_released_whatever_goes_wrong(store):
    with pytest.raises(LookupError), store.lock("app/1", 0):
        raise LookupError
    with store.lock("app/1", 0):
        pass


def test_the_file_is_its_owners_alone(file):
    before = os.umask(0)
    try:
        SQLiteStore(file).save("app/1", Tokens("a"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o640)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        SQLiteStore(file).load("app/1")


def test_a_file_of_another_owner_is_refused(file, monkeypatch):
    SQLiteStore(file).save("app/1", Tokens("a"))
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)
    with pytest.raises(ConfigurationError, match="another user"):
        SQLiteStore(file).load("app/1")


def test_what_is_no_store_is_refused_and_left_as_it_is(tmp_path):
    text, other = tmp_path / "notes", tmp_path / "other.db"
    text.write_text("x" * 5000)
    with closing(sqlite3.connect(other)) as database, database:
        database.execute("CREATE TABLE people (name TEXT)")
    database.close()
    for path in (text, other):
        path.chmod(0o600)
        before = path.read_bytes()
        with pytest.raises(ConfigurationError, match=path.name):
            SQLiteStore(path).save("app/1", Tokens("a"))
        assert path.read_bytes() == before
    for path in (tmp_path, tmp_path / "missing" / "tokens.db"):
        with pytest.raises(ConfigurationError, match="cannot be used"):
            SQLiteStore(path).load("app/1")
    for path in ("", ":memory:"):
        with pytest.raises(ConfigurationError, match="MemoryStore"):
            SQLiteStore(path)


def test_an_entry_that_is_spoilt_is_said(file):
    store = SQLiteStore(file)
    store.save("app/1", Tokens("a"))
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE tokens SET tokens = 'spoilt'")
    database.close()
    with pytest.raises(ConfigurationError, match="something else than tokens"):
        store.load("app/1")


HOLD = """
import os, sys
from hubspot_facade import SQLiteStore
with SQLiteStore(sys.argv[1]).lock("app/1", 0):
    print("held", flush=True)
    {}
"""


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "os._exit(1)"])
def test_a_process_that_dies_holds_nothing_back(file, end):
    done = subprocess.run([sys.executable, "-c", HOLD.format(end), file], capture_output=True, text=True, check=False)
    assert done.stdout == "held\n"
    with SQLiteStore(file).lock("app/1", 0):
        pass


def test_a_lease_of_another_machine_ends_by_itself(file):
    clock = FakeClock()
    store = SQLiteStore(file, clock=clock.clock())
    store.save("app/1", Tokens("a"))
    lease = clock.clock().wall() + LEASE
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE tokens SET holder = 'elsewhere/1/x', lease = ?", (lease,))
    database.close()
    with pytest.raises(TimeoutError), store.lock("app/1", LEASE / 2):
        pass
    with store.lock("app/1", LEASE):
        assert clock.clock().wall() >= lease


def test_a_process_that_lives_keeps_its_lease(file):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD.format("sys.stdin.read()"), file], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(TimeoutError), SQLiteStore(file).lock("app/1", 0):
            pass
        holder.stdin.close()
    with SQLiteStore(file).lock("app/1", 0):
        pass


def test_a_clock_that_is_a_moment_behind_takes_no_lease_away(file):
    ahead, behind = FakeClock(), FakeClock()
    ahead.time = behind.time + 0.5
    holding, waiting = (SQLiteStore(file, clock=each.clock()) for each in (ahead, behind))
    with holding.lock("app/1", 0), pytest.raises(TimeoutError), waiting.lock("app/1", 0):
        pass
    with waiting.lock("app/1", 0):
        pass


def test_the_moment_of_a_lease_is_read_once_nobody_else_can_make_one(file):
    """Whoever read it before, and then waited for the file, took a lease made meanwhile for one of a wrong clock."""
    clock = FakeClock().clock()
    writable = []

    def wall():
        with closing(sqlite3.connect(file, timeout=0)) as database, database:
            try:
                database.execute("BEGIN IMMEDIATE")
                writable.append(True)
            except sqlite3.OperationalError:
                writable.append(False)
        return clock.wall()

    with SQLiteStore(file, clock=replace(clock, wall=wall)).lock("app/1", 0):
        pass
    assert writable == [False]

"""A key is claimed by one alone, and again once it was released or its claim has ended."""

import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade import ConfigurationError, InputError
from hubspot_facade.webhooks.event_stores import MemoryEventStore, SQLiteEventStore


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["memory", "sqlite"])
def store(request, clock, tmp_path):
    if request.param == "memory":
        return MemoryEventStore(clock=clock, max_age=100, lease=10)
    return SQLiteEventStore(tmp_path / "events.db", clock=clock, max_age=100, lease=10)


def test_a_key_is_handled_once(store):
    assert [store.claim("a"), store.claim("a"), store.claim("b")] == ["new", "busy", "new"]
    store.finish("a")
    assert store.claim("a") == "done"


def test_a_key_that_was_released_is_new(store):
    store.claim("a")
    store.release("a")
    assert store.claim("a") == "new"


def test_a_claim_whose_process_died_ends(store, clock):
    store.claim("a")
    clock.now += 9.9
    assert store.claim("a") == "busy"
    clock.now += 0.1
    assert store.claim("a") == "new"


def test_keys_are_forgotten_in_the_end(store, clock):
    store.claim("a")
    store.finish("a")
    clock.now += 99.9
    assert store.claim("a") == "done"
    clock.now += 0.1
    assert store.claim("a") == "new"


def test_one_of_many_threads_claims_a_key(store):
    with ThreadPoolExecutor(8) as pool:
        for key in "abcde":
            assert sorted(pool.map(store.claim, [key] * 8)) == ["busy"] * 7 + ["new"]


def _claim(path, start, answers):
    start.wait()
    answers.put([SQLiteEventStore(path).claim(str(key)) for key in range(20)])


def test_one_of_several_processes_claims_a_key(tmp_path):
    context = multiprocessing.get_context("spawn")
    start, answers = context.Event(), context.Queue()
    processes = [context.Process(target=_claim, args=(tmp_path / "events.db", start, answers)) for _ in range(3)]
    for each in processes:
        each.start()
    start.set()
    rows = [answers.get(timeout=60) for _ in processes]
    for each in processes:
        each.join()
    assert all(sorted(states) == ["busy", "busy", "new"] for states in zip(*rows, strict=True))


def test_memory_is_bounded(clock):
    store = MemoryEventStore(max_events=3, clock=clock)
    for key in "abcd":
        store.claim(key)
        store.finish(key)
    assert len(store) == 3
    assert [store.claim("d"), store.claim("a")] == ["done", "new"]
    with pytest.raises(InputError, match="max_events"):
        MemoryEventStore(max_events=0)


@given(
    st.lists(st.tuples(st.sampled_from(["claim", "finish", "release", "wait"]), st.sampled_from("abc")), max_size=30)
)
def test_both_stores_answer_alike(tmp_path_factory, steps):
    clock = Clock()
    path = tmp_path_factory.mktemp("events") / "events.db"
    stores = [
        MemoryEventStore(clock=clock, max_age=30, lease=10),
        SQLiteEventStore(path, clock=clock, max_age=30, lease=10),
    ]
    for name, key in steps:
        if name == "wait":
            clock.now += 4
        else:
            memory, sqlite = (getattr(store, name)(key) for store in stores)
            assert memory == sqlite


def test_a_file_that_is_something_else_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE mine (a)")
    database.close()
    with pytest.raises(ConfigurationError, match="something else"):
        SQLiteEventStore(path).claim("a")
    with pytest.raises(ConfigurationError, match="cannot be used"):
        SQLiteEventStore(tmp_path / "nowhere" / "events.db").claim("a")
    with pytest.raises(ConfigurationError, match="needs a file"):
        SQLiteEventStore(":memory:")


def test_a_claim_lasts_from_when_the_file_was_free(tmp_path):
    """The moment is read when nobody else can write: whoever waited for the file would have a claim that ends early."""
    file, writable = tmp_path / "events.db", []

    def clock():
        with closing(sqlite3.connect(file, timeout=0)) as database, database:
            try:
                database.execute("BEGIN IMMEDIATE")
                writable.append(True)
            except sqlite3.OperationalError:
                writable.append(False)
        return 1000.0

    assert SQLiteEventStore(file, clock=clock).claim("a") == "new"
    assert writable == [False]

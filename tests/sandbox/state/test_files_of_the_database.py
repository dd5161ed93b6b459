"""The database's file is one sandbox's, what lies beside it is told by name, and nothing half-written stays."""

import logging
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.state.store import Store

CONTACTS = "/crm/v3/objects/contacts"
SERVER = """
import sys
from hubspot_facade.sandbox import Sandbox
sandbox = Sandbox(db=sys.argv[1]).start()
print(sandbox.url, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def db(tmp_path):
    return tmp_path / "portal.db"


def connect(sandbox: Sandbox) -> httpx.Client:
    return httpx.Client(base_url=sandbox.url, headers={"authorization": f"Bearer {sandbox.token}"})


def test_a_second_sandbox_on_the_file_is_refused_until_the_first_lets_go(db):
    with Sandbox(db=db) as first:
        for _ in range(2):
            with pytest.raises(sqlite3.OperationalError, match=r"portal\.db: another sandbox uses this database"):
                Sandbox(db=db).start()
        with connect(first) as client:
            assert client.post(CONTACTS, json={"properties": {}}).status_code == 201
    with Sandbox(db=db) as second, connect(second) as client:
        assert len(client.get(CONTACTS).json()["results"]) == 1


def test_so_is_one_of_another_process_and_a_killed_one_leaves_no_lock(db):
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(db)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            assert process.stdout.readline().startswith("http://")
            with pytest.raises(sqlite3.OperationalError, match="another sandbox uses this database"):
                Sandbox(db=db).start()
        finally:
            process.send_signal(signal.SIGKILL)
    with Sandbox(db=db) as after, connect(after) as client:
        assert client.get(CONTACTS).json()["results"] == []


def test_a_further_portals_file_is_held_too(db):
    with Sandbox(db=db) as sandbox:
        sandbox.new_token(portal=7)
        with pytest.raises(sqlite3.OperationalError, match="another sandbox"):
            Store(f"{db}.7")


def test_a_refused_start_lets_go_of_what_it_had_opened(db):
    with Sandbox(db=db) as sandbox:
        sandbox.new_token(portal=7)
    held = Store(f"{db}.7")
    with pytest.raises(sqlite3.OperationalError, match=r"portal\.db\.7: another sandbox"):
        Sandbox(db=db).start()
    held.close()
    with Sandbox(db=db) as sandbox:
        assert list(sandbox.portals) == [sandbox.portal.id, 7]


@pytest.mark.parametrize("name", ["portal.db", "portal.db.2"])
def test_what_is_no_database_of_ours_is_named_and_left_alone(tmp_path, name):
    stray = tmp_path / name
    stray.write_text("no database" * 100)
    with pytest.raises(sqlite3.DatabaseError, match=f"{name}: file is not a database"):
        Sandbox(db=tmp_path / "portal.db").start()
    stray.unlink()
    stray.mkdir()
    with pytest.raises(sqlite3.DatabaseError, match=f"{name}: unable to open"):
        Sandbox(db=tmp_path / "portal.db").start()
    stray.rmdir()
    with closing(sqlite3.connect(stray)) as other, other:
        other.execute("CREATE TABLE invoices (id)")
    other.close()
    before = stray.read_bytes()
    with pytest.raises(sqlite3.DatabaseError, match=f"{name}: a database of another program"):
        Sandbox(db=tmp_path / "portal.db").start()
    assert stray.read_bytes() == before


@pytest.mark.parametrize(
    "name", ["portal.db.²", "portal.db.007", "portal.db.0", "portal.db." + "9" * 200, "portal.dbx"]
)
def test_files_whose_names_only_look_like_a_portals_are_passed_over(tmp_path, name):
    (tmp_path / name).write_text("no database")
    with Sandbox(db=tmp_path / "portal.db") as sandbox:
        assert list(sandbox.portals) == [sandbox.portal.id]


def test_a_full_disk_is_told_by_name_and_what_was_there_stays(db, caplog):
    with Sandbox(db=db) as sandbox, connect(sandbox) as client:
        kept = client.post(CONTACTS, json={"properties": {"firstname": "kept"}}).json()["id"]
        connection = sandbox.portal.store.connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        full = {"inputs": [{"properties": {"firstname": "x" * 60_000}} for _ in range(20)]}
        with caplog.at_level(logging.CRITICAL, "hubspot_facade.sandbox"):
            answer = client.post(f"{CONTACTS}/batch/create", json=full)
        assert answer.status_code == 507
        assert answer.json()["message"] == f"the sandbox cannot keep this: {db}: database or disk is full"
        assert [one["id"] for one in client.get(CONTACTS).json()["results"]] == [kept]
        connection.execute("PRAGMA max_page_count = 1000000")
        assert client.post(f"{CONTACTS}/batch/create", json=full).status_code == 201


def test_a_snapshot_that_cannot_be_written_leaves_nothing_and_the_older_one_stays(db, caplog, monkeypatch):
    with Sandbox(db=db) as sandbox, connect(sandbox) as client:
        sandbox.new_token(portal=7)
        sandbox.snapshot("base")
        before = sorted(one.name for one in db.parent.iterdir())

        def full(store, target):
            target.execute("CREATE TABLE half (a)")
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(Store, "copy_to", full)
        with caplog.at_level(logging.CRITICAL, "hubspot_facade.sandbox"):
            for name in ("base", "other"):
                answer = client.put(f"/_sandbox/snapshots/{name}")
                assert answer.status_code == 507
                assert f"portal.db.{name}.snapshot cannot be written: database or disk is full" in answer.text
        assert sorted(one.name for one in db.parent.iterdir()) == before
        assert client.get("/_sandbox/snapshots").json()["results"] == [{"name": "base"}]


def test_what_a_killed_snapshot_left_is_swept_up_at_the_next_start(db):
    with Sandbox(db=db) as sandbox:
        sandbox.new_token(portal=7)
        sandbox.snapshot("whole")
    before = sorted(one.name for one in db.parent.iterdir())
    db.with_name("portal.db.half.unfinished").write_bytes(b"SQLite format 3\0")
    db.with_name("portal.db.7.half.unfinished").write_bytes(b"")
    # all files are written before the first portal's, which is what tells of the snapshot
    shutil.copy(db.with_name("portal.db.7.whole.snapshot"), db.with_name("portal.db.7.half.snapshot"))
    with Sandbox(db=db) as sandbox:
        assert sandbox.application.snapshots.names() == ["whole"]
        sandbox.restore("whole")
    assert sorted(one.name for one in db.parent.iterdir()) == before


def test_a_stray_file_in_the_place_of_a_snapshot_is_named(db, caplog):
    with Sandbox(db=db) as sandbox, connect(sandbox) as client:
        client.post(CONTACTS, json={"properties": {}})
        stray = db.with_name("portal.db.mine.snapshot")
        for content in (b"no database" * 100, b""):
            stray.write_bytes(content)
            with caplog.at_level(logging.CRITICAL, "hubspot_facade.sandbox"):
                answer = client.post("/_sandbox/snapshots/mine/restore")
            assert (answer.status_code, "portal.db.mine.snapshot cannot be read" in answer.text) == (507, True)
        assert len(client.get(CONTACTS).json()["results"]) == 1

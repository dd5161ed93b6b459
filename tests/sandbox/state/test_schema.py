"""Databases and snapshots that another version of the sandbox made are upgraded, or refused with what to do."""

import logging
import sqlite3

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.state import schema

CONTACTS = "/crm/v3/objects/contacts"
FIRST = """
CREATE TABLE record (
    type TEXT NOT NULL, id INTEGER NOT NULL, properties TEXT NOT NULL,
    created INTEGER NOT NULL, updated INTEGER NOT NULL, archived INTEGER, merged_into INTEGER,
    PRIMARY KEY (type, id)
) WITHOUT ROWID;
CREATE TABLE unique_value (
    type TEXT NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (type, property, value)
) WITHOUT ROWID;
CREATE INDEX unique_value_of_record ON unique_value (type, id);
CREATE TABLE history (
    number INTEGER PRIMARY KEY, type TEXT NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, changes TEXT NOT NULL
);
CREATE INDEX history_of_record ON history (type, id);
CREATE TABLE association (
    from_type TEXT NOT NULL, from_id INTEGER NOT NULL, to_type TEXT NOT NULL, to_id INTEGER NOT NULL,
    category TEXT NOT NULL, type_id INTEGER NOT NULL,
    PRIMARY KEY (from_type, from_id, to_type, to_id, category, type_id)
) WITHOUT ROWID;
CREATE TABLE document (
    kind TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, body TEXT,
    PRIMARY KEY (kind, scope, name)
) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO record VALUES ('0-1', 101, '{"email":"old@example.com"}', 1700000000000, 1700000000000, NULL, NULL);
INSERT INTO unique_value VALUES ('0-1', 'email', 'old@example.com', 101);
INSERT INTO history VALUES (1, '0-1', 101, 1700000000000, '{"email":"old@example.com"}');
INSERT INTO counter VALUES ('record 0-1', 102);
"""
"""What version 0.1 of the package wrote, whose pages were of SQLite's usual size."""


def write(path, script=FIRST, version=0):
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA page_size = 4096; {script} PRAGMA user_version = {version};")
    connection.close()
    return path.read_bytes()


def connect(sandbox: Sandbox) -> httpx.Client:
    return httpx.Client(base_url=sandbox.url, headers={"authorization": f"Bearer {sandbox.token}"})


def indices(connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql <> ''")}


def assert_serves_what_the_old_one_held(sandbox, *, more=()):
    with connect(sandbox) as client:
        found = client.post(f"{CONTACTS}/search", json={"sorts": ["createdate"], "limit": 100}).json()["results"]
        assert [one["properties"]["email"] for one in found] == ["old@example.com", *more]
        taken = client.post(CONTACTS, json={"properties": {"email": "OLD@example.com"}})
        assert (taken.status_code, "Existing ID: 101" in taken.text) == (409, True)
        assert client.post(CONTACTS, json={"properties": {"email": f"new{len(more)}@example.com"}}).status_code == 201


def test_a_file_of_the_first_version_is_upgraded_and_opens_again(tmp_path):
    db = tmp_path / "portal.db"
    write(db)
    with Sandbox(db=db) as sandbox:
        assert_serves_what_the_old_one_held(sandbox)
    with Sandbox(db=db) as sandbox, Sandbox() as new:
        assert sandbox.portal.store.row("PRAGMA user_version") == (schema.VERSION,)
        assert indices(sandbox.portal.store.connection) == indices(new.portal.store.connection) != set()
        assert_serves_what_the_old_one_held(sandbox, more=["new0@example.com"])


def test_a_snapshot_of_the_first_version_is_restored(tmp_path):
    with Sandbox(db=tmp_path / "portal.db") as sandbox:
        write(tmp_path / "portal.db.old.snapshot")
        with connect(sandbox) as client:
            client.post(CONTACTS, json={"properties": {"email": "gone@example.com"}})
            assert client.post("/_sandbox/snapshots/old/restore").status_code == 204
        assert_serves_what_the_old_one_held(sandbox)
        sandbox.snapshot("again")
        sandbox.restore("again")
        assert_serves_what_the_old_one_held(sandbox, more=["new0@example.com"])


OTHERS = {
    "newer": (FIRST, 9, rf"made by a newer version .* tables of version 9; .* up to {schema.VERSION}: use the newer"),
    "older": (FIRST, -1, rf"made by an older version .* tables of version -1, which version {schema.VERSION} cannot"),
    "unlike": (
        FIRST.replace("merged_into", "merged"),
        0,
        r"made by an older version .* version 0, .* another file; to take",
    ),
    "foreign": ("CREATE TABLE invoices (id);", 0, "a database of another program"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_what_cannot_be_used_is_named_with_what_to_do_and_left_alone(tmp_path, case, caplog):
    script, version, message = OTHERS[case]
    db = tmp_path / "portal.db"
    before = write(db, script, version)
    with pytest.raises(sqlite3.OperationalError, match=f"portal.db: {message}"):
        Sandbox(db=db).start()
    assert db.read_bytes() == before
    db.unlink()
    with Sandbox(db=db) as sandbox, connect(sandbox) as client:
        write(tmp_path / "portal.db.odd.snapshot", script, version)
        client.post(CONTACTS, json={"properties": {"email": "kept@example.com"}})
        with caplog.at_level(logging.CRITICAL, "hubspot_facade.sandbox"), pytest.raises(sqlite3.Error, match=message):
            sandbox.restore("odd")
        assert len(client.get(CONTACTS).json()["results"]) == 1


def test_every_version_before_this_one_has_an_upgrade():
    assert sorted(schema.UPGRADES) == list(range(schema.VERSION))

"""A mirror in DuckDB has what one in SQLite has, and is as safe."""

import json
import random
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from hubspot_facade import HubSpot, MirrorError
from hubspot_facade.mirror import mirror
from tests.mirror.contents import COMPUTED
from tests.mirror.kills import TYPES, kill_once, run
from tests.unpaced import FAST

PAGE = (Path(__file__).parents[2] / "docs/mirror.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def hs(sandbox):
    with HubSpot(sandbox.token, base_url=sandbox.url, limits=FAST) as client:
        yield client


def query(path, sql):
    if path.suffix == ".db":
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(sql).fetchall()
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        return connection.execute(sql).fetchall()


def shown(value):
    """A value as SQLite has it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if hasattr(value, "hour"):
        return f"{value.isoformat(timespec='milliseconds')}Z"
    return value.isoformat() if hasattr(value, "isoformat") else value


def contents(path):
    names = "select table_name from information_schema.tables where table_type = 'BASE TABLE'"
    if path.suffix == ".db":
        names = "select name from sqlite_master where type = 'table'"
    found = {}
    for (name,) in query(path, names):
        if not name.startswith("mirror_"):
            columns = (
                f"select name from pragma_table_info('{name}')"  # noqa: S608 # our own tables
                if path.suffix == ".db"
                else f"select column_name from information_schema.columns where table_name = '{name}'"  # noqa: S608
            )
            left_out = COMPUTED.get(name, ())
            listed = ", ".join(f'"{row[0]}"' for row in sorted(query(path, columns)) if row[0] not in left_out)
            live = (
                " where reason = 'archived'" if name == "removed_records" else ""
            )  # when it saw what merged is its own
            rows = query(path, f'select {listed} from "{name}"{live}')  # noqa: S608
            found[name] = sorted(repr(tuple(map(shown, row))) for row in rows)
    return found


def fill(sandbox, hs):
    sandbox.seed(contacts=30)
    hs.properties.create("deals", "margin", label="x", type="number", field_type="number", group_name="dealinformation")
    deals = hs.deals.list(limit=5).all()
    hs.deals.update(deals[1].id, {"margin": "0.125"})
    hs.deals.archive(deals[0].id)
    people = hs.contacts.list(limit=4).all()
    hs.contacts.merge(people[0].id, people[1].id)


def change(hs):
    hs.properties.update("deals", "margin", type="string", field_type="text")
    hs.properties.create("deals", "grade", label="x", type="string", field_type="text", group_name="dealinformation")
    deals = hs.deals.list(limit=3).all()
    hs.deals.update(deals[0].id, {"grade": "A", "margin": "wide"})
    hs.deals.archive(deals[1].id)
    hs.contacts.create({"email": "new@example.com"}, associations={"deals": [deals[0].id, deals[2].id]})


def test_it_has_what_a_mirror_in_sqlite_has_after_changes_too(sandbox, hs, tmp_path):
    fill(sandbox, hs)
    duck, lite, new = tmp_path / "portal.duckdb", tmp_path / "portal.db", tmp_path / "new.duckdb"
    for file in (duck, lite):
        assert not mirror(hs, file, include=TYPES).failed
    assert contents(duck) == contents(lite)
    sandbox.advance(100)
    change(hs)
    for file in (duck, lite, new):
        assert not mirror(hs, file, include=TYPES).failed
    assert contents(duck) == contents(lite)
    assert contents(duck) == contents(new)
    for question in QUESTIONS[:1] + QUESTIONS[2:]:
        assert query(duck, question) == query(lite, question)


def test_columns_have_types_of_duckdb(sandbox, hs, tmp_path):
    sandbox.seed(contacts=20)
    mirror(hs, tmp_path / "portal.duckdb", include=["contacts"])
    sql = "select column_name, data_type from information_schema.columns where table_name = 'contacts'"
    types = dict(query(tmp_path / "portal.duckdb", sql))
    assert (types["id"], types["created_at"], types["email"]) == ("BIGINT", "TIMESTAMP", "VARCHAR")
    assert {"DOUBLE", "BOOLEAN", "VARCHAR[]"} <= {*types.values()}


def test_killed_twice_and_run_again_it_is_the_same_as_in_one_run(sandbox, hs, tmp_path):
    fill(sandbox, hs)
    new, kept = tmp_path / "new.duckdb", tmp_path / "kept.duckdb"
    statements = run(sandbox.url, sandbox.token, new)
    for at in (statements // 4, statements // 2):
        assert not kill_once(sandbox.url, sandbox.token, kept, at).ended
    mirror(hs, kept, include=TYPES)
    assert contents(kept) == contents(new)


def test_a_file_of_something_else_or_in_use_is_refused(hs, tmp_path):
    strange = tmp_path / "strange.duckdb"
    with closing(duckdb.connect(str(strange))) as connection:
        connection.execute("create table mine (a int)")
    with pytest.raises(MirrorError, match=r"strange.duckdb is a database, but no mirror"):
        mirror(hs, strange)
    text = tmp_path / "text.duckdb"
    text.write_text("to whom it may concern " * 99)
    with pytest.raises(MirrorError, match=r"text.duckdb"):
        mirror(hs, text)


FULL = """
import resource, sys
from hubspot_facade import HubSpot, Limits, MirrorError
from hubspot_facade.mirror import mirror
fast = Limits(per_ten_seconds=1_000_000, search_per_second=1_000_000, burst_per_ten_seconds=1_000_000)
with HubSpot(sys.argv[2], base_url=sys.argv[1], limits=fast) as hs:
    mirror(hs, sys.argv[3], include=["companies"], lists=False)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
    try:
        mirror(hs, sys.argv[3], include=["contacts"], properties={"contacts": ["lastname"]}, lists=False)
    except MirrorError as error:
        print(error)
"""


def test_a_file_that_cannot_grow_is_a_clear_error_and_stays_whole(sandbox, hs, tmp_path):
    """A limit on the size of files is what a test can set; a full disk takes the same way."""
    hs.contacts.batch_create([{"lastname": random.Random(n).randbytes(2000).hex()} for n in range(1000)])  # noqa: S311
    file, new = tmp_path / "portal.duckdb", tmp_path / "new.duckdb"
    started = [sys.executable, "-c", FULL, sandbox.url, sandbox.token, str(file)]
    done = subprocess.run(started, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("portal.duckdb has reached the limit on the size of a file; all that was written")
    for each in (file, new):
        named = {"contacts": ["lastname"]}
        assert not mirror(hs, each, include=["contacts", "companies"], properties=named, lists=False).failed
    assert contents(file) == contents(new)

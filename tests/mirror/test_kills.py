"""A mirror that is killed, at whatever moment, and run again is the same as one that was not."""

from __future__ import annotations

import random

import pytest

from hubspot_facade.mirror import mirror
from tests.mirror.contents import differences, query
from tests.mirror.kills import TYPES, kill_once, run


@pytest.fixture
def filled(sandbox, hs):
    sandbox.seed(contacts=40)
    deals = hs.deals.list(limit=3).all()
    hs.deals.archive(deals[0].id)
    people = hs.contacts.list(limit=4).all()
    hs.contacts.merge(people[0].id, people[1].id)
    fans = hs.lists.create("Fans")
    hs.lists.add_members(fans.list_id, [people[2].id, people[3].id])
    return sandbox


def test_killed_again_and_again_and_run_once_more_it_is_the_same_as_in_one_run(filled, hs, tmp_path):
    new, kept = tmp_path / "new.db", tmp_path / "kept.db"
    statements = run(filled.url, filled.token, new)
    points = random.Random(7)  # noqa: S311 # no secrets
    killed = [
        kill_once(filled.url, filled.token, kept, points.randint(statements * n // 2, statements * (n + 1) // 2))
        for n in (0, 1)
    ]
    assert not all(each.ended for each in killed)
    assert query(kept, "pragma integrity_check") == [("ok",)]
    report = mirror(hs, kept, include=TYPES)
    assert not report.failed
    assert differences(kept, new) == []
    outcomes = [row[0] for row in query(kept, "select outcome from mirror_runs order by run")]
    assert outcomes[-1] == "done"
    assert "running" not in outcomes
    assert query(kept, "select * from mirror_seen") == []


def test_a_listing_that_was_interrupted_goes_on_where_it_was(sandbox, hs, tmp_path, monkeypatch):
    hs.contacts.batch_create([{"lastname": str(number)} for number in range(250)])
    kept = tmp_path / "kept.db"
    monkeypatch.setattr("hubspot_facade.mirror.sqlite.SQLiteDatabase.batch", 100)

    def interrupt(progress):
        if progress.part == "contacts" and progress.rows >= 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mirror(hs, kept, include=["contacts"], progress=interrupt)
    assert query(kept, "select outcome from mirror_runs") == [("interrupted",)]
    assert query(kept, "select count(*) from contacts") == [(200,)]
    before = len(sandbox.requests)
    mirror(hs, kept, include=["contacts"])
    pages = [
        each
        for each in sandbox.requests[before:]
        if each.method == "GET"
        and each.path.endswith("/0-1")
        and "/objects/" in each.path
        and "archived" not in each.query
    ]
    assert len(pages) == 1  # the third of three

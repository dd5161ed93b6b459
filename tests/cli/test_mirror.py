"""The command that mirrors, as a user types it: what it prints, its exit codes, and how it is interrupted."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.cli.parts import following
from hubspot_facade.mirror import Progress
from hubspot_facade.sandbox import Sandbox
from tests.cli.in_process import command
from tests.cli.test_command import environment


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running, HubSpot(running.token, base_url=running.url) as hs:
        hs.contacts.batch_create([{"email": f"person.{number}@example.com"} for number in range(250)])
        yield running


def test_says_what_it_did_and_what_is_missing(sandbox: Sandbox, tmp_path: Path):
    file = tmp_path / "portal.db"
    done = command(
        "mirror", "--to", str(file), "--include", "contacts", "--properties", "contacts=email", sandbox=sandbox
    )
    assert done.returncode == 0
    assert "contacts: 250 rows, 250 new or changed, 0 removed" in done.stdout.splitlines()
    with closing(sqlite3.connect(file)) as connection:
        columns = connection.execute("select name from pragma_table_info('contacts')").fetchall()
    assert columns[3:] == [("email",)]
    token = sandbox.new_token(scopes=["crm.objects.contacts.read"])
    limited = environment(HUBSPOT_BASE_URL=sandbox.url, HUBSPOT_ACCESS_TOKEN=token)
    started = [sys.executable, "-m", "hubspot_facade.cli", "mirror", "--to", str(file), "--no-lists"]
    named = [*started, "--include", "contacts", "--include", "deals"]
    part = subprocess.run(named, env=limited, capture_output=True, encoding="utf-8", check=False)
    assert part.returncode == 4
    assert "missing: owners: the token lacks the scope automation or crm.objects.owners.read\n" in part.stderr
    assert "error: deals: the token lacks the scope crm.objects.deals.read" in part.stderr


def test_the_line_of_lists_counts_lists_and_what_changed_of_them_and_their_members(tmp_path: Path):
    with Sandbox() as own, HubSpot(own.token, base_url=own.url) as hs:
        found = hs.contacts.batch_create([{"email": f"person.{number}@example.com"} for number in range(3)]).results
        fans = hs.lists.create("Fans")
        hs.lists.add_members(fans.list_id, [each.id for each in found])
        done = command("mirror", "--to", str(tmp_path / "portal.db"), "--include", "contacts", sandbox=own)
    assert "lists of contacts: 1 list, 4 lists and members new or changed, 0 removed" in done.stdout.splitlines()


def test_one_note_says_where_search_counts_other_numbers(tmp_path: Path):
    file = str(tmp_path / "portal.db")
    with Sandbox() as own, HubSpot(own.token, base_url=own.url) as hs:
        hs.contacts.batch_create([{"lastname": "A"}, {"lastname": "B"}])
        deals = hs.deals.batch_create([{"dealname": "A"}]).results
        started = ("mirror", "--to", file, "--include", "contacts", "--include", "deals", "--include", "companies")
        assert "note" not in command(*started, sandbox=own).stderr
        for each in hs.contacts.list():
            hs.contacts.gdpr_delete(each.id)
        own.advance(100)
        (one,) = [line for line in command(*started, sandbox=own).stderr.splitlines() if line.startswith("note")]
        assert one.startswith("note: contacts: HubSpot's search counts 0 records, the mirror 2.")
        own.reset()
        (all_of_them,) = [
            line for line in command(*started, sandbox=own).stderr.splitlines() if line.startswith("note")
        ]
        assert len(deals) == 1
        assert "contacts 0 (2), deals 0 (1)." in all_of_them
        assert "--full" in one
        assert "--full" in all_of_them


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "portal.txt"), "error: --to: 'portal.txt' should end in .db or .sqlite"),
        (("--to", "a.db", "--properties", "email"), "error: --properties: expected type=name,name"),
        (("--to", "nowhere/a.db"), "error: there is no folder 'nowhere'"),
    ],
)
def test_a_wrong_command_says_what_to_write(sandbox: Sandbox, arguments: tuple[str, ...], said: str):
    done = command("mirror", *arguments, sandbox=sandbox)
    assert done.returncode == 2
    assert done.stderr.startswith(said)


def test_ctrl_c_ends_it_and_the_same_command_goes_on(sandbox: Sandbox, tmp_path: Path):
    file = tmp_path / "portal.db"
    sandbox.fail("GET", "/crm/*/0-1", fault="latency", seconds=30, times=1, skip=2)
    started = [sys.executable, "-m", "hubspot_facade.cli", "mirror", "--to", str(file), "--include", "contacts"]
    settings = environment(HUBSPOT_BASE_URL=sandbox.url, HUBSPOT_ACCESS_TOKEN=sandbox.token)
    before = len(sandbox.requests)
    with subprocess.Popen(started, env=settings, stderr=subprocess.PIPE, encoding="utf-8") as running:
        while not any("/0-1" in each.path and "/objects/" in each.path for each in sandbox.requests[before:]):
            os.sched_yield()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    sandbox.application.faults.clear()
    assert running.returncode == 130
    assert "interrupted: what was read is kept, and the same command goes on from there" in said
    assert "Traceback" not in said
    done = command("mirror", "--to", str(file), "--include", "contacts", sandbox=sandbox)
    assert done.returncode == 0
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("select count(*) from contacts").fetchone() == (250,)
        assert connection.execute("select outcome from mirror_runs").fetchall() == [("interrupted",), ("done",)]


def test_without_a_terminal_a_long_part_is_a_line_now_and_then(capsys: pytest.CaptureFixture[str]):
    moments = iter([0.0, 9.0, 10.0])
    with following(lambda: next(moments)) as show:
        for rows in (100, 200, 300):
            show(Progress("contacts", rows))
        show(Progress("contacts", 300, ended=True))
    assert capsys.readouterr().err == "contacts: 300 rows so far\n"


def test_a_part_whose_size_is_known_is_shown_with_it(capsys: pytest.CaptureFixture[str]):
    moments = iter([0.0, 10.0])
    with following(lambda: next(moments)) as show:
        for rows in (1000, 12_000):
            show(Progress("associations of contacts", rows, 60_000, unit="record"))
    assert capsys.readouterr().err == "associations of contacts: 12,000 of 60,000 records\n"

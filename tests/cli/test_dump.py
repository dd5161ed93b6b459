"""`hubspot-facade dump`, against a sandbox."""

import csv
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hubspot_facade import HubSpot
from hubspot_facade.cli.app import app
from hubspot_facade.cli.progress import counting_rows
from hubspot_facade.sandbox import Sandbox

PEOPLE = 230


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as running, HubSpot(base_url=running.url, access_token=running.token) as hs:
        people = [{"email": f"p{number}@example.com", "city": f"City {number % 2}"} for number in range(PEOPLE)]
        ids = [each.id for each in hs.contacts.batch_create(people)]
        acme = hs.companies.create({"name": "Acme"}).id
        hs.associations.batch_create("companies", "contacts", [(acme, each) for each in ids])
        yield running


def command(*arguments):
    return [sys.executable, "-m", "hubspot_facade.cli", "dump", *arguments]


def environment(sandbox):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUBSPOT_")}
    return {**kept, "HUBSPOT_BASE_URL": sandbox.url, "HUBSPOT_ACCESS_TOKEN": sandbox.token}


def dump(sandbox, *arguments, cwd):
    before = Path.cwd()
    os.chdir(cwd)
    try:
        done = CliRunner().invoke(app, ["dump", *arguments], env=environment(sandbox))
    finally:
        os.chdir(before)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_records_are_written_and_what_changed_since(sandbox, tmp_path):
    first = dump(sandbox, "contacts", "--to", "people.csv", "--properties", "email,city", cwd=tmp_path)
    assert (first.exit_code, first.stderr) == (0, "")
    told = json.loads(first.stdout)
    assert (told["file"], told["rows"]) == ("people.csv", PEOPLE)
    rows = rows_of(tmp_path / "people.csv")
    assert [row["email"] for row in rows] == [f"p{number}@example.com" for number in range(PEOPLE)]
    sandbox.advance(100)
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        hs.contacts.update(rows[3]["id"], {"city": "Graz"})
        hs.contacts.archive(rows[4]["id"])
    since = ["--since", told["checkpoint"], "--associations", "companies"]
    later = dump(sandbox, "contacts", "--to", "later.jsonl", "--properties", "city", *since, cwd=tmp_path)
    assert later.exit_code == 0
    found = [json.loads(line) for line in (tmp_path / "later.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["change"], row["city"]) for row in found if row["id"] == rows[3]["id"]] == [("changed", "Graz")]
    assert [row["id"] for row in found if row["change"] == "archived"] == [rows[4]["id"]]
    assert json.loads(later.stdout)["checkpoint"] > told["checkpoint"]
    archived = dump(sandbox, "contacts", "--to", "bin.csv", "--archived", cwd=tmp_path)
    assert archived.exit_code == 0
    assert [row["id"] for row in rows_of(tmp_path / "bin.csv")] == [rows[4]["id"]]


def test_associations_histories_and_filters(sandbox, tmp_path):
    options = ["--associations", "contacts", "--history", "name", "--properties", "name"]
    assert dump(sandbox, "companies", "--to", "c.csv", *options, cwd=tmp_path).exit_code == 0
    (row,) = rows_of(tmp_path / "c.csv")
    assert len(row["associations.contacts"].split(";")) >= PEOPLE - 1
    assert json.loads(row["history.name"])[0]["value"] == "Acme"
    filters = ["-F", "city in City 1,City 2000", "--filter", "email"]
    assert dump(sandbox, "contacts", "--to", "f.csv", "--properties", "city", *filters, cwd=tmp_path).exit_code == 0
    assert {row["city"] for row in rows_of(tmp_path / "f.csv")} == {"City 1"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["contatcs", "--to", "t.csv"], 2, "did you mean 'contacts'"),
        (["contacts", "--to", "t.xlsx"], 2, ".csv, .jsonl or .parquet"),
        (["contacts", "--to", "nowhere/t.csv"], 2, "cannot be written"),
        (["contacts", "--to", "t.csv", "--properties", "emial"], 2, "did you mean 'email'"),
        (["contacts", "--to", "t.csv", "--since", "soon"], 2, "since"),
        (["contacts", "--to", "t.csv", "--since", "2026-01-01", "--archived"], 2, "leave out --archived"),
        (["contacts", "--to", "t.csv", "--since", "2026-01-01", "--filter", "city"], 2, "--filter does not go"),
        (["contacts", "--to", "t.csv", "--filter", "city", "--history", "city"], 2, "--history does not go"),
        (["contacts", "--to", "t.csv", "--filter", "=5"], 2, "write name=value"),
        (["contacts", "--to", "t.csv", "--filter", "amount==5"], 2, "write name=value"),
        (["contacts", "--to", "t.csv", "--numbers", "double"], 2, "decimal"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(sandbox, tmp_path, arguments, code, said):
    done = dump(sandbox, *arguments, cwd=tmp_path)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_hubspot_refuses_is_exit_code_1(sandbox, tmp_path):
    (tmp_path / "t.csv").write_text("as it was", encoding="utf-8")
    sandbox.fail("GET", "/crm/objects/*/contacts", status=403, skip=1, times=1)
    assert dump(sandbox, "contacts", "--to", "t.csv", cwd=tmp_path).exit_code == 1
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == "as it was"


@pytest.mark.parametrize(("redirection", "said"), [(">&-", "is closed"), (">/dev/full", "cannot be written")])
def test_a_standard_output_that_takes_nothing_is_said_in_a_line(sandbox, tmp_path, redirection, said):
    arguments = command("contacts", "--to", str(tmp_path / "t.csv"), "--properties", "email")
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {shlex.join(arguments)} {redirection}"],
        env=environment(sandbox),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: standard output")
    assert said in line
    assert done.returncode == 2
    assert len(rows_of(tmp_path / "t.csv")) > 100


def test_an_interrupt_leaves_no_half_file(sandbox, tmp_path):
    sandbox.fail("GET", "/crm/objects/*/contacts", fault="latency", seconds=3, skip=1, times=1)
    target = tmp_path / "t.csv"
    process = subprocess.Popen(
        command("contacts", "--to", str(target)), env=environment(sandbox), stderr=subprocess.PIPE, text=True
    )
    wait_for(lambda: any(each.is_dir() and list(each.iterdir()) for each in tmp_path.iterdir()))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "is as it was before" in said
    assert list(tmp_path.iterdir()) == []


def wait_for(happened, seconds=30):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)  # another process is at work


def test_progress_without_a_terminal_is_a_line_every_few_seconds(capsys):
    moments = iter([0, 1, 6, 6, 7, 12, 12])
    with counting_rows("dump contacts", clock=lambda: next(moments)) as show:
        for rows in (100, 200, 300, 4_000):
            show(rows)
    assert re.findall(r".+", capsys.readouterr().err) == ["dump contacts: 200 rows", "dump contacts: 4,000 rows"]

"""The demo, with fewer records than `make demo` takes, and so the scripts that examples/README.md shows."""

import csv
import re
from pathlib import Path

import httpx
import pytest

from scripts.demo import __main__ as demo
from scripts.demo.people import write_contacts


def test_every_example_runs_and_the_table_tells_what_it_took(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
):
    monkeypatch.setattr(demo, "FOLDER", tmp_path)
    monkeypatch.setattr(demo, "COMPANIES", 12)
    monkeypatch.setattr(demo, "CONTACTS", 300)
    monkeypatch.setattr(demo, "MESSY", 1_200)
    found = []
    assert demo.main(lambda sandbox: found.append(httpx.get(sandbox.url, headers={"accept": "text/html"}).text)) == 0
    told = capfd.readouterr().out
    assert re.search(r"<strong>3\d\d</strong> <span>Contacts</span>", found[0])
    assert re.search(r"^export HUBSPOT_CLIENT_SECRET=\S+$", told, re.MULTILINE)
    assert re.search(r"^1,200 rows, 1,197 done .*, 3 failed, 0 unknown; .* of them in earlier runs", told, re.MULTILINE)
    assert re.search(r"^3 rows, 3 done \(3 created\), 0 failed, 0 unknown", told, re.MULTILINE)
    assert "300 contacts and 12 companies synced and associated, 312 new" in told
    assert "300 contacts and 12 companies synced and associated, 0 new" in told
    assert "300 contacts with the names of 12 companies exported" in told
    run = re.search(r"^(\d+) operations run by name", told, re.MULTILINE)
    assert run is not None
    assert int(run[1]) >= 26
    with (tmp_path / "export.csv").open(newline="", encoding="utf-8") as file:
        exported = {row["email"]: row for row in csv.DictReader(file)}
    with (tmp_path / "contacts.csv").open(newline="", encoding="utf-8") as file:
        given = list(csv.DictReader(file))
    with (tmp_path / "companies.csv").open(newline="", encoding="utf-8") as file:
        names = {row["erp_id"]: row["name"] for row in csv.DictReader(file)}
    assert {row["email"]: names[row["erp_id"]] for row in given} == {
        email: row["company"] for email, row in exported.items()
    }


def test_an_example_that_fails_fails_the_demo(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
):
    monkeypatch.setattr(demo, "FOLDER", tmp_path)
    monkeypatch.setattr(demo, "CONTACTS", 2)
    monkeypatch.setattr(demo, "load", lambda *_: True)
    monkeypatch.setattr(demo, "EXAMPLES", {"sync_csv.py": ("contacts.csv", "nowhere.csv")})
    assert demo.main() == 1
    assert "sync_csv.py ended with exit code 1" in capfd.readouterr().err


def test_the_made_up_records_are_the_same_every_time(tmp_path: Path):
    for name in ("one.csv", "two.csv"):
        write_contacts(tmp_path / name, 50, companies=4)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert (tmp_path / "one.csv").read_text().count("@example.") == 50

"""`hubspot-facade import` and `export` as a user types them."""

import csv
import json
from types import SimpleNamespace
from typing import NamedTuple

import pytest
import typer
from typer.testing import CliRunner

from hubspot_facade import HubSpot
from hubspot_facade.cli.app import app
from hubspot_facade.cli.failure import exit_code, report_errors
from hubspot_facade.cli.jobs import _watched
from hubspot_facade.errors import JobFailed, JobTimeout, RowsFailed
from hubspot_facade.plans.waiting import Progress
from hubspot_facade.sandbox import Sandbox


class Done(NamedTuple):
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def command(*arguments, sandbox):
    there = {"HUBSPOT_BASE_URL": sandbox.url, "HUBSPOT_ACCESS_TOKEN": sandbox.token, "COLUMNS": "200"}
    result = CliRunner().invoke(app, arguments, env=there)
    return Done(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as running:
        yield running


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Email,First,Note\nann@example.com,Ann,x\nbroken,Bob,y\n", encoding="utf-8")
    return str(path)


MAPPING = ("--map", "Email=email", "--map", "First=firstname", "--map", "Note=")


def test_a_file_is_imported_and_its_errors_are_listed(sandbox, people):
    done = command("import", people, *MAPPING, sandbox=sandbox)
    report = json.loads(done.stdout)
    assert (done.returncode, report["counts"]["CREATED_OBJECTS"]) == (4, 1)
    assert [(each["line"], each["column"], each["value"]) for each in report["errors"]] == [(3, "Email", "broken")]
    assert done.stderr.splitlines()[0] == f"import {report['id']}: DONE, 2 rows"
    assert "line 3, Email" in done.stderr
    with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        assert hs.contacts.get_by_email("ann@example.com", properties=["firstname"]).properties["firstname"] == "Ann"
    again = command("import", "--wait", report["id"], sandbox=sandbox)
    assert (again.returncode, json.loads(again.stdout)) == (4, report)


def test_records_are_exported_to_a_directory(sandbox, people, tmp_path):
    command("import", people, *MAPPING, sandbox=sandbox)
    done = command("export", "contacts", "--properties", "email, firstname", "--to", str(tmp_path), sandbox=sandbox)
    assert (done.returncode, done.stderr.split()[-1]) == (0, "COMPLETE")
    (path,) = json.loads(done.stdout)["paths"]
    with open(path, newline="", encoding="utf-8") as file:
        assert [row[1:] for row in csv.reader(file)] == [["email", "firstname"], ["ann@example.com", "Ann"]]


def test_columns_are_exported_by_their_names_in_whatever_case_and_without_the_scope_as_they_are(sandbox, tmp_path):
    done = command("export", "contacts", "--properties", "Email", "--to", str(tmp_path / "a.csv"), sandbox=sandbox)
    assert done.returncode == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()[0].endswith("email")
    limited = SimpleNamespace(url=sandbox.url, token=sandbox.new_token(scopes=["crm.export"]))
    done = command("export", "contacts", "--properties", "email", "--to", str(tmp_path / "b.csv"), sandbox=limited)
    assert done.returncode == 0, done.stderr


def test_who_stops_waiting_reads_how_to_go_on(people):
    with Sandbox(job_looks=1) as slow:
        stopped = command("import", people, *MAPPING, "--timeout", "0", sandbox=slow)
        assert stopped.returncode == 3
        assert stopped.stderr.splitlines()[0].endswith(": PROCESSING")
        line = next(each for each in stopped.stderr.splitlines() if each.startswith("import") and "--wait" in each)
        done = command(*line.partition("hubspot-facade ")[2].split(), sandbox=slow)
        assert json.loads(done.stdout)["state"] == "DONE"


def test_an_interruption_says_the_same(capsys):
    def interrupted():
        with report_errors(), _watched("export") as watch:
            watch(Progress("export", "7", "PENDING", 0.0, None))
            watch(Progress("export", "7", "PENDING", 1.0, None))
            raise KeyboardInterrupt

    with pytest.raises(typer.Exit) as ended:
        interrupted()
    assert ended.value.exit_code == 130
    assert capsys.readouterr().err.splitlines() == [
        "export 7: PENDING",
        "export 7 goes on at HubSpot; wait for it with: hubspot-facade export --wait 7",
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import",), "name either a file or --wait"),
        (("import", "nowhere.csv"), "no file"),
        (("import", "{people}", "--map", "Email"), "write Column=property"),
        (("import", "{people}", "--map", "Emial=email"), "error: --map Emial: the file has no such column"),
        (("export",), "name either an object type or --wait"),
        (("export", "contacts"), "error: --properties is missing"),
        (("export", "contacts", "--properties", "email,emial"), "no property 'emial'; did you mean 'email'?"),
        (("export", "contactz", "--properties", "email"), "there is no object type 'contactz'"),
    ],
)
def test_a_command_that_is_wrong_as_written_is_explained(sandbox, people, arguments, says):
    done = command(*(each.format(people=people) for each in arguments), sandbox=sandbox)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_exit_codes():
    facts = {"kind": "import", "job_id": "7"}
    codes = [exit_code(kind("x", **facts)) for kind in (JobFailed, JobTimeout, RowsFailed)]
    assert codes == [1, 3, 4]

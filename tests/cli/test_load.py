"""`hubspot-facade load`, on a sandbox."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner

from hubspot_facade import HubSpot
from hubspot_facade.bulk.outcomes import Progress
from hubspot_facade.cli.app import app
from hubspot_facade.cli.load import running

PEOPLE = """\
Email;First Name;Lifecycle Stage;Town;Notes
ada@example.com;Ada;Lead;5;x
bob@example.com;Jürgen;leda;5;
;Nobody;;;

cy@example.com;"Cy
rus";customer;1.000;
short@example.com;Sh
ADA@example.com;Ada Augusta;;;
nomail;Bad;;;
"""


@pytest.fixture
def sandbox(running, monkeypatch, tmp_path):
    """An empty account, which the environment names, and the folder that commands run in."""
    running.reset()
    for name in [each for each in os.environ if each.startswith("HUBSPOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HUBSPOT_BASE_URL", running.url)
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", running.token)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.chdir(tmp_path)
    return running


@pytest.fixture
def hs(sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hubspot:
        yield hubspot


def load(*arguments, given=None):
    """The command; its exit code, its output and its errors."""
    done = CliRunner().invoke(app, ["load", *arguments], input=given)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path.name


def contacts(hs):
    found = hs.contacts.list(properties=["email", "firstname", "lifecyclestage"])
    return {each.properties["email"]: each.properties["firstname"] for each in found}


def many(count):
    return "email,firstname\n" + "".join(f"p{number}@example.com,P{number}\n" for number in range(count))


def writes(sandbox):
    return [each for each in sandbox.requests if each.method != "GET"]


COLUMNS = ("--ignore", "Notes", "--map", "town=city")


def test_a_dry_run_says_what_would_be_refused_and_sends_nothing(sandbox, tmp_path):
    name = write(tmp_path / "people.csv", PEOPLE, "cp1252")
    code, out, errors = load("contacts", name, "--dry-run", *COLUMNS)
    assert code == 4
    assert "Windows-1252, detected, because it is not UTF-8; semicolon between cells, 5 columns" in out
    assert "  First Name → firstname\n" in out
    assert "  Notes is left out\n" in out
    assert "7 rows, 4 would be refused; nothing was sent\n1 row has the email of an earlier one" in out
    first, second, third, *_ = errors.splitlines()
    assert first.startswith("line 3: Lifecycle Stage (lifecyclestage): 'leda' is not one of its options")
    assert second == "line 4: Email (email): is missing: records are found by it"
    assert third.startswith("line 8: Lifecycle Stage: is missing: the row has 2 cells")
    assert "1 empty row left out: line 5" in errors
    assert writes(sandbox) == []
    code, out, _ = load("contacts", name, "--dry-run", "--format", "json", *COLUMNS)
    report = json.loads(out)
    assert code == 4
    assert (report["rows"], report["failed"], report["duplicates"], report["empty_lines"]) == (7, 4, 1, [5])
    assert report["columns"]["Town"] == "city"
    assert [(each["line"], each["field"]) for each in report["failures"]] == [
        (3, "lifecyclestage"),
        (4, "email"),
        (8, "Lifecycle Stage"),
        (10, "email"),
    ]


def test_a_messy_file_is_loaded_and_what_failed_is_fed_back(sandbox, hs, tmp_path):
    name = write(tmp_path / "people.csv", PEOPLE, "cp1252")
    code, out, errors = load("contacts", name, "--key", "email", "--failed", "failed.csv", *COLUMNS)
    assert code == 4
    assert out.startswith("7 rows, 3 done (2 created, 1 updated), 4 failed, 0 unknown")
    assert "the rows that are not done are in failed.csv" in out
    assert "line 10: Email (email): expected an e-mail address, not 'nomail'" in errors
    assert contacts(hs) == {"ada@example.com": "Ada Augusta", "cy@example.com": "Cy\nrus"}
    corrected = (
        (tmp_path / "failed.csv")
        .read_text("cp1252")
        .replace(";leda;", ";lead;")
        .replace(";;Nobody", ";nobody@example.com;Nobody")
        .replace(";Sh\n", ";Sh;;;\n")
        .replace(";nomail;", ";mail@example.com;")
    )
    name = write(tmp_path / "corrected.csv", corrected, "cp1252")
    code, out, errors = load("contacts", name, "--failed", "still.csv", *COLUMNS)
    assert code == 0
    assert out.startswith("4 rows, 4 done (4 created), 0 failed, 0 unknown; ")
    assert contacts(hs).keys() >= {"bob@example.com", "nobody@example.com", "short@example.com", "mail@example.com"}
    assert not (tmp_path / "still.csv").exists()


def test_the_report_is_json_where_it_is_asked_for(sandbox, tmp_path):
    name = write(tmp_path / "people.jsonl", '{"email": "a@example.com"}\n{"email": "b@example.com", "amount": 1}\n')
    code, out, errors = load("contacts", name, "--format", "json", "--failed", "failed.jsonl")
    report = json.loads(out)
    assert (code, errors) == (4, "")
    assert (report["rows"], report["done"], report["created"], report["failed"]) == (2, 1, 1, 1)
    assert report["failures"][0] | {"message": ""} == {
        "row": 2,
        "line": 2,
        "field": "amount",
        "status": "failed",
        "message": "",
    }
    assert report["failed_file"] == "failed.jsonl"
    assert json.loads((tmp_path / "failed.jsonl").read_text())["email"] == "b@example.com"


def test_records_are_created_updated_archived_and_associated(sandbox, hs, tmp_path):
    name = write(tmp_path / "new.csv", "Name,City\nAcme,Graz\nGlobex,Linz\n")
    assert load("companies", name, "--operation", "create")[0] == 0
    companies = {each.properties["name"]: each.id for each in hs.companies.list(properties=["name"])}
    assert companies.keys() == {"Acme", "Globex"}
    rows = "".join(f"{each},Wien\n" for each in companies.values())
    name = write(tmp_path / "changed.csv", f"Record ID,City\n{rows}")
    assert load("companies", name, "--operation", "update")[0] == 0
    assert {each.properties["city"] for each in hs.companies.list(properties=["city"])} == {"Wien"}
    ada = hs.contacts.create({"email": "ada@example.com"}).id
    name = write(tmp_path / "pairs.csv", f"Contact,to,Note\n{ada},{companies['Acme']},x\n")
    associate = ("--operation", "associate", "--to", "companies", "--map", "Contact=from")
    code, _, errors = load("contacts", name, *associate)
    assert (code, "column 'Note' is none of from, to, type, label" in errors) == (2, True)
    assert load("contacts", name, *associate, "--ignore", "Note")[0] == 0
    assert [each.to_object_id for each in hs.associations.list("contacts", ada, "companies")] == [companies["Acme"]]
    name = write(tmp_path / "gone.csv", f"id,name\n{companies['Globex']},Globex\n")
    assert load("companies", name, "--operation", "archive")[0] == 0
    assert [each.id for each in hs.companies.list()] == [companies["Acme"]]


def test_a_custom_type_is_loaded_by_its_name(sandbox, hs, tmp_path):
    hs.schemas.create(
        name="boat",
        labels={"singular": "Boat", "plural": "Boats"},
        properties=[
            {"name": "hull", "label": "Hull number", "type": "string", "fieldType": "text", "hasUniqueValue": True}
        ],
        required_properties=["hull"],
        primary_display_property="hull",
    )
    name = write(tmp_path / "boats.csv", "Hull Number\nH1\nH2\n")
    assert load("boat", name, "--key", "hull")[0] == 0
    assert {each.properties["hull"] for each in hs.objects("boat").list(properties=["hull"])} == {"H1", "H2"}
    code, _, errors = load("boat", name)
    assert (code, errors) == (2, "error: --key: name the unique property by which boat are found: hull\n")


def test_standard_input_is_loaded(sandbox, hs):
    code, _, errors = load("contacts", "-", given="email\na@example.com\n")
    assert code == 0
    assert "standard input: encoding: UTF-8, detected" in errors
    assert list(contacts(hs)) == ["a@example.com"]


def test_an_empty_cell_clears_only_on_request(sandbox, hs, tmp_path):
    hs.contacts.create({"email": "a@example.com", "firstname": "Ada"})
    name = write(tmp_path / "people.csv", "email,firstname,lastname\na@example.com,,L\n")
    assert load("contacts", name)[0] == 0
    assert contacts(hs) == {"a@example.com": "Ada"}
    assert load("contacts", name, "--clear-empty")[0] == 0
    assert not contacts(hs)["a@example.com"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv"], "nowhere.csv: No such file or directory"),
        (["."], ". is a folder"),
        (["people.csv", "--map", "Email"], "--map Email: write COLUMN=property"),
        (["people.csv", "--map", "Mail=email"], "there is no column 'Mail'"),
        (["people.csv"], "contacts have no property 'Shoe size'"),
        (["people.csv", "--ignore-unknown", "--key", "phone"], "'phone' is not a unique property of contacts"),
        (["people.csv", "--ignore", "Email", "--ignore", "Shoe size"], "no column is loaded as 'email'"),
        (["people.csv", "--ignore-unknown", "--key", "id"], "an upsert finds records by a unique property"),
        (["people.csv", "--ignore-unknown", "--encoding", "klingon"], "there is no text encoding 'klingon'"),
        (["people.csv", "--ignore-unknown", "--failed", "people.csv"], "is the file that is loaded"),
        (["people.csv", "--ignore-unknown", "--failed", "no/where.csv"], "there is no folder no"),
        (["people.csv", "--ignore-unknown", "--failed", "failed.xlsx"], "ends with .csv, .tsv or .jsonl"),
        (["people.csv", "--ignore-unknown", "--failed", "failed.txt"], "ends with .csv, .tsv or .jsonl"),
        (["people.csv", "--ignore-unknown", "--journal", "no/load.db"], "error: --journal: there is no folder no"),
        (["people.csv", "--ignore-unknown", "--journal", "."], "error: --journal: . is a folder"),
        (["people.csv", "--operation", "associate"], "needs --to"),
        (["people.csv", "--to", "deals"], "--to is for --operation associate"),
        (["people.csv", "--operation", "archive", "--key", "email"], "finds records by their ids"),
        (["people.csv", "--operation", "archive"], "one column must have the ids"),
        (["people.csv", "--operation", "archive", "--no-check"], "leave out --no-check"),
        (["people.csv", "--delimiter", "::"], "error: --delimiter: expected one character"),
    ],
)
def test_a_command_that_is_wrong_is_refused_before_anything_is_sent(sandbox, tmp_path, arguments, said):
    write(tmp_path / "people.csv", "Email,Shoe size\na@example.com,38\n")
    code, out, errors = load("contacts", *arguments)
    assert (code, out) == (2, "")
    assert said in errors
    assert "Traceback" not in errors
    assert writes(sandbox) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["companies", "people.csv"],
            "--operation create (a new record for each row), --operation update if the file has a column 'id'",
        ),
        (["contcts", "people.csv"], "there is no object type 'contcts'; did you mean 'contacts'"),
        (["persons", "people.csv"], "there is no object type 'persons'"),
        (["people.csv", "contacts"], "people.csv is a file: the object type comes before it"),
    ],
)
def test_records_that_cannot_be_found_by_anything_say_why(sandbox, tmp_path, arguments, said):
    write(tmp_path / "people.csv", "name\nAda\n")
    code, _, errors = load(*arguments)
    assert (code, said in errors) == (2, True), errors
    assert writes(sandbox) == []


def test_a_forgotten_token_an_old_one_and_a_forgotten_sandbox_say_what_to_do(sandbox, tmp_path, monkeypatch):
    name = write(tmp_path / "people.csv", many(3))
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", "pat-na1-of-yesterday")
    code, _, errors = load("contacts", name)
    assert code == 1
    assert "paste its export lines again, or start it with --token" in errors
    with socket.socket() as taken:  # and then nobody has it
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HUBSPOT_BASE_URL", f"http://127.0.0.1:{taken.getsockname()[1]}")
    code, _, errors = load("contacts", name)
    assert code == 3
    assert errors.startswith("error: nothing answers there: is `hubspot-facade sandbox` running?")
    monkeypatch.delenv("HUBSPOT_ACCESS_TOKEN")
    code, _, errors = load("contacts", name)
    assert code == 2
    assert errors.startswith("error: no access token: set HUBSPOT_ACCESS_TOKEN, run 'hubspot-facade auth login', or")


def test_one_row_in_one_request_is_counted_in_the_singular(sandbox, tmp_path):
    name = write(tmp_path / "one.csv", "email\none@example.com\n")
    code, out, _ = load("contacts", name)
    assert code == 0
    assert out.splitlines()[-1].startswith(
        "1 row, 1 done (1 created), 0 failed, 0 unknown; 1 request, 0 of them retries"
    )


def test_without_the_check_hubspot_judges(sandbox, tmp_path):
    name = write(tmp_path / "people.csv", "email,shoe_size\na@example.com,38\nnomail,\n")
    code, _, errors = load("contacts", name, "--no-check")
    assert code == 4
    assert 'Property "shoe_size" does not exist' in errors
    assert "line 3: email: Email address nomail is invalid" in errors
    assert not [each for each in sandbox.requests if "properties" in each.path]


def test_what_ends_the_load_early_has_its_own_exit_code(sandbox, tmp_path):
    name = write(tmp_path / "people.csv", many(500))
    sandbox.fail("POST", "*/batch/upsert", status=401, times=-1)
    code, _, errors = load("contacts", name)
    assert code == 1
    assert "status: 401" in errors


@contextmanager
def at(call, what):
    """Progress that does something at this call; for `running.showing`."""
    calls = []

    def show(now):
        calls.append(now)
        if len(calls) == call:
            what()

    yield show


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"rows": 7700, "done": 7100}, "stopped: 7,100 rows done, 0 failed, 0 unknown, 600 not sent\n"),
        ({"rows": 7, "done": 4, "failed": 2, "unknown": 1}, "stopped: 4 rows done, 2 failed, 1 unknown\n"),
    ],
)
def test_the_counts_of_a_load_that_is_stopped_add_up_to_the_rows_that_were_read(counts, said, monkeypatch, capsys):
    class Stopped(nullcontext):
        def progress(self, show):
            def shown(now):
                show(now)
                raise KeyboardInterrupt

            return shown

        def rows(self, rows):
            return rows

        exit_code = 130

    def method(*, progress, **_options):
        progress(Progress(**counts))

    given = SimpleNamespace(rows=(), opened=SimpleNamespace(fraction=lambda: None))
    wanted = SimpleNamespace(object_type="contacts", method=lambda *_: (method, {}))
    with pytest.raises(typer.Exit):
        running._load(None, given, wanted, None, {"dask": None, "journal": None}, Stopped())
    assert capsys.readouterr().err.startswith(said)


def test_ctrl_c_ends_a_load_cleanly_and_the_same_command_goes_on(sandbox, hs, tmp_path, monkeypatch):
    name = write(tmp_path / "people.csv", many(1200))
    command = ["contacts", name, "--journal", "load.db"]
    with monkeypatch.context() as patched:
        patched.setattr(running, "showing", lambda *_: at(5, lambda: signal.raise_signal(signal.SIGINT)))
        patched.setattr(sys, "argv", ["hubspot-facade", "load", *command])
        code, out, errors = load(*command)
    assert code == 130
    assert out == ""
    assert "to go on: hubspot-facade load contacts people.csv --journal load.db" in errors
    sent = len(contacts(hs))
    assert 500 <= sent < 1200
    assert f"stopped: {sent:,} rows done, 0 failed, 0 unknown" in errors
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    code, out, _ = load(*command)
    assert code == 0
    assert out.startswith("1,200 rows, 1,200 done (1,200 created), 0 failed, 0 unknown")
    assert len(contacts(hs)) == 1200
    before = len(writes(sandbox))
    assert load(*command)[0] == 0
    assert len(writes(sandbox)) == before, "a finished journal sends nothing"


def test_ctrl_c_without_a_journal_says_that_nothing_remembers(sandbox, tmp_path, monkeypatch):
    name = write(tmp_path / "people.csv", many(1200))
    monkeypatch.setattr(running, "showing", lambda *_: at(2, lambda: signal.raise_signal(signal.SIGTERM)))
    code, _, errors = load("contacts", name)
    assert code == 143
    assert "without --journal, nothing remembers which rows were sent" in errors


KILLED = """
import os, signal, sys
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from hubspot_facade.cli import main
from hubspot_facade.cli.load import running

@contextmanager
def showing(*_):
    calls = []
    def show(now):
        calls.append(now)
        if len(calls) == 7:
            for each in {signals}:
                os.kill(os.getpid(), each)
    yield show

running.showing = showing
main()
"""


@pytest.mark.parametrize(
    ("signals", "code"), [([signal.SIGKILL], -signal.SIGKILL), ([signal.SIGINT, signal.SIGINT], 130)]
)
def test_a_load_that_is_killed_goes_on(sandbox, hs, tmp_path, signals, code):
    name = write(tmp_path / "people.csv", many(1200))
    command = ["load", "contacts", name, "--journal", "load.db", "--concurrency", "2"]
    program = KILLED.format(signals=[int(each) for each in signals])
    killed = subprocess.run([sys.executable, "-c", program, *command], capture_output=True, timeout=60, check=False)
    assert killed.returncode == code, killed.stderr
    assert len(contacts(hs)) < 1200
    code, out, _ = load(*command[1:])
    assert code == 0
    assert out.startswith("1,200 rows, 1,200 done")
    found = contacts(hs)
    assert len(found) == 1200
    assert found["p1199@example.com"] == "P1199"


def test_another_file_is_not_loaded_with_the_journal_of_the_first(sandbox, tmp_path):
    name = write(tmp_path / "people.csv", many(10))
    assert load("contacts", name, "--journal", "load.db")[0] == 0
    write(tmp_path / "people.csv", many(11))
    code, _, errors = load("contacts", name, "--journal", "load.db")
    assert code == 2
    assert "load.db" in errors


def test_a_journal_of_another_load_says_how_it_differs(sandbox, tmp_path):
    name = write(tmp_path / "people.csv", many(1))
    assert load("contacts", name, "--journal", "load.db")[0] == 0
    errors = load("contacts", name, "--journal", "load.db", "--operation", "create", "--key", "email")[2]
    assert "load.db belongs to a load with operation 'upsert', not 'create'" in errors
    errors = load("contacts", name, "--journal", "load.db", "--operation", "create")[2]
    assert "load.db belongs to a load with key 'email', and this one has no key" in errors


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        ("email,email\n1,2\n", (), "error: 'email' is the name of columns 1 and 2: rename one\n"),
        ("x@example.com,Ada\n", (), "'x@example.com' looks like a value"),
        ("7\n8\n", ("--operation", "archive"), "'7' looks like a value"),
        ("7,8\n", ("--operation", "associate", "--to", "companies"), "'7' looks like a value"),
    ],
)
def test_what_is_wrong_with_a_header_names_no_option_that_was_not_typed(sandbox, tmp_path, content, arguments, said):
    code, _, errors = load("contacts", write(tmp_path / "people.csv", content), *arguments)
    assert (code, said in errors) == (2, True), errors


def test_the_token_is_never_printed(sandbox, tmp_path):
    name = write(tmp_path / "people.csv", many(3))
    for more in ([], ["--format", "json"], ["--dry-run"], ["--encoding", "x"]):
        _, out, errors = load("contacts", name, *more)
        assert sandbox.token not in out + errors


def test_a_file_that_changes_while_it_is_loaded_is_reported(sandbox, tmp_path, monkeypatch):
    name = write(tmp_path / "people.csv", many(1200))

    def change():
        with (tmp_path / name).open("a") as file:
            file.write("late@example.com,L\n")

    monkeypatch.setattr(running, "showing", lambda *_: at(2, change))
    code, out, _ = load("contacts", name)
    assert code == 4
    assert "people.csv changed while it was read" in out


@pytest.mark.parametrize(
    ("object_type", "header", "arguments"),
    [
        ("contacts", "id,firstname", ("--operation", "update")),
        ("contacts", "id", ("--operation", "archive")),
        ("contacts", "from,to", ("--operation", "associate", "--to", "companies")),
    ],
)
@pytest.mark.parametrize("dry", [True, False])
def test_what_is_no_id_of_a_record_is_refused_before_anything_is_sent(
    sandbox, tmp_path, object_type, header, arguments, dry
):
    wrong = ("abc", "1.5", "-3", "0")
    second = "" if "," not in header else ",7"
    name = write(tmp_path / "ids.csv", header + "\n" + "".join(f"{each}{second}\n" for each in wrong))
    sandbox.requests.clear()
    code, _, errors = load(object_type, name, *arguments, *(["--dry-run"] if dry else []))
    assert code == 4
    assert [each for each in wrong if f"{each!r} is not the id of a record" in errors] == [*wrong]
    assert not [each for each in sandbox.requests if each.method != "GET"]

"""Messages name an option or a position as it is typed, and end with 2."""

import re

import pytest
import typer
from typer.testing import CliRunner

from hubspot_facade import InputError
from hubspot_facade.cli.app import app
from hubspot_facade.cli.failure import report_errors
from hubspot_facade.cli.lazy import COMMANDS, load
from hubspot_facade.cli.typed_names import message
from hubspot_facade.errors import ConfigurationError
from hubspot_facade.sandbox import Sandbox
from tests.cli.in_process import command


@pytest.fixture(scope="module")
def running():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "people.csv").write_text("email,firstname\nada@example.com,Ada\n", encoding="utf-8")
    (tmp_path / "firms.csv").write_text("name,domain\nAcme,example.com\n", encoding="utf-8")
    (tmp_path / "ids.csv").write_text("Record ID,firstname\n7,Ada\n", encoding="utf-8")
    (tmp_path / "keyed.csv").write_text("id,email\n7,ada@example.com\n", encoding="utf-8")
    (tmp_path / "strange.csv").write_bytes(b"email,name\n\x81\x8d,\x8f\x90\n")
    (tmp_path / "payload.json").write_text('{"limit": "x"}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("load contacts nofile.csv", "error: nofile.csv: "),
        ("load contakts people.csv", "error: there is no object type 'contakts'"),
        ("load contacts people.csv --key nope", "error: --key: no column"),
        ("load contacts people.csv --operation update", "name that column with --map COLUMN=id, or another"),
        ("load contacts people.csv --operation update", "error: --key: no column is loaded as 'id'"),
        ("load contacts people.csv --operation update", "as in --key email"),
        ("load contacts strange.csv", "error: strange.csv: its encoding cannot be detected: the text is neither"),
        ("load contacts strange.csv", "name it, as in --encoding cp1251"),
        ("load contacts people.csv --journal firms.csv", "firms.csv is not a journal (file is not a database): name a"),
        ("load companies firms.csv --operation update", "as in --key PROPERTY"),
        ("load contacts ids.csv", "find records by their ids in column 'Record ID': --operation update"),
        ("load contacts keyed.csv", "find records by their ids in column 'id': --operation update"),
        ("load contacts people.csv --encoding foo", "error: --encoding: there is no"),
        ("load contacts people.csv --delimiter ;;", "error: --delimiter: expected one"),
        ("load contacts people.csv --failed nodir/x.csv", "error: --failed: there is no folder"),
        ("load contacts people.csv --journal nodir/x.db", "error: --journal: there is no folder"),
        ("load companies firms.csv --key domain", "companies have none: create one, create records instead, or update"),
        ("mirror --to m.txt", "error: --to: 'm.txt' should end in .db"),
        ("mirror --to m.db --include owners", "error: --include: owners are not an object type: they are always"),
        ("mirror --to m.db --include zzzzzz", "there are contacts, companies, deals"),
        ("mirror --to m.db --include contacts --exclude contacts", "error: --exclude leaves no"),
        ("mirror --to m.db --properties contacts=nope", "error: --properties: contacts have no"),
        ("dump contacts --to x.txt", "error: --to: expected a name that ends"),
        ("dump contacts --to x.csv --properties nope", "error: --properties: contacts have no"),
        ("dump contacts --to x.csv --history nope", "error: --history: contacts have no"),
        ("dump contacts --to x.csv --associations nope", "error: --associations: there is no object type 'nope'"),
        ("dump contacts --to x.csv --since 2026-01-01 --associations nope", "error: --associations: there is no"),
        ("dump contacts --to x.csv --since yesterday", "error: --since: 'yesterday' is not"),
        ("dump contacts --to x.csv --limit -1", "error: --limit: expected 0 or more"),
        ("import nofile.csv", "error: there is no file 'nofile.csv'"),
        ("import people.csv --type contakts", "error: --type: there is no object type"),
        ("import people.csv --date-format x", "error: --date-format: expected"),
        ("import people.csv --map email=email", "--map COLUMN= to leave it out"),
        ("import people.csv --map other=email", "error: --map other: the file has no such column"),
        ("import --wait abc", "error: --wait: this id is a number"),
        ("export contacts", "error: --properties is missing"),
        ("export contacts --properties email --to nodir/x", "error: --to: there is no directory"),
        ("export --wait abc", "error: --wait: this id is a number"),
        ("export contacts --properties email --format x", "error: --format x is not one of CSV, XLSX, XLS"),
        ("ops show", "error: name the operation: ops show NAME"),
        ("sandbox --index-lag x", "error: --index-lag: 'x' is not a duration"),
        ("portal pull --to there --object-type zzzzzz", "error: --object-type: there is no object type 'zzzzzz'"),
        ("models generate --object-type zzzzzz", "error: --object-type: there is no object type 'zzzzzz'"),
        ("run contacts.get", "error: --set contact_id is missing"),
        ("run contacts.list --set limit=x", "error: --set limit: expected a whole number"),
        ("run contacts.list --input payload.json", "error: limit in payload.json: expected a whole number"),
        ("run contacts.list --input payload.json --set limit=y", "error: --set limit: expected a whole number"),
        ("run contacts.list --api-version 9", "error: --api-version '9' is not one of"),
        ("run contacts.list --base-url foo", "error: --base-url must be like"),
        ("sandbox --url-imports x", "error: --url-imports must be one of"),
        ("sandbox --tier x", "error: unknown tier 'x': expected one of"),
        ("sandbox --faults nofile", "error: --faults nofile: "),
    ],
)
def test_what_is_wrong_is_named_as_it_is_typed(running, folder, arguments, says):
    done = command(*arguments.split(), sandbox=running)
    assert says in done.stderr
    assert done.returncode == 2


def test_a_setting_of_the_environment_is_named_by_its_variable(running, monkeypatch):
    monkeypatch.setenv("HUBSPOT_BASE_URL", running.url)
    monkeypatch.setenv("HUBSPOT_API_VERSION", "9")
    done = CliRunner().invoke(app, ["run", "contacts.list"])
    assert "error: HUBSPOT_API_VERSION '9' is not one of" in done.output


def _commands():
    for name in COMMANDS:
        found = load(name)
        yield name, found
        yield from ((f"{name} {inner}", each) for inner, each in getattr(found, "commands", {}).items())


@pytest.mark.parametrize(("name", "found"), [*_commands()])
def test_every_option_of_every_command_is_named_as_it_is_typed(name, found):
    """Whatever its argument is called in Python."""
    for parameter in found.params:
        with found.context_class(found, info_name=name):
            said = message(InputError(f"{parameter.name}[3]", "expected text"))
            sentence = message(ConfigurationError(f"{parameter.name} must be text"))
        if "settings" in {each.name for each in found.params}:
            assert said.startswith("--set ")
        elif parameter.param_type_name == "option" and parameter.name != "columns":
            assert re.fullmatch(r"--[a-z-]+: expected text", said)
            assert said.partition(":")[0] in parameter.opts
        if parameter.param_type_name == "option":
            assert sentence.partition(" ")[0] in parameter.opts


def test_without_a_command_an_error_is_as_it_is(capsys):
    with pytest.raises(typer.Exit), report_errors():
        raise InputError("key", "is missing")
    assert capsys.readouterr().err == "error: key: is missing\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("run contacts.list --limit 3", "Did you mean --set limit=3?"),
        ("run contacts.list --limit=3", "Did you mean --set limit=3?"),
        ("run contacts.list --limits 3", "Did you mean --set limit=3?"),
        ("run contacts.get --contact-id 7 --async", "Did you mean --set contact_id=7?"),
        ("run contacts.list --limit", "Did you mean --set limit=VALUE?"),
        ("run contacts.list --zzzz 3", "given as --set FIELD=VALUE."),
        ("run nothing --limit 3", "given as --set FIELD=VALUE."),
    ],
)
def test_an_option_that_run_does_not_have_is_shown_as_a_field_of_the_payload(arguments, says):
    done = command(*arguments.split())
    assert (done.returncode, says in done.stderr) == (2, True)

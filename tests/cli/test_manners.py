"""What a person expects of a command: completion, forms of answers, filters, hints, exit codes, a fast start."""

import ast
import csv
import errno
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from hubspot_facade import BadRequest, HubSpot
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.cli import formats, option_types
from hubspot_facade.cli.app import app
from hubspot_facade.cli.completing import _OF_ALL
from hubspot_facade.cli.failure import CommandError, lines
from hubspot_facade.cli.filters import filters_of
from hubspot_facade.cli.formats import Format, print_items
from hubspot_facade.cli.lazy import COMMANDS, load
from hubspot_facade.cli.progress import counting
from hubspot_facade.cli.run import Items
from hubspot_facade.crm.filters import groups_of
from hubspot_facade.errors import ErrorItem
from hubspot_facade.sandbox import Sandbox


def started(*arguments, **environment):
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from hubspot_facade.cli import main; main()", *arguments],
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def running():
    with Sandbox() as sandbox:
        with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
            hs.deals.batch_create(
                {"dealname": name, "amount": amount, "dealstage": stage}
                for name, amount, stage in (
                    ("Bolt, large", 500, "appointmentscheduled"),
                    ("Engine", 12_000, "closedwon"),
                    ("Wing", None, "closedwon"),
                )
            )
        yield sandbox


@pytest.fixture
def run(running, monkeypatch):
    monkeypatch.setenv("HUBSPOT_BASE_URL", running.url)
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", running.token)
    return lambda *arguments: CliRunner().invoke(app, ["run", *arguments])


# -- the start -----------------------------------------------------------------------------------------------


def test_a_command_that_needs_no_client_imports_none():
    """So that it starts as fast as its libraries let it."""
    script = (
        "import sys\nfrom hubspot_facade.cli import main\n"
        "try: main()\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    )
    for argument in ("--version", "--help"):
        done = subprocess.run(
            [sys.executable, "-c", script, argument], capture_output=True, encoding="utf-8", check=True, timeout=60
        )
        modules = set(ast.literal_eval(done.stdout.splitlines()[-1]))
        ours = {name for name in modules if name.startswith("hubspot_")}
        assert ours == {
            *("hubspot_facade", "hubspot_facade.cli", "hubspot_facade.cli.app", "hubspot_facade.cli.lazy"),
            *("hubspot_facade.cli.option_types", "hubspot_facade.version"),
        }
        assert not modules & {"httpx", "hubspot_openapi", "keyring"}


def test_httpx_does_not_import_its_own_command():
    script = (
        "import sys\nfrom hubspot_facade.cli import main\n"
        "try: main()\nexcept SystemExit: pass\nimport httpx\nprint('pygments' in sys.modules, hasattr(httpx, 'main'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--version"], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "False True"


# -- help ----------------------------------------------------------------------------------------------------


def test_without_arguments_the_command_helps():
    done = started()
    assert "Commands" in done.stdout
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_is_its_own_first_line(name):
    first = (load(name).help or "").strip().partition("\n\n")[0]
    assert COMMANDS[name].help == " ".join(first.split())


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS if name != "auth"), ["auth", "login"]])
def test_help_fits_80_columns(arguments, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    done = CliRunner().invoke(app, [*arguments, "--help"])
    assert done.exit_code == 0
    assert max(map(len, done.output.splitlines())) <= 80


def each_command(command, path=()):
    """The words of each command, with those within it."""
    yield path, command
    for name, each in getattr(command, "commands", {}).items():
        yield from each_command(each, (*path, name))


EVERY = [pair for name in COMMANDS for pair in each_command(load(name), (name,))]


@pytest.mark.parametrize("path", [(), *(path for path, _ in EVERY)], ids=" ".join)
def test_help_shows_no_value_of_a_flag_and_one_value_of_what_can_be_repeated(path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    shown = CliRunner().invoke(app, [*path, "--help"]).output
    assert "Show this message and exit." in shown
    assert "bool" not in shown.lower()
    assert "list[" not in shown


@pytest.mark.parametrize(
    ("parameter", "metavar"),
    [
        ({"is_flag": True, "display_type": lambda ctx: "<bool>"}, ""),
        ({"multiple": True, "display_type": lambda ctx: "<list[str]>"}, "<str>"),
        ({"multiple": True}, None),
        ({"display_type": lambda ctx: "<int>"}, None),
        ({"is_flag": True, "metavar": "ON"}, "ON"),
        ({"param_type_name": "argument", "nargs": -1, "display_type": lambda ctx: "<list[str]>"}, None),
    ],
)
def test_newer_versions_of_typer_show_a_value_for_all(parameter, metavar):
    usual = {"param_type_name": "option", "metavar": None, "is_flag": False, "multiple": False, "nargs": 1}
    (shown,) = option_types._shown([SimpleNamespace(**{**usual, **parameter})], None)
    assert shown.metavar == metavar
    if shown.nargs == -1:
        assert shown.display_type(ctx=None) == "<str>"


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[" ".join(path) for path, _ in EVERY])
def test_who_can_name_another_server_can_allow_plain_http(path, command):
    options = {name for each in command.params for name in each.opts}
    assert ("--base-url" in options) == ("--allow-http" in options)


def test_a_command_that_there_is_not_names_the_nearest():
    done = CliRunner().invoke(app, ["docter"])
    assert done.exit_code == 2
    assert "'doctor'" in done.output


# -- completion ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_shown(shell):
    done = started("--show-completion", shell)
    assert done.returncode == 0
    assert "_HUBSPOT_FACADE_COMPLETE" in done.stdout


def test_completion_is_installed_where_the_shell_looks(tmp_path):
    done = started("--install-completion", "bash", HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    written = [each.read_text(encoding="utf-8") for each in Path(tmp_path).rglob("*") if each.is_file()]
    assert any("_HUBSPOT_FACADE_COMPLETE" in each for each in written)


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("hubspot-facade d", {"doctor"}),
        ("hubspot-facade sandbox re", {"reset", "restore"}),
        ("hubspot-facade run deals.batch_", {"deals.batch_create", "deals.batch_update"}),
        ("hubspot-facade run List\\ dea", {"List\\ deals"}),
        ("hubspot-facade run no\\ such", set()),
        ("hubspot-facade ops show deals.batch_c", {"deals.batch_create"}),
        ("hubspot-facade webhooks send http://x --type contact.m", {"contact.merge"}),
        ("hubspot-facade run x --for", {"--format"}),
        ("hubspot-facade run x --format j", {"json", "jsonl"}),
        ("hubspot-facade run x --api-version 2026-0", {"2026-03", "2026-09"}),
        ("hubspot-facade load cont", {"contacts", "contracts"}),
        ("hubspot-facade mirror --to x.db --include comp", {"companies"}),
        ("hubspot-facade import --type dea", {"deals", "deal_splits"}),
    ],
)
def test_words_are_completed(words, completed):
    environment = {"COMP_WORDS": words, "COMP_CWORD": str(len(shlex.split(words)) - 1)}
    done = started(**environment, _HUBSPOT_FACADE_COMPLETE="complete_bash")
    found = {each for each in done.stdout.splitlines() if each}
    assert completed <= found if completed else not found
    assert len(found) < 20


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("hubspot-facade load contacts people.csv --map ", {"E-mail\\=", "First\\ name\\=", "city\\="}),
        ("hubspot-facade load contacts people.csv --map city=jobt", {"city\\=jobtitle"}),
        ("hubspot-facade load cars people.csv --map c", {f"city\\={name}" for name in _OF_ALL}),
        ("hubspot-facade load contacts people.csv --dry-run --ignore f", {"First\\ name"}),
        ("hubspot-facade import people.csv --map E-mail=emai", {"E-mail\\=email"}),
        ("hubspot-facade load contacts missing.csv --ignore ", set()),
    ],
)
def test_the_columns_of_the_file_are_completed(words, completed, tmp_path, monkeypatch):
    (tmp_path / "people.csv").write_text("E-mail;First name;city\na@example.com;Ada;Graz\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    environment = {"COMP_WORDS": words, "COMP_CWORD": str(len(shlex.split(words)) - (words[-1] != " "))}
    done = started(**environment, _HUBSPOT_FACADE_COMPLETE="complete_bash")
    assert {each for each in done.stdout.splitlines() if each} == completed


@pytest.mark.parametrize(
    ("shell", "words", "completed"),
    [
        ("fish", "hubspot-facade load people", []),
        ("fish", "hubspot-facade load cont", ["contacts\ncontracts"]),
        ("fish", "hubspot-facade run x --api-version=20", ["--api-version=2026-03\n--api-version=2026-09"]),
        ("fish", "hubspot-facade run x --format=js", ["--format=json\n--format=jsonl"]),
        ("fish", "hubspot-facade run x --nothing=js", []),
        ("zsh", "hubspot-facade run x --api-version=20", ['(("--api-version=2026-03"\n"--api-version=2026-09"))']),
        ("zsh", "hubspot-facade webhooks send http://x --type=contact.mer", ['(("--type=contact.merge"))']),
        ("fish", "hubspot-facade run List\\ dea", ["List deals"]),
        ("fish", "hubspot-facade run List\\ ", ["List deals"]),
        ("fish", 'hubspot-facade run "List\\ ', []),
        ("zsh", "hubspot-facade run List\\ ", ['"List deals":']),
        ("fish", "hubspot-facade run contacts.merge", ["contacts.merge\tMerge contacts"]),
        ("zsh", "hubspot-facade load conta", ['(("contacts"))']),
    ],
)
def test_other_shells_show_what_a_word_means(shell, words, completed):
    environment = {"_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = started(**environment, _HUBSPOT_FACADE_COMPLETE=f"complete_{shell}")
    for each in completed:
        assert each in done.stdout
    assert bool(completed) == bool(done.stdout.strip())


# -- names ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("contacts.creat", "contacts.create"),
        ("deal.list", "deals.list"),
        ("Creat contact", "Create contact"),
        ("batch create contact", "Batch create contacts"),
    ],
)
def test_methods_are_suggested_for_methods_and_operations_for_operations(run, name, nearest):
    done = run(name)
    assert done.exit_code == 2
    assert f"'{nearest}'" in done.output


@pytest.mark.parametrize("payload", [{"email": "%", "properties": {"firstname": "A"}}, {"properties": {"email": "%"}}])
@pytest.mark.parametrize("name", ["contacts.create", "contacts.upsert", "Create contact", "Create/update contact"])
def test_create_and_upsert_take_the_same_fields(run, running, name, payload):
    address = f"{name.split()[0].replace('/', '.')}.{len(payload)}@example.com".lower()
    text = json.dumps(payload).replace("%", address)
    with HubSpot(running.token, base_url=running.url) as hs:
        hs.contacts.batch_archive([each.id for each in hs.contacts.list()])
        field, value = next(iter(json.loads(text).items()))
        extra = [f"--set={key}:={json.dumps(each)}" for key, each in json.loads(text).items()]
        done = run(name, *extra)
        assert done.exit_code == 0, (done.output, field, value)
        found = hs.contacts.get_by_email(address, properties=["email", "firstname"])
        assert found.properties["firstname"] == payload["properties"].get("firstname")


@pytest.mark.parametrize("name", ["contacts.create", "contacts.upsert", "Create contact", "Create/update contact"])
def test_a_contact_needs_no_more_than_its_address(run, running, name):
    address = f"{name.replace('/', '.').replace(' ', '.')}@example.com".lower()
    done = run(name, f"--set=email={address}")
    assert done.exit_code == 0, done.output
    with HubSpot(running.token, base_url=running.url) as hs:
        assert hs.contacts.get_by_email(address).id == json.loads(done.stdout)["id"]
    if "up" in name:
        assert "key is missing" in run(name, "--set=properties:={}").output.replace("email", "key")


@pytest.mark.parametrize(
    ("name", "setting", "meant"),
    [
        ("Create/update contact", "firstname=Zed X", "did you mean --set 'properties.firstname=Zed X'?"),
        ("deals.update", "amount:=5", "did you mean --set properties.amount:=5?"),
        ("contacts.list", "limt:=3", "did you mean --set limit:=3?"),
        ("contacts.get", "recordid=3", "did you mean --set contact_id=3?"),
    ],
)
def test_a_field_that_there_is_not_says_what_may_be_meant(run, name, setting, meant):
    done = run(name, "--set", setting)
    assert done.exit_code == 2
    assert done.output.rstrip().endswith(meant)


@pytest.mark.parametrize("whole", [(), ("--async",), ("--all",), ("--all", "--async")])
@pytest.mark.parametrize("name", ["contacts.list", "Search contacts", "owners.list"])
def test_a_page_that_is_too_large_is_refused_with_what_to_do(run, name, whole):
    done = run(name, "--set=limit:=1000", *whole)
    assert done.exit_code == 1
    advice = (
        "leave it out, as --all prints every item" if "--all" in whole else "give less, or use --all for every item"
    )
    assert f"  limit is the size of a page: {advice}\n" in done.output


def test_a_key_that_is_given_twice_and_differs_is_refused(run):
    done = run("contacts.create", "--set=email=a@example.com", "--set=properties.email=b@example.com")
    assert done.exit_code == 2
    assert "--set email is given twice" in done.output


# -- forms ---------------------------------------------------------------------------------------------------


LIST = ("deals.list", "--set=properties:=" + json.dumps(["dealname", "amount", "closed_lost_reason"]))


@pytest.mark.parametrize("whole", [(), ("--all",), ("--all", "--async")])
def test_csv_has_a_column_for_what_was_asked_even_without_values(run, whole):
    done = run(*LIST, "--format", "csv", *whole)
    rows = [*csv.DictReader(io.StringIO(done.stdout))]
    assert [*rows[0]][:4] == ["id", "dealname", "amount", "closed_lost_reason"]
    assert [(row["dealname"], row["amount"], row["closed_lost_reason"]) for row in rows] == [
        ("Bolt, large", "500", ""),
        ("Engine", "12000", ""),
        ("Wing", "", ""),
    ]


def test_lines_of_json_are_the_items(run):
    done = run(*LIST, "--format=jsonl")
    assert [json.loads(line)["properties"]["dealname"] for line in done.stdout.splitlines()] == [
        "Bolt, large",
        "Engine",
        "Wing",
    ]
    assert run(*LIST, "--all").stdout == done.stdout
    assert [each["id"] for each in json.loads(run(*LIST, "--all", "--format=json").stdout)] == [
        json.loads(line)["id"] for line in done.stdout.splitlines()
    ]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_table_is_no_wider_than_the_terminal(run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    done = run(*LIST, "--format=table")
    assert max(map(len, done.stdout.splitlines())) <= columns
    assert "3 rows" in " ".join(done.stdout.split())
    assert "Bolt" in done.stdout
    assert ("more" in done.stdout) == (columns < 100)


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize("name", ["ownerId", "associatedcompanyid", "anumber"])
def test_a_table_shows_ids_whole(capsys, monkeypatch, columns, name):
    monkeypatch.setenv("COLUMNS", str(columns))
    text = {f"text{number}": "some text that is longer than a column" * 3 for number in range(8)}
    ids = [f"10100000000012{number}" for number in range(3)]
    print_items([{"id": each, name: f"{each}9", **text} for each in ids], Format.TABLE)
    shown = capsys.readouterr().out
    assert all(each in shown.split() for each in ids)
    assert max(map(len, shown.splitlines())) <= columns
    if columns > 40:
        assert all(f"{each}9" in shown.split() for each in ids)


def test_an_id_that_is_wider_than_the_terminal_is_folded(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "12")
    print_items([{"id": "1234567890abcdefghij"}], Format.TABLE)
    assert "1234567890abcdefghij" in "".join(capsys.readouterr().out.split())


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("form", "shown"), [("table", True), ("json", True), ("csv", True), ("jsonl", False)])
def test_the_progress_of_a_listing_is_shown_unless_its_items_are_printed_as_they_come(monkeypatch, form, shown):
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, Terminal())
    with counting("Search deals", printed=Items(print_each=form == "jsonl").print_each) as count:
        count()
    assert ("1 items" in sys.stderr.getvalue()) == shown


@pytest.mark.parametrize("colour", [(), ("--async",)])
@pytest.mark.parametrize(
    ("form", "said"), [("jsonl", "2 items printed"), ("table", "2 items read, and none was printed")]
)
def test_who_interrupts_a_listing_reads_how_far_it_was(run, monkeypatch, colour, form, said):
    take = Items.take

    def interrupted(items, item):
        if items.number == 2:
            raise KeyboardInterrupt
        take(items, item)

    monkeypatch.setattr(Items, "take", interrupted)
    done = run(*LIST, "--all", f"--format={form}", *colour)
    assert done.exit_code == 130
    assert done.stderr == f"interrupted: {said}\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("deals.list", "interrupted\n"),
        ("deals.create", "interrupted: it is not known whether HubSpot carried it out\n"),
    ],
)
def test_who_interrupts_an_operation_reads_what_is_not_known(run, monkeypatch, name, said):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("hubspot_facade.cli.run._answer", interrupted)
    done = run(name)
    assert (done.exit_code, done.stderr) == (130, said)


def test_a_size_of_pages_beside_all_is_explained(run):
    done = run("deals.list", "--all", "--set=limit=1")
    assert len(done.stdout.splitlines()) == 3
    assert done.stderr.startswith("note: --all prints every item; limit is the size of a page")
    assert run("deals.list", "--all").stderr == run("deals.list", "--set=limit=1").stderr == ""


def test_an_answer_that_is_one_object_is_one_row(run):
    done = run("account.get", "--format=csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert int(row["portalId"]) > 0
    assert row["additionalCurrencies"] == "[]"


def test_a_batch_that_fails_in_part_prints_what_was_done_and_ends_with_4(run):
    inputs = [{"id": "404404", "properties": {"amount": "1"}}]
    done = run("deals.batch_update", f"--set=inputs:={json.dumps(inputs)}", "--format=csv")
    assert done.exit_code == 4
    assert done.stdout == ""
    assert "a part of the batch failed: 1 error" in done.output


@pytest.mark.parametrize(
    ("name", "payload", "status", "line"),
    [
        (
            "Create a record",
            {"object_type": "calls", "properties": {"hs_call_title": "T"}},
            1,
            "  - properties: hs_timestamp",
        ),
        (
            "contacts.create",
            {"properties": {"email": "e@example.org"}, "associations": [{"to": 5, "types": [279]}]},
            1,
            "  - INVALID_OBJECT_IDS: COMPANY=5 is not valid",
        ),
        (
            "Create multiple records",
            {"object_type": "tickets", "inputs": [{"properties": {"content": "C"}}]},
            4,
            "  - Error creating TICKET. Some required properties were not set (properties: hs_pipeline_stage)",
        ),
        (
            "contacts.batch_read",
            {"inputs": ["404404"]},
            4,
            "they may be deleted or not exist. Check that ids are valid (ids: 404404)",
        ),
    ],
)
def test_what_only_the_context_says_is_told(run, name, payload, status, line):
    done = run(name, f"--input={json.dumps(payload)}")
    assert done.exit_code == status
    assert line in done.stderr


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([{"b": 1, "id": "2"}, {"a": 1, "createdAt": "x"}], ["id", "a", "b", "createdAt"]),
        ([{"a": 1, "createdAt": "x"}, {"b": 1, "id": "2"}], ["id", "a", "b", "createdAt"]),
        ([], []),
    ],
)
def test_the_order_of_columns_does_not_depend_on_that_of_the_rows(rows, columns):
    assert formats.columns_of(rows) == columns
    assert formats.columns_of(rows, ["z", "b"])[: len(columns[:1]) + 2] == [*columns[:1], "z", "b"]


@pytest.mark.parametrize(("form", "printed"), [(Format.TABLE, "0 rows\n"), (Format.CSV, ""), (Format.JSONL, "")])
def test_no_items_are_no_empty_line(capsys, form, printed):
    print_items([], form)
    assert capsys.readouterr().out == printed


def test_a_property_that_repeats_the_id_has_a_column_only_if_it_is_asked_for():
    item = {"id": "1", "properties": {"hs_object_id": "1", "email": "a@b.example"}}
    assert formats.flattened(item) == {"id": "1", "email": "a@b.example"}
    assert formats.flattened(item, ["hs_object_id"])["hs_object_id"] == "1"


def test_what_is_no_text_is_json_in_a_cell():
    text = formats.csv_of(
        [formats.flattened({"id": "1", "properties": {"n": None, "x": 'a"b'}, "to": [{"id": 5}]})],
        ["id", "n", "x", "to"],
    )
    assert [*csv.reader(io.StringIO(text))][1] == ["1", "", 'a"b', '[{"id": 5}]']


# -- filters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "operator", "values"),
    [
        ("amount>=1000", "amount", "GTE", {"value": "1000"}),
        ("amount <= 1000", "amount", "LTE", {"value": "1000"}),
        ("amount>5", "amount", "GT", {"value": "5"}),
        ("amount<5", "amount", "LT", {"value": "5"}),
        ("city=St. Pölten", "city", "EQ", {"value": "St. Pölten"}),
        ("city!=Graz", "city", "NEQ", {"value": "Graz"}),
        ("jobtitle~engin*", "jobtitle", "CONTAINS_TOKEN", {"value": "engin*"}),
        ("jobtitle!~engineer", "jobtitle", "NOT_CONTAINS_TOKEN", {"value": "engineer"}),
        ("dealstage in won, lost", "dealstage", "IN", {"values": ["won", "lost"]}),
        ("dealstage not in won", "dealstage", "NOT_IN", {"values": ["won"]}),
        ("amount between 1,5", "amount", "BETWEEN", {"value": "1", "highValue": "5"}),
        ("email", "email", "HAS_PROPERTY", {}),
        ("!email", "email", "NOT_HAS_PROPERTY", {}),
        ("associations.contact=5", "associations.contact", "EQ", {"value": "5"}),
        ("note=a=b>c", "note", "EQ", {"value": "a=b>c"}),
    ],
)
def test_a_filter_is_read_as_it_is_typed(text, name, operator, values):
    made = filters_of([text])
    assert made == [{"propertyName": name, "operator": operator, **values}]
    assert groups_of(made) == [made]


@pytest.mark.parametrize(
    "text", ["", "amount>=", "=5", "a b", "amount between 1", "stage in", "stage in a,,b", "&", "a==1", "a=>1", "a>>1"]
)
def test_a_filter_that_cannot_be_read_says_how_to_write_one(text):
    with pytest.raises(CommandError, match=r"^-F .* is not a filter: write name=value"):
        filters_of([text])


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (["amount>=1000"], ["Engine"]),
        (["dealstage in closedwon", "amount"], ["Engine"]),
        (["!amount"], ["Wing"]),
        (["dealname~bolt"], ["Bolt, large"]),
        (["amount between 1,20000"], ["Bolt, large", "Engine"]),
    ],
)
def test_several_filters_must_all_match(run, filters, names):
    given = [each for text in filters for each in ("-F", text)]
    done = run("deals.search", *given, "--set=properties=dealname", "--all")
    assert [json.loads(line)["properties"]["dealname"] for line in done.stdout.splitlines()] == names


@pytest.mark.parametrize("command", [("run", "deals.search"), ("run", "--async", "Search deals"), ("dump", "deals")])
@pytest.mark.parametrize("text", ["closedate>yesterday", "hs_createdate in 2026-03-04,01/02/2026", "closedate = 2026"])
def test_a_filter_by_a_date_that_is_none_is_refused_before_it_is_sent(running, run, tmp_path, command, text):
    before = len(running.requests)
    to = ["--to", str(tmp_path / "deals.csv")] if command[0] == "dump" else []
    done = CliRunner().invoke(app, [*command, *to, "-F", "amount", "-F", text])
    assert (done.exit_code, len(running.requests)) == (2, before)
    assert done.output.startswith(f"error: -F {text}: {text.split()[0].partition('>')[0]} is a date: ")
    assert ("such as 2026-03-04" in done.output) == (not text.endswith("= 2026"))


@pytest.mark.parametrize("command", [("run", "deals.search"), ("run", "--async", "Search deals"), ("dump", "deals")])
@pytest.mark.parametrize("form", [(), ("--all",), ("--all", "--format=csv")])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("dealstage in won,lost", "dealstage: 'won' is not an id of the stages of any pipeline"),
        ("dealtype=newbusines", "dealtype: 'newbusines' is not one of its options"),
        ("amount>1000000", None),
        ("dealstage in won,closedwon", None),
    ],
)
def test_a_search_that_finds_nothing_names_the_values_that_no_record_can_have(run, tmp_path, command, form, text, says):
    more = ["--to", str(tmp_path / "deals.csv")] if command[0] == "dump" else form
    done = CliRunner().invoke(app, [*command, *more, "-F", text])
    assert done.exit_code == 0
    assert (f"note: nothing was found: {says}" in done.stderr) if says else done.stderr == ""
    assert "note" not in done.stdout


def test_filters_of_what_is_no_search_are_refused(run):
    assert "has no filters" in run("deals.list", "-F", "amount").output
    both = run("Search deals", "-F", "amount", "--set=filters:=[]")
    assert (both.exit_code, "does not go together with filters" in both.output) == (2, True)


def test_every_search_of_records_takes_filters():
    searches = [entry for entry in Catalogue() if entry.method == "search" and entry.area == "crm"]
    assert [entry.name for entry in searches if "filters" in entry.form.parameters]


def test_output_that_cannot_be_written_is_an_error_of_one_line(monkeypatch):
    def full(*_arguments, **options):
        if not options.get("err"):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("typer.echo", full)
    done = CliRunner().invoke(app, ["ops"])
    assert (done.exit_code, type(done.exception)) == (2, SystemExit)


EVIL = "\x1b]0;owned\x07[/b]\x1b[2J\u202eabc\ud800"


def test_what_others_wrote_does_not_command_the_terminal(capsys, monkeypatch):
    monkeypatch.setattr("hubspot_facade.cli.formats.on_terminal", lambda: True)
    for form in (Format.TABLE, Format.CSV):
        print_items([{EVIL: EVIL, "id": "1"}], form)
    shown = capsys.readouterr().out
    assert "[/b]" in shown
    assert not [each for each in "\x1b\x07\u202e\ud800" if each in shown]
    error = BadRequest(f"no {EVIL}", status=400, errors=(ErrorItem(message=EVIL),))
    assert not [each for each in "\x1b\x07\u202e" if each in "".join(lines(error))]


def test_csv_that_goes_to_a_program_is_true(capsys, monkeypatch):
    monkeypatch.setattr("hubspot_facade.cli.formats.on_terminal", lambda: False)
    print_items([{"id": "\x1b[2J"}], Format.CSV)
    assert capsys.readouterr().out == "id\n\x1b[2J\n"

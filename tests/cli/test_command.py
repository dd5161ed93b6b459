"""The command as a user types it, against a sandbox: in a process of its own where that may matter."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.cli.operations import ops
from hubspot_facade.sandbox import Sandbox
from tests.cli.in_process import command, reached

PERSON = {"email": "ada@example.com", "properties": [{"property": "firstname", "value": "Ada"}]}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def environment(**settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUBSPOT_")}
    silent = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}  # nobody's own profiles
    return {**kept, **silent, "COLUMNS": "200", "NO_COLOR": "1", "PYTHONUTF8": "1", **settings}


def started(*arguments: str, given: str = "", sandbox: Sandbox | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hubspot_facade.cli", *arguments],
        input=given,
        env=environment(**reached(sandbox)),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("colour", [(), ("--async",)])
def test_runs_an_operation_on_a_payload_from_standard_input(sandbox: Sandbox, colour: tuple[str, ...]):
    done = started("run", "Create/update contact", "--input", "-", *colour, given=json.dumps(PERSON), sandbox=sandbox)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        record = hs.contacts.get_by_email("ada@example.com", properties=["firstname"])
    assert record.id == str(answer["id"])
    assert record.properties["firstname"] == "Ada"


def test_runs_an_operation_on_a_payload_that_is_typed(sandbox: Sandbox):
    typed = json.dumps({"properties": {"name": "Körner & Söhne", "city": "Wien"}}, ensure_ascii=False)
    done = command("run", "Create company", "-i", f" {typed}", "--set", "properties.city=Graz", sandbox=sandbox)
    answer = json.loads(done.stdout)["properties"]
    assert (answer["name"], answer["city"]) == ("Körner & Söhne", "Graz")
    for wrong, said in (('{"email": 5', "--input: not JSON"), ('{"email": 5}', "email in --input: expected text")):
        done = started("run", "Contact exists with email?", "--input", wrong, sandbox=sandbox)
        assert (done.returncode, done.stderr.startswith(f"error: {said}")) == (2, True), done.stderr


def test_runs_an_operation_on_a_file_in_another_edition(sandbox: Sandbox, tmp_path: Path):
    file = tmp_path / "payload.json"
    file.write_text(json.dumps({"properties": [{"name": "name", "value": "Körner & Söhne"}]}), encoding="utf-8-sig")
    done = command("run", "Create company", "--input", str(file), "--api-version", "v3", sandbox=sandbox)
    assert json.loads(done.stdout)["properties"]["name"] == "Körner & Söhne"
    assert sandbox.application.log.entries[-1].path.startswith("/crm/v3/objects/companies")


def test_what_is_set_goes_over_what_is_read(sandbox: Sandbox):
    done = command(
        "run",
        "Create company",
        "--input=-",
        "--set=properties.city=Graz",
        "--set=properties.numberofemployees:=7",
        given='{"properties": {"name": "Acme", "city": "Linz"}}',
        sandbox=sandbox,
    )
    made = json.loads(done.stdout)["properties"]
    assert (made["name"], made["city"], made["numberofemployees"]) == ("Acme", "Graz", "7")


def test_a_refusal_is_told_on_standard_error_with_all_that_hubspot_tells(sandbox: Sandbox):
    twice = ["run", "Create contact", "--set=properties.email=twice@example.com"]
    assert command(*twice, sandbox=sandbox).returncode == 0
    done = started(*twice, sandbox=sandbox)
    assert (done.returncode, done.stdout) == (1, "")
    assert "status: 409" in done.stderr
    assert "category: CONFLICT" in done.stderr
    assert re.search(r"correlation id: [0-9a-f-]{36}", done.stderr)
    assert "Traceback" not in done.stderr


def test_what_succeeded_of_a_batch_is_printed_though_a_part_failed(sandbox: Sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        there = hs.companies.create({"name": "Old"}).id
    companies = [{"company_id": each, "properties": {"name": "New"}} for each in (there, "404404")]
    done = command(
        "run", "Batch update companies", "-i", "-", given=json.dumps({"companies": companies}), sandbox=sandbox
    )
    assert done.returncode == 4
    assert [each["id"] for each in json.loads(done.stdout)["results"]] == [there]
    assert "a part of the batch failed: 1 error" in done.stderr


@pytest.mark.parametrize("colour", [(), ("--async",)])
def test_a_whole_listing_comes_as_lines_of_json(sandbox: Sandbox, colour: tuple[str, ...]):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        made = {each.id for each in hs.products.batch_create([{"name": f"Nut {number}"} for number in range(120)])}
        done = command("run", "List products", "--all", *colour, sandbox=sandbox)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert made <= {line["id"] for line in lines}
        assert len(lines) == len({line["id"] for line in lines})
        small = command("run", "List products", "--all", "--set=limit=50", *colour, sandbox=sandbox)
        assert small.stdout == done.stdout, "limit is the size of a page"
        hs.products.batch_archive(made)


def test_what_came_of_a_listing_is_printed_though_a_later_page_fails(sandbox: Sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        made = [each.id for each in hs.products.batch_create([{"name": f"Bolt {number}"} for number in range(120)])]
        fault = {"match": {"method": "GET", "path": "/crm/objects/*/products"}, "fault": "401", "skip": 1}
        hs.raw("POST", "/_sandbox/faults", json=fault)
        done = command("run", "List products", "--all", sandbox=sandbox)
        hs.products.batch_archive(made)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 100
    assert "status: 401" in done.stderr


def test_the_token_is_never_printed(sandbox: Sandbox):
    outputs = [
        command("run", "Get contact by ID", "--set=contact_id=404404", sandbox=sandbox),
        command("run", "Create contact", "--set=properties:=17", sandbox=sandbox),
        command("run", "List owners", "--base-url=http://127.0.0.1:9", "--api-version=v1", sandbox=sandbox),
    ]
    assert [done.returncode for done in outputs] == [1, 2, 2]
    assert not any(sandbox.token in done.stdout + done.stderr for done in outputs)


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["run", "Creat contact"], "", "did you mean 'Create contact'"),
        (["run", "Create contact", "--set=shoe_size=38"], "", "shoe_size"),
        (["run", "Get contact by ID"], "", "contact_id"),
        (["run", "Create contact", "--input=nowhere.json"], "", "nowhere.json: No such file"),
        (["run", "Create contact", "--input=-"], "{", "standard input: not JSON"),
        (["run", "Create contact", "--input=-"], "[]", "a payload must be a JSON object, not list"),
        (
            ["run", "Create contact", '--input=[{"email": "a@b.org"}]'],
            "",
            "--input: a payload must be a JSON object, not list",
        ),
        (["run", "Create contact", "--set=email"], "", "write field=text or field:=json"),
        (["run", "Create contact", "--set=properties:={"], "", "not JSON"),
        (["run", "Create contact", "--set=limit:=x"], "", ":= takes JSON; for a text write limit=x\n"),
        (["run", "Create contact", "--set=a=1", "--set=a.b=2"], "", "a is not an object"),
        (["ops", "walk", "the", "dog"], "", "no operation has a name with 'walk the dog'"),
        (["run", "Create contact", "--all"], "", "Create contact is not a listing"),
        (["ops", "--area=hr"], "", "--area hr is not one of account, cms"),
        (["ops", "--seed=9"], "", "--seed 9 is not one of 000, 001"),
        (["ops", "comments", "--area=crm"], "", "no operation of area crm has a name with 'comments'"),
        (["ops", "show", "Creat contact"], "", "did you mean 'Create contact'"),
        (["ops", "show", "Create contact", "--api-version=v9"], "", "v9"),
        (["sandbox", "--tier=gold"], "", "gold"),
        (["sandbox", "--index-lag=soon"], "", "soon"),
        (["sandbox", "--url-imports=some"], "", "offline, public, any"),
        (["sandbox", "--faults=nowhere.toml"], "", "nowhere.toml"),
        (["sandbox", "--db=no/such/folder/portal.db"], "", "the sandbox cannot start"),
    ],
)
def test_a_command_that_is_wrong_says_what_and_ends_with_2(
    sandbox: Sandbox, arguments: list[str], given: str, said: str
):
    done = command(*arguments, given=given, sandbox=sandbox)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_token_it_says_what_to_set():
    done = started("run", "List owners")
    assert done.returncode == 2
    assert "HUBSPOT_ACCESS_TOKEN" in done.stderr


def test_no_answer_ends_with_3():
    done = started(
        "run", "Create contact", "--set=properties.email=a@example.com", "--base-url=http://127.0.0.1:9/closed"
    )
    assert done.returncode in (2, 3)


def test_operations_are_listed_one_a_line_when_nobody_looks():
    lines = [line.split("\t") for line in command("ops").stdout.splitlines()]
    assert ["Create/update contact", "contacts.upsert"] in [line[:2] for line in lines]
    assert {len(line) for line in lines} == {4}
    assert {name: effect for name, _, _, effect in lines} == {entry.name: entry.effect for entry in Catalogue()}


def test_on_a_terminal_a_method_is_shown_once_with_all_its_names(monkeypatch, capsys):
    monkeypatch.setattr("hubspot_facade.cli.operations.on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")
    ops(["upsert", "contact"])
    shown = capsys.readouterr().out
    assert shown.count("contacts.batch_upsert") == 1
    heads = next(line for line in shown.splitlines() if "method" in line).split()
    assert heads == ["operation", "method", "does", "effect"]  # as in lines for programs
    assert "Batch create/update contact" in shown
    assert "Batch upsert contacts" in shown
    found = Catalogue().search("upsert contact")
    assert f"{len(found)} operations" in shown


def test_operations_are_found_by_words():
    names = [line.split("\t")[0] for line in command("ops", "batch", "deals").stdout.splitlines()]
    assert names
    assert all("batch" in name.lower() and "deals" in name.lower() for name in names)
    assert "Batch update deals" in names


def test_operations_are_found_by_area_and_seed():
    names = [line.split("\t")[0] for line in command("ops", "--area=cms", "--seed=000").stdout.splitlines()]
    assert names == [entry.name for entry in Catalogue() if entry.area == "cms" and "000" in entry.seeds]
    assert "List blog posts" in names


def test_one_operation_is_shown_with_all_there_is_to_know():
    shown = command("ops", "show", "create", "contact", "--api-version", "v3").stdout
    assert "contacts.create(properties: Properties, *, associations: Associated = ()) -> Record" in shown
    assert "POST /crm/v3/objects/{objectType}\n" in shown
    assert all(scope in shown for scope in Catalogue()["create contact"].scopes("v3"))
    assert '"property": "email"' in shown
    assert "hubspot-facade run 'Create contact' --input payload.json" in shown


def test_an_operation_is_shown_with_the_edition_that_stands_in():
    shown = command("ops", "show", "get conversation thread", "--api-version", "2026-03").stdout
    assert "GET /conversations/v3/conversations/threads/{threadId} (v3 stands in)\n" in shown


def test_the_version_is_the_distributions():
    assert re.fullmatch(r"hubspot-facade \d+\.\d+\.\d+\S*\n", started("--version").stdout)


def test_the_sandbox_prints_how_to_point_programs_at_it(tmp_path: Path):
    database = tmp_path / "portal.db"
    serving = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "hubspot_facade.cli",
            "sandbox",
            f"--db={database}",
            "--tier=pro",
            "--token=pat-na1-own",
        ],
        env=environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert serving.stdout is not None
    try:
        said = "".join(serving.stdout.readline() for _ in range(4))
        exports = dict(re.findall(r"export (\w+)=(\S+)", said))
        made = started(
            "run", "Create contact", "--set=properties.email=b@example.com", f"--base-url={exports['HUBSPOT_BASE_URL']}"
        )
        assert made.returncode == 2, "no token was given"
        with HubSpot(exports["HUBSPOT_ACCESS_TOKEN"], base_url=exports["HUBSPOT_BASE_URL"]) as hs:
            assert hs.contacts.create({"email": "b@example.com"}).properties["email"] == "b@example.com"
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.communicate(timeout=20)
    assert exports["HUBSPOT_ACCESS_TOKEN"] == "pat-na1-own"
    assert serving.returncode == 0
    assert database.exists()

"""The commands for a sandbox that runs, and the lines that a serving one prints."""

import io
import json
import re
import socket
from types import SimpleNamespace

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner, Result

from hubspot_facade import HubSpot
from hubspot_facade.cli.app import app
from hubspot_facade.cli.sandbox.log import entries, printer
from hubspot_facade.cli.sandbox.remote import Running
from hubspot_facade.cli.sandbox.serving import _announce
from hubspot_facade.config import configure
from hubspot_facade.errors import ConfigurationError
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.serving.options import AppOptions
from hubspot_facade.sandbox.serving.requestlog import Logged

CONTACTS = "/crm/v3/objects/contacts"


def command(*arguments: str, url: str = "") -> Result:
    return CliRunner().invoke(app, ["sandbox", *arguments], env={"HUBSPOT_BASE_URL": url, "NO_COLOR": "1"})


def ask(sandbox: Sandbox, path: str = CONTACTS) -> httpx.Response:
    return httpx.get(sandbox.url + path, headers={"authorization": f"Bearer {sandbox.token}"})


def test_a_portal_is_filled_and_what_was_made_is_told(sandbox):
    done = command("seed", "--contacts", "30", "--seed", "2", url=sandbox.url)
    assert done.exit_code == 0
    made = {name: int(count) for count, name in re.findall(r"^ +([\d,]+)  (.+)$", done.stdout, re.MULTILINE)}
    assert made["contacts"] == 30
    assert made["line items"] > 0
    assert f"{sum(made.values())} records in " in done.stderr
    assert sandbox.portal.service(Records).count(sandbox.portal.service(ObjectTypes).resolve("contacts")) == 30


def test_a_running_sandbox_is_filled_step_by_step(sandbox, monkeypatch):
    monkeypatch.setattr("hubspot_facade.cli.sandbox.seeding.STEP", 20)
    monkeypatch.setattr("hubspot_facade.sandbox.seeding.blocks.BLOCK", 20)
    assert command("seed", "--contacts", "50", url=sandbox.url).exit_code == 0
    contacts = ask(sandbox, f"{CONTACTS}?limit=100").json()["results"]
    sandbox.reset()
    sandbox.seed(contacts=50)
    assert [one["properties"]["email"] for one in contacts] == [
        one["properties"]["email"] for one in ask(sandbox, f"{CONTACTS}?limit=100").json()["results"]
    ]


def test_a_file_is_filled_without_a_sandbox(tmp_path):
    db = tmp_path / "portal.db"
    done = command("seed", "--contacts", "20", "--database", str(db))
    assert "        20  contacts" in done.stdout
    with Sandbox(db=db) as sandbox:
        assert len(ask(sandbox, f"{CONTACTS}?limit=100").json()["results"]) == 20


def test_snapshots_are_kept_listed_and_restored(sandbox):
    sandbox.seed(contacts=10)
    assert command("snapshot", "ten", url=sandbox.url).stderr == "kept as ten\n"
    assert "ten\n" in command("snapshots", url=sandbox.url).stdout
    assert command("reset", url=sandbox.url).exit_code == 0
    assert ask(sandbox).json()["results"] == []
    assert command("restore", "ten", "--url", sandbox.url).exit_code == 0
    assert len(ask(sandbox).json()["results"]) == 10


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["restore", "nope"], "there is no snapshot 'nope'"),
        (["snapshot", "a/b"], "a snapshot's name has up to 64 letters"),
        (["seed", "--portal", "5"], "the sandbox has no portal 5"),
        (["seed", "--contacts", "9999999999"], "must be"),
        (["seed", "--portal", "5", "--database", "x.db"], "a further portal has a file of its own"),
        (["seed", "--database", "no/such/folder/x.db"], "no/such/folder/x.db cannot be filled"),
        (["seed", "--db", "no/such/folder/y.db"], "no/such/folder/y.db cannot be filled"),
        (["log", "--url", "ftp://example.com"], "is not a sandbox's URL"),
    ],
)
def test_what_cannot_be_done_is_told_with_exit_code_2(sandbox, arguments, said):
    done = command(*arguments, url=sandbox.url)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    "arguments", [["seed"], ["log"], ["snapshot", "one"], ["restore", "one"], ["snapshots"], ["reset"]]
)
def test_where_no_sandbox_answers_the_exit_code_is_3(arguments):
    done = command(*arguments, url="http://127.0.0.1:9")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "no sandbox answers at http://127.0.0.1:9" in done.stderr
    assert "start 'hubspot-facade sandbox', or paste its export lines here" in done.stderr


@pytest.mark.parametrize("token", ["x y", "x\n", "tökén", "a\tb", 'a"b', "a,b"])
def test_a_token_that_no_client_takes_is_refused_at_the_start(token):
    with pytest.raises(ConfigurationError):
        HubSpot(f"-{token}-")
    done = command("--port", "0", "--token", f"-{token}-")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: --token must be text without spaces")


@given(st.text(st.characters(max_codepoint=0x2FF), min_size=1, max_size=3))
def test_a_sandbox_takes_the_tokens_that_clients_take(token):
    named = f"-{token}-"
    try:
        HubSpot(named).close()
    except ConfigurationError:
        with pytest.raises(ValueError, match="token must be text"):
            AppOptions(token=named)
    else:
        assert AppOptions(token=named).token == named


def test_requests_are_printed_a_line_each_without_secrets(sandbox):
    ask(sandbox, f"{CONTACTS}?limit=1&hapikey=s3cret")
    ask(sandbox, f"{CONTACTS}/1")
    lines = command("log", url=sandbox.url).stdout.splitlines()
    assert re.fullmatch(
        r"\d\d:\d\d:\d\d  GET     200 +\d+\.\d ms  /crm/v3/objects/contacts\?limit=1&hapikey=\*\*\*", lines[0]
    )
    assert re.fullmatch(r"\d\d:\d\d:\d\d  GET     404 +\d+\.\d ms  /crm/v3/objects/contacts/1", lines[1])
    (last,) = command("log", "--json", "-n", "1", url=sandbox.url).stdout.splitlines()
    assert json.loads(last)["status"] == 404


def test_following_goes_on_with_what_is_new(sandbox):
    ask(sandbox)
    pauses = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        ask(sandbox, f"{CONTACTS}/{len(pauses)}")

    follow = entries(Running(sandbox.url), lines=0, follow=True, sleep=sleep)
    assert [next(follow)["path"] for _ in range(3)] == [f"{CONTACTS}/{number}" for number in (1, 2, 3)]
    assert len(pauses) == 3


def test_a_serving_sandbox_prints_on_standard_error(capsys):
    printer()(Logged(0, "PATCH", "/x", "", 502, 3.25, "schema", "c"))
    assert capsys.readouterr() == ("", "00:00:00  PATCH   502      3.2 ms  /x  (from its schema)\n")


def test_a_terminal_that_is_gone_does_no_harm(sandbox, monkeypatch):
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    printing = printer()
    monkeypatch.setattr(Console, "file", Gone())
    with sandbox.application.log.listen(printing):
        assert ask(sandbox).status_code == 200


@pytest.mark.parametrize(("exposed", "lines"), [(False, 3), (True, 4)])
def test_a_sandbox_for_other_machines_prints_what_lets_their_clients_in(exposed, lines, capsys):
    shown = SimpleNamespace(
        url="http://10.0.0.7:1", token="pat-1", client_secret="s", exposed=exposed, address=("10.0.0.7", 1)
    )
    _announce(shown, {}, asked_port=1)
    variables = dict(re.findall(r"^export (\w+)=(\S+)", capsys.readouterr().out, re.MULTILINE))
    assert len(variables) == lines
    if exposed:
        assert configure(environ=variables).base_url == "http://10.0.0.7:1"


def test_the_command_lets_a_token_travel_over_plain_http_only_when_told(monkeypatch):
    monkeypatch.delenv("HUBSPOT_ALLOW_HTTP", raising=False)
    asked = ["run", "OAuth 2.0 Authorization", "--base-url", "http://sandbox:8484"]
    asked += ["--set", "client_id=a", "--set", "redirect_uri=https://b", "--set", "scope=oauth"]
    refused = CliRunner().invoke(app, asked)
    assert (refused.exit_code, "--allow-http" in refused.stderr or "HUBSPOT_ALLOW_HTTP" in refused.stderr) == (2, True)
    assert CliRunner().invoke(app, [*asked, "--allow-http"]).exit_code == 0


def test_a_port_that_is_in_use_says_to_name_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(app, ["sandbox", "--port", str(port)])
    said = f"error: port {port} is in use (another sandbox?): name another with --port\n"
    assert (done.exit_code, done.stderr) == (2, said)

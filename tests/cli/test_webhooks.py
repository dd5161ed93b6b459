"""`webhooks send` and `webhooks listen`, with one another and with the sandbox."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from hubspot_facade.cli.app import app
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.webhooks.local import LocalReceiver


def run(*arguments, **environment):
    return CliRunner().invoke(app, ["webhooks", *arguments], env={"HUBSPOT_CLIENT_SECRET": None, **environment})


@pytest.fixture
def local():
    with LocalReceiver("s-1") as receiver:
        yield receiver


def test_send_signs_a_made_up_event(local):
    done = run("send", local.url, "--type", "deal.propertyChange", "--set", "propertyName=amount", "--secret", "s-1")
    assert done.exit_code == 0, done.output
    (event,) = local.wait()
    assert (event.subscription_type, event.property_name) == ("deal.propertyChange", "amount")
    assert json.loads(done.stdout) == dict(event.raw)
    assert run("send", local.url, "--set", "objectId:=7", HUBSPOT_CLIENT_SECRET="s-1").exit_code == 0
    assert local.wait(2)[1].object_id == "7"


def test_send_says_what_the_receiver_answered(local):
    done = run("send", local.url, "--secret", "another")
    assert done.exit_code == 1
    assert "401" in done.stderr
    assert "signature does not match" in done.stderr
    local.on("*")(lambda _: 1 / 0)
    assert run("send", local.url, "--secret", "s-1").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["send", "http://127.0.0.1:9/", "--secret", "s"], 3, "no answer"),
        (["send", "127.0.0.1:9", "--secret", "s"], 2, "not an address"),
        (["send", "http://127.0.0.1:9/", "--type", "contact.made", "--secret", "s"], 2, "contact.made"),
        (["send", "http://127.0.0.1:9/", "--set", "x", "--secret", "s"], 2, "--set"),
        (["send", "http://127.0.0.1:9/", "--secret", " "], 2, "is empty"),
        (["listen", "--secret", ""], 2, "is empty"),
    ],
)
def test_what_cannot_be_done_says_why(arguments, code, said):
    done = run(*arguments)
    assert (done.exit_code, said in done.stderr) == (code, True), done.output


@contextmanager
def listening(*arguments) -> Iterator[tuple[subprocess.Popen, str]]:
    command = [sys.executable, "-m", "hubspot_facade.cli", "webhooks", "listen", "--port=0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment()) as it:
        said = ""
        while not (found := re.search(r"listening at (\S+)", said)):
            line = it.stderr.readline()
            assert line, said
            said += line
        yield it, found[1]
        it.terminate()


def _environment():
    kept = {name: value for name, value in os.environ.items() if name != "HUBSPOT_CLIENT_SECRET"}
    return kept | {"PYTHONUNBUFFERED": "1"}


def test_listen_says_once_what_it_refused():
    with listening("--secret", "s-1") as (process, url):
        assert run("send", url, "--secret", "another").exit_code == 1
        process.terminate()
        refusals = [line for line in process.stderr.read().splitlines() if "signature" in line]
    assert len(refusals) == 1, refusals
    assert refusals[0].startswith("refused with 401: ")


def test_listen_prints_what_the_sandbox_reports():
    with Sandbox(seed=1) as sandbox, listening("--once") as (process, url):
        assert sandbox.send_webhook("contact.creation", url=url, objectId=7).status == 204
        event = json.loads(process.stdout.readline())
        assert (event["objectId"], event["portalId"]) == (7, sandbox.portal.id)
        assert process.wait(10) == 0

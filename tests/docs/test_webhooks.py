"""The page on webhooks: its receiver receives, its commands run. `tests/extras` runs what it shows of frameworks."""

import json
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

from hubspot_facade.webhooks import events
from hubspot_facade.webhooks.events import KINDS, Event
from tests.docs.blocks import blocks_of
from tests.docs.shell import environment, run_line
from tests.webhooks.deliveries import body_of, changed, created, signed

PAGE = (Path(__file__).parents[2] / "docs/webhooks.md").read_text(encoding="utf-8")
RECEIVER, COMMANDS = (
    block.text for block in blocks_of("docs/webhooks.md") if block.runner == "tests/docs/test_webhooks.py"
)


def test_its_receiver_receives(monkeypatch, tmp_path, capsys):
    import time

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUBSPOT_CLIENT_SECRET", "s")
    names = {}
    exec(RECEIVER, names)  # noqa: S102 # our own page
    body = body_of(changed(), changed("city"), created("deal.creation"), created("object.creation", objectTypeId="2-7"))
    headers = signed(body, secret="s", url="https://app.example.com/hubspot", at=time.time())
    assert names["webhooks"].handle("POST", "/hubspot", headers, body).status == 204
    assert [line.split()[-1][:6] for line in capsys.readouterr().out.splitlines()] == ["ada@ex", "21:12:", "21:12:"]


def test_its_commands_run():
    sandbox, listen, send = COMMANDS.splitlines()
    assert run_line(f"{sandbox.partition('#')[0]} --port 0").startswith("HubSpot sandbox at ")
    command = [sys.executable, "-m", "hubspot_facade.cli", *shlex.split(listen, comments=True)[1:], "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment()
    ) as running:
        address = next(found[1] for line in running.stderr if (found := re.search(r"listening at (\S+)", line)))
        run_line(send.replace("http://127.0.0.1:8486/", address))
        event = json.loads(running.stdout.readline())
        running.send_signal(signal.SIGINT)
    assert (event["subscriptionType"], event["propertyName"]) == ("deal.propertyChange", "amount")


def test_it_names_every_class_of_events_and_their_attributes():
    for kind in {*KINDS.values(), Event}:
        assert f"`{kind.__name__}`" in PAGE
    for name in re.findall(r"`([a-z]+(?:_[a-z]+)+)`", PAGE.partition("## Events")[2].partition("## Again")[0]):
        assert any(name in getattr(each, "__dataclass_fields__", ()) for each in vars(events).values()), name

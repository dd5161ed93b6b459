"""The page on webhooks: its receiver receives, its commands exist. `tests/extras` runs what it shows of frameworks."""

import re
import shlex
from pathlib import Path

import pytest

from hubspot_facade.cli.lazy import load
from hubspot_facade.webhooks import events
from hubspot_facade.webhooks.events import KINDS, Event
from tests.webhooks.deliveries import body_of, changed, created, signed

PAGE = (Path(__file__).parents[2] / "docs/webhooks.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
RECEIVER, *OTHERS = BLOCKS
(SANDBOX,) = [block for block in OTHERS if "Sandbox(" in block]
(TEST,) = [block for block in OTHERS if "def test_" in block]


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


def test_its_sandbox_delivers(capsys):
    exec(SANDBOX, {})  # noqa: S102 # our own page
    assert capsys.readouterr().out.startswith("[(204, 'http://127.0.0.1:")


def test_its_test_passes(hubspot, hubspot_sandbox, hubspot_webhooks):
    names = {}
    exec(TEST, names)  # noqa: S102 # our own page
    names["test_a_new_contact_is_reported"](hubspot, hubspot_sandbox, hubspot_webhooks)


@pytest.mark.parametrize("line", re.findall(r"^hubspot-facade (?:sandbox|webhooks) .*$", PAGE, re.MULTILINE))
def test_its_commands_exist(line):
    _, *words = shlex.split(line, comments=True)
    command = load(words.pop(0))
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_it_names_every_class_of_events_and_their_attributes():
    for kind in {*KINDS.values(), Event}:
        assert f"`{kind.__name__}`" in PAGE
    for name in re.findall(r"`([a-z]+(?:_[a-z]+)+)`", PAGE.partition("## Events")[2].partition("## Again")[0]):
        assert any(name in getattr(each, "__dataclass_fields__", ()) for each in vars(events).values()), name

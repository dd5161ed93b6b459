"""The page on the portal as code shows what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hubspot_facade import HubSpot
from hubspot_facade.cli.app import app
from hubspot_facade.sandbox import Sandbox

PAGE = (Path(__file__).parents[2] / "docs/portal-as-code.md").read_text(encoding="utf-8")
COMMANDS = [
    "hubspot-facade portal pull --to settings -t contacts -t deals -t 'p_*'",
    "cat settings/contacts/properties.toml",
    "HUBSPOT_ACCESS_TOKEN=$PRODUCTION hubspot-facade portal diff settings",
    "HUBSPOT_ACCESS_TOKEN=$PRODUCTION hubspot-facade portal apply settings",
    "HUBSPOT_ACCESS_TOKEN=$PRODUCTION hubspot-facade portal apply settings --plan {plan}",
    "HUBSPOT_ACCESS_TOKEN=$PRODUCTION hubspot-facade portal diff settings; echo $?",
]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(seed=1) as running:
        yield running


@pytest.fixture
def shell(sandbox, tmp_path, monkeypatch):
    """Runs a command in a directory of its own, with a test portal and production."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
    monkeypatch.delenv("HUBSPOT_PROFILE", raising=False)
    tokens = {portal: sandbox.new_token(portal=portal) for portal in (111, 222)}
    with HubSpot(base_url=sandbox.url, access_token=tokens[111]) as hs:
        fill(hs)

    def run(line):
        command, _, then = line.partition("; ")
        words = shlex.split(command)
        token = tokens[222 if "$PRODUCTION" in words[0] else 111]
        words = [word for word in words if "=$" not in word]
        if words[0] == "cat":
            return Path(words[1]).read_text(encoding="utf-8")
        done = CliRunner().invoke(app, words[1:], env={"HUBSPOT_ACCESS_TOKEN": token})
        return done.output + (f"{done.exit_code}\n" if then else "")

    return run


def fill(hs):
    hs.property_groups.create("contacts", "membership", label="Membership")
    tiers = [{"label": "Gold", "value": "gold"}, {"label": "Silver", "value": "silver"}]
    about = {"type": "enumeration", "field_type": "select", "group_name": "membership"}
    hs.properties.create("contacts", "tier", label="Tier", description="Level of membership", options=tiers, **about)
    renewals = [
        {"label": "Offer", "metadata": {"probability": "0.5"}},
        {"label": "Won", "metadata": {"probability": "1"}},
    ]
    hs.pipelines.create("deals", "Renewals", display_order=1, stages=renewals)
    first = next(iter(hs.pipelines.list("deals")))
    hs.pipelines.update_stage("deals", first.id, first.stages[0].id, metadata={"probability": "0.25"})
    hs.association_labels.create("contacts", "deals", label="Buyer", name="buyer", inverse_label="Bought by")


def transcript(run):
    lines = []
    plan = ""
    for command in COMMANDS:
        said = run(command.format(plan=plan))
        plan = next(iter(re.findall(r"plan ([0-9a-f]{16}) for", said)), plan)
        lines += [f"$ {command.format(plan=plan)}", *said.splitlines()]
    return "\n".join(["```console", *lines, "```"])


def test_the_transcript_is_what_the_commands_print(shell):
    assert transcript(shell) in PAGE

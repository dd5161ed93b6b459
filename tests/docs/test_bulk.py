"""What the page on bulk loads shows runs as it stands, and the commands have the options that it names."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from hubspot_facade.cli.app import app
from hubspot_facade.sandbox import Sandbox

PAGE = (Path(__file__).parents[2] / "docs/bulk.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^(?:.* \| )?hubspot-facade (load .*?)(?: +#.*)?$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("block", BLOCKS)
def test_python_of_the_page_runs(block, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    with Sandbox() as sandbox:
        monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
        exec(compile(block, "docs/bulk.md", "exec"), {})  # noqa: S102 # the page's own
    printed = capsys.readouterr().out
    assert printed
    for shown in re.findall(r"(?:print\(.*\)  |^    )# (.*?)…?$", block, re.MULTILINE):
        assert shown.strip() in printed


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_page_can_be_typed(command):
    load = typer.main.get_command(app).get_command(None, "load")
    _, *arguments = shlex.split(command)
    given = load.make_context("load", arguments).params
    assert given["object_type"]
    assert given["file"]


def test_there_are_commands():
    assert len(COMMANDS) > 5

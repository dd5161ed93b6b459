"""What the pages on searching, observability and the command line show runs as it stands and names what there is."""

import re
import shlex
from pathlib import Path

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.cli import formats
from hubspot_facade.cli.failure import PARTLY, REFUSED, UNANSWERED, WRONG
from hubspot_facade.cli.lazy import COMMANDS
from hubspot_facade.crm.expressions import Association, Property
from hubspot_facade.crm.records.search import ALL_FILTERS, CHARACTERS, FILTERS, GROUPS
from hubspot_facade.sandbox import Sandbox
from tests.cli.in_process import command

DOCS = Path(__file__).parents[2] / "docs"
SEARCH, COMMAND, LOGS = ((DOCS / name).read_text() for name in ("search.md", "command-line.md", "observability.md"))
BLOCKS = re.findall(r"^```python\n(.*?)^```$", SEARCH + LOGS, re.MULTILINE | re.DOTALL)
SHELL = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```$", COMMAND, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.parametrize("block", BLOCKS)
def test_python_of_the_pages_runs(block, monkeypatch, capsys):
    import logging

    logger = logging.getLogger("hubspot_facade")
    before = [*logger.handlers], logger.level
    with Sandbox() as sandbox:
        monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
        try:
            exec(compile(block, "docs", "exec"), {})  # noqa: S102 # the pages' own
        finally:
            logger.handlers[:], level = before
            logger.setLevel(level)
    shown = capsys.readouterr()
    assert shown.out or '"status": 200' in shown.err


@pytest.fixture(scope="module")
def running():
    with Sandbox() as sandbox:
        with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
            hs.deals.create({"dealname": "Engine", "amount": 12_000, "dealstage": "closedwon"})
        yield sandbox


@pytest.mark.parametrize("line", SHELL)
def test_commands_of_the_page_run(line, running):
    program, *arguments = shlex.split(line)
    assert program == "hubspot-facade"
    done = command(*arguments, sandbox=running)
    assert (done.returncode, bool(done.stdout)) == (0, True), done.stderr


def test_every_command_form_and_exit_code_is_there():
    table = COMMAND.partition("| command |")[2].partition("\n\n")[0]
    assert {line.split("`")[1].split()[0] for line in table.splitlines()[2:]} >= {*COMMANDS}
    assert all(f"| `{each}` |" in COMMAND for each in formats.Format)
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", COMMAND, re.MULTILINE)]
    assert codes == [0, REFUSED, WRONG, UNANSWERED, PARTLY, 130]


def test_every_way_to_write_a_condition_is_there():
    methods = {name for kind in (Property, Association) for name in vars(kind) if not name.startswith("_")}
    assert all(f".{name}(" in SEARCH for name in methods)


def test_the_limits_are_those_that_are_checked():
    assert f"{GROUPS} alternatives (groups), {FILTERS} conditions in each, {ALL_FILTERS} in all" in SEARCH
    assert f"{CHARACTERS:,} characters" in SEARCH

"""The pages on searching and on the command line name what there is."""

import re
from pathlib import Path

from hubspot_facade.cli import formats
from hubspot_facade.cli.failure import PARTLY, REFUSED, UNANSWERED, WRONG
from hubspot_facade.cli.lazy import COMMANDS
from hubspot_facade.crm.expressions import Association, Property
from hubspot_facade.crm.records.search import ALL_FILTERS, CHARACTERS, FILTERS, GROUPS

DOCS = Path(__file__).parents[2] / "docs"
SEARCH, COMMAND = ((DOCS / name).read_text(encoding="utf-8") for name in ("search.md", "command-line.md"))


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

"""The page on comparing with an account says what the command and its report say."""

import re
from pathlib import Path

import pytest

from hubspot_facade.catalogue.operations import Catalogue
from scripts.record.live import __main__ as live

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/live.md").read_text(encoding="utf-8")
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts/record/live").glob("*.py"))


def test_every_line_of_the_report_that_it_explains_is_one():
    rows = re.findall(r"^\| (`.+?`) \| ", PAGE.partition("## What it reports")[2], re.MULTILINE)
    lines = [line for row in rows for line in re.findall(r"`([^`]+)`", row)]
    assert len(lines) > 6
    assert [line for line in lines if line not in SOURCES] == []
    assert "LEFT BEHIND" in PAGE


def test_its_commands_have_options_and_operations_that_there_are(capsys):
    with pytest.raises(SystemExit):
        live.main(["--help"])
    known = set(re.findall(r"--\w+", capsys.readouterr().out))
    assert set(re.findall(r"(?<=\s)--\w+", PAGE)) <= known
    named = re.findall(r'(?:OPS=|--edition v3 |--keep answers )"([^"]+)"', PAGE)
    assert len(named) == 3
    assert all(name in Catalogue() for name in named)


def test_the_files_that_it_sends_a_maintainer_to_are_there():
    places = re.findall(r"`((?:scripts|tests|specs)/[\w/.]+)`", PAGE)
    assert len(places) > 3
    assert [place for place in places if not (ROOT / place).exists()] == []

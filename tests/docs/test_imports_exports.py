"""The programs of the page on imports and exports run, one after the other, and its limits are those of the code."""

import re
from pathlib import Path

import pytest

from hubspot_facade.crm.exports.exports import Exports
from hubspot_facade.crm.imports import source_files
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.crm.exports import sheets

PAGE = (Path(__file__).parents[2] / "docs/imports-exports.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_programs_run(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    with Sandbox() as sandbox:
        monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
        for block in BLOCKS:
            exec(compile(block, "imports-exports.md", "exec"), {})  # noqa: S102 # the page's own
    printed = capsys.readouterr().out
    assert "3 E-mail broken INVALID_EMAIL" in printed
    assert "2 rows, 2 created, 0 updated" in printed
    assert "ada@example.com" in (tmp_path / "contacts.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "limit",
    [
        f"{source_files.MOST_BYTES // 2**20} MB and {source_files.MOST_ROWS:,} rows",
        f"{sheets.MOST_ROWS['CSV']:,} rows ({sheets.MOST_ROWS['XLS']:,} for XLS)",
        f"more than {sheets.MOST_PLAIN // 1_000_000} MB",
        "30 in 24 hours",
    ],
)
def test_the_limits_are_those_of_the_code(limit):
    assert limit in PAGE


def test_the_waiters_are_all_there():
    assert "30 in 24 hours" in (Exports.__doc__ or "")
    named = set(re.findall(r"`([a-z.]+\.wait[a-z_]*)\(", PAGE))
    assert named == {
        "imports.wait",
        "exports.wait",
        "files.wait_for_import",
        "files.folders.wait_for_update",
        "lists.wait",
        "lists.conversions.wait",
    }

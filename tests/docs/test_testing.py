"""What the page on testing shows runs as it stands."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hubspot_facade import pytest_plugin
from hubspot_facade.sandbox.state.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs/testing.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
INI = re.findall(r"^(hubspot_\w+) = ", PAGE, re.MULTILINE)


def test_tests_of_the_page_pass(tmp_path):
    modules = [block for block in BLOCKS if "def test_" in block]
    for number, block in enumerate(modules):
        (tmp_path / f"test_block{number}.py").write_text(block)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    count = sum(block.count("def test_") for block in modules)
    assert f"{count} passed" in done.stdout, done.stdout + done.stderr


def test_the_script_of_the_page_runs(capsys):
    (script,) = [block for block in BLOCKS if "def test_" not in block]
    exec(compile(script, "docs/testing.md", "exec"), {})  # noqa: S102 - the page's own
    assert capsys.readouterr().out.strip().isdigit()


def test_the_page_names_every_option():
    known: list[str] = []

    class Parser:
        def addini(self, name, help, **_):
            assert help
            known.append(name)

    pytest_plugin.pytest_addoption(Parser())  # type: ignore[arg-type] # all of a parser that it uses
    assert sorted(INI) == sorted(known)


@pytest.mark.parametrize("name", ["tier", "scopes", "any_token", "index_lag", "retry_after"])
def test_what_the_mark_takes_are_settings(name):
    assert hasattr(Settings(), name)
    assert f"`{name}`" in PAGE

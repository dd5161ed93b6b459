"""What the pages say runs: their Python, their commands, their links."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubspot_facade.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "examples/README.md"])
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SCRIPTS = [block for block in BLOCKS if "def test_" not in block]
TESTS = [block for block in BLOCKS if "def test_" in block]
COMMANDS = [line for line in README.splitlines() if line.startswith(("hubspot-facade ops", "hubspot-facade run"))]


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    with Sandbox() as sandbox:
        yield {**os.environ, "HUBSPOT_BASE_URL": sandbox.url, "HUBSPOT_ACCESS_TOKEN": sandbox.token, "PYTHONUTF8": "1"}


def run(*command: str, environment: dict[str, str], cwd: Path) -> str:
    done = subprocess.run(
        command, env=environment, cwd=cwd, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=[f"block{number}" for number in range(len(SCRIPTS))])
def test_python_of_the_readme_runs(script: str, environment: dict[str, str], tmp_path: Path):
    assert run(sys.executable, "-W", "error", "-c", script, environment=environment, cwd=tmp_path).strip()


def test_the_readme_has_python_for_both_colours():
    assert any("AsyncHubSpot()" in script for script in SCRIPTS)
    assert any("HubSpot()" in script for script in SCRIPTS)


@pytest.mark.parametrize("module", TESTS)
def test_tests_of_the_readme_pass(module: str, environment: dict[str, str], tmp_path: Path):
    (tmp_path / "test_readme_says.py").write_text(module)
    assert f"{module.count('def test_')} passed" in run(
        sys.executable, "-m", "pytest", "-q", ".", environment=environment, cwd=tmp_path
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_readme_run(command: str, environment: dict[str, str], tmp_path: Path):
    arguments = shlex.split(command)[1:]
    assert run(sys.executable, "-m", "hubspot_facade.cli", *arguments, environment=environment, cwd=tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page: Path):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    missing = [target for target in targets if target and "://" not in target and not (page.parent / target).exists()]
    assert missing == []


def test_every_task_named_in_the_pages_is_in_the_makefile():
    tasks = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))}
    assert named
    assert named <= tasks


def test_make_alone_lists_every_task():
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S607 # make is found by its name
    names = {line.split()[0] for line in listed.splitlines()}
    assert {"setup", "demo", "test", "lint", "types", "specs", "generate", "check", "docs", "bench"} <= names

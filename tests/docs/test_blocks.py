"""Every block of every page runs on the sandbox, or its page says what else runs it or why nothing can."""

import json
import logging
import re
import shlex
import subprocess
import sys
import tomllib

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from tests.docs import arrangements
from tests.docs.blocks import ALL, PAGES, ROOT, Block
from tests.docs.shell import run_block
from tests.unpaced import unpace

HERE = [block for block in ALL if not block.mark]
TESTS = [block for block in HERE if block.language == "python" and "def test_" in block.text]
PROGRAMS = [block for block in HERE if block.language in ("python", "sh") and block not in TESTS]
ON_THE_WAY = ("docs/start.md", "README.md", "docs/options.md", *(page for page in PAGES if "/guides/" in page))
SHOWN = re.compile(r"(?:print\(.*\)  |^ +)# (.*?)…?$", re.MULTILINE)
"""What a comment says that a program prints."""


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(seed=1) as running:
        yield running


@pytest.fixture
def folder(sandbox, monkeypatch, tmp_path):
    """A folder for a page, and in the environment the account of the sandbox."""
    logger = logging.getLogger("hubspot_facade")
    before = [*logger.handlers], logger.level
    environment = {
        "HUBSPOT_BASE_URL": sandbox.url,
        "HUBSPOT_ACCESS_TOKEN": sandbox.token,
        "HUBSPOT_CLIENT_ID": "app",
        "HUBSPOT_CLIENT_SECRET": "secret",
        "HOME": str(tmp_path),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("HUBSPOT_PROFILE", raising=False)
    unpace(monkeypatch)  # the sandbox refuses nothing here
    monkeypatch.setattr(sys, "argv", ["program"])
    yield tmp_path
    logger.handlers[:], level = before
    logger.setLevel(level)


@pytest.mark.parametrize("page", sorted({block.page for block in PROGRAMS}))
def test_the_programs_of_a_page_run(page, folder, sandbox, capsys, monkeypatch):
    """One after the other, in one folder and on one account, as a reader runs them."""
    for number, block in enumerate(block for block in PROGRAMS if block.page == page):
        if number == 0 or page in arrangements.APART:
            sandbox.reset()
            here = folder / str(number)
            here.mkdir()
            monkeypatch.chdir(here)
            monkeypatch.syspath_prepend(here)
            with HubSpot() as hs:
                arrangements.of(page)(hs, here, sandbox)
        run(block, capsys)


def run(block: Block, capsys) -> None:
    try:
        run_as_written(block, capsys)
    except BaseException as error:
        error.add_note(f"in the block that begins in {block}")
        raise


def run_as_written(block: Block, capsys) -> None:
    if block.language == "sh":
        run_block(block.text.replace(*arrangements.SHORTER.get(block.page, (" ", " "))))
        return
    exec(compile(block.text, str(block), "exec"), {"__name__": "__main__"})  # noqa: S102 # our own page
    printed = capsys.readouterr().out
    for shown in SHOWN.findall(block.text) if block.page in arrangements.COMMENTS_SHOW_OUTPUT else ():
        assert shown.strip() in printed


def test_programs_run_where_those_of_other_pages_ran_before_and_run_again(folder, sandbox, capsys, monkeypatch):
    """A reader goes from page to page on one sandbox."""
    sandbox.reset()
    monkeypatch.chdir(folder)
    with HubSpot() as hs:
        arrangements.guide(hs, folder, sandbox)
    walked = [block for page in ON_THE_WAY for block in PROGRAMS if block.page == page]
    assert len(walked) > 20
    for block in walked:
        run(block, capsys)
    for block in walked:
        if block.language == "python" and "hs.schemas.create(" not in block.text:  # it says that it is for once
            run(block, capsys)


@pytest.mark.parametrize("block", [block for block in ALL if block.language in ("sh", "console")], ids=str)
def test_a_command_can_be_pasted_into_any_shell(block):
    """zsh takes # for a word when it is typed, and * for names of files, as do others."""
    commands = [
        line.removeprefix("$ ") for line in block.text.splitlines() if block.language == "sh" or line[:2] == "$ "
    ]
    words = [word for line in commands for word in shlex.split(line)]
    assert [word for word in words if word.startswith("#")] == []
    assert [line for line in commands if re.search(r"(?<!\$)[*?\[]", re.sub(r"'[^']*'|\"[^\"]*\"", "", line))] == []


def test_tests_of_the_pages_pass(tmp_path):
    for number, block in enumerate(TESTS):
        (tmp_path / f"test_block{number}.py").write_text(f"# {block}\n{block.text}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    count = sum(block.text.count("def test_") for block in TESTS)
    assert f"{count} passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("block", [block for block in ALL if block.language in ("json", "toml")], ids=str)
def test_data_can_be_read(block):
    assert {"json": json, "toml": tomllib}[block.language].loads(block.text)


def test_every_block_runs_or_is_marked():
    for block in ALL:
        check_mark(block)


def check_mark(block):
    """A block runs, is run elsewhere, or says why not."""
    if block.runner:
        assert block.page in (ROOT / block.runner).read_text(encoding="utf-8"), f"{block.runner} has nothing of {block}"
    elif block.reason:
        assert block.language in ("python", "sh", "js"), str(block)
    else:
        assert not block.mark or block.language == "text", f"{block}: a comment that says neither"
        assert block in PROGRAMS or block in TESTS or block.language in ("json", "toml", "text"), (
            f"{block} does not run"
        )


def test_no_page_and_no_block_is_missed():
    assert len(PAGES) > 29
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        fences = len(re.findall(r"^ *```", text, re.MULTILINE))
        assert fences == 2 * sum(block.page == page for block in ALL), page


@pytest.mark.parametrize("line", ["git commit --all --message x", "git tag v1", "git push"])
def test_a_page_cannot_change_this_checkout(line):
    with pytest.raises(AssertionError, match="changes this checkout"):
        run_block(line)

"""Git commands that neither ask nor hang."""

from pathlib import Path

import pytest

from scripts.specs.errors import SpecsError
from scripts.specs.git import environment, git


def test_a_command_gives_its_output(tmp_path: Path) -> None:
    assert git(tmp_path, "version").startswith("git version")


def test_a_failure_says_what_git_says(tmp_path: Path) -> None:
    with pytest.raises(SpecsError, match=r"^git rev-parse failed: fatal: not a git repository"):
        git(tmp_path, "--git-dir=nowhere", "rev-parse", "HEAD")


def test_a_command_that_hangs_is_ended(tmp_path: Path) -> None:
    with pytest.raises(SpecsError, match=r"gave no answer within 0\.2 s"):
        git(tmp_path, "hang", timeout=0.2, settings={"alias.hang": "!tail -f /dev/null"})


def test_git_never_asks_and_forgets_the_repository_it_is_called_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "elsewhere")
    assert environment()["GIT_TERMINAL_PROMPT"] == "0"
    assert "GIT_DIR" not in environment()


def test_a_machine_without_git_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SpecsError, match="git is not installed"):
        git(tmp_path, "version")

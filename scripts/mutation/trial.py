"""Tests run on a copy of the project in which one thing is broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from scripts.mutation.mutant import Mutant

LONGEST = 120.0
"""The number of seconds that the tests of a mutant may take."""
PLUGINS = ("anyio", "_hypothesis_pytestplugin", "hubspot_facade.pytest_plugin")
"""The pytest plugins that the tests need; others take longer to load than many tests to run."""
ENVIRONMENT = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
COPIED = ("hubspot_facade", "generated", "specs", "tests", "scripts", "examples", "docs")
FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile")


class Verdict(NamedTuple):
    """Whether the tests notice a mutant, and why."""

    noticed: bool
    how: str


class Trial:
    """A copy of the project in `folder`, made once for many mutants."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        unwanted = shutil.ignore_patterns("__pycache__", "upstream", ".incoming", "cassettes")
        for name in COPIED:
            if (root / name).exists():
                shutil.copytree(root / name, folder / name, ignore=unwanted)
        for name in FILES:
            if (root / name).exists():
                shutil.copy(root / name, folder / name)

    def verdict(self, mutant: Mutant) -> Verdict:
        """The result of the tests for the mutant."""
        whole, broken = mutant.source(self.folder)
        path = self.folder / mutant.file
        path.write_text(broken, encoding="utf-8")
        try:
            failed = self.failure(mutant.tests, timeout=LONGEST)
        except subprocess.TimeoutExpired:
            return Verdict(mutant.hangs, f"{LONGEST:.0f} s were not enough")
        finally:
            path.write_text(whole, encoding="utf-8")
        return Verdict(failed is not None, failed or f"{', '.join(mutant.tests)} pass")

    def failure(self, tests: tuple[str, ...], *, timeout: float | None = None) -> str | None:
        """The first of these tests that fails on the copy in its present state; None if they pass."""
        command = [sys.executable, "-B", "-m", "pytest", "--quiet", "--exitfirst", "-p", "no:cacheprovider"]
        command += [each for name in PLUGINS for each in ("-p", name)]
        paths = os.pathsep.join((str(self.folder), str(self.folder / "generated")))
        done = subprocess.run(
            [*command, *(f"tests/{each}" for each in tests)],
            cwd=self.folder,
            env=os.environ | ENVIRONMENT | {"PYTHONPATH": paths},
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        if done.returncode == 0:
            return None
        lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
        return (
            lines[0].split(" ")[1]
            if lines
            else f"exit code {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}"
        )

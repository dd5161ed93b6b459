"""Both type checkers agree with what is written here for them, the wrong lines included."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "checker",
    [
        ["mypy", "--strict", "--warn-unused-ignores"],
        ["pyright", "--pythonpath", sys.executable, "--warnings"],
    ],
    ids=["mypy", "pyright"],
)
def test_what_checkers_say_of_clients_and_models(checker):
    command = [sys.executable, "-m", *checker, *map(str, (ROOT / "tests/typing").glob("[!t]*.py"))]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # our own
    assert shown.returncode == 0, shown.stdout + shown.stderr

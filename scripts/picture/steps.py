"""The commands of the README's first example, run one after another on a sandbox, and what they print."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubspot_facade.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
ROWS = 3000
_KILLED = re.compile(r" & sleep [\d.]+; kill -KILL \$!$")
_MOST = 8
"""Lines that a step may show."""
_BEFORE = 12
"""Requests that are answered before the load is killed."""
_SETTLED = 2.0
"""Seconds in which the load writes down what was answered, and reads ahead as far as it does."""


class Step(NamedTuple):
    """A command as the README has it, and the lines that it printed."""

    command: str
    lines: list[str]


def commands() -> list[str]:
    """The lines of the first example."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    (block,) = [each for each in blocks if "people.csv" in each]
    return [re.sub(r"people\.csv \d+$", f"people.csv {ROWS}", line) for line in block.splitlines()]


def run(sandbox: Sandbox, folder: Path) -> Iterator[Step]:
    """Each command with what it printed."""
    for command in commands():
        if _KILLED.search(command):
            yield Step(command, _kill(sandbox, folder, _KILLED.sub("", command)))
        else:
            yield Step(command, _shortened(_end(_start(sandbox, folder, command))))


def _start(sandbox: Sandbox, folder: Path, command: str) -> subprocess.Popen[str]:
    ours = {
        "HUBSPOT_BASE_URL": sandbox.url,
        "HUBSPOT_ACCESS_TOKEN": sandbox.token,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
    }
    return subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=folder,
        env={**os.environ, **ours},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def _end(process: subprocess.Popen[str]) -> list[str]:
    return process.communicate(timeout=300)[0].splitlines()


def _kill(sandbox: Sandbox, folder: Path, command: str) -> list[str]:
    """Kill the load while HubSpot asks it to wait, so that as many rows are done each time."""
    full = sandbox.fail("POST", "*/batch/upsert", status=429, retry_after=50, skip=_BEFORE, times=-1)
    process = _start(sandbox, folder, command)
    while process.poll() is None and not full.hits:
        time.sleep(0.05)
    while sum(request.status == 200 and "upsert" in request.path for request in sandbox.requests) < _BEFORE:
        time.sleep(0.05)
    time.sleep(_SETTLED)
    process.send_signal(signal.SIGKILL)
    _end(process)
    sandbox.application.faults.planned.remove(full)
    return ["Killed"]


def _shortened(lines: list[str]) -> list[str]:
    """The first lines and the last ones, if there are too many."""
    if len(lines) <= _MOST:
        return lines
    half = _MOST // 2
    return [*lines[:half], f"… {len(lines) - 2 * half + 1} lines …", *lines[-half + 1 :]]

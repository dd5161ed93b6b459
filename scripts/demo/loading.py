"""A load as it goes in practice: a messy file, checked, loaded, killed, resumed, and its failed rows corrected."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from scripts.demo.messy import COMMAND, correct, write_messy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hubspot_facade.sandbox import Sandbox

_LOAD = ("load", "contacts", "messy.csv", *COMMAND)
_RESUMABLE = ("--journal", "load.db", "--failed", "failed.csv")
_PARTLY = 4


def load(sandbox: Sandbox, folder: Path, contacts: Callable[[], int], count: int) -> bool:
    """Show the steps on this sandbox, of which `contacts` says how many it has; whether each ended as it should."""
    for name in ("load.db", "load.db-wal", "load.db-shm", "failed.csv"):
        (folder / name).unlink(missing_ok=True)
    write_messy(folder / "messy.csv", count)
    if _run(sandbox, folder, *_LOAD, "--dry-run") != _PARTLY:
        return False
    slow = sandbox.fail("POST", "*/batch/upsert", fault="latency=1", skip=count // 300, times=1)
    killed = _start(sandbox, folder, *_LOAD, *_RESUMABLE)
    while killed.poll() is None and not slow.hits:
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    print(f"\n(killed when {contacts():,} contacts were there; the same command goes on)\n", flush=True)
    if _run(sandbox, folder, *_LOAD, *_RESUMABLE) != _PARTLY:
        return False
    print("(the failed rows are corrected, as a person would in a spreadsheet)\n", flush=True)
    correct(folder / "failed.csv")
    return _run(sandbox, folder, "load", "contacts", "failed.csv", *COMMAND) == 0


def _run(sandbox: Sandbox, folder: Path, *arguments: str) -> int:
    code = _start(sandbox, folder, *arguments).wait()
    print(flush=True)
    return code


def _start(sandbox: Sandbox, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    print(f"$ {shlex.join(('hubspot-facade', *arguments))}", flush=True)
    ours = {"HUBSPOT_BASE_URL": sandbox.url, "HUBSPOT_ACCESS_TOKEN": sandbox.token, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "hubspot_facade.cli", *arguments]
    return subprocess.Popen(command, cwd=folder, env={**os.environ, **ours})

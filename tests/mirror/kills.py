"""Mirrors that are killed in the middle: a process that kills itself, and a run of many of these.

`python -m tests.mirror.kills URL TOKEN FILE N` is such a process: it dies at the Nth statement of its database.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from hubspot_facade import HubSpot
from hubspot_facade.mirror import mirror
from hubspot_facade.mirror.database import Database
from tests.unpaced import FAST

TYPES = ("contacts", "companies", "deals")
ROOT = Path(__file__).parents[2]


class Killed(NamedTuple):
    """What became of a mirror that was to be killed: at which statement, and whether it lived to its end."""

    at: int
    ended: bool


def kill_once(url: str, token: str, file: Path, at: int) -> Killed:
    """Run a mirror in a process that is killed at its `at`th statement."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.mirror.kills", url, token, str(file), str(at)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, -signal.SIGKILL):
        raise AssertionError(done.stderr)
    return Killed(at, done.returncode == 0)


def kill_often(url: str, token: str, file: Path, times: int, seed: int, statements: int) -> list[Killed]:
    """Kill mirrors of one file again and again, at random statements; the file is what they leave."""
    points = random.Random(seed)  # noqa: S311 # no secrets
    return [kill_once(url, token, file, points.randint(1, statements)) for _ in range(times)]


def run(url: str, token: str, file: Path, at: int = 0) -> int:
    """A mirror; how many statements it took. With `at`, the process is killed there."""
    count = 0

    def counted(self: Database, *arguments: object, original: object = None) -> object:
        nonlocal count
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(self, *arguments)  # type: ignore[operator]

    from hubspot_facade.mirror.sqlite import SQLiteDatabase

    kinds: list[type[Database]] = [SQLiteDatabase]
    if file.suffix == ".duckdb":
        from hubspot_facade.mirror.duck import DuckDatabase

        kinds = [DuckDatabase]
    kept = {(kind, name): getattr(kind, name) for kind in kinds for name in ("execute", "add", "put")}
    for (kind, name), original in kept.items():
        setattr(kind, name, lambda self, *some, original=original: counted(self, *some, original=original))
    try:
        with HubSpot(token, base_url=url, limits=FAST) as hs:
            mirror(hs, file, include=TYPES)
    finally:
        for (kind, name), original in kept.items():
            setattr(kind, name, original)
    return count


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))

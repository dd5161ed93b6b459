"""Kill mirrors at random statements and at random times while the portal changes, and compare them with new ones."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hubspot_facade import HubSpot
from hubspot_facade.mirror import mirror
from hubspot_facade.sandbox import Sandbox
from tests.mirror import contents as _contents
from tests.mirror import test_incremental as _changes
from tests.mirror.kills import ROOT, TYPES, kill_once
from tests.unpaced import FAST

contents: Any = _contents  # tests have no types
changes: Any = _changes
ROUNDS, STATEMENTS, LONGEST = 3, 300, 1.5  # rounds of changes, statements of a run, seconds until a kill


def kill_mirrors(sandbox: Sandbox, seed: int, suffix: str = ".db") -> tuple[int, list[Any]]:
    """One portal whose mirror is killed after each round of changes: how often, and what differs in the end."""
    chance = random.Random(seed)  # noqa: S311 # the same portals each time
    sandbox.reset()
    with HubSpot(sandbox.token, base_url=sandbox.url, limits=FAST) as hs, TemporaryDirectory() as folder:
        portal = changes.Portal(sandbox, hs)
        sandbox.seed(contacts=30)
        for kind in TYPES:
            portal.live[kind] = [each.id for each in hs.objects(kind).list(limit=20).all()]
        kept, new = (Path(folder, f"{name}{suffix}") for name in ("kept", "new"))
        kills = 0
        for _ in range(ROUNDS):
            for _ in range(chance.randint(3, 12)):
                verb = chance.choice(["create", "associate", *changes.VERBS])
                getattr(portal, verb)(chance.choice(TYPES), chance.randint(0, 30), chance.randint(0, 30))
            kills += sum(_kill(sandbox, kept, chance) for _ in range(2))
            sandbox.advance(100)
        report = mirror(hs, kept, include=TYPES, associations="full")
        mirror(hs, new, include=TYPES)
        return kills, [*report.failed, *_compare(kept, new)]


def _kill(sandbox: Sandbox, kept: Path, chance: random.Random) -> bool:
    if chance.random() < 0.5:
        return not kill_once(sandbox.url, sandbox.token, kept, chance.randint(1, STATEMENTS)).ended
    command = [sys.executable, "-m", "tests.mirror.kills", sandbox.url, sandbox.token, str(kept), "0"]
    with subprocess.Popen(command, cwd=ROOT) as process:
        time.sleep(0.3 + chance.random() * LONGEST)
        process.kill()
        return process.wait() != 0


def _compare(kept: Path, new: Path) -> list[Any]:
    if kept.suffix == ".db":
        return list(contents.differences(kept, new, computed=False))
    from tests.extras import test_mirror_duckdb

    duck: Any = test_mirror_duckdb
    ours, theirs = duck.contents(kept), duck.contents(new)
    return [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)]


def main() -> int:
    """Kill mirrors MIRROR_KILLS times (30 by default): in SQLite, or in DuckDB with MIRROR_SUFFIX=.duckdb."""
    wanted, suffix = int(os.environ.get("MIRROR_KILLS", "30")), os.environ.get("MIRROR_SUFFIX", ".db")
    kills = wrong = 0
    seed = int(os.environ.get("SEED", "1"))
    with Sandbox() as sandbox:
        while kills < wanted:
            count, problems = kill_mirrors(sandbox, seed, suffix)
            kills += count
            wrong += bool(problems)
            verdict = "; ".join(map(str, problems[:5])) or "the same as a new one"
            sys.stdout.write(f"mirror{suffix}, seed {seed}: {count} kills: {verdict}\n")
            sys.stdout.flush()
            seed += 1
    sys.stdout.write(f"{kills} kills; {wrong} mirrors went wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

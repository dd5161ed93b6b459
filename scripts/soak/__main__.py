"""`make soak`: kill loads KILLS times (200 by default), from SEED on; exit code 1 if anything was lost or doubled."""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hubspot_facade.sandbox import Sandbox
from scripts.soak.kills import Trial
from scripts.soak.loader import OPERATIONS


def main() -> int:
    """Run the trials in turn, and say what went wrong."""
    wanted, first = int(os.environ.get("KILLS", "200")), int(os.environ.get("SEED", "1"))
    kills = wrong = 0
    with Sandbox() as sandbox, TemporaryDirectory() as folder:
        for seed in count(first):
            for operation in OPERATIONS:
                trial = Trial(sandbox, Path(folder), operation, seed)
                problems = trial.run()
                kills += trial.kills
                wrong += bool(problems)
                verdict = "; ".join(problems[:5]) or "nothing lost, nothing doubled"
                sys.stdout.write(f"{operation}, seed {seed}: {trial.kills} kills: {verdict}\n")
                sys.stdout.flush()
                if kills >= wanted:
                    sys.stdout.write(f"{kills} kills; {wrong} loads went wrong\n")
                    return 1 if wrong else 0
    return 1


if __name__ == "__main__":
    sys.exit(main())

"""``python -m scripts.record [NAMES]`` records the cassettes of these operations, or of all, on the sandbox.

NAMES are names of operations, separated by commas.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.errors import UnknownOperation
from scripts.record.cassette import FOLDER, differs, write
from scripts.record.names import names_in
from scripts.record.session import Recorded, record_at_once, stale


def main(arguments: list[str]) -> int:
    """Record and report what changed. Exit code 1 if an operation cannot be recorded, 2 for an unknown one."""
    parser = argparse.ArgumentParser(prog="python -m scripts.record", description="Record the cassettes.")
    parser.add_argument("names", nargs="?", default="", help="operations, separated by commas; by default all")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the cassettes are kept")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a cassette would change")
    given = parser.parse_args(arguments)
    began = time.perf_counter()
    try:
        names = names_in(given.names) or [entry.name for entry in Catalogue()]
    except UnknownOperation as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    done = list(record_at_once(names, given.folder, keep=differs if given.check else write))
    if given.check:  # a new edition in specs/manifest.toml has none: the contract tests ask for them
        new = {each.edition for each in done if not (given.folder / each.edition).exists()}
        for edition in sorted(new):
            print(f"note: there are no cassettes of edition {edition} yet; `make record` makes them")
        done = [each for each in done if each.edition not in new or each.failure]
    gone = [] if given.names else stale(given.folder)
    if not given.check:
        for path in gone:
            path.unlink()
    print(summary(done, gone, time.perf_counter() - began))
    failures = [each.failure for each in done if each.failure]
    for failure in failures:
        print(f"error: {failure}", file=sys.stderr)
    if given.check and (gone or any(each.changed for each in done)):
        print(
            "error: the cassettes are not what the sandbox answers; run `make record` and read the diff",
            file=sys.stderr,
        )
        return 1
    return 1 if failures else 0


def summary(done: list[Recorded], gone: list[Path], seconds: float) -> str:
    """What was recorded, and what that changed."""
    changed = [each for each in done if each.changed]
    kept = [each for each in done if not each.failure]
    counted = Counter(case for each in kept for case in each.cases)
    size = sum(each.path.stat().st_size for each in kept if each.path.exists()) / 1e6
    operations = len({each.operation for each in kept})
    return "\n".join(
        (
            *(f"changed  {each.edition:8} {each.operation}: {' '.join(each.cases)}" for each in changed),
            *(f"removed  {'/'.join(path.parts[-3:])}" for path in gone),
            f"{len(kept)} cassettes of {operations} operations, {size:.1f} MB, {seconds:.0f} s",
            f"cases: {', '.join(f'{count} {case}' for case, count in counted.most_common())}",
            f"{len(changed)} changed, {len(gone)} removed" if changed or gone else "nothing changed",
        )
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``python -m scripts.record [NAMES]`` records the cassettes of these operations, or of all, on the sandbox.

NAMES are names of operations with commas between them.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from hubspot_facade.catalogue import Catalogue, editions
from hubspot_facade.errors import UnknownOperation
from scripts.record.cassette import FOLDER, path_of, write
from scripts.record.outcome import Runner
from scripts.record.record import RecordingError, Studio
from scripts.record.scrub import Scrubber
from scripts.record.stage import MOMENT, Stage

AGAINST = f"""\
Recorded against the sandbox of hubspot-facade, not against HubSpot; its clock stood at {MOMENT:%Y-%m-%d %H:%M} UTC.
Written by `make record`, see docs/contract-tests.md; not to be edited."""
AT_A_TIME = 8


class Recorded(NamedTuple):
    """One cassette: whether it is another one than before, and which cases it has; or why there is none."""

    operation: str
    edition: str
    path: Path
    changed: bool = False
    cases: tuple[str, ...] = ()
    failure: str = ""


def names_in(text: str) -> list[str]:
    """The operations named in a text, commas between them; a name may have commas itself. Raises UnknownOperation."""
    catalogue, parts, names = Catalogue(), [part.strip() for part in text.split(",") if part.strip()], list[str]()
    while parts:
        longest = next((n for n in range(len(parts), 0, -1) if ", ".join(parts[:n]) in catalogue), 1)
        names.append(catalogue[", ".join(parts[:longest])].name)
        parts = parts[longest:]
    return list(dict.fromkeys(names))


def record(names: Iterable[str], folder: Path = FOLDER) -> list[Recorded]:
    """Record operations in every edition, one after the other."""
    catalogue, done = Catalogue(), list[Recorded]()
    with Stage() as stage, Runner(stage.url, stage.token) as runner:
        scrubber = Scrubber(secrets=[stage.token], portals=[stage.portal_id], hosts=[stage.url])
        studio = Studio(stage, runner, scrubber, AGAINST)
        for name in names:
            for edition in editions():
                path = path_of(catalogue[name], edition, folder)
                try:
                    cassette = studio.record(catalogue[name], edition)
                except RecordingError as error:
                    done.append(Recorded(name, edition, path, failure=str(error)))
                    continue
                cases = tuple(case.name for case in cassette.cases)
                done.append(Recorded(name, edition, path, write(cassette, path), cases))
    return done


def record_at_once(names: list[str], folder: Path = FOLDER) -> Iterator[Recorded]:
    """The same on every core."""
    some = [names[at : at + AT_A_TIME] for at in range(0, len(names), AT_A_TIME)]
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(some))) as pool:
        for done in pool.map(partial(record, folder=folder), some):
            yield from done


def stale(folder: Path = FOLDER) -> list[Path]:
    """Cassettes of operations that there are no more."""
    known = {path_of(entry, edition, folder) for entry in Catalogue() for edition in editions()}
    return sorted(path for path in folder.rglob("*.yaml") if path not in known)


def main(arguments: list[str]) -> int:
    """Record and tell what changed. Exit code 1 when an operation cannot be recorded, 2 for an unknown one."""
    parser = argparse.ArgumentParser(prog="python -m scripts.record", description="Record the cassettes.")
    parser.add_argument("names", nargs="?", default="", help="operations, with commas between them; all without")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the cassettes are kept")
    given = parser.parse_args(arguments)
    began = time.perf_counter()
    try:
        names = names_in(given.names) or [entry.name for entry in Catalogue()]
    except UnknownOperation as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    done = list(record_at_once(names, given.folder))
    gone = [] if given.names else stale(given.folder)
    for path in gone:
        path.unlink()
    print(summary(done, gone, time.perf_counter() - began))
    failures = [each.failure for each in done if each.failure]
    for failure in failures:
        print(f"error: {failure}", file=sys.stderr)
    return 1 if failures else 0


def summary(done: list[Recorded], gone: list[Path], seconds: float) -> str:
    """What was recorded, and what changed by it."""
    changed = [each for each in done if each.changed]
    kept = [each for each in done if not each.failure]
    counted = Counter(case for each in kept for case in each.cases)
    size = sum(each.path.stat().st_size for each in kept) / 1e6
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

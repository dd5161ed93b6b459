"""Records many operations and reports what became of the cassette of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from hubspot_facade.catalogue.operations import Catalogue, editions
from scripts.record.cassette import FOLDER, Cassette, path_of, write
from scripts.record.outcome import Runner
from scripts.record.record import RecordingError, Studio
from scripts.record.scrub import Scrubber
from scripts.record.stage import MOMENT, Stage

AGAINST = f"""\
Recorded against the sandbox of hubspot-facade, not against HubSpot; its clock stood at {MOMENT:%Y-%m-%d %H:%M} UTC.
Written by `make record`, see docs/contract-tests.md; not to be edited."""
AT_A_TIME = 8
Keep = Callable[[Cassette, Path], bool]
"""Whether the cassette differs from the file at the path."""


class Recorded(NamedTuple):
    """One cassette: whether it differs from before, and which cases it has; or why there is none."""

    operation: str
    edition: str
    path: Path
    changed: bool = False
    cases: tuple[str, ...] = ()
    failure: str = ""


def record(names: Iterable[str], folder: Path = FOLDER, *, keep: Keep = write) -> list[Recorded]:
    """Record operations in every edition, one after the other; `keep` is called with each cassette and its path."""
    catalogue, done = Catalogue(), list[Recorded]()
    with Stage() as stage, Runner(stage.url, stage.token, transport=stage.transport) as runner:
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
                done.append(Recorded(name, edition, path, keep(cassette, path), cases))
    return done


def record_at_once(names: list[str], folder: Path = FOLDER, *, keep: Keep = write) -> Iterator[Recorded]:
    """The same, in parallel on every core."""
    some = [names[at : at + AT_A_TIME] for at in range(0, len(names), AT_A_TIME)]
    if len(some) < 2:
        yield from record(names, folder, keep=keep)
        return
    # started anew, as a process with threads cannot be copied safely
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(some)), get_context("spawn")) as pool:
        for done in pool.map(partial(record, folder=folder, keep=keep), some):
            yield from done


def stale(folder: Path = FOLDER) -> list[Path]:
    """Cassettes of operations that no longer exist."""
    known = {path_of(entry, edition, folder) for entry in Catalogue() for edition in editions()}
    return sorted(path for path in folder.rglob("*.yaml") if path not in known)

"""Swap finished files into ``specs/``: all of them, or none."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

PREVIOUS = ".previous"


def publish(incoming: Path, specs: Path, *, retired: Iterable[str] = ()) -> None:
    """Move every entry of `incoming` over its namesake in `specs`, and take the entries named in `retired` away.

    What fails on the way is undone before the error goes on. `incoming` is gone afterwards.
    """
    previous = incoming / PREVIOUS
    names = sorted(entry.name for entry in incoming.iterdir() if entry != previous)
    previous.mkdir()
    placed: list[str] = []
    try:
        for name in [*names, *retired]:
            if (specs / name).exists():
                (specs / name).rename(previous / name)
            if name in names:
                (incoming / name).rename(specs / name)
                placed.append(name)
    except BaseException:
        for name in placed:
            _remove(specs / name)
        _restore(previous, specs)
        raise
    shutil.rmtree(incoming)


def recover(incoming: Path, specs: Path) -> None:
    """Put back what a run that was killed while it published had taken away, and clear `incoming`."""
    if (incoming / PREVIOUS).is_dir():
        _restore(incoming / PREVIOUS, specs)
    if incoming.exists():
        shutil.rmtree(incoming)


def _restore(previous: Path, specs: Path) -> None:
    for entry in sorted(previous.iterdir()):
        _remove(specs / entry.name)
        entry.rename(specs / entry.name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

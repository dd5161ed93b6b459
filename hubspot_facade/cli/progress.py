"""Signs of life on standard error for a person who waits; nothing where nobody looks."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


@contextmanager
def waiting(name: str) -> Generator[None]:
    """A spinner while one answer is waited for."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(name):
        yield


@contextmanager
def counting(name: str) -> Generator[Callable[[], None]]:
    """A bar over the items of a listing; call what it gives once an item.

    HubSpot does not say how many are to come, so it tells how many came. Where the items themselves go to the terminal,
    they are sign of life enough.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f} items"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(name, total=None)
        yield lambda: progress.advance(task)


def _nothing() -> None:
    """Nobody looks."""

"""Progress on standard error for a person who waits; nothing if it is not a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


@contextmanager
def waiting(name: str) -> Generator[None]:
    """Show a spinner while waiting for one answer."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(name):
        yield


@contextmanager
def counting(name: str) -> Generator[Callable[[], None]]:
    """Count the items of a listing; call the result once per item.

    HubSpot does not say how many are to come, so the number so far is shown. If the items themselves are printed on the
    terminal, nothing else is.
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
    """Show nothing."""

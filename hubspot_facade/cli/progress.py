"""Progress on standard error for a person who waits; nothing if it is not a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import typer

from hubspot_facade.bulk.amounts import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_LINE_EVERY = 5.0  # seconds


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
def counting(name: str, *, printed: bool = True) -> Generator[Callable[[], None]]:
    """Count the items of a listing; call the result once per item.

    HubSpot does not say how many are to come, so the number so far is shown. If the items themselves are `printed` on
    the terminal as they come, nothing else is.
    """
    if not sys.stderr.isatty() or (printed and sys.stdout.isatty()):
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


@contextmanager
def counting_rows(name: str, clock: Callable[[], float] = monotonic) -> Generator[Callable[[int], None]]:
    """Show how many rows there are so far: on a terminal at once, otherwise by a line every few seconds."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:,.0f} rows"),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
        )
        start = clock()
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task = progress.add_task(name, total=None, rate="")

            def show(rows: int) -> None:
                progress.update(task, completed=rows, rate=f"{rows / max(clock() - start, 0.001):,.0f} a second")

            yield show
        return
    shown = [clock()]

    def line(rows: int) -> None:
        if clock() - shown[0] >= _LINE_EVERY:
            shown[0] = clock()
            typer.echo(f"{name}: {counted(rows, 'row')}", err=True)

    yield line


def _nothing() -> None:
    """Show nothing."""

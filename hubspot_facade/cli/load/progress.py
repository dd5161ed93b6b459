"""How far a load is: a bar on a terminal, a line every few seconds elsewhere. Always on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import typer

from hubspot_facade.bulk.amounts import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

EVERY = 5.0


class Moment(Protocol):
    """What is known of a load at a moment: a `Progress` of the bulk methods."""

    rows: int
    done: int
    failed: int
    unknown: int
    requests: int
    retries: int
    seconds: float

    @property
    def rate(self) -> float:
        """Rows a second."""
        ...


class Estimate:
    """How long a load goes on, from how much of its file is read. Rows that an earlier run has settled go fast."""

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None

    def left(self, seconds: float, fraction: float | None) -> float | None:
        """Seconds left; None while that is not known."""
        if fraction is None:
            return None
        if self._first is None:
            self._first = (seconds, fraction)
        begun, share = self._first
        if fraction <= share or seconds <= begun:
            return None
        return (1 - fraction) * (seconds - begun) / (fraction - share)


def described(now: Moment, left: float | None) -> str:
    """`12,300 rows, 410/s, 130 requests, 2 retries, 5 failed, 1:20 left`."""
    parts = [counted(now.rows, "row"), f"{now.rate:,.0f}/s", counted(now.requests, "request")]
    parts += [counted(now.retries, "retry", "retries"), f"{now.failed:,} failed"]
    if now.unknown:
        parts.append(f"{now.unknown:,} unknown")
    if left is not None:
        parts.append(f"{clock(left)} left")
    return ", ".join(parts)


def clock(seconds: float) -> str:
    """`0:07`, `12:30` or `1:02:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Lines:
    """A line every few seconds, by the clock of the load."""

    def __init__(self, fraction: Callable[[], float | None], every: float = EVERY) -> None:
        self._fraction = fraction
        self._every = every
        self._estimate = Estimate()
        self._next = every

    def __call__(self, now: Moment) -> None:
        """Print a line if it is time for one."""
        left = self._estimate.left(now.seconds, self._fraction())
        if now.seconds >= self._next:
            self._next = now.seconds + self._every
            typer.echo(described(now, left), err=True)


@contextmanager
def showing(name: str, fraction: Callable[[], float | None]) -> Generator[Callable[[Any], None]]:
    """Show progress; call the result with each `Progress`."""
    if not sys.stderr.isatty():
        yield Lines(fraction)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    estimate = Estimate()
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), TextColumn("{task.fields[text]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None, text="")

        def show(now: Moment) -> None:
            share = fraction()
            text = described(now, estimate.left(now.seconds, share))
            bar.update(task, total=None if share is None else 1.0, completed=share or 0.0, text=text)

        yield show

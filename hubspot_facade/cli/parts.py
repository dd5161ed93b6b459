"""The progress of work that has parts: bars on a terminal, elsewhere a line for each part and now and then."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import typer

from hubspot_facade.bulk.amounts import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_SECONDS = 10.0  # between two lines about the same part


class Step(Protocol):
    """How far one part is."""

    @property
    def part(self) -> str:
        """Its name."""
        ...

    @property
    def rows(self) -> int:
        """The rows so far, or what else `unit` names."""
        ...

    @property
    def of(self) -> int | None:
        """How many there will be; None if that is not known."""
        ...

    @property
    def unit(self) -> str:
        """What is counted, in the singular."""
        ...

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        ...


@contextmanager
def following(now: Callable[[], float] = time.monotonic) -> Generator[Callable[[Step], None]]:
    """Show steps on standard error as they come."""
    if sys.stderr.isatty():
        with _bars() as show:
            yield show
        return
    yield _lines(now)


def _lines(now: Callable[[], float]) -> Callable[[Step], None]:
    shown: dict[str, float] = {}

    def show(step: Step) -> None:
        if step.ended:
            return
        moment = now()
        if moment - shown.setdefault(step.part, moment) >= _SECONDS:
            shown[step.part] = moment
            typer.echo(f"{step.part}: {_so_far(step)}", err=True)

    return show


@contextmanager
def _bars() -> Generator[Callable[[Step], None]]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[so_far]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, so_far="")
        yield lambda step: progress.update(task, description=step.part, so_far=_so_far(step))


def _so_far(step: Step) -> str:
    if step.of is None:
        return f"{counted(step.rows, step.unit)} so far"
    return f"{step.rows:,} of {counted(step.of, step.unit)}"

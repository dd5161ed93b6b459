"""The options of loads, as given and as checked."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any, Literal

from hubspot_facade.bulk.outcomes import Progress, RowOutcome
from hubspot_facade.bulk.rows import Row, check_path
from hubspot_facade.errors import InputError
from hubspot_facade.plans.options import LoadOptions

_MOST = 64  # requests at a time: more than any account's limits allow


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a load; see `LoadOptions`. The clocks are for tests."""

    duplicates: Literal["last", "first", "refuse"] = "last"
    concurrency: int | None = None
    journal: str | Path | None = None
    outcomes: Callable[[RowOutcome], object] | None = None
    in_order: bool = False
    failed: str | Path | None = None
    unchanged: bool = False
    progress: Callable[[Progress], object] | None = None
    check: Callable[[Row], Row] | None = None
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        if self.duplicates not in ("last", "first", "refuse"):
            raise InputError("duplicates", f"expected 'last', 'first' or 'refuse', not {self.duplicates!r}")
        width = self.concurrency
        if width is not None and not 1 <= width <= _MOST:
            raise InputError("concurrency", f"expected a number from 1 to {_MOST}, not {width!r}")
        for name in ("outcomes", "progress", "check"):
            function = getattr(self, name)
            if function is None:
                continue
            if not callable(function):
                raise InputError(name, "expected a function")
            if iscoroutinefunction(function):
                raise InputError(name, "expected a function that is not async")
        for name in ("journal", "failed"):
            path = getattr(self, name)
            if path is None:
                continue
            if not isinstance(path, str | Path):
                raise InputError(name, "expected a path")
            check_path(path, name)
        if self.journal is not None and self.failed is not None and _is_same(self.journal, self.failed):
            raise InputError("failed", f"{self.failed} is the journal: name another file")


def _is_same(one: str | Path, other: str | Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


_NAMES = frozenset(each.name for each in fields(Choices))


def check_names(options: Mapping[str, Any], beside: Sequence[str] = ()) -> None:
    """TypeError for a name that is not an option's. `beside` are the arguments of the method besides rows."""
    for name in options:
        if name not in _NAMES and name not in LoadOptions.__annotations__:
            hint = "; key names the property by which records are found" if name == "id_property" and beside else ""
            raise TypeError(f"a load takes {', '.join((*beside, *LoadOptions.__annotations__))}, not {name!r}{hint}")


def choices_of(options: Mapping[str, Any], beside: Sequence[str] = ()) -> Choices:
    """The options, checked as by `check_names`; those that are None have their defaults."""
    check_names(options, beside)
    return Choices(**{name: value for name, value in options.items() if value is not None and name in _NAMES})

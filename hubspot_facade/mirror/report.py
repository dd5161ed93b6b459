"""What a mirror did: for a program as a `MirrorReport`, for SQL in the tables of runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Outcome: TypeAlias = Literal["done", "missing", "unavailable", "failed", "interrupted"]


@dataclass(slots=True)
class Part:
    """One part of a mirror: the records of a type, the associations of a type, pipelines, owners or lists.

    `written` rows are new or changed, `removed` ones are no longer there, `rows` is how many there are now.
    `outcome` is "done"; "missing" where the token lacks `scopes`; "unavailable" where the account has no such object
    type; "failed" with the `error`; "interrupted" where the run ended in the middle. `note` is what should be looked
    at.
    """

    name: str
    outcome: Outcome = "done"
    written: int = 0
    removed: int = 0
    rows: int | None = None
    checkpoint: str | None = None
    error: str | None = None
    scopes: tuple[str, ...] = ()
    note: str | None = None
    counted: int | None = None
    """How many records HubSpot's search counts, where that differs from `rows`."""


@dataclass(slots=True)
class MirrorReport:
    """What a mirror did, part by part, in `path`; `run` is its number in the table `mirror_runs`."""

    path: str
    run: int
    parts: list[Part] = field(default_factory=list[Part])
    unread: dict[str, int] = field(default_factory=dict[str, int])
    """How many values do not fit their property's type, by table and property; their texts are in `unread_values`."""

    def part(self, name: str) -> Part:
        """The part of this name. KeyError if there is none."""
        for each in self.parts:
            if each.name == name:
                return each
        raise KeyError(name)

    @property
    def missing(self) -> list[Part]:
        """What the token may not read, each with the scopes that it lacks."""
        return [each for each in self.parts if each.outcome == "missing"]

    @property
    def failed(self) -> list[Part]:
        """What failed; the next run goes on with it."""
        return [each for each in self.parts if each.outcome == "failed"]

    @property
    def written(self) -> int:
        """How many rows are new or changed."""
        return sum(each.written for each in self.parts)

    @property
    def removed(self) -> int:
        """How many rows were removed."""
        return sum(each.removed for each in self.parts)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: what it reads, how many rows of that it has read (each once), and of how many.

    `of` is None where HubSpot does not say. Of associations, `rows` are the records whose associations were read, which
    `unit` says.
    """

    part: str
    rows: int
    of: int | None = None
    ended: bool = False
    unit: str = "row"


Report: TypeAlias = "Callable[[Progress], None]"

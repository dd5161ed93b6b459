"""How far the mirror of a type is; it is written together with the rows that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from hubspot_facade.mirror.layout import POSITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hubspot_facade.mirror.run import Kind, Run

LISTING, CURRENT = "listing", "current"
_MOST_REFILLED = 5  # properties that are filled one by one; with more, reading everything is quicker


@dataclass(frozen=True, slots=True)
class Position:
    """Where to go on: in the listing of all records, after `cursor`, or with the changes after `checkpoint`.

    `begun` says that the listing has begun. `refill` are properties whose values are to be read of all records that
    have one.
    """

    phase: str
    cursor: str | None = None
    checkpoint: str | None = None
    refill: tuple[str, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether the listing has begun."""
        return self.cursor is not None

    def refilled(self, names: Sequence[str], existing: Sequence[str]) -> Self:
        """The position when these properties are to be read, too, of those that exist now."""
        wanted = [each for each in dict.fromkeys([*self.refill, *names]) if each in existing]
        if len(wanted) > _MOST_REFILLED:
            return replace(self, phase=LISTING, cursor=None, refill=())
        return replace(self, refill=tuple(wanted))


def position_of(run: Run, kind: Kind) -> Position:
    """The type's position; the beginning where it has none."""
    sql = "select phase, cursor, checkpoint, refill from mirror_positions where object_type = ?"
    for phase, cursor, checkpoint, refill in run.database.rows(sql, kind.table):
        return Position(phase, cursor, checkpoint, tuple(refill.split()))
    return Position(LISTING)


def save(run: Run, kind: Kind, position: Position) -> None:
    """Keep a position; within a transaction."""
    row = [kind.table, position.phase, position.cursor, position.checkpoint, " ".join(position.refill)]
    run.database.put(POSITIONS, [row])

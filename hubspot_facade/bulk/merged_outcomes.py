"""The outcomes of all parts of a load, in the order of its rows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hubspot_facade.bulk.kept_outcomes import outcomes_in, rows_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hubspot_facade.bulk.outcomes import RowOutcome

_PIECE = 1 << 15  # bytes of the index that are read at a time


def merged(index: Path, journals: Sequence[Path], *, failures: bool = False) -> Iterator[RowOutcome]:
    """The outcomes of these journals, with the numbers that their rows have in the load.

    The index says in which part each row is; rows of one part have their order.
    """
    there = [path.exists() for path in journals]
    found = [
        outcomes_in(partial(rows_at, path), failures=failures) if exists else iter(())
        for path, exists in zip(journals, there, strict=True)
    ]
    heads = [next(each, None) for each in found]
    passed = [0] * len(journals)
    for number, part in enumerate(_parts(index)):
        head = heads[part]
        if head is not None and head.number == passed[part]:
            yield replace(head, number=number)
            heads[part] = next(found[part], None)
        passed[part] += 1


def _parts(index: Path) -> Iterator[int]:
    with index.open("rb") as file:
        while piece := file.read(_PIECE):
            for at in range(0, len(piece), 2):
                yield piece[at] | piece[at + 1] << 8

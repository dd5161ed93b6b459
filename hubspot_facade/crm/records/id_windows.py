"""Listings of the records whose ids are in a window, so that several processes read a type at once.

A listing is in the order of ids, and its cursor is the last id plus one. A window begins one id early, in case that
the cursor is the last id itself somewhere, and drops what is not its own. It reads until it has seen an id beyond its
end, which is how it is known that the next window missed none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hubspot_facade.plans.paging import Pages


@dataclass(slots=True)
class Window:
    """Ids from `start` on and before `end`, None for no end; `first` and `beyond` are ids that were seen."""

    start: int
    end: int | None
    first: int | None = None
    beyond: int | None = None

    @property
    def cursor(self) -> str | None:
        """Where the listing begins."""
        return str(self.start - 1) if self.start > 1 else None

    def holds(self, key: int) -> bool:
        """Whether an id is in it; notes what is seen."""
        if self.end is not None and key >= self.end:
            self.beyond = key if self.beyond is None else min(key, self.beyond)
            return False
        if key < self.start:
            return False
        self.first = key if self.first is None else min(key, self.first)
        return True


def within(pages: Pages[Any], window: Window) -> Pages[Any]:
    """The parts of a listing that begins at the window's cursor, without the records of other windows."""

    def items(page: Any) -> list[Any]:
        return [each for each in pages.items(page) if window.holds(int(each.id))]

    def after(page: Any, cursor: Any) -> Any:
        found = pages.items(page)
        if window.end is not None and found and int(found[-1].id) >= window.end:
            return None
        return pages.after(page, cursor)

    return replace(pages, items=items, after=after)


def windows_between(first: int, latest: int, count: int) -> list[Window]:
    """Windows that have every id between them; what is before the first id or after the latest one too."""
    step = max(1, -(-(latest + 1 - first) // count))
    starts = [0, *range(first + step, latest + 1, step)]
    return [Window(start, end) for start, end in zip(starts, [*starts[1:], None], strict=True)]

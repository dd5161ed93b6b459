"""Whether a listing advances: it must not come to a cursor again, nor to the same items under ever new cursors."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import IncompleteAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence

_REPEATED = 10
"""Pages in a row that were all returned before. Fewer may be repeated where new items come before those already read,
or where items look alike, as the smallest pages can."""
_EMPTY = 1_000
"""Pages in a row without items, such as those whose records were all archived."""


class Advance:
    """The cursors and the contents of the pages of one pass over a listing, which begins at the cursor `start`."""

    def __init__(self, start: Any, what: str = "the listing does") -> None:
        self._what = what
        self._been = {start}
        self._seen: set[int] = set()
        self._repeated = self._empty = 0

    def check(self, cursor: Any, items: Sequence[Any] | None) -> None:
        """Note the items of a page and the cursor after it. IncompleteAnswer if the listing does not advance.

        Items are None where they are no answer, but what the caller gave.
        """
        if cursor in self._been:
            raise self._stuck(f"cursor {_shown(cursor)} was returned before")
        self._been.add(cursor)
        if items is None:
            return
        if not items:
            self._empty += 1
            if self._empty >= _EMPTY:
                raise self._stuck(f"{_EMPTY:,} pages in a row were empty; the next cursor is {_shown(cursor)}")
            return
        self._empty = 0
        content = _content(items)
        self._repeated = self._repeated + 1 if content in self._seen else 0
        if self._repeated >= _REPEATED:
            raise self._stuck(f"the last {_REPEATED} pages were all returned before, under other cursors")
        if content is not None:
            self._seen.add(content)

    def _stuck(self, why: str) -> IncompleteAnswer:
        return IncompleteAnswer(f"{self._what} not advance: {why}")


def _content(items: Sequence[Any]) -> int | None:
    """A hash of what HubSpot answered for these items; None where they are no data of an answer.

    It is that of the ids where there are several, as all of a page takes half as long as reading it.
    """
    data = [getattr(each, "__source__", each) for each in items]
    try:
        if len(data) > 1 and all(isinstance(each, dict) and "id" in each for each in data):
            return hash(tuple([each["id"] for each in data]))
        return hash(marshal.dumps(data, 0))  # 0: equal for equal data
    except (TypeError, ValueError):
        return None


def _shown(cursor: Any) -> str:
    text = repr(cursor)
    return text if len(text) <= 100 else f"{text[:100]}…"

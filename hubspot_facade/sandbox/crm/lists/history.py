"""What lists were: their sizes, as members came and went, and the moments when they were edited."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state.instants import instant

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

KEPT = 1000
"""How many sizes and edits of a list are kept, the last ones."""


class Past:
    """The past of a portal's lists."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def of(self, id_: str) -> dict[str, list[list[int]]]:
        """What is kept of a list: its `sizes` and `edits`, and when records were last `added` and `removed`."""
        found: dict[str, list[list[int]]] = self._portal.shelf("list_past").get(id_) or {"sizes": [], "edits": []}
        return found

    def resized(self, id_: str, size: int, *, added: bool = False, removed: bool = False) -> None:
        """Keep that a list has so many members now, and whether records came or went."""
        past = self.of(id_)
        now = self._portal.now()
        before = [one for one in past["sizes"] if one[0] != now]
        moves = ({"added": [[now]]} if added else {}) | ({"removed": [[now]]} if removed else {})
        self._portal.shelf("list_past").put(id_, past | moves | {"sizes": [*before, [now, size]][-KEPT:]})

    def last_moves(self, id_: str) -> dict[str, int]:
        """When records last came (`added`) and went (`removed`), as far as any did."""
        past = self.of(id_)
        return {name: past[name][0][0] for name in ("added", "removed") if past.get(name)}

    def size_at(self, id_: str, moment: int) -> int:
        """How many members a list had at a moment; none before it was made."""
        return next((size for at, size in reversed(self.of(id_)["sizes"]) if at <= moment), 0)

    def edited(self, id_: str) -> None:
        """Keep that a list was edited now."""
        past = self.of(id_)
        self._portal.shelf("list_past").put(id_, past | {"edits": [*past["edits"], [self._portal.now()]][-KEPT:]})


def show_past(request: Request, id_: str, size: int) -> Answer:
    """The sizes and edits of a list in a time, the size of this moment last."""
    start, end = request.moment("startDate", blank=True) or 0, request.moment("endDate", blank=True)
    if end is None:
        end = request.portal.now()
    past = request.portal.service(Past).of(id_)
    sizes = [{"size": one, "timestamp": instant(at)} for at, one in past["sizes"] if start <= at <= end]
    current = {"size": size, "timestamp": instant(request.portal.now())}
    if end >= request.portal.now() and (not sizes or sizes[-1] != current):
        sizes.append(current)
    edits = [instant(at) for (at,) in past["edits"] if start <= at <= end]
    body: Body = {"sizeHistory": sizes, "editHistory": edits}
    return Answer(200, body)

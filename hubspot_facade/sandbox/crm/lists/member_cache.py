"""Members of dynamic lists, remembered until something is written: working them out reads every record."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_object, listed

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

Members = dict[int, int]
TIMELY = ("ROLLING_", "CALENDAR_", "TIME_")
"""How the operations begin whose outcome depends on the time of day."""


def timeless(branch: Any) -> bool:
    """Whether a branch accepts the same records at any time, as long as nothing is written."""
    if not is_object(branch):
        return True
    for one in listed(branch.get("filters")):
        operation: Any = one.get("operation")
        if one.get("listId") is not None or one.get("filterType") != "PROPERTY":
            return False
        if is_object(operation) and str(operation.get("operationType")).startswith(TIMELY):
            return False
    return all(timeless(one) for one in listed(branch.get("filterBranches")))


class MemberCache:
    """What was worked out, by list."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._known: dict[str, tuple[object, int, Members]] = {}

    def members(self, body: Body, work: Callable[[], Members]) -> Members:
        """The members of a dynamic list, worked out anew when they may have changed."""
        if not timeless(body.get("filterBranch")):
            return work()
        connection = self._portal.store.connection
        known = self._known.get(body["listId"])
        if known is not None and known[0] is connection and known[1] == connection.total_changes:
            return known[2]
        found = work()
        self._known[body["listId"]] = (connection, connection.total_changes, found)
        return found

"""The change log: what each route answers. It is the portal's history of values; see `history`.

It has the changes of records and their properties, not those of associations and list memberships.
"""

import json
from collections.abc import Callable
from typing import Any

from hubspot_facade.sandbox.crm.objects.history import EVENT
from hubspot_facade.sandbox.crm.types import BY_ID, ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request

MOST = 1_000
UNTOLD = ("newAssociations", "removedAssociations", "newListMemberships", "removedListMemberships")


def get_changes(type_id: str) -> Callable[[Request], Answer]:
    """What answers the changes of a type, oldest first: from `timestamp` on, or behind the change that is named."""
    kind = BY_ID[type_id]

    def answer(request: Request) -> Answer:
        since = request.integer("timestamp", 0)
        found = [one for one in _changes(request, kind) if one["timestamp"] >= since]
        seen = (since, request.text("changeType"), request.integer("objectId", 0))
        places = [(one["timestamp"], one["changeType"], one["objectId"]) for one in found]
        start = places.index(seen) + 1 if seen in places else 0
        return Answer(200, found[start : start + MOST])

    return answer


def _changes(request: Request, kind: ObjectType) -> list[Body]:
    store, seen = request.portal.store, set[int]()
    found: list[Body] = []
    for id_, at, text in store.rows("SELECT id, at, changes FROM history WHERE type = ? ORDER BY number", kind.id):
        changes: dict[str, Any] = json.loads(text)
        if EVENT not in changes:
            found.append(_change(at, "CHANGED" if id_ in seen else "CREATED", id_, sorted(changes)))
            seen.add(id_)
    for id_, at in store.rows("SELECT id, archived FROM record WHERE type = ? AND archived IS NOT NULL", kind.id):
        found.append(_change(at, "DELETED", id_, []))
    return sorted(found, key=lambda one: one["timestamp"])


def _change(at: int, change_type: str, id_: int, names: list[str]) -> Body:
    untold: dict[str, list[str]] = {name: [] for name in UNTOLD}
    return {
        "timestamp": at,
        "changeType": change_type,
        "objectId": id_,
        "changes": {"changedProperties": names, **untold},
    }

"""What happened to records: the values that their properties had, newest first, and what else webhooks report."""

import json
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state import instants

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


EVENT = "*"
"""The name, which no property has, under which the history keeps what else happened to a record."""


class History:
    """The history of a portal's records."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def watched(self) -> bool:
        """Whether there is an app that webhooks may be sent to."""
        homes = (self._portal.developer, self._portal)
        return any(home.shelf("webhook_settings").all() for home in homes)

    def note(self, kind: ObjectType, id_: int, verb: str, **facts: Any) -> None:
        """Keep what happened to a record beside its values, while there are apps to send it to."""
        if not self.watched():
            return
        self._portal.store.execute(
            "INSERT INTO history (type, id, at, changes) VALUES (?, ?, ?, ?)",
            kind.id,
            id_,
            self._portal.now(),
            json.dumps({EVENT: {"verb": verb, **facts}}, separators=(",", ":")),
        )

    def of(self, kind: ObjectType, id_: int, names: list[str]) -> dict[str, list[Body]]:
        """The past values of the named properties; a property that never had one is an empty list."""
        found: dict[str, list[Body]] = {name: [] for name in names}
        rows = self._portal.store.rows(
            "SELECT at, changes FROM history WHERE type = ? AND id = ? ORDER BY at DESC, number DESC", kind.id, id_
        )
        for at, changes in rows:
            changed: dict[str, str] = json.loads(changes)
            for name, entries in found.items():
                if name in changed:
                    entries.append(
                        {
                            "value": changed[name],
                            "timestamp": instants.instant(at),
                            "sourceType": "INTEGRATION",
                            "sourceId": str(self._portal.app_id),
                            "updatedByUserId": self._portal.user_id,
                        }
                    )
        return found

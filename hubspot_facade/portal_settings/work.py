"""What the parts of a plan are made from, and where they put their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.portal_settings.steps import Refused, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubspot_facade.portal_settings.entries import Entry, Key, Portal, Settings

NOT_WANTED = "only the portal has it; --prune removes it"


class Work:
    """Wanted and found settings, and the plan as it grows."""

    def __init__(self, wanted: Settings, portal: Portal, *, prune: bool) -> None:
        self.wanted, self.portal, self.prune = wanted.entries, portal, prune
        self.found = portal.settings.entries
        self.steps: list[Step] = []
        self.refused: list[Refused] = []
        self.kept: list[Refused] = []

    def there(self, key: Key) -> Entry | None:
        """What the portal has at a key, HubSpot's own included."""
        return self.found.get(key, self.portal.fixed.get(key))

    def is_new(self, object_type: str) -> bool:
        """Whether a custom type is still to be created."""
        return object_type not in self.portal.type_ids

    def of(self, subject: str) -> Iterator[tuple[Key, Entry, Entry | None]]:
        """The wanted settings of a subject, each with what the portal has."""
        for key, entry in self.wanted.items():
            if key[1] == subject:
                yield key, entry, self.there(key)

    def only_there(self, subject: str) -> list[Key]:
        """What only the portal has of a subject. Of a custom type that goes as a whole only the type is named."""
        return [key for key in self.found if key[1] == subject and key not in self.wanted and not self._goes(key)]

    def _goes(self, key: Key) -> bool:
        types = [key[0], *key[2:3]] if key[1].startswith("association") else [key[0]]
        gone = [(each, "schema") for each in types]
        return key[1] != "schema" and any(each in self.found and each not in self.wanted for each in gone)

    def do(
        self, phase: int, verb: str, key: Key, fields: tuple[str, ...] = (), entry: Entry | None = None, **facts: Any
    ) -> None:
        """Plan a step."""
        self.steps.append(Step(phase, verb, key, fields, entry or {}, facts))

    def refuse(self, key: Key, reason: str) -> None:
        """Say that HubSpot cannot do this."""
        self.refused.append(Refused(key, reason))

    def drop(self, phase: int, key: Key, **facts: Any) -> None:
        """Plan to archive what only the portal has, or keep it."""
        if self.prune:
            self.do(phase, "archive", key, **facts)
        else:
            self.keep(key, NOT_WANTED)

    def keep(self, key: Key, reason: str) -> None:
        """Say that something stays, and why."""
        self.kept.append(Refused(key, reason))

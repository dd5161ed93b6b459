"""How a record is shown: as it is read, and as the answers to writes show it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from hubspot_facade.sandbox.crm.derivations.people import LIFE_DATES
from hubspot_facade.sandbox.crm.derivations.table import answered_after_update, never_answered
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state import instants

from .record import Record

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


class Names(NamedTuple):
    """The properties that an answer to a write shows, and those of them that are dates of the stages of life."""

    shown: list[str]
    dates: list[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """The names in order."""
        shown = sorted(names)
        return cls(shown, [name for name in shown if name in LIFE_DATES])

    def as_written(self, properties: dict[str, str | None]) -> dict[str, str | None]:
        """The values as such answers print them: these dates as epoch milliseconds."""
        for name in self.dates:
            value = properties.get(name)
            millis = instants.parse(value) if value else None
            if millis is not None:
                properties[name] = str(millis)
        return properties


class View:
    """How records of one type are shown in one answer: which properties, under which portal."""

    def __init__(self, kind: ObjectType, portal_id: int, names: list[str] | None) -> None:
        """`names` are the properties wanted, in order; None shows every property that has a value."""
        self._kind = kind
        self._names = names
        self._made: dict[tuple[str, ...], Names] = {}
        self._shown: dict[frozenset[str], Names] = {}
        self._url = f"https://app.hubspot.com/contacts/{portal_id}/record/{kind.id}/"

    def show(self, record: Record) -> Body:
        """The record as the API answers it, properties in the order of their names."""
        stored = record.properties
        if self._names is None:
            properties: dict[str, str | None] = {name: stored[name] for name in sorted(stored)}
        else:
            properties = {name: stored.get(name) for name in self._names}
        return self._show(record, properties)

    def created(self, record: Record) -> Body:
        """The record as the answer to its creation shows it: every value but those that such answers leave out."""
        stored = record.properties
        known = tuple(stored)
        names = self._made.get(known)
        if names is None:
            names = self._made[known] = Names.of(stored.keys() - never_answered(self._kind))
        return self._show(record, names.as_written({name: stored[name] for name in names.shown}))

    def updated(self, portal: "Portal", record: Record, sent: Iterable[str]) -> Body:
        """The record as the answer to a change shows it: what was sent, empty where it was cleared, and some more."""
        given = frozenset(sent)
        stored = record.properties
        names = self._shown.get(given)
        if names is None:
            names = self._shown[given] = Names.of(answered_after_update(portal, self._kind, given))
        shown: dict[str, str | None] = {
            name: stored.get(name, "") for name in names.shown if name in stored or name in given
        }
        return self._show(record, names.as_written(shown))

    def _show(self, record: Record, properties: dict[str, str | None]) -> Body:
        body: Body = {
            "id": str(record.id),
            "properties": properties,
            "createdAt": instants.instant(record.created),
            "updatedAt": instants.instant(record.updated),
            "archived": record.archived is not None,
        }
        if record.archived is not None:
            body["archivedAt"] = instants.instant(record.archived)
        body["url"] = f"{self._url}{record.id}"
        return body

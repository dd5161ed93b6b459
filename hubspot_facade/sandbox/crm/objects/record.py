"""One stored record, and how it is shown."""

import json
from dataclasses import dataclass

from hubspot_facade.sandbox import clock
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.errors import Body

COLUMNS = "id, properties, created, updated, archived, merged_into"


@dataclass(slots=True)
class Record:
    """One record as stored. Times are epoch milliseconds; an empty value is not kept."""

    id: int
    properties: dict[str, str]
    created: int
    updated: int
    archived: int | None = None
    merged_into: int | None = None

    @classmethod
    def of_row(cls, row: tuple[int, str, int, int, int | None, int | None]) -> "Record":
        """The record of a database row with `COLUMNS`."""
        return cls(row[0], json.loads(row[1]), row[2], row[3], row[4], row[5])

    def dump(self) -> str:
        """The properties as stored."""
        return json.dumps(self.properties, separators=(",", ":"))


class View:
    """How records of one type are shown in one answer: which properties, under which portal."""

    def __init__(self, kind: ObjectType, portal_id: int, names: list[str] | None) -> None:
        """`names` are the properties wanted, in order; None shows every property that has a value."""
        self._names = names
        self._url = f"https://app.hubspot.com/contacts/{portal_id}/record/{kind.id}/"

    def show(self, record: Record) -> Body:
        """The record as the API answers it, properties in the order of their names."""
        stored = record.properties
        if self._names is None:
            properties: dict[str, str | None] = {name: stored[name] for name in sorted(stored)}
        else:
            properties = {name: stored.get(name) for name in self._names}
        body: Body = {
            "id": str(record.id),
            "properties": properties,
            "createdAt": clock.instant(record.created),
            "updatedAt": clock.instant(record.updated),
            "archived": record.archived is not None,
        }
        if record.archived is not None:
            body["archivedAt"] = clock.instant(record.archived)
        body["url"] = f"{self._url}{record.id}"
        return body

"""One record as it is stored."""

import json
from dataclasses import dataclass

compact = json.JSONEncoder(separators=(",", ":")).encode
"""Values as they are stored: JSON without spaces."""
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
        return compact(self.properties)

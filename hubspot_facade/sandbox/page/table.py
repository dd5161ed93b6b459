"""A page of records, newest first, found by words or by what they are associated with."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.objects.record import COLUMNS, Record
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.numerals import natural

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

SIZE = 50
WORDS = 6


@dataclass(frozen=True)
class Table:
    """What was found: one page of records, and how many there are."""

    records: list[Record]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // SIZE))

    @property
    def first(self) -> int:
        """The number of the page's first record, counted from one."""
        return (self.page - 1) * SIZE + 1


def find(
    portal: "Portal",
    kind: ObjectType,
    *,
    words: str = "",
    page: int = 1,
    archived: bool = False,
    of: tuple[ObjectType, int] | None = None,
) -> Table:
    """Records of a type that have every word in a value, or as their id; `of` leaves those associated with a record."""
    where = f"type = ? AND merged_into IS NULL AND archived IS {'NOT NULL' if archived else 'NULL'}"
    parameters: list[Any] = [kind.id]
    for word in words.split()[:WORDS]:
        condition, operands = _has(word)
        where += f" AND {condition}"
        parameters += operands
    if of is not None:
        where += " AND id IN (SELECT to_id FROM association WHERE from_type = ? AND from_id = ? AND to_type = ?)"
        parameters += [of[0].id, of[1], kind.id]
    total = int(portal.store.row(f"SELECT COUNT(*) FROM record WHERE {where}", *parameters)[0])  # noqa: S608 - as above
    page = min(max(1, page), max(1, -(-total // SIZE)))
    rows = portal.store.rows(
        f"SELECT {COLUMNS} FROM record WHERE {where} ORDER BY id DESC LIMIT ? OFFSET ?",  # noqa: S608 - as above
        *parameters,
        SIZE,
        (page - 1) * SIZE,
    )
    return Table([Record.of_row(row) for row in rows], total, page)


def counts(portal: "Portal", *, archived: bool = False) -> dict[str, int]:
    """How many records there are, by the id of their type."""
    state = "NOT NULL" if archived else "NULL"
    rows = portal.store.rows(
        "SELECT type, COUNT(*) FROM record"  # noqa: S608 - one of two words
        f" WHERE merged_into IS NULL AND archived IS {state} GROUP BY type"
    )
    return dict(rows)


def _has(word: str) -> tuple[str, list[Any]]:
    """That a record has a word in one of its values, or as its id."""
    condition = "EXISTS (SELECT 1 FROM json_each(properties) WHERE value LIKE ? ESCAPE '\\')"
    parameters: list[Any] = [_pattern(word)]
    if word.isascii():
        # the stored text as it stands leaves out nearly all of them, ten times as fast
        condition = f"(properties LIKE ? ESCAPE '\\' AND {condition})"
        parameters.insert(0, _pattern(json.dumps(word)[1:-1]))
    return f"(id = ? OR {condition})", [natural(word) or -1, *parameters]


def _pattern(word: str) -> str:
    for special in ("\\", "%", "_"):
        word = word.replace(special, f"\\{special}")
    return f"%{word}%"

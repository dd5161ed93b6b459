"""Records as rows of a table: their ids and times, then a column for each property, of the kind that it is defined as.

Columns are the properties that were asked for, whether or not a record has them. Without names, they are those that
HubSpot returns, and one that first appears on a later page is a column from there on.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.definitions import Definition, definitions_of
from hubspot_facade.crm.records.batches import ALL
from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.tables.columns import UNREAD, Cell, Column, Numbers, Unread, columns_of
from hubspot_facade.tables.rows import Rows
from hubspot_facade.wire.plain_data import jsonable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from hubspot_facade.crm.properties.definitions import Definitions

_TIMES = ("created_at", "updated_at", "archived_at")
ID = Column("id", "text")
OWN = [
    ID,
    Column("created_at", "timestamp"),
    Column("updated_at", "timestamp"),
    Column("archived", "bool"),
    Column("archived_at", "timestamp"),
]
OF_CHANGES = [Column("change", "text"), Column("merged_into", "text")]
_TAKEN = [each.name for each in (*OWN, *OF_CHANGES, Column(UNREAD, "json"))]


class RecordLayout:
    """Rows of records of one type, of records with typed values, or of changes of records."""

    def __init__(
        self,
        object_type: str,
        numbers: Numbers,
        *,
        properties: Sequence[str] | None,
        associations: Sequence[str] = (),
        history: Sequence[str] | None = None,
        changes: bool = False,
    ) -> None:
        self.unread = Unread()
        self._type = object_type
        self._numbers: Numbers = numbers
        self._properties = properties
        self._associations = [*associations]
        self._history = [*history] if history else []
        self._changes = changes
        self._columns: list[Column] = []
        self._cells: list[Callable[[Any, Any, dict[str, Any]], Cell]] = []
        self._unread_at = 0
        self._sources: set[str] = set()

    def rows(self, items: Sequence[Any]) -> Generator[Any, Any, Rows]:
        """A row for each record; definitions are read for the first ones, and again for a property that they lack."""
        records = [each if hasattr(each, "properties") else each.record for each in items]
        if not self._columns:
            yield from self._begin(records)
        elif self._properties is None:
            yield from self._widen(records)
        for column in self._columns[len(self._cells) :]:
            self._cells.append(self._cell(column))
        return Rows(tuple(self._columns), [self._row(*each) for each in zip(items, records, strict=True)])

    def _begin(self, records: Sequence[Any]) -> Generator[Any, Any, None]:
        every = self._properties is not None and [*self._properties] == ALL  # and were just read for the listing
        definitions: Definitions = yield from definitions_of(self._type, refresh=not every)
        if self._properties is None:
            shown = [_defined(definitions, each) for each in _names(records)]
        elif every:
            shown = [*definitions.values()]
        else:
            found = [definitions.find(each, f"properties[{index}]") for index, each in enumerate(self._properties)]
            shown = [*{each.name: each for each in found}.values()]
        history = [*definitions] if self._history == ALL else self._history
        self._columns = [
            *(OF_CHANGES if self._changes else ()),
            *OWN,
            *self._new(shown),
            *(Column(f"associations.{each}", "list", each) for each in self._associations),
            *(Column(f"history.{each}", "json", each) for each in history),
            Column(UNREAD, "json"),
        ]
        self._unread_at = len(self._columns) - 1

    def _widen(self, records: Sequence[Any]) -> Generator[Any, Any, None]:
        late = [each for each in _names(records) if each not in self._sources]
        if late:
            definitions: Definitions = yield from definitions_of(self._type)
            if any(each not in definitions for each in late):
                definitions = yield from definitions_of(self._type, refresh=True)
            self._columns += self._new([_defined(definitions, each) for each in late])

    def _new(self, shown: Sequence[Definition]) -> list[Column]:
        self._sources |= {each.name for each in shown}
        return columns_of(shown, numbers=self._numbers, taken=_TAKEN)

    def _row(self, item: Any, record: Any) -> list[Cell]:
        left: dict[str, Any] = {}
        cells = [cell(item, record, left) for cell in self._cells]
        if self._associations and record is not None and item is record:
            self._place_associations(record, cells, left)
        if left:
            cells[self._unread_at] = left
        return cells

    def _place_associations(self, record: Any, cells: list[Cell], left: dict[str, Any]) -> None:
        """Put associations in their column that HubSpot names otherwise than they were asked for: by a type's id."""
        held: Mapping[str, Any] = getattr(record, "associations", None) or {}
        unnamed = [name for name in held if not any(_is_of(name, each) for each in self._associations)]
        if not unnamed:
            return
        empty = [each for each in self._associations if not any(_is_of(name, each) for name in held)]
        custom = [each for each in empty if each.startswith("2-")]
        if len(unnamed) == len(custom) == 1:
            place = next(at for at, each in enumerate(self._columns) if each.name == f"associations.{custom[0]}")
            cells[place] = _ids(held[unnamed[0]])
            return
        for name in unnamed:
            left[f"associations.{name}"] = _ids(held[name])
            self.unread.add(f"associations.{name}", f"of record {record.id}", name, "was asked for by another name")

    def _cell(self, column: Column) -> Callable[[Any, Any, dict[str, Any]], Cell]:
        """What makes a column's cell of an item and its record; it may leave a text that does not fit."""
        if not column.source:
            own = _OWN_CELLS[column.name]
            return lambda item, record, _left: own(item, record)
        if column.name.startswith("associations."):
            return lambda item, record, _left: _associated(item, record, column.source)
        if column.name.startswith("history."):
            return lambda _item, record, _left: _history(record, column.source)

        def cell(item: Any, record: Any, left: dict[str, Any]) -> Cell:
            text = None if record is None else record.properties.get(column.source)
            try:
                return column.read(text)
            except ValueError as problem:
                left[column.name] = text
                self.unread.add(column.name, f"of record {item.id}", text, str(problem))
                return None

        return cell


def _names(records: Sequence[Any]) -> list[str]:
    return [*dict.fromkeys(name for each in records if each is not None for name in each.properties)]


def _defined(definitions: Definitions, name: str) -> Definition:
    return definitions.get(name) or Definition(name, "string")


def _moment(name: str) -> Callable[[Any, Any], Cell]:
    def cell(_item: Any, record: Any) -> Cell:
        found = getattr(record, name, None)
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC) if isinstance(found, datetime) else None

    return cell


def _associated(item: Any, record: Any, other: str) -> list[str]:
    """The ids of associated records, each once."""
    if item is not record and hasattr(item, "associations"):
        return [*dict.fromkeys(str(each.to_object_id) for each in item.associations.get(other, ()))]
    held: Mapping[str, Any] = getattr(record, "associations", None) or {}
    for name, listed in held.items():
        if _is_of(name, other):
            return _ids(listed)
    return []


def _is_of(name: str, asked: str) -> bool:
    """Whether HubSpot's name is of the type that was asked for; a custom type's begins with the portal's id."""
    return type_id(name) == type_id(asked) or re.sub(r"^p\d+_", "", name) == asked


def _ids(listed: Any) -> list[str]:
    return [*dict.fromkeys(str(each.id) for each in listed.results)]


def _history(record: Any, name: str) -> Cell:
    held: Mapping[str, list[Any]] = getattr(record, "properties_with_history", None) or {}
    found = held.get(name)
    return None if found is None else [jsonable(each) for each in found]


_OWN_CELLS: dict[str, Callable[[Any, Any], Cell]] = {
    UNREAD: lambda _item, _record: None,
    "id": lambda item, _record: str(item.id),
    "archived": lambda _item, record: None if record is None else bool(record.archived),
    "change": lambda item, _record: item.kind,
    "merged_into": lambda item, _record: item.into,
    **{name: _moment(name) for name in _TIMES},
}

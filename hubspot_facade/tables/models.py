"""Rows of items that are no records (owners, pipelines, …): a column for each field of their model.

What HubSpot answers beyond its documents is a column too, from the page on in which it first appears.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, cast, get_args, get_origin, get_type_hints

from hubspot_openapi.runtime import Model

from hubspot_facade.tables.columns import UNREAD, WHOLE_LIMIT, Cell, Column, Kind, Numbers, Unread
from hubspot_facade.tables.rows import Rows
from hubspot_facade.wire.plain_data import jsonable

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

_VALUE = "value"


class ModelLayout:
    """Rows of the items of any listing."""

    def __init__(self, numbers: Numbers = "decimal") -> None:
        self.unread = Unread()
        self._numbers: Numbers = numbers
        self._columns: dict[str, Column] = {}

    def rows(self, items: Sequence[Any]) -> Generator[Any, Any, Rows]:
        """A row for each item; its columns are in the order in which they appeared."""
        mappings = [_fields(each) for each in items]
        for item, fields in zip(items, mappings, strict=True):
            for name in fields:
                if name not in self._columns:
                    self._columns[name] = Column(name, _kind(item, name, self._numbers))
        if self._columns:
            self._columns.setdefault(UNREAD, Column(UNREAD, "json"))
        columns = tuple(self._columns.values())
        return Rows(columns, [self._row(columns, each) for each in mappings])
        yield  # makes this a plan

    def _row(self, columns: Sequence[Column], fields: Mapping[str, Any]) -> list[Cell]:
        left: dict[str, Any] = {}
        cells: list[Cell] = []
        for column in columns:
            value = fields.get(column.name)
            try:
                cells.append(None if value is None else cell_of(column.kind, value))
            except ValueError as problem:
                cells.append(None)
                left[column.name] = jsonable(value)
                self.unread.add(column.name, f"of item {fields.get('id', '?')}", str(value), str(problem))
        if left:
            cells[[each.name for each in columns].index(UNREAD)] = left
        return cells


def cell_of(kind: Kind, value: Any) -> Cell:
    """A value as a column of this kind holds it. ValueError says what it is not."""
    match kind:
        case "whole" if isinstance(value, int) and not isinstance(value, bool) and abs(value) < WHOLE_LIMIT:
            return value
        case "decimal" if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return Decimal(str(value))
        case "float" if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return float(value)
        case "bool" if isinstance(value, bool):
            return value
        case "timestamp" if isinstance(value, datetime):
            return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
        case "date" if isinstance(value, date) and not isinstance(value, datetime):
            return value
        case "text" if isinstance(value, str):
            return value
        case "list" if isinstance(value, list) and all(isinstance(each, str) for each in value):  # pyright: ignore[reportUnknownVariableType] # of any type
            return cast("list[str]", value)
        case "json":
            return cast("Cell", jsonable(value))
        case _:
            raise ValueError(f"is no {kind}")


def _fields(item: Any) -> Mapping[str, Any]:
    if isinstance(item, Model):
        names = _kinds(type(item))
        return {name: getattr(item, attribute) for name, (attribute, _) in names.items()} | item.additional_properties
    if isinstance(item, Mapping):
        return cast("Mapping[str, Any]", item)
    return {_VALUE: item}


def _kind(item: Any, name: str, numbers: Numbers) -> Kind:
    kind: Kind = "json"
    if isinstance(item, Model):
        kind = _kinds(type(item)).get(name, ("", "json"))[1]
    else:
        kind = _kind_of_type(type(_fields(item)[name]))
    return numbers if kind == "decimal" else kind


@cache
def _kinds(model: type[Model]) -> dict[str, tuple[str, Kind]]:
    """The fields of a model: the attribute of each and the kind of its values."""
    hints = get_type_hints(model)
    return {
        name.rstrip("_"): (name, _kind_of_type(hint))
        for name, hint in hints.items()
        if not name.startswith("_") and name != "additional_properties"
    }


def _kind_of_type(hint: Any) -> Kind:
    members = [each for each in get_args(hint) if each is not type(None)] if get_origin(hint) is not list else []
    if type(None) in get_args(hint) and len(members) == 1:
        hint = members[0]
    if hint == list[str]:
        return "list"
    kinds: dict[Any, Kind] = {
        str: "text",
        bool: "bool",
        int: "whole",
        float: "decimal",
        datetime: "timestamp",
        date: "date",
    }
    return kinds.get(hint, "json") if isinstance(hint, type) else "json"

"""The columns of a file that is imported, as HubSpot's importRequest describes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias, cast

from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import entry_of
from hubspot_facade.wire.argument_types import ObjectType
from hubspot_facade.wire.ids import object_type_of, text_of

OBJECT_ID = "hs_object_id"
OPERATIONS = ("create", "update", "upsert")
_KEYS = {"0-1": "email", "0-2": "domain"}  # what HubSpot finds records by if nothing else is named
_FIELDS = (
    *("columnObjectTypeId", "columnObjectType", "columnName", "propertyName", "columnType", "idColumnType"),
    *("toColumnObjectTypeId", "foreignKeyType", "associationIdentifierColumn", "marketingEventSubmissionType"),
    "ignored",
)
_SHOWN = 8  # columns in a message


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of an imported file holds: values of a `property`, or labels of associations.

    `object_type` is whose property it is; by default the import's. By a `key` HubSpot finds the record of a row: a
    property with unique values, or hs_object_id for record ids. A column of labels has `labels_to` instead of a
    property: the labels of the association from the record of `object_type` to the row's record of that type.
    """

    property: str | None = None
    object_type: str | None = None
    key: bool = False
    labels_to: str | None = None


ColumnMap: TypeAlias = Mapping[str, str | Column | Mapping[str, Any] | None]
"""Columns by their headers: a property ("email"), that of another object type ("companies.domain"), a `Column`, the
fields of HubSpot's columnMappings, or None for a column that is left out."""

Keys: TypeAlias = str | Mapping[str, str]
"""The property by which records are found: of the import's object type, or by object type."""

Operations: TypeAlias = str | Mapping[str, str]
"""create, update or upsert: for all records, or by object type."""


class Columns:
    """The columns of one file: checked against its header, with the object types that they name as ids."""

    def __init__(self, given: ColumnMap | None, header: Sequence[str] | None, object_type: ObjectType) -> None:
        self.object_type = object_type_of(object_type)
        if given is None and header is None:
            raise InputError("columns", "is missing: the columns of a legacy workbook (.xls) are not read here")
        columns: ColumnMap = {name: name for name in header or ()} if given is None else given
        names = [*columns] if header is None else _matched(columns, header)
        self.by_name = {name: _column(columns[name], f"columns.{name}") for name in names}
        self._check()

    def _check(self) -> None:
        """InputError for two columns of one property, of which one would be lost, and for nothing to import."""
        used = {name: each for name, each in self.by_name.items() if each and not _is_ignored(each)}
        if not used:
            raise InputError("columns", "every column is left out: nothing would be imported")
        held: dict[tuple[str, str], str] = {}
        for name, each in used.items():
            if isinstance(each, Column):
                of, holds = self._type(each), each.property
            else:
                of, holds = str(each.get("columnObjectTypeId") or self.object_type), each.get("propertyName")
            other = held.setdefault((type_id(of), str(holds).lower()), name) if holds else name
            if other != name:
                raise InputError(f"columns.{name}", f"{holds} is what the column {other!r} holds already")

    @property
    def object_types(self) -> list[str]:
        """The object types whose records the file has, in the order of their columns."""
        found = [self._type(each) for each in self.by_name.values() if isinstance(each, Column) and each.property]
        raw = [str(each.get("columnObjectTypeId") or self.object_type) for each in self._raw()]
        return [*dict.fromkeys((*found, *raw))] or [self.object_type]

    @property
    def named_types(self) -> list[str]:
        """Every object type that a column names, those that labels lead to included."""
        labels = [object_type_of(each.labels_to) for each in self._columns() if each.labels_to is not None]
        return [*dict.fromkeys((*self.object_types, *labels))]

    def properties(self, object_type: str) -> dict[str, str]:
        """The properties of this object type that columns hold, by the names of the columns."""
        return {
            name: each.property
            for name, each in self.by_name.items()
            if isinstance(each, Column) and each.property and self._type(each) == object_type
        }

    def mappings(self, keys: Mapping[str, str], ids: Mapping[str, str]) -> list[dict[str, Any]]:
        """HubSpot's columnMappings; `keys` has the key of each object type, `ids` the type's id by its name."""
        return [self._mapping(name, each, keys, ids) for name, each in self.by_name.items()]

    def keys(self, given: Keys | None) -> dict[str, str]:
        """The property by which the records of each object type are found, of those that have one."""
        wanted = _by_type(given, self.object_type, "key")
        found: dict[str, str] = {}
        for object_type in self.object_types:
            properties = {*self.properties(object_type).values()}
            key = wanted.pop(object_type, None)
            marked = [each.property for each in self._columns() if each.key and self._type(each) == object_type]
            if len({*marked, key} - {None}) > 1:
                raise InputError("key", f"several properties of {object_type} are named")
            key = key or next(iter(marked), None)
            if key is not None and key not in properties:
                raise InputError("key", f"no column holds {key} of {object_type}")
            usual = OBJECT_ID if OBJECT_ID in properties else _KEYS.get(type_id(object_type))
            if key is not None or usual in properties:
                found[object_type] = str(key or usual)
            elif any(each.get("columnType", each.get("idColumnType")) for each in self._raw()):
                found[object_type] = ""  # HubSpot's own fields say which column it is
        if wanted:
            raise InputError("key", f"the file has no columns of {next(iter(wanted))}")
        return found

    def operations(self, given: Operations | None, keys: Mapping[str, str]) -> dict[str, str]:
        """What to do with the records of each object type: by default upsert those that have a key, create others."""
        wanted = dict.fromkeys(self.object_types, given) if isinstance(given, str) else _by_type(given, "", "operation")
        found: dict[str, str] = {}
        for object_type in self.object_types:
            has_key = object_type in keys
            operation = wanted.pop(object_type, None) or ("upsert" if has_key else "create")
            if operation.lower() not in OPERATIONS:
                raise InputError("operation", f"expected {', '.join(OPERATIONS)}, not {operation!r}")
            if not has_key and operation.lower() != "create":
                raise InputError("key", f"is missing: by which property are {object_type} found?")
            found[object_type] = operation.upper()
        if wanted:
            raise InputError("operation", f"the file has no columns of {next(iter(wanted))}")
        return found

    def _columns(self) -> Iterable[Column]:
        return [each for each in self.by_name.values() if isinstance(each, Column)]

    def _raw(self) -> Iterable[Mapping[str, Any]]:
        return [each for each in self.by_name.values() if isinstance(each, Mapping)]

    def _type(self, column: Column) -> str:
        return self.object_type if column.object_type is None else object_type_of(column.object_type)

    def _mapping(
        self, name: str, column: Column | Mapping[str, Any] | None, keys: Mapping[str, str], ids: Mapping[str, str]
    ) -> dict[str, Any]:
        if column is None:  # HubSpot wants to know of every column
            return {"columnObjectTypeId": ids[self.object_types[0]], "columnName": name, "ignored": True}
        if isinstance(column, Mapping):
            own = ids.get(str(column.get("columnObjectTypeId")), column.get("columnObjectTypeId"))
            return {"columnName": name, **column, "columnObjectTypeId": own or ids[self.object_type]}
        object_type = self._type(column)
        entry: dict[str, Any] = {"columnObjectTypeId": ids.get(object_type, object_type), "columnName": name}
        if column.labels_to is not None:
            to = object_type_of(column.labels_to)
            return entry | {"columnType": "FLEXIBLE_ASSOCIATION_LABEL", "toColumnObjectTypeId": ids.get(to, to)}
        entry["propertyName"] = column.property
        if keys.get(object_type) == column.property:
            entry["columnType"] = "HUBSPOT_OBJECT_ID" if column.property == OBJECT_ID else "HUBSPOT_ALTERNATE_ID"
        return entry


def _is_ignored(column: Column | Mapping[str, Any]) -> bool:
    return isinstance(column, Mapping) and bool(column.get("ignored"))


def _matched(columns: ColumnMap, header: Sequence[str]) -> Sequence[str]:
    """The header's columns, if they are those that are described: all of them, and no others."""
    for name in columns:
        if name not in header:
            near = get_close_matches(name, header, 1, 0.6)
            shown = ", ".join(repr(each) for each in header[:_SHOWN]) + (", …" if len(header) > _SHOWN else "")
            meant = f"did you mean {near[0]!r}?" if near else f"its columns are {shown}"
            raise InputError(f"columns.{name}", f"the file has no such column; {meant}")
    if left := [name for name in header if name not in columns]:
        raise InputError("columns", f"say what the column {left[0]!r} holds, or that it is to be left out")
    return header


def _column(given: object, field: str) -> Column | Mapping[str, Any] | None:
    if given is None:
        return None
    if isinstance(given, str):
        object_type, _, name = text_of(given, field).rpartition(".")
        return Column(_property(name, field), object_type_of(object_type, field) if object_type else None)
    if isinstance(given, Mapping):
        return entry_of(cast("Mapping[str, Any]", given), _FIELDS, field)
    if not isinstance(given, Column):
        raise InputError(field, f"expected the name of a property, a Column or None, not {type(given).__name__}")
    if (given.property is None) == (given.labels_to is None):
        raise InputError(field, "a column holds either a property or labels (labels_to)")
    if given.key and given.property is None:
        raise InputError(field, "association labels cannot be a key")
    own = None if given.property is None else _property(given.property, field)
    return Column(own, given.object_type, given.key, given.labels_to)


def _property(name: str, field: str) -> str:
    return text_of(name, field).lower()


def _by_type(given: str | Mapping[str, str] | None, object_type: str, field: str) -> dict[str, str]:
    if given is None:
        return {}
    if isinstance(given, str):
        return {object_type: _property(given, field)}
    return {object_type_of(name, field): _property(each, f"{field}.{name}") for name, each in given.items()}

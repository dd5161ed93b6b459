"""Writes many records at once: in the form that the API would have stored them, without what a request costs."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.associations.types import AssociationType
from hubspot_facade.sandbox.crm.derivations.counts import tallied
from hubspot_facade.sandbox.crm.objects.derived import on_create
from hubspot_facade.sandbox.crm.objects.stored import StoredRecords, first_id, folded
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

_encode = json.JSONEncoder(separators=(",", ":")).encode
Row = tuple[str | int, ...]


class Bulk:
    """Records and associations that `write` puts into the portal; nothing checks them."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._values: dict[tuple[str, int], tuple[dict[str, str], int]] = {}
        self._records: list[Row] = []
        self._history: list[Row] = []
        self._unique: list[Row] = []
        self._names: dict[str, list[str]] = {}
        self._associations: list[Row] = []
        self._types: dict[tuple[str, str], list[AssociationType]] = {}
        self.counts: dict[str, int] = {}

    def kind(self, name: str) -> ObjectType:
        """An object type by its name."""
        return self._portal.service(ObjectTypes).resolve(name)

    def ids(self, kind: ObjectType, count: int) -> range:
        """The ids of the next records of a type."""
        self.counts[kind.plural] = self.counts.get(kind.plural, 0) + count
        start = first_id(kind, self._portal.seed)
        return self._portal.store.numbers(f"record {kind.id}", start=start, count=count)

    def add(self, kind: ObjectType, id_: int, values: dict[str, str], at: int) -> None:
        """A record of values as they are stored, made at a moment in epoch milliseconds."""
        on_create(self._portal, kind, values, id_, at)
        self._values[kind.id, id_] = values, at
        for name in self._unique_names(kind):
            if values.get(name):
                self._unique.append((kind.id, name, folded(values[name]), id_))

    def link(self, from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int) -> None:
        """The plain association of two records, and the primary one where their types have it."""
        for one in self._types_of(from_kind, to_kind):
            self._associations.append((one.from_id, from_id, one.to_id, to_id, one.category, one.id))
            self._associations.append((one.to_id, to_id, one.from_id, from_id, one.category, one.inverse_id))

    def taken(self, kind: ObjectType, name: str, values: Iterable[str]) -> set[str]:
        """Those of the unique values, as they are compared, that a record of the portal has."""
        return set(self._portal.service(StoredRecords).holders(kind, name, values))

    def write(self) -> None:
        """Put everything into the portal."""
        beside: dict[tuple[str, int], set[tuple[str, int]]] = {}
        for near_type, near_id, far_type, far_id, *_ in self._associations:
            beside.setdefault((str(near_type), int(near_id)), set()).add((str(far_type), int(far_id)))
        now = self._portal.now()
        for (type_, id_), (values, at) in self._values.items():
            near = ((one[0], self._values[one][0]) for one in beside.get((type_, id_), ()) if one in self._values)
            values |= tallied(type_, near, now)
            text = _encode({name: value for name, value in values.items() if value})
            self._records.append((type_, id_, text, at, at))
            self._history.append((type_, id_, at, text))
        self._values.clear()
        for table, columns, rows in (
            ("record", "type, id, properties, created, updated", self._records),
            ("history", "type, id, at, changes", self._history),
            ("unique_value", "type, property, value, id", self._unique),
            ("association", "from_type, from_id, to_type, to_id, category, type_id", self._associations),
        ):
            marks = ", ".join("?" * len(columns.split(",")))
            # in the order of the primary keys, in which SQLite inserts quickest
            rows.sort()
            self._portal.store.connection.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - the names above
                rows,
            )
            rows.clear()
        self._portal.store.columns.forget(is_empty=False)

    def _unique_names(self, kind: ObjectType) -> list[str]:
        if kind.id not in self._names:
            self._names[kind.id] = list(self._portal.service(Properties).unique(kind))
        return self._names[kind.id]

    def _types_of(self, from_kind: ObjectType, to_kind: ObjectType) -> list[AssociationType]:
        pair = from_kind.id, to_kind.id
        found = self._types.get(pair)
        if found is None:
            listed = self._portal.service(Associations).types.between(from_kind, to_kind)
            found = self._types[pair] = [one for one in listed if one.label is None or one.primary]
        return found

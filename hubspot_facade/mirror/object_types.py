"""Which object types a mirror has, and their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.records.type_names import NAMES, meant, type_id
from hubspot_facade.errors import InputError
from hubspot_facade.mirror.layout import OBJECT_TYPES, TABLES, quoted, table_names
from hubspot_facade.mirror.run import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hubspot_facade.mirror.run import Run

# Names of HubSpot's that lead to records of other types, or to what is no record.
_LEFT_OUT = frozenset({"0-4", "0-11", "0-35"})
_OTHER_PARTS = {
    "owners": "they are always mirrored",
    "pipelines": "they are always mirrored",
    "associations": "`associations` says which are mirrored",
    "lists": "`lists` says whether they are mirrored",
}


class ObjectTypes:
    """The object types that a portal can have: HubSpot's, and its own."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._customs = _customs(run)
        self._names = {key: each[1] for key, each in NAMES.items()}
        self._names |= {each.object_type_id: each.name for each in self._customs}
        self._spelled = {name.lower(): key for key, name in self._names.items()}
        self._spelled |= {
            name.lower(): each.object_type_id
            for each in self._customs
            for name in (each.fully_qualified_name or each.name, each.object_type_id)
        }

    def key(self, name: str, field: str) -> str:
        """The id of the type of this name, in any spelling. InputError where there is none."""
        found = self._spelled.get(name.lower()) or type_id(name.lower())
        if found not in self._names:
            if name.lower() in _OTHER_PARTS:
                raise InputError(field, f"{name.lower()} are not an object type: {_OTHER_PARTS[name.lower()]}")
            customs = [each.name for each in self._customs]
            raise InputError(field, f"there is no object type {name!r}; {meant(name, customs)}")
        return found

    def kinds(self, include: Sequence[str], exclude: Sequence[str]) -> list[Kind]:
        """The types to mirror: all, or those named, without those excluded."""
        wanted = [*dict.fromkeys(self.key(name, "include") for name in include)]
        left_out = {self.key(name, "exclude") for name in exclude}
        chosen = wanted or [key for key in self._names if key not in _LEFT_OUT]
        full = {each.object_type_id: each.fully_qualified_name or each.name for each in self._customs}
        labels = {each.object_type_id: each.labels.plural or each.name for each in self._customs}
        kept = {key: name for name, key in self._run.database.rows("select name, type_id from object_types")}
        tables = table_names(self._names, full, kept)
        kinds = [
            Kind(tables[key], key, labels.get(key, ""), custom=key in full, named=key in wanted)
            for key in chosen
            if key not in left_out
        ]
        if not kinds:
            raise InputError("exclude", "leaves no object type")
        return kinds


def keep(run: Run, kind: Kind) -> None:
    """Note that a type has a table; within a transaction."""
    run.database.put(OBJECT_TYPES, [[kind.table, kind.type_id, kind.label or kind.table, kind.custom]])


def _forget(run: Run, ids: set[str]) -> None:
    """Drop the tables of custom types that are gone."""
    database = run.database
    for name, key in database.rows("select name, type_id from object_types where custom"):
        if key in ids:
            continue
        with database.transaction():
            database.execute(f"drop table if exists {quoted(name)}")
            for table in TABLES:
                if "object_type" in table.names:
                    database.execute(f"delete from {table.name} where object_type = ?", name)
            for pairs in ("associations", "association_types"):
                database.execute(f"delete from {pairs} where from_type = ? or to_type = ?", name, name)
            database.execute("delete from object_types where name = ?", name)


def _customs(run: Run) -> list[Any]:
    """The portal's own types; none where the token may not read them, which the report says."""
    found: list[Any] = []
    with run.part("custom object types") as part:
        found = [each for each in run.hs.schemas.list().all() if not each.archived]
        part.rows = len(found)
        _forget(run, {each.object_type_id for each in found})
    return found

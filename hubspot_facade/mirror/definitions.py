"""The columns of a type's table follow the definitions of its properties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.properties.definitions import Definitions, definition_of
from hubspot_facade.errors import APIError, HubSpotError
from hubspot_facade.mirror.database import record_table
from hubspot_facade.mirror.layout import OPTIONS, OWN_COLUMNS, PROPERTIES, quoted
from hubspot_facade.mirror.object_types import keep
from hubspot_facade.mirror.positions import LISTING, Position, position_of, save
from hubspot_facade.tables.columns import columns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hubspot_facade.crm.properties.definitions import Definition
    from hubspot_facade.mirror.layout import Table
    from hubspot_facade.mirror.run import Kind, Run
    from hubspot_facade.tables.columns import Column

MERGED = "hs_merged_object_ids"


class TooManyColumnsError(HubSpotError):
    """The database has no room for all properties of a type; those of other types may fit."""


def follow_definitions(run: Run, kind: Kind) -> tuple[Table, Position]:
    """The type's table as its properties are now, and what there is to read for it.

    A new property is a new column, and is to be filled. When one is of another kind than before, its column is made
    anew, and all records are to be read. The column of a property that is gone, or no longer wanted, goes.
    """
    answered: list[Any] = run.hs.properties.list(kind.type_id).all()
    definitions = [definition_of(each) for each in answered]
    chosen = _chosen(run, kind, definitions)
    columns = _distinct(run, kind, columns_of(chosen, taken=[each.name for each in OWN_COLUMNS]))
    table = record_table(kind.table, columns)
    most = run.database.most_columns
    if most is not None and len(table.columns) > most:
        raise TooManyColumnsError(
            f"{kind.table} have {len(columns):,} properties, and a table of this database {most:,} columns at most: "
            "name the properties to mirror, or mirror into DuckDB"
        )
    with run.database.transaction():
        position = position_of(run, kind)
        if (table.name,) in run.database.rows(run.database.views):  # a custom type may be named contacts_to_deals
            run.database.execute(f"drop view {quoted(table.name)}")
        there = run.database.columns(table.name)
        if not there:
            run.database.create(table)
            position = Position(LISTING)
        else:
            added, retyped = _alter(run, table, there)
            if retyped:  # search might not find values that do not fit the new type
                position = Position(LISTING)
            names = [each.source for each in columns if each.name in added]
            position = position.refilled(names, [each.source for each in columns])
        keep(run, kind)
        _keep_definitions(run, kind, answered, definitions, {each.source: each.name for each in columns})
        save(run, kind, position)
    return table, position


def check_chosen(run: Run, kind: Kind) -> None:
    """InputError for a property that is to be mirrored and does not exist. What cannot be read is left to its part."""
    if wanted := run.choices.properties.get(kind.type_id):
        try:
            found = run.hs.properties.definitions(kind.type_id)
        except APIError:
            return
        named = Definitions(kind.table, [*found.values()])
        for name in wanted:
            named.find(name, "properties")


def _chosen(run: Run, kind: Kind, definitions: Sequence[Definition]) -> Sequence[Definition]:
    wanted = run.choices.properties.get(kind.type_id)
    if wanted is None:
        return definitions
    named = Definitions(kind.table, definitions)
    return [*{found.name: found for name in wanted if (found := named.find(name, "properties"))}.values()]


def _distinct(run: Run, kind: Kind, columns: Sequence[Column]) -> list[Column]:
    """The columns, with names that differ in more than their case, as SQL requires.

    Where two properties differ in nothing else, one has the name, and the other "properties." before it. Which is
    which stays as it was in the run before.
    """
    sql = "select name, column_name from properties where object_type = ? and column_name is not null"
    kept = dict(run.database.rows(sql, kind.table))
    used = {each.name.lower() for each in OWN_COLUMNS}
    named: dict[str, str] = {}
    for column in sorted(columns, key=lambda each: each.source not in kept):
        name = kept.get(column.source, column.name)
        while name.lower() in used:
            name = f"properties.{name}"
        used.add(name.lower())
        named[column.source] = name
    return [replace(each, name=named[each.source]) for each in columns]


def _alter(run: Run, table: Table, there: dict[str, str]) -> tuple[set[str], set[str]]:
    """Change a table's columns; the names of those that are new, and of those whose type is another."""
    types = {each.name: run.database.types[each.kind] for each in table.columns}
    gone = [name for name, kind in there.items() if types.get(name) != kind]
    added = [name for name, kind in types.items() if there.get(name) != kind]
    for name in gone:
        run.database.execute(f"alter table {quoted(table.name)} drop column {quoted(name)}")
        run.database.execute(
            "delete from unread_values where object_type = ? and property in"
            " (select name from properties where object_type = ? and column_name = ?)",
            *(table.name, table.name, name),
        )
    for name in added:
        run.database.execute(f"alter table {quoted(table.name)} add column {quoted(name)} {types[name]}")
    return {*added} - {*gone}, {*added} & {*gone}


def _keep_definitions(
    run: Run, kind: Kind, answered: Sequence[Any], definitions: Sequence[Definition], columns: dict[str, str]
) -> None:
    rows = [
        [
            *(kind.table, each.name, columns.get(each.name), each.label, raw.description, each.type, each.field_type),
            *(each.group_name, each.unique, each.read_only, each.calculated, each.hidden, each.hubspot_defined),
        ]
        for raw, each in zip(answered, definitions, strict=True)
    ]
    run.database.replace(PROPERTIES, rows, object_type=kind.table)
    options = {
        (raw.name, each.value): [kind.table, raw.name, each.value, each.label, each.display_order, bool(each.hidden)]
        for raw in answered
        for each in raw.options or ()
        if each.value is not None
    }
    run.database.replace(OPTIONS, [*options.values()], object_type=kind.table)

"""A view for each pair of object types, which joins their records in SQL without counting a pair twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.mirror.layout import is_reserved, quoted

if TYPE_CHECKING:
    from hubspot_facade.mirror.database import Database


def replace_views(database: Database) -> None:
    """Have a view `contacts_to_deals` for each pair of types that has associations; within a transaction.

    A pair whose view would have the name of a table or of another pair's view, or one of the database's, has none.
    """
    pairs = database.rows("select distinct from_type, to_type from association_types order by 1, 2")
    names = [f"{one}_to_{other}" for one, other in pairs]
    tables = {row[0] for row in database.rows("select name from object_types")}
    wanted = {
        name: (one, other)
        for name, (one, other) in zip(names, pairs, strict=True)
        if name not in tables and names.count(name) == 1 and not is_reserved(name)
    }
    there = {row[0] for row in database.rows(database.views)}
    for name in sorted(there - wanted.keys()):
        database.execute(f"drop view {quoted(name)}")
    for name, (one, other) in wanted.items():
        if name in there:
            continue
        database.execute(
            f"create view {quoted(name)} as"
            f" select from_id, to_id, {database.joined('label')} as labels from associations"
            f" where from_type = {_text(one)} and to_type = {_text(other)} group by from_id, to_id"
        )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

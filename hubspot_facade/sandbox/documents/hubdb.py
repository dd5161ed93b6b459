"""What HubSpot adds to tables of HubDB: ids of columns and their options, and how many columns and rows there are."""

from collections.abc import Iterable
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_object, listed

TABLES = "/cms/hubdb/tables"
ROWS = f"{TABLES}/{{tableIdOrName}}/rows"


def numbered(given: Body, before: Body) -> Body:
    """A table as it was sent, its columns and their options with ids; those of a name that was there keep their id."""
    if "columns" not in given:
        return given
    columns = _with_ids(listed(given["columns"]), listed(before.get("columns")))
    known = {str(one.get("name")): one for one in listed(before.get("columns")) if is_object(one)}
    for one in columns:
        if listed(one.get("options")):
            earlier = listed(known.get(str(one.get("name")), {}).get("options"))
            one["options"] = _with_ids(listed(one["options"]), earlier)
        one.setdefault("deleted", False)
    return given | {"columns": columns}


def counted(table: Body, rows: int) -> Body:
    """A table with the numbers of its columns and rows."""
    return table | {"columnCount": len(listed(table.get("columns"))), "rowCount": rows}


def _with_ids(given: Iterable[Any], before: Iterable[Any]) -> list[Body]:
    there = {str(one.get("name")): str(one["id"]) for one in before if is_object(one) and one.get("id")}
    sent = [dict(one) for one in given if is_object(one)]
    taken = [str(one["id"]) for one in sent if one.get("id")]
    last = max((natural(one) or 0 for one in (*there.values(), *taken)), default=0)
    for one in sent:
        id_ = one.get("id") or there.get(str(one.get("name")))
        if not id_:
            last += 1
            id_ = last
        one["id"] = str(id_)
    return sent

"""Lists and who is on them. The members of a list are read again when HubSpot says that they may be others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import NotFound
from hubspot_facade.mirror.database import among
from hubspot_facade.mirror.layout import JOINING, LISTS, MEMBERS, MEMBERS_READ, quoted
from hubspot_facade.mirror.report import Progress

if TYPE_CHECKING:
    from hubspot_facade.mirror.report import Part
    from hubspot_facade.mirror.run import Kind, Run

_MOVES = ("hs_list_size", "hs_last_record_added_at", "hs_last_record_removed_at")

_FORGET = "delete from mirror_members_read where list_id not in (select id from lists)"  # a list may be restored


def mirror_lists(run: Run, kind: Kind) -> None:
    """The lists of a type's records, and their members. A type without records is not asked for its lists."""
    database = run.database
    if not database.one(f"select 1 from {quoted(kind.table)} limit 1"):
        with database.transaction():
            for table in (LISTS, MEMBERS):
                database.execute(f"delete from {table.name} where object_type = ?", kind.table)
            database.execute(_FORGET)
        return
    with run.part(f"lists of {kind.table}", optional=True) as part:
        found: list[Any] = run.hs.lists.list(object_type_id=kind.type_id).all()
        found = [each for each in found if each.object_type_id == kind.type_id]
        states = {int(each.list_id): _state(each) for each in found}
        with database.transaction():
            rows = [_row(kind, each) for each in found]
            part.written, part.removed = database.replace(LISTS, rows, object_type=kind.table)
            gone = "object_type = ? and list_id not in (select id from lists)"
            database.execute(f"delete from list_members where {gone}", kind.table)
            database.execute(_FORGET)
        known = dict(database.rows("select list_id, state from mirror_members_read"))
        for number, state in states.items():
            if run.choices.full or state is None or known.get(number) != state:
                _read_members(run, kind, number, state, part)
        part.rows = len(found)


def _read_members(run: Run, kind: Kind, number: int, state: str | None, part: Part) -> None:
    database = run.database
    with database.transaction():
        database.execute("delete from mirror_joining")
    count = 0
    try:
        for page in run.hs.lists.list_members(number).pages():
            rows = {int(each.record_id): each.membership_timestamp for each in page.results}
            known = database.rows(f"select record_id from mirror_joining where record_id in {among(rows)}")
            new = {key: when for key, when in rows.items() if (key,) not in known}
            with database.transaction():
                database.add(JOINING, [[number, kind.table, key, when] for key, when in new.items()])
            count += len(new)
            run.tell(Progress(part.name, part.written + count))
    except NotFound:  # deleted meanwhile; the next run does not find it
        with database.transaction():
            database.execute("delete from mirror_joining")
    missing = "select count(*) from {} a where list_id = ? and not exists"
    missing += " (select 1 from {} b where b.list_id = a.list_id and b.record_id = a.record_id)"
    part.written += database.one(missing.format("mirror_joining", "list_members"), number)
    part.removed += database.one(missing.format("list_members", "mirror_joining"), number)
    with database.transaction():
        database.execute("delete from list_members where list_id = ?", number)
        names = ", ".join(MEMBERS.names)
        database.execute(f"insert into list_members ({names}) select {names} from mirror_joining")
        database.execute("delete from mirror_joining")
        database.put(MEMBERS_READ, [[number, state or ""]])


def _state(each: Any) -> str | None:
    """What changes when a list's members do; None where HubSpot says too little to know."""
    moves = _moves(each)
    if not any(name in moves for name in _MOVES[1:]) and moves.get("hs_list_size") != "0":
        return None
    said = [each.updated_at, each.filters_updated_at, each.processing_status]
    return json.dumps([*map(str, said), *(moves.get(name) for name in _MOVES)])


def _moves(each: Any) -> dict[str, str]:
    return each.to_dict().get("additionalProperties") or {}


def _row(kind: Kind, each: Any) -> list[Any]:
    size = _moves(each).get("hs_list_size")
    return [
        *(int(each.list_id), each.name, kind.table, each.processing_type, each.processing_status),
        *(int(size) if size else None, each.created_at, each.updated_at),
    ]

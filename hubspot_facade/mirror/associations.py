"""Which records are associated: read again for the records that changed, in both directions.

Every association is in the table twice, from either end, as HubSpot has it: each direction has types of its own. When
those of one record turn out different, the records at their other ends are read again, too, where the table does not
agree with itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import NotFound
from hubspot_facade.mirror.database import among
from hubspot_facade.mirror.layout import AFFECTED, ASSOCIATION_TYPES, ASSOCIATIONS, quoted
from hubspot_facade.mirror.report import Progress
from hubspot_facade.mirror.views import replace_views

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hubspot_facade.mirror.report import Part
    from hubspot_facade.mirror.run import Kind, Run

_READ = 1000  # HubSpot's cap of records in a request
_FIRST = 100  # of a type, which show how many associations its records have
_MOST = 50_000  # associations to have in memory, more or less
_KNOWN = "select 1 from association_types where from_type = ? and to_type = ? limit 1"

_Types = frozenset[tuple[str, int, "str | None"]]


def mirror_associations(run: Run) -> None:
    """Bring the associations of all types that were read up to date."""
    full = run.choices.full or run.choices.associations == "full"
    kinds = _kinds_with_records(run)
    for kind in kinds:
        with run.part(f"associations of {kind.table}") as part:
            if full:
                _read_all_again(run, kind)
            if not _next(run, kind, 1):
                continue
            others = [each for each in kinds if _is_possible(run, kind, each)]
            for other in others:  # so that there is a view for the other direction
                if not run.database.one(_KNOWN, other.table, kind.table):
                    _is_possible(run, other, kind)
            size, done, pending = _FIRST, 0, _pending(run, kind)
            while ids := _next(run, kind, size):
                some = _Reading(run, kind, ids, others, part)
                count = some.read()
                done += len(ids)
                run.tell(Progress(part.name, done, pending, unit="record"))
                size = max(1, min(_READ, len(ids) * _MOST // count if count else _READ))
    with run.part("associations at their other end") as part:
        _read_affected(run, part)
    with run.database.transaction():
        replace_views(run.database)


def _kinds_with_records(run: Run) -> list[Kind]:
    """Those of the types that were read which have records; what is possible between others is not kept up to date."""
    kinds: list[Kind] = []
    for kind in run.read.values():
        if run.database.one(f"select 1 from {quoted(kind.table)} limit 1"):
            kinds.append(kind)
            continue
        with run.database.transaction():
            run.database.execute(
                "delete from association_types where from_type = ? or to_type = ?", kind.table, kind.table
            )
    return kinds


def _read_all_again(run: Run, kind: Kind) -> None:
    """Have all records of a type read; those of a run that was killed remain to be read."""
    listed = "select id from mirror_pending where object_type = ?"
    with run.database.transaction():
        run.database.execute(
            "insert into mirror_pending (object_type, id)"
            f" select o.name, t.id from {quoted(kind.table)} t, object_types o"
            f" where o.name = ? and t.id not in ({listed})",
            *(kind.table, kind.table),
        )


def _next(run: Run, kind: Kind, size: int) -> list[int]:
    sql = "select id from mirror_pending where object_type = ? order by id limit ?"
    return [row[0] for row in run.database.rows(sql, kind.table, size)]


def _pending(run: Run, kind: Kind) -> int:
    count: int = run.database.rows("select count(*) from mirror_pending where object_type = ?", kind.table)[0][0]
    return count


def _read_affected(run: Run, part: Part) -> None:
    """Read what is at the other end of changed associations, until the table agrees with itself."""
    done = 0
    sql = "select id from mirror_affected where object_type = ? and to_type = ? order by id limit ?"
    while found := run.database.rows("select object_type, to_type from mirror_affected limit 1"):
        one, other = found[0]
        ids = [row[0] for row in run.database.rows(sql, one, other, _READ)]
        if one in run.read and other in run.read:
            _Reading(run, run.read[one], ids, [run.read[other]], part, affected=True).read()
            done += len(ids)
            run.tell(Progress(part.name, done, unit="record"))
            continue
        with run.database.transaction():  # a run that reads both types will find them
            listed = f"object_type = ? and to_type = ? and id in {among(ids)}"
            run.database.execute(f"delete from mirror_affected where {listed}", one, other)


def _is_possible(run: Run, kind: Kind, other: Kind) -> bool:
    """Whether there are association types between two types; these are kept.

    What a label is called now, and that it was deleted, holds for the associations that the mirror has, too: HubSpot
    does not change the records for that.
    """
    try:
        found: list[Any] = run.hs.association_labels.list(kind.type_id, other.type_id).all()
    except NotFound:
        found = []
    database, ends = run.database, (kind.table, other.table)
    now = {(str(each.category), int(each.type_id)): each.label for each in found}
    with database.transaction():
        sql = "select category, type_id, label from association_types where from_type = ? and to_type = ?"
        before = {(category, number): label for category, number, label in database.rows(sql, *ends)}
        where = "from_type = ? and to_type = ? and category = ? and type_id = ?"
        for key in before.keys() - now.keys():
            database.execute(f"delete from associations where {where}", *ends, *key)
        for key in before.keys() & now.keys():
            if before[key] != now[key]:
                database.execute(f"update associations set label = ? where {where}", now[key], *ends, *key)
        rows = [[*ends, *key, label] for key, label in now.items()]
        database.replace(ASSOCIATION_TYPES, rows, from_type=kind.table, to_type=other.table)
    return bool(found)


class _Reading:
    """The associations of some records of one type with those of others, read and written."""

    def __init__(
        self, run: Run, kind: Kind, ids: list[int], others: Sequence[Kind], part: Part, *, affected: bool = False
    ) -> None:
        self._run = run
        self._kind = kind
        self._ids = ids
        self._others = others
        self._part = part
        self._affected = affected

    def read(self) -> int:
        """Read them; how many there are."""
        found = {each.table: self._associated(each) for each in self._others}
        database, name = self._run.database, self._kind.table
        listed = among(self._ids)
        with database.transaction():
            if self._affected:
                done = f"object_type = ? and to_type = ? and id in {listed}"
                database.execute(f"delete from mirror_affected where {done}", name, self._others[0].table)
            else:
                database.execute(f"delete from mirror_pending where object_type = ? and id in {listed}", name)
                database.execute(f"delete from mirror_affected where object_type = ? and id in {listed}", name)
            for other, now in found.items():
                self._write(other, now)
        return sum(map(len, found.values()))

    def _associated(self, other: Kind) -> dict[tuple[int, int], _Types]:
        answers = self._run.hs.associations.batch_read(self._kind.type_id, other.type_id, self._ids, raise_errors=False)
        for outcome in answers.failures:
            if outcome.error is not None and not isinstance(outcome.error, NotFound):
                raise outcome.error
        return {
            (int(one), int(each.to_object_id)): frozenset(
                (kind.category, int(kind.type_id), kind.label) for kind in each.association_types
            )
            for one, others in answers.items()
            for each in others
        }

    def _write(self, other: str, now: dict[tuple[int, int], _Types]) -> None:
        database, name = self._run.database, self._kind.table
        before = self._before(other)
        changed = {pair for pair in before.keys() | now.keys() if before.get(pair) != now.get(pair)}
        gone = {one for one, _ in changed}
        where = f"from_type = ? and to_type = ? and from_id in {among(gone)}"
        if any(pair in before for pair in changed):
            database.execute(f"delete from associations where {where}", name, other)
            rewritten = [pair for pair in now if pair[0] in gone]
        else:
            rewritten = [pair for pair in changed if pair in now]
        rows = [
            [name, one, other, another, category, number, label]
            for one, another in rewritten
            for category, number, label in now[one, another]
        ]
        database.add(ASSOCIATIONS, rows)
        self._part.written += sum(len(now[pair]) for pair in changed if pair in now)
        self._part.removed += sum(pair not in now for pair in changed)
        self._follow(other, before, now, changed)

    def _before(self, other: str) -> dict[tuple[int, int], _Types]:
        sql = (
            "select from_id, to_id, category, type_id, label from associations"
            f" where from_type = ? and to_type = ? and from_id in {among(self._ids)}"
        )
        types: defaultdict[tuple[int, int], set[Any]] = defaultdict(set)
        for one, another, *kind in self._run.database.rows(sql, self._kind.table, other):
            types[one, another].add(tuple(kind))
        return {pair: frozenset(each) for pair, each in types.items()}

    def _follow(
        self,
        other: str,
        before: dict[tuple[int, int], _Types],
        now: dict[tuple[int, int], _Types],
        changed: Iterable[tuple[int, int]],
    ) -> None:
        """Note the records at the other end whose rows do not agree: there is no row, one too many, or other types."""
        pairs = {*changed}
        if not pairs:
            return
        database, name = self._run.database, self._kind.table
        ends = {another for _, another in pairs}
        inverse = {
            (row[1], row[0])
            for some in [among(ends)]
            for row in database.rows(
                "select distinct from_id, to_id from associations"
                f" where from_type = ? and to_type = ? and from_id in {some}",
                other,
                name,
            )
        }
        wrong = {pair[1] for pair in pairs if (pair in inverse) != (pair in now) or (pair in before and pair in now)}
        listed = among(wrong)
        there = database.rows(f"select id from {quoted(other)} where id in {listed}")
        waiting = database.rows(f"select id from mirror_pending where object_type = ? and id in {listed}", other)
        read = {row[0] for row in there} - {row[0] for row in waiting}
        database.put(AFFECTED, [[other, name, number] for number in read])

"""A portal as a local database: what `hubspot-facade mirror` does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from hubspot_facade.client import HubSpot
from hubspot_facade.errors import InputError, MirrorError
from hubspot_facade.mirror.account import check_portal, mirror_owners, mirror_pipelines
from hubspot_facade.mirror.associations import mirror_associations
from hubspot_facade.mirror.definitions import check_chosen
from hubspot_facade.mirror.layout import RUNS
from hubspot_facade.mirror.lists import mirror_lists
from hubspot_facade.mirror.object_types import ObjectTypes
from hubspot_facade.mirror.opening import open_database
from hubspot_facade.mirror.records import mirror_records
from hubspot_facade.mirror.report import MirrorReport, Progress
from hubspot_facade.mirror.run import Choices, Run

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from hubspot_facade.wire.values import Names

Associations: TypeAlias = Literal["changed", "full", "none"]
_ASSOCIATIONS = ("changed", "full", "none")


def mirror(
    hs: HubSpot,
    path: str | os.PathLike[str],
    *,
    include: Names = (),
    exclude: Names = (),
    properties: Mapping[str, Names] | None = None,
    associations: Associations = "changed",
    lists: bool = True,
    full: bool = False,
    progress: Callable[[Progress], None] | None = None,
    now: Callable[[], datetime] | None = None,
) -> MirrorReport:
    """Bring a file up to date with the portal, and return what was done. The first run reads everything.

    `path` ends in .db or .sqlite for SQLite, in .duckdb for DuckDB, which needs the extra `duckdb`. Later runs read
    what has changed; a run that was interrupted goes on where it was. docs/mirror.md describes the tables, and says
    what only `full=True` can see, which reads everything again and removes what is gone.

    By default all object types are mirrored that the token may read, with all properties: `include` and `exclude` name
    types, `properties` those to have of a type (`{"contacts": ["email", "city"]}`). `associations` are read again for
    the records that changed, for all ("full"), or not at all ("none"); `lists=False` leaves out lists.

    What the token may not read is in the report's `missing`, and what failed in `failed`; the rest is done. What ends
    the run is raised, such as TransportError, Unauthorized, or MirrorError about the file; all that was written before
    is kept. A first run that ends before it has read anything leaves no file. `progress` is called as rows are written.
    `now` is the clock for the tables of runs.
    """
    if not isinstance(hs, HubSpot):  # pyright: ignore[reportUnnecessaryIsInstance] # an AsyncHubSpot may be given
        raise InputError("hs", "expected a HubSpot; an asynchronous program runs mirror() with one in a thread")
    if associations not in _ASSOCIATIONS:
        raise InputError("associations", f"expected {', '.join(_ASSOCIATIONS)}, not {associations!r}")
    wanted = {key: _names(names, f"properties.{key}") for key, names in (properties or {}).items()}
    included, excluded = _names(include, "include"), _names(exclude, "exclude")
    clock = now or (lambda: datetime.now(UTC))
    database, keep_file = open_database(path)
    try:
        choices = Choices(wanted, associations, lists, full)
        number = int(database.one("select coalesce(max(run), 0) + 1 from mirror_runs"))
        report = MirrorReport(str(path), number)
        run = Run(hs, database, choices, report, progress or _silent, clock)
        said = {"include": included, "exclude": excluded, **asdict(choices)}
        _follow(run, json.dumps(said), lambda: _read(run, included, excluded, keep_file))
        return report
    finally:
        database.close()


def _read(run: Run, include: Sequence[str], exclude: Sequence[str], begin: Callable[[], None]) -> None:
    database = run.database
    check_portal(run)
    types = ObjectTypes(run)
    kinds = types.kinds(include, exclude)
    properties = {types.key(name, "properties"): names for name, names in run.choices.properties.items()}
    run.choices = replace(run.choices, properties=properties)
    for kind in kinds:
        check_chosen(run, kind)
    begin()
    mirror_owners(run)
    for kind in kinds:
        # What was there before does not become unavailable without a word.
        known = database.one("select 1 from object_types where name = ?", kind.table)
        with run.part(kind.table, needed=kind.named, optional=not known) as part:
            mirror_records(run, kind, part)
            run.read[kind.table] = kind
    for kind in run.read.values():
        mirror_pipelines(run, kind)
    if run.choices.associations != "none":
        mirror_associations(run)
    if run.choices.lists:
        for kind in run.read.values():
            mirror_lists(run, kind)
    sql = "select object_type, property, count(*) from unread_values group by 1, 2 order by 1, 2"
    run.report.unread = {f"{kind}.{name}": count for kind, name, count in database.rows(sql)}


def _follow(run: Run, options: str, work: Callable[[], None]) -> None:
    """Do the work of a run, and keep in the table of runs what became of it."""
    database, started = run.database, run.now()
    with database.transaction():
        database.execute("update mirror_runs set outcome = 'interrupted' where outcome = 'running'")
        database.put(RUNS, [[run.report.run, started, None, "running", options, None]])
    outcome, problem = "interrupted", None
    try:
        work()
        outcome = "partly" if run.report.failed else "done"
    except Exception as error:
        outcome, problem = "failed", str(error)
        raise
    finally:
        try:
            with database.transaction():
                database.put(RUNS, [[run.report.run, started, run.now(), outcome, options, problem]])
        except MirrorError:
            if problem is None:  # otherwise that is what has to be said
                raise


def _names(names: Any, field: str) -> list[str]:
    from hubspot_facade.wire.ids import names_of

    return names_of(names, field)


def _silent(_progress: Progress) -> None:
    """Say nothing."""

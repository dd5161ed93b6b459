"""Owners, pipelines and stages: few, and read in full by every run."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import ConfigurationError, Forbidden, MirrorError, MissingEndpoint, NotFound
from hubspot_facade.mirror.layout import LAYOUT, OWNERS, PIPELINES, SETTINGS, STAGES

if TYPE_CHECKING:
    from hubspot_facade.mirror.run import Kind, Run

_PIPELINES = ("pipeline", "hs_pipeline")  # the properties of types that have pipelines


def check_portal(run: Run) -> None:
    """Raise MirrorError where the file mirrors another portal, or was written by a version with other tables."""
    settings = dict(run.database.rows("select name, value from mirror_settings"))
    layout = settings.get("layout", LAYOUT)
    if layout != LAYOUT:
        raise MirrorError(
            f"{run.report.path} has tables of layout {layout}, and this version writes {LAYOUT}: start a new file"
        )
    portal: str | None = None
    with suppress(Forbidden, NotFound, MissingEndpoint, ConfigurationError):
        portal = str(run.hs.account.get().portal_id)
    kept = settings.get("portal_id")
    if portal is not None and kept is not None and portal != kept:
        raise MirrorError(
            f"{run.report.path} mirrors portal {kept}, and the token is of portal {portal}: name another file"
        )
    with run.database.transaction():
        run.database.put(SETTINGS, [["layout", LAYOUT]])
        if portal is not None:
            run.database.put(SETTINGS, [["portal_id", portal]])


def mirror_owners(run: Run) -> None:
    """All owners, deactivated ones too, since records name them."""
    with run.part("owners") as part:
        found: dict[str, Any] = {}
        for archived in (True, False):
            found |= {str(each.id): each for each in run.hs.owners.list(archived=archived, page_size=500).all()}
        rows = [
            [
                *(key, each.email, each.first_name, each.last_name, each.type_),
                each.user_id if each.user_id is not None else each.user_id_including_inactive,
                [team.name for team in each.teams or ()],
                *(each.archived, each.created_at, each.updated_at),
            ]
            for key, each in found.items()
        ]
        with run.database.transaction():
            part.written, part.removed = run.database.replace(OWNERS, rows)
        part.rows = len(rows)


def mirror_pipelines(run: Run, kind: Kind) -> None:
    """The pipelines of a type that has any, and their stages."""
    sql = "select 1 from properties where object_type = ? and name in (?, ?)"
    if not run.database.one(sql, kind.table, *_PIPELINES):
        return
    with run.part(f"pipelines of {kind.table}", optional=True) as part:
        found: list[Any] = run.hs.pipelines.list(kind.type_id).all()
        pipelines = [
            [
                *(kind.table, each.id, each.label, each.display_order),
                *(each.archived, each.created_at, each.updated_at),
            ]
            for each in found
        ]
        stages = [
            [
                *(kind.table, pipeline.id, each.id, each.label, each.display_order),
                *(_number(each.metadata.get("probability")), _flag(each.metadata)),
                *(each.archived, each.created_at, each.updated_at),
            ]
            for pipeline in found
            for each in pipeline.stages or ()
        ]
        with run.database.transaction():
            ours = run.database.replace(PIPELINES, pipelines, object_type=kind.table)
            theirs = run.database.replace(STAGES, stages, object_type=kind.table)
        part.written, part.removed = ours[0] + theirs[0], ours[1] + theirs[1]
        part.rows = len(pipelines) + len(stages)


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(Decimal(text))
    except InvalidOperation:
        return None


def _flag(metadata: dict[str, str]) -> bool | None:
    """Whether records in the stage are closed, from what HubSpot says of deals or of tickets."""
    if "isClosed" in metadata:
        return str(metadata["isClosed"]).lower() == "true"
    return metadata["ticketState"] == "CLOSED" if "ticketState" in metadata else None

"""When a record entered and left each stage of each pipeline, and how long it was there.

Every type with pipelines has four properties for each stage. They come with the stage and go with it; what a record
has of them is kept as it moves.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.properties.definition import default_body
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state import instants

from .rows import Facts

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

LIFE = "lifecyclestage"
ENTERED, EXITED = "hs_v2_date_entered_", "hs_v2_date_exited_"
LATEST, CUMULATIVE = "hs_v2_latest_time_in_", "hs_v2_cumulative_time_in_"
CURRENT = ("hs_v2_date_entered_current_stage", "hs_v2_time_in_current_stage")
"""When the record entered the stage that it is in: both are shown as that moment."""
_KINDS = (
    (ENTERED, "Date entered", "datetime/date"),
    (EXITED, "Date exited", "datetime/date"),
    (LATEST, "Latest time in", "number/number"),
    (CUMULATIVE, "Cumulative time in", "number/number"),
)
_PLAIN = re.compile(r"[a-z0-9_]+\Z")
_OTHER = re.compile(r"[^a-z0-9_]")
_KNOWN = {
    "new-stage-id": 1318266061,
    "attempting-stage-id": 745667965,
    "connected-stage-id": 2058487257,
    "qualified-stage-id": 233247981,
    "unqualified-stage-id": 1675714327,
}
"""The numbers behind the ids of the default stages of leads; how HubSpot comes by them is not known."""


def stage_property(kind: ObjectType) -> str:
    """The property that says in which stage a record is."""
    return LIFE if kind.id in ("0-1", "0-2") else kind.stage or "hs_pipeline_stage"


@lru_cache(maxsize=4096)
def suffix(stage: str) -> str:
    """How the names of a stage's properties end: its id, turned into a name where needed, followed by a number."""
    if _PLAIN.match(stage):
        return stage
    return f"{_OTHER.sub('_', stage.lower())}_{_KNOWN.get(stage) or zlib.crc32(stage.encode()) & 0x7FFFFFFF}"


def definitions(portal: "Portal", kind: ObjectType, *, group: str, order: int) -> dict[str, Body]:
    """The definitions of the properties of every stage, by name."""
    rows = list(_rows(portal, kind))
    return {
        row[0]: default_body([*row, group, "c"], group=group, order=order + place, moment=moment)
        for place, (row, moment) in enumerate(rows)
    }


def _rows(portal: "Portal", kind: ObjectType) -> Iterator[tuple[list[Any], str]]:
    pipelines = portal.service(Pipelines).listed(kind)
    for pipeline in pipelines:
        for stage in pipeline["stages"]:
            for stem, words, type_ in _KINDS:
                label = f'{words} "{stage["label"]} ({pipeline["label"]})"'
                yield [f"{stem}{suffix(stage['id'])}", label, type_], stage["createdAt"]
    if pipelines:
        for name, label in zip(CURRENT, ("Date entered current stage", "Time in current stage"), strict=True):
            yield [name, label, "datetime/date"], pipelines[0]["createdAt"]


def moved(facts: Facts) -> Mapping[str, str]:
    """What a move from one stage to another writes; nothing when the record stays where it is."""
    name = stage_property(facts.kind)
    old, new = facts.before.get(name, ""), facts.get(name)
    if old == new:
        return {}
    found: dict[str, str] = {}
    if old:
        end = suffix(old)
        entered = instants.parse(facts.get(f"{ENTERED}{end}") or "x")
        stayed = max(0, facts.now - entered) if entered is not None else 0
        found[f"{EXITED}{end}"] = facts.moment
        found[f"{LATEST}{end}"] = str(stayed)
        found[f"{CUMULATIVE}{end}"] = str(int(facts.get(f"{CUMULATIVE}{end}") or 0) + stayed)
    if new:
        found[f"{ENTERED}{suffix(new)}"] = facts.moment
    return found | dict.fromkeys(CURRENT, facts.moment if new else "")

"""How many contacts reached each lifecycle stage in a time."""

import json
from collections import Counter
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.protocol.errors import Body, unparsable_parameter, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route

from .shapes import CONTACT

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

STAGE = "lifecyclestage"


def count(request: Request) -> Answer:
    """Each stage that contacts reached, with their number, and their numbers by the values of a property."""
    lacking = [name for name in ("fromTimestamp", "toTimestamp") if not request.text(name)]
    if lacking:
        raise validation(f"query param {lacking[0]} may not be null")
    start, end = request.integer("fromTimestamp", 0), request.integer("toTimestamp", 0)
    if end < start:
        raise validation("fromTimestamp must not be after toTimestamp")
    split = request.text("aggregationProperty")
    if split and split not in request.portal.service(Properties).catalogue(CONTACT):
        raise unparsable_parameter("aggregationProperty")
    stages: dict[str, Counter[str]] = {}
    for id_, stage in _reached(request.portal, start, end):
        record = request.portal.service(Records).find(CONTACT, id_)
        if record is not None:
            value = record.properties.get(split) or "" if split else ""
            stages.setdefault(stage, Counter())[value] += 1
    return Answer(200, [_show(stage, counts, split) for stage, counts in sorted(stages.items())])


def _reached(portal: "Portal", start: int, end: int) -> set[tuple[int, str]]:
    rows = portal.store.rows(
        "SELECT id, changes FROM history WHERE type = ? AND at >= ? AND at < ?", CONTACT.id, start, end
    )
    changed = ((id_, json.loads(changes)) for id_, changes in rows)
    return {(id_, str(one[STAGE])) for id_, one in changed if one.get(STAGE)}


def _show(stage: str, counts: Counter[str], split: str | None) -> Body:
    shown: Body = {"lifecycleStage": stage, "count": counts.total()}
    if split:
        found = [{"key": key, "count": number} for key, number in counts.most_common() if key]
        shown["aggregation"] = {"count": counts.total(), "aggregations": {split: found}}
    return shown


URLS: list[Route] = [("GET", "/contacts/search/v1/external/lifecyclestages", count)]

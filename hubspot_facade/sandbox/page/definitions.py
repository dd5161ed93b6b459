"""Pages of what a portal defines: properties, pipelines, lists."""

import json
from typing import Any

from hubspot_facade.sandbox.crm.lists.models import LISTS, Lists
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.instants import parse

from . import naming, table
from .links import Links
from .records import kinds, missing
from .rendering import render

EVALUATED = 20_000
"""Records of a type beyond which the sizes of its dynamic lists are not worked out for an overview."""
PIPELINES = ("0-3", "0-5", "0-136", "0-123")
"""Types that are shown with their pipelines even while they have no records; beside those that have some."""


def properties(request: Request) -> Answer:
    """The properties of a type, the portal's own first."""
    portal = request.portal
    kind = portal.service(ObjectTypes).find(request.params["objectType"])
    if kind is None:
        return missing(request, f"There is no object type “{request.params['objectType']}”.")
    words = (request.text("q") or "").strip().lower()
    groups = {one["name"]: one["label"] for one in portal.service(Properties).groups(kind)}
    required = portal.service(ObjectTypes).required(kind)
    found: list[dict[str, Any]] = [
        {
            "definition": one,
            "group": groups.get(one.body["groupName"], ""),
            "field": one.body["fieldType"],
            "own": not one.body.get("hubspotDefined"),
            "required": one.name in required,
            "options": [option["value"] for option in one.body["options"]],
        }
        for one in portal.service(Properties).catalogue(kind).values()
        if not one.archived and all(word in f"{one.name} {one.label}".lower() for word in words.split())
    ]
    found.sort(key=lambda one: (not one["own"], one["definition"].name))
    return render(
        "properties.html",
        Links.of(request),
        kind=kind,
        name=naming.plural(portal, kind),
        kinds=[(one, naming.plural(portal, one)) for one in kinds(portal)],
        properties=found,
        words=words,
    )


def pipelines(request: Request) -> Answer:
    """Pipelines of the types that have records or that everybody uses."""
    portal = request.portal
    counts = table.counts(portal)
    found: list[dict[str, Any]] = []
    for kind in kinds(portal):
        if kind.pipeline is None or kind.stage is None or not (kind.id in PIPELINES or counts.get(kind.id)):
            continue
        in_stage = _by_stage(request, kind)
        for pipeline in portal.service(Pipelines).listed(kind):
            stages = [
                (stage, in_stage.get((pipeline["id"], stage["id"]), 0))
                for stage in pipeline["stages"]
                if not stage["archived"]
            ]
            found.append(
                {
                    "kind": kind,
                    "type": naming.plural(portal, kind),
                    "single": naming.singular(portal, kind),
                    "pipeline": pipeline,
                    "stages": stages,
                    "total": sum(count for _, count in stages),
                    "most": max([count for _, count in stages], default=0),
                }
            )
    return render("pipelines.html", Links.of(request), pipelines=found)


def lists(request: Request) -> Answer:
    """Every list that is not deleted."""
    portal, service = request.portal, request.portal.service(Lists)
    counts = table.counts(portal)
    found: list[dict[str, Any]] = []
    for one in LISTS.all(portal):
        kind = service.kind(one)
        quick = one["processingType"] != "DYNAMIC" or counts.get(kind.id, 0) <= EVALUATED
        found.append(
            {
                "list": one,
                "type": naming.plural(portal, kind),
                "size": service.size(one) if quick else None,
                "updated": _moment(one),
            }
        )
    return render("lists.html", Links.of(request), lists=found)


def list_(request: Request) -> Answer:
    """One list and its records."""
    portal, service = request.portal, request.portal.service(Lists)
    found = LISTS.find(portal, request.params["listId"])
    if found is None:
        return missing(request, f"There is no list {request.params['listId']}.")
    kind = service.kind(found)
    joined = sorted(service.members(found).items(), key=lambda one: (-one[1], -one[0]))
    given = request.text("page") or "1"
    page = natural(given, 10**9) or 1
    pages = max(1, -(-len(joined) // table.SIZE))
    page = min(max(1, page), pages)
    part = joined[(page - 1) * table.SIZE : page * table.SIZE]
    records = portal.service(Records).many(kind, [id_ for id_, _ in part])
    branch = found.get("filterBranch")
    return render(
        "list.html",
        Links.of(request),
        list=found,
        kind=kind,
        type=naming.plural(portal, kind),
        size=len(joined),
        rows=[(id_, naming.title(portal, kind, records[id_]), at) for id_, at in part if id_ in records],
        branch=None if branch is None else json.dumps(branch, indent=2, ensure_ascii=False),
        updated=_moment(found),
        page=page,
        pages=pages,
    )


def _by_stage(request: Request, kind: ObjectType) -> dict[tuple[str, str], int]:
    rows = request.portal.store.rows(
        "SELECT json_extract(properties, ?), json_extract(properties, ?), COUNT(*) FROM record"
        " WHERE type = ? AND archived IS NULL AND merged_into IS NULL GROUP BY 1, 2",
        f'$."{kind.pipeline}"',
        f'$."{kind.stage}"',
        kind.id,
    )
    return {(pipeline, stage): count for pipeline, stage, count in rows}


def _moment(body: Body) -> int | None:
    return parse(str(body.get("updatedAt") or ""))

"""Pages of records: a type's table, and one record with all that is known of it."""

import json
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.objects.history import EVENT
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.models import Schemas
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import STANDARD, ObjectType
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural

from . import naming, table
from .links import Links
from .rendering import render

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

NEIGHBOURS = 12
"""How many associated records of one type are shown."""
CHANGES = 30


def kinds(portal: "Portal") -> list[ObjectType]:
    """Every object type, the portal's own last."""
    own = [portal.service(ObjectTypes).by_id(body["objectTypeId"]) for body in portal.service(Schemas).all()]
    return [*STANDARD, *own]


def objects(request: Request) -> Answer:
    """The records of a type."""
    portal, links = request.portal, Links.of(request)
    kind = portal.service(ObjectTypes).find(request.params["objectType"])
    if kind is None:
        return missing(request, f"There is no object type “{request.params['objectType']}”.")
    words, archived = (request.text("q") or "").strip(), request.flag("archived")
    of = _of(portal, request.text("of"))
    found = table.find(portal, kind, words=words, page=_page(request), archived=archived, of=of and of[:2])
    columns = naming.columns(portal, kind)
    rows = [
        {
            "record": one,
            "title": naming.title(portal, kind, one),
            "cells": [naming.shown(portal, kind, name, one.properties.get(name, "")) for name, _ in columns],
        }
        for one in found.records
    ]

    def to_page(number: int) -> str:
        flag = "1" if archived else None
        return links.objects(kind, q=words, archived=flag, of=request.text("of"), page=number)

    return render(
        "objects.html",
        links,
        kind=kind,
        name=naming.plural(portal, kind),
        singular=naming.singular(portal, kind),
        found=found,
        rows=rows,
        columns=[label for _, label in columns],
        words=words,
        archived=archived,
        archived_count=table.counts(portal, archived=True).get(kind.id, 0),
        of=of,
        of_text=request.text("of"),
        to_page=to_page,
    )


def record(request: Request) -> Answer:
    """One record."""
    portal, params, links = request.portal, request.params, Links.of(request)
    kind = portal.service(ObjectTypes).find(params["objectType"])
    found = None if kind is None else _find(portal, kind, params["objectId"])
    if kind is None or found is None:
        return missing(request, "There is no such record. It may have been deleted for good, or the portal was reset.")
    groups = {one["name"]: one["label"] for one in portal.service(Properties).groups(kind)}
    return render(
        "record.html",
        links,
        kind=kind,
        name=naming.plural(portal, kind),
        singular=naming.singular(portal, kind),
        title=naming.title(portal, kind, found),
        record=found,
        asked=params["objectId"],
        api=f"/crm/v3/objects/{kind.plural}/{found.id}",
        properties=_properties(portal, kind, found, groups, settable=True),
        technical=_properties(portal, kind, found, groups, settable=False),
        history=_history(portal, kind, found),
        neighbours=_neighbours(portal, links, kind, found),
    )


def missing(request: Request, what: str) -> Answer:
    """A page for what is not there."""
    answer = render("missing.html", Links.of(request), what=what)
    answer.status = 404
    return answer


def _page(request: Request) -> int:
    given = request.text("page") or "1"
    return natural(given, 10**9) or 1


def _of(portal: "Portal", given: str | None) -> tuple[ObjectType, int, str] | None:
    """The record that `type/id` names, and its title."""
    type_, _, id_ = (given or "").partition("/")
    kind = portal.service(ObjectTypes).find(type_) if type_ else None
    record = None if kind is None else _find(portal, kind, id_)
    return None if kind is None or record is None else (kind, record.id, naming.title(portal, kind, record))


def _find(portal: "Portal", kind: ObjectType, id_: str) -> Record | None:
    number = natural(id_) or 0
    return portal.service(Records).find(kind, number) or portal.service(Records).find(kind, number, archived=True)


def _properties(
    portal: "Portal", kind: ObjectType, record: Record, groups: dict[str, str], *, settable: bool
) -> list[dict[str, str]]:
    """The values of a record, those that a client may set or those that HubSpot does."""
    catalogue = portal.service(Properties).catalogue(kind)
    found: list[dict[str, str]] = []
    for name, value in sorted(record.properties.items()):
        definition = catalogue.get(name)
        if (definition is not None and definition.settable) != settable:
            continue
        shown = naming.shown(portal, kind, name, value)
        found.append(
            {
                "name": name,
                "label": name if definition is None else definition.label,
                "group": "" if definition is None else str(groups.get(definition.body["groupName"], "")),
                "value": value,
                "shown": "" if shown == value else shown,
            }
        )
    return found


def _history(portal: "Portal", kind: ObjectType, record: Record) -> list[dict[str, Any]]:
    """The latest changes, newest first; the first one made the record."""
    rows = portal.store.rows(
        "SELECT at, changes FROM history WHERE type = ? AND id = ? ORDER BY number DESC LIMIT ?",
        kind.id,
        record.id,
        CHANGES + 1,
    )
    changes = [_change(at, json.loads(text)) for at, text in rows]
    if len(changes) <= CHANGES and changes:
        changes[-1]["first"] = True
    return changes[:CHANGES]


def _change(at: int, changed: dict[str, Any]) -> dict[str, Any]:
    event = changed.get(EVENT)
    if event is None:
        return {"at": at, "what": "", "values": sorted(changed.items()), "first": False}
    facts = sorted(
        (name, value if isinstance(value, str) else json.dumps(value))
        for name, value in event.items()
        if name != "verb"
    )
    return {"at": at, "what": event["verb"], "values": facts, "first": False}


def _neighbours(portal: "Portal", links: Links, kind: ObjectType, record: Record) -> list[dict[str, Any]]:
    """The associated records by type, a few of each."""
    rows = portal.store.rows(
        "SELECT to_type, COUNT(DISTINCT to_id) FROM association WHERE from_type = ? AND from_id = ? GROUP BY to_type",
        kind.id,
        record.id,
    )
    found: list[dict[str, Any]] = []
    for type_, count in rows:
        other = portal.service(ObjectTypes).by_id(type_)
        listed = portal.service(Associations).of(kind, record.id, other, limit=NEIGHBOURS)
        known = portal.service(Records).many(other, [id_ for id_, _ in listed])
        found.append(
            {
                "name": naming.plural(portal, other),
                "count": count,
                "all": links.objects(other, of=f"{kind.plural}/{record.id}"),
                "records": [
                    {
                        "link": links.record(other, id_),
                        "title": naming.title(portal, other, known[id_]) if id_ in known else str(id_),
                        "labels": [one.label for one in types if one.label],
                    }
                    for id_, types in listed
                ],
            }
        )
    return sorted(found, key=lambda one: one["name"])

"""Records in the form of versions 1 and 2: values with when and by whom it was set, dates as epoch milliseconds."""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.objects.errors import InvalidProperties
from hubspot_facade.sandbox.crm.objects.history import EVENT
from hubspot_facade.sandbox.crm.objects.inputs import Writer
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.types import BY_ID, ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, resource_not_found
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state import instants

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

CONTACT, COMPANY, DEAL, TICKET = BY_ID["0-1"], BY_ID["0-2"], BY_ID["0-3"], BY_ID["0-5"]
SOURCE = "INTEGRATION"
ALL = 2**62
Past = dict[str, list[tuple[int, str]]]
"""The values that each property had, newest first, each with epoch milliseconds of its setting."""


def past(portal: "Portal", kind: ObjectType, id_: int) -> Past:
    """What a record's properties were."""
    found: Past = {}
    rows = portal.store.rows(
        "SELECT at, changes FROM history WHERE type = ? AND id = ? ORDER BY at DESC, number DESC", kind.id, id_
    )
    for at, changes in rows:
        changed: dict[str, Any] = json.loads(changes)
        for name, value in changed.items():
            if name != EVENT:
                found.setdefault(name, []).append((at, value))
    return found


class Shape:
    """How records of one type are shown by version 1 or 2."""

    def __init__(self, portal: "Portal", kind: ObjectType) -> None:
        self._portal = portal
        self._kind = kind
        catalogue = portal.service(Properties).catalogue(kind)
        self._dates = {name for name, one in catalogue.items() if one.type in ("date", "datetime")}

    def value(self, name: str, value: str) -> str:
        """A value as these versions show it."""
        moment = instants.parse(value) if name in self._dates and value else None
        return value if moment is None else str(moment)

    def properties(self, record: Record, names: Iterable[str] | None = None, *, versions: bool = True) -> Body:
        """The properties that have a value, all or those named, with the latest version of each, or with every one."""
        known = past(self._portal, self._kind, record.id)
        wanted = record.properties if names is None else [name for name in names if name in record.properties]
        found: Body = {}
        for name in wanted:
            every = known.get(name) or [(record.created, record.properties[name])]
            shown = [self._version(name, *one) for one in (every if versions else every[:1])]
            latest = {key: one for key, one in shown[0].items() if key != "name"}
            value = self.value(name, record.properties[name])
            found[name] = latest | {"value": value, "updatedByUserId": None, "versions": shown}
        return found

    def dashed(self, record: Record, names: Iterable[str] | None = None, *, history: bool = True) -> Body:
        """The same in the form of contacts, whose keys have dashes; without `history` the values alone."""
        wanted = record.properties if names is None else [name for name in names if name in record.properties]
        if not history:
            return {name: {"value": self.value(name, record.properties[name])} for name in wanted}
        known = past(self._portal, self._kind, record.id)
        return {
            name: {
                "value": self.value(name, record.properties[name]),
                "versions": [
                    {
                        "value": self.value(name, value),
                        "source-type": SOURCE,
                        "source-id": str(self._portal.app_id),
                        "source-label": None,
                        "updated-by-user-id": None,
                        "timestamp": at,
                        "selected": False,
                    }
                    for at, value in known.get(name, [])
                ],
            }
            for name in wanted
        }

    def _version(self, name: str, at: int, value: str) -> Body:
        return {
            "name": name,
            "value": self.value(name, value),
            "timestamp": at,
            "source": SOURCE,
            "sourceId": str(self._portal.app_id),
            "sourceVid": [],
        }


def given(body: Body) -> Body:
    """The values of a body that lists them: `properties: [{property or name, value}]`."""
    found: Body = {}
    for one in listed(body.get("properties")):
        name = (one.get("property") or one.get("name")) if is_object(one) else None
        if name is not None:
            found[str(name)] = one.get("value")
    return found


def unknown(request: Request, kind: ObjectType, named: str) -> Refusal:
    """404 in the form of these versions, each in its own way; reading a company says less than writing one."""
    portal = request.portal.id
    if kind is COMPANY and request.method == "GET":
        return resource_not_found()
    message, sub_category = {
        COMPANY.id: (f"Couldn't find a company with the ID '{named}' in portal '{portal}'", "COMPANY_NOT_FOUND"),
        DEAL.id: (f"No deal found for dealId={named} portalId={portal}", None),
    }.get(kind.id, (f"{kind.words} does not exist", None))
    which = f"The {kind.words}" if kind is CONTACT else f"This {kind.words}"
    return Refusal(
        404,
        message,
        errors=[{"message": f"{which} {named} does not exist."}],
        category="OBJECT_NOT_FOUND",
        sub_category=sub_category,
    )


def record_of(request: Request, kind: ObjectType, given_id: str) -> Record:
    """The record with an id of the path; 404 in the words of these versions."""
    found = request.portal.service(Records).find(kind, natural(given_id) or 0)
    if found is None:
        raise unknown(request, kind, given_id)
    return found


def connect(request: Request, near: tuple[ObjectType, Record], far: tuple[ObjectType, Record]) -> None:
    """Two records associated as these versions do it: by the plain type, a first company being the primary one too."""
    associations = request.portal.service(Associations)
    plain = associations.default(near[0], far[0])
    associations.connect_first(near[0], near[1].id, far[0], far[1].id, plain)


def create(request: Request, kind: ObjectType, values: Body) -> Record:
    """A new record; refusals are in the form of these versions."""
    writer = Writer(request.portal, kind, request.content)
    try:
        return writer.create([writer.creation({"properties": values})])[0]
    except Refusal as refusal:
        raise _older(refusal) from None


def update(request: Request, kind: ObjectType, record: Record, values: Body) -> Record:
    """The changed record; refusals are in the form of these versions."""
    try:
        return Writer(request.portal, kind, request.content).update(values, record)
    except Refusal as refusal:
        raise _older(refusal) from None


def _older(refusal: Refusal) -> Refusal:
    """The refusal of property values in the form of these versions."""
    if not isinstance(refusal, InvalidProperties):
        return refusal
    results = [
        {"isValid": False, "message": one.message, "error": one.code, "name": one.name} for one in refusal.problems
    ]
    return Refusal(refusal.status, "Property values were not valid", extra={"validationResults": results})


def page_of(request: Request, kind: ObjectType, *, limit: int, offset: int) -> tuple[list[Record], int | None]:
    """Records in the order of their ids from an offset on, and the offset of the next page while there is one."""
    found = request.portal.service(Records).page(kind, after=offset, limit=limit + 1)
    return found[:limit], found[limit].id if len(found) > limit else None


def recent(request: Request, kind: ObjectType, *, created: bool) -> tuple[list[Record], int, int]:
    """A page of records, the latest first; how many there are, and how many are behind this page."""
    column = "created" if created else "updated"
    rows = request.portal.store.rows(
        "SELECT id FROM record WHERE type = ? AND archived IS NULL AND merged_into IS NULL"  # noqa: S608 - one of two
        f" AND {column} >= ? ORDER BY {column} DESC, id DESC",
        kind.id,
        request.integer("since", 0),
    )
    start, count = request.integer("offset", 0), request.integer("count", request.integer("limit", 20))
    ids = [row[0] for row in rows[start : start + count]]
    return list(request.portal.service(Records).many(kind, ids).values()), len(rows), min(len(rows), start + count)


def recent_page(
    request: Request, kind: ObjectType, show: Callable[[Request, Record], Body], *, created: bool
) -> Answer:
    """A page of records as companies v2 and deals v1 have it, the latest made or changed first."""
    found, total, reached = recent(request, kind, created=created)
    shown = [show(request, one) for one in found]
    return Answer(200, {"results": shown, "hasMore": reached < total, "offset": reached, "total": total})


def update_many(request: Request, kind: ObjectType) -> Answer:
    """Records changed by a list of ids with values. HubSpot does it afterwards and says nothing of what it refuses."""
    for one in filter(is_object, listed(request.json())):
        with suppress(Refusal):
            update(request, kind, record_of(request, kind, str(one.get("objectId"))), given(one))
    return Answer(202)

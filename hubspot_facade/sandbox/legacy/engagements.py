"""Engagements v1: calls, e-mails, meetings, notes and tasks as one kind of thing."""

import json
from typing import Any

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.derivations.activities import HEADERS, email_headers
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.types import BY_ID, ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields, resource_not_found_page
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state import instants

from .engagement_owners import OWNER, apart, owned
from .shapes import ALL, COMPANY, CONTACT, DEAL, TICKET, connect, create, record_of, update

KINDS = {"NOTE": BY_ID["0-46"], "CALL": BY_ID["0-48"], "EMAIL": BY_ID["0-49"], "MEETING": BY_ID["0-47"]}
KINDS["TASK"] = BY_ID["0-27"]
TYPES = {kind.id: type_ for type_, kind in KINDS.items()}
LINKS: dict[str, ObjectType] = {"contactIds": CONTACT, "companyIds": COMPANY, "dealIds": DEAL, "ticketIds": TICKET}
ENDS = {"CONTACT": CONTACT, "COMPANY": COMPANY, "DEAL": DEAL, "TICKET": TICKET}
METADATA: dict[str, dict[str, str]] = {
    "NOTE": {"body": "hs_note_body"},
    "CALL": {
        "body": "hs_call_body",
        "disposition": "hs_call_disposition",
        "durationMilliseconds": "hs_call_duration",
        "fromNumber": "hs_call_from_number",
        "recordingUrl": "hs_call_recording_url",
        "status": "hs_call_status",
        "title": "hs_call_title",
        "toNumber": "hs_call_to_number",
    },
    "EMAIL": {
        "html": "hs_email_html",
        "status": "hs_email_status",
        "subject": "hs_email_subject",
        "text": "hs_email_text",
    },
    "MEETING": {
        "body": "hs_meeting_body",
        "endTime": "hs_meeting_end_time",
        "internalMeetingNotes": "hs_internal_meeting_notes",
        "location": "hs_meeting_location",
        "meetingOutcome": "hs_meeting_outcome",
        "startTime": "hs_meeting_start_time",
        "title": "hs_meeting_title",
    },
    "TASK": {
        "body": "hs_task_body",
        "priority": "hs_task_priority",
        "status": "hs_task_status",
        "subject": "hs_task_subject",
        "taskType": "hs_task_type",
    },
}
NUMBERS = frozenset({"durationMilliseconds", "startTime", "endTime"})
ADDRESSES: Body = {"from": {}, "to": [], "cc": [], "bcc": []}
"""Who an e-mail is from and to, as long as its property says nothing."""
Found = tuple[ObjectType, Record]


def _millis(record: Record, name: str) -> int:
    return instants.parse(record.properties.get(name, "")) or record.created


def _metadata(type_: str, record: Record) -> Body:
    found: Body = {}
    for name, property_ in METADATA[type_].items():
        value = record.properties.get(property_)
        if value is not None:
            found[name] = instants.parse(value) if name in NUMBERS else value
    return ADDRESSES | _addresses(record) | found if type_ == "EMAIL" else found


def _addresses(record: Record) -> Body:
    kept = email_headers(record.properties)
    return {name: kept[name] for name in ADDRESSES if name in kept}


def _show(request: Request, kind: ObjectType, record: Record) -> Body:
    type_ = TYPES[kind.id]
    of = request.portal.service(Associations).of
    owner = natural(record.properties.get(OWNER))
    links = {name: [id_ for id_, _ in of(kind, record.id, other)] for name, other in LINKS.items()}
    owners: list[int] = [] if owner is None else [owner]
    none: dict[str, list[int]] = {"workflowIds": [], "contentIds": [], "quoteIds": []}
    return {
        "engagement": {
            "id": record.id,
            "portalId": request.portal.id,
            "active": True,
            "createdAt": record.created,
            "lastUpdated": record.updated,
            **({} if owner is None else {"ownerId": owner}),
            "type": type_,
            "timestamp": _millis(record, "hs_timestamp"),
            "allAccessibleTeamIds": [],
            "queueMembershipIds": [],
            **_preview(record),
        },
        "associations": {**links, "ownerIds": owners, **none},
        "attachments": [
            {"id": id_}
            for one in record.properties.get("hs_attachment_ids", "").split(";")
            if (id_ := natural(one)) is not None
        ],
        "metadata": _metadata(type_, record),
    }


def _preview(record: Record) -> Body:
    text = record.properties.get("hs_body_preview")
    return {
        "bodyPreview": text or "",
        **({} if text is None else {"bodyPreviewHtml": record.properties["hs_body_preview_html"]}),
        "bodyPreviewIsTruncated": record.properties.get("hs_body_preview_is_truncated") == "true",
    }


def _find(request: Request) -> Found:
    id_ = request.params["engagementId"]
    for kind in KINDS.values():
        record = request.portal.service(Records).find(kind, natural(id_) or 0)
        if record is not None:
            return kind, record
    if not request.wants_json:
        raise resource_not_found_page()
    raise Refusal(404, f"No engagement found with id {id_}")


def _values(type_: str, body: Body, before: Record | None = None) -> Body:
    """The properties that a body names; addresses that it does not name stay."""
    engagement: Body = body["engagement"] if is_object(body.get("engagement")) else {}
    metadata: Body = body["metadata"] if is_object(body.get("metadata")) else {}
    values = {property_: metadata[name] for name, property_ in METADATA[type_].items() if name in metadata}
    if engagement.get("timestamp") is not None:
        values["hs_timestamp"] = engagement["timestamp"]
    if engagement.get("ownerId") is not None:
        values[OWNER] = engagement["ownerId"]
    if body.get("attachments") is not None:
        values["hs_attachment_ids"] = ";".join(
            str(one.get("id")) for one in filter(is_object, listed(body["attachments"]))
        )
    if type_ == "EMAIL":
        values["hs_email_direction"] = "EMAIL"
        if sent := {name: metadata[name] for name in ADDRESSES if name in metadata}:
            values[HEADERS] = json.dumps((_addresses(before) if before else {}) | sent)
    return values


def _connect(request: Request, kind: ObjectType, record: Record, linked: Any) -> None:
    for name, other in LINKS.items():
        for id_ in strings(linked.get(name)) if is_object(linked) else []:
            connect(request, (kind, record), (other, record_of(request, other, id_)))


def get(request: Request) -> Answer:
    """One engagement."""
    return Answer(200, _show(request, *_find(request)))


def make(request: Request) -> Answer:
    """A new engagement with its associations."""
    body = request.body("engagement")
    engagement = body["engagement"]
    type_ = str(engagement.get("type") or "").upper() if is_object(engagement) else ""
    kind = KINDS.get(type_)
    if kind is None:
        raise missing_fields(["type"], body=request.content)
    values, stranger = apart(request.portal, {"hs_timestamp": request.portal.now()} | _values(type_, body))
    record = owned(request.portal, kind, create(request, kind, values), stranger)
    _connect(request, kind, record, body.get("associations"))
    return Answer(200, {"associationCreateFailures": []} | _show(request, kind, record))


def change(request: Request) -> Answer:
    """An engagement changed."""
    kind, record = _find(request)
    body = request.body()
    values, stranger = apart(request.portal, _values(TYPES[kind.id], body, record))
    record = owned(request.portal, kind, update(request, kind, record, values), stranger)
    _connect(request, kind, record, body.get("associations"))
    return Answer(200, _show(request, kind, record))


def delete(request: Request) -> Answer:
    """An engagement archived."""
    kind, record = _find(request)
    request.portal.service(Records).archive(kind, [record.id])
    return Answer(204)


def _all(request: Request) -> list[Found]:
    records = request.portal.service(Records)
    return [(kind, one) for kind in KINDS.values() for one in records.page(kind, after=0, limit=ALL)]


def _part(request: Request, found: list[Found], default: int) -> Answer:
    start = request.integer("offset", 0)
    count = max(1, min(250, request.integer("limit", request.integer("count", default))))
    shown = [_show(request, *one) for one in found[start : start + count]]
    reached = start + len(shown)
    paging = {"hasMore": reached < len(found), "offset": reached, "total": len(found)}
    return Answer(200, {"results": shown} | paging)


def get_page(request: Request) -> Answer:
    """A page of all engagements, by id."""
    return _part(request, sorted(_all(request), key=lambda one: one[1].id), 100)


def get_recent(request: Request) -> Answer:
    """A page of engagements, the latest changed first."""
    since = request.integer("since", 0)
    found = [one for one in _all(request) if one[1].updated >= since]
    return _part(request, sorted(found, key=lambda one: (-one[1].updated, one[1].id)), 20)


def get_modified_after(request: Request) -> Answer:
    """A page of engagements changed after a moment, the first changed first; `after` is the cursor of the next."""
    given = request.text("after") or "0"
    after, _, last = given.partition("_")
    moment, id_ = natural(after), natural(last)
    edge = (moment or 0, -1 if moment is None or id_ is None else id_)
    found = sorted(_all(request), key=lambda one: (one[1].updated, one[1].id))
    found = [one for one in found if (one[1].updated, one[1].id) > edge]
    count = max(1, min(250, request.integer("limit", 100)))
    part = found[:count]
    cursor = f"{part[-1][1].updated}_{part[-1][1].id}" if part else given
    shown = [_show(request, *one) for one in part]
    return Answer(200, {"results": shown, "hasMore": len(found) > count, "after": cursor})


def _end(request: Request) -> ObjectType:
    """The type of the record that the path names."""
    end = ENDS.get(request.params["objectType"].upper())
    if end is None:
        raise Refusal(400, f"Invalid enum constant '{request.params['objectType']}' for class ObjectType")
    return end


def associated(request: Request) -> Answer:
    """A page of the engagements of a record."""
    end = _end(request)
    near = record_of(request, end, request.params["objectId"])
    found: list[Found] = []
    for kind in KINDS.values():
        ids = [id_ for id_, _ in request.portal.service(Associations).of(end, near.id, kind, limit=ALL)]
        found += [(kind, one) for one in request.portal.service(Records).many(kind, ids).values()]
    return _part(request, sorted(found, key=lambda one: one[1].id), 100)


def _ends(request: Request) -> tuple[Found, Found]:
    end = _end(request)
    return _find(request), (end, record_of(request, end, request.params["objectId"]))


def associate(request: Request) -> Answer:
    """An engagement associated with a record."""
    connect(request, *_ends(request))
    return Answer(204)


def dissociate(request: Request) -> Answer:
    """An engagement's association with a record taken away."""
    (kind, near), (other, far) = _ends(request)
    request.portal.service(Associations).disconnect(kind, near.id, other, far.id)
    return Answer(204)


URLS: list[Route] = under(
    ("/engagements/v1",),
    [
        ("POST", "/engagements", make),
        ("GET", "/engagements/paged", get_page),
        ("GET", "/engagements/recent/modified", get_recent),
        ("GET", "/engagements/modified/after", get_modified_after),
        ("GET", "/engagements/associated/{objectType}/{objectId}/paged", associated),
        ("GET", "/engagements/{engagementId}", get),
        ("PATCH", "/engagements/{engagementId}", change),
        ("DELETE", "/engagements/{engagementId}", delete),
        ("PUT", "/engagements/{engagementId}/associations/{objectType}/{objectId}", associate),
        ("DELETE", "/engagements/{engagementId}/associations/{objectType}/{objectId}", dissociate),
    ],
)

"""The object API: what each route answers."""

import json
from typing import Any

from hubspot_facade.sandbox.crm.associations.models import Associations, entries
from hubspot_facade.sandbox.crm.associations.pages import following, position, size
from hubspot_facade.sandbox.crm.derivations.activities import BODIES
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol import errors as envelopes
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.listing import link
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings
from hubspot_facade.sandbox.protocol.texts import text

from . import batch, errors
from .history import History
from .index_lag import indexed
from .inputs import Writer
from .merging import merge as merge_records
from .models import Records
from .record import Record
from .search import MAX_BODY, Search
from .stored import RECORD_ID, numeric
from .users import USER, keep_users
from .view import View

MAX_PAGE = 100
MAX_PAGE_WITH_HISTORY = 50
MAX_ASSOCIATIONS = 500
UNLISTED_BINS = frozenset({USER})
"""Types whose archived records HubSpot does not list: users."""


def kind_of(request: Request, name: str = "objectType") -> ObjectType:
    """The object type that the path names."""
    kind = request.portal.service(ObjectTypes).resolve(request.params[name])
    if kind.id == USER:
        keep_users(request.portal, kind)
    return kind


def names_shown(request: Request, kind: ObjectType, asked: list[str]) -> list[str]:
    """The properties an answer shows, sorted: the asked ones that exist, or the defaults; some always."""
    catalogue = request.portal.service(Properties).catalogue(kind)
    defaults = request.portal.service(ObjectTypes).defaults(kind)
    names = {name for name in asked or defaults if name in catalogue}
    return sorted(names | {"hs_object_id", kind.created, kind.modified})


def _history_names(request: Request, kind: ObjectType, asked: list[str]) -> list[str]:
    catalogue = request.portal.service(Properties).catalogue(kind)
    return [name for name in asked if name in catalogue]


def _decorate(request: Request, kind: ObjectType, record: Record, shown: Body, asked: "_Extras") -> Body:
    if asked.history:
        shown["propertiesWithHistory"] = request.portal.service(History).of(kind, record.id, asked.history)
    if asked.associations:
        found = request.portal.service(Associations).embedded(request, kind, record.id, asked.associations)
        if found:
            shown["associations"] = found
    return shown


class _Extras:
    """What a read asks for beside the properties."""

    def __init__(self, request: Request, kind: ObjectType) -> None:
        self.history = _history_names(request, kind, request.texts("propertiesWithHistory"))
        types = request.portal.service(ObjectTypes)
        self.associations = [types.resolve(name) for name in request.texts("associations")]


def _found(request: Request, kind: ObjectType, *, archived: bool = False) -> Record:
    """The record that the path names; 404, a page of HTML for a client that does not ask for JSON."""
    try:
        return request.portal.service(Records).get(
            kind, request.params["objectId"], by=request.text("idProperty"), archived=archived
        )
    except envelopes.Refusal as refusal:
        if refusal.message == envelopes.resource_not_found().message and not request.wants_json:
            raise envelopes.resource_not_found_page() from None
        raise


def get_page(request: Request) -> Answer:
    """A page of records in the order of their ids."""
    kind = kind_of(request)
    extras = _Extras(request, kind)
    most = MAX_PAGE_WITH_HISTORY if extras.history else MAX_PAGE
    limit = request.integer("limit", 10)
    if limit > most or limit < 1:
        word = "less than or equal to " + str(most) if limit > most else "greater than or equal to 1"
        raise envelopes.validation(f"limit must be {word}", context={"limit": [str(limit)]})
    after = request.integer("after", 0)
    archived = request.flag("archived")
    if archived and kind.id in UNLISTED_BINS:
        raise errors.no_archived_pages(kind)
    found = request.portal.service(Records).page(kind, after=after, limit=limit + 1, archived=archived)
    view = View(kind, request.portal.id, names_shown(request, kind, request.texts("properties")))
    body: Body = {"results": [_decorate(request, kind, record, view.show(record), extras) for record in found[:limit]]}
    if len(found) > limit:
        cursor = str(found[limit - 1].id + 1)
        next_link = link(request, cursor, limit)
        if kind.id in BODIES and request.path.startswith("/crm/v3/"):
            # a link of activities, last recorded in 2022, has the version where it was asked for
            next_link = next_link.replace("/crm/objects/v3/", "/crm/v3/objects/", 1)
        body["paging"] = {"next": {"after": cursor, "link": next_link}}
    return Answer(200, body)


def get_by_id(request: Request) -> Answer:
    """One record."""
    kind = kind_of(request)
    archived = request.flag("archived")
    extras = _Extras(request, kind)
    record = _found(request, kind, archived=archived)
    view = View(kind, request.portal.id, names_shown(request, kind, request.texts("properties")))
    return Answer(200, _decorate(request, kind, record, view.show(record), extras))


def create(request: Request) -> Answer:
    """A new record."""
    kind = kind_of(request)
    body = request.body()
    writer = Writer(request.portal, kind, request.content, version=request.version)
    creation = writer.creation(body)
    record = writer.create([creation])[0]
    shown = View(kind, request.portal.id, None).created(record)
    if creation.trace_id is not None:
        shown["objectWriteTraceId"] = creation.trace_id
    location = f"https://api.hubapi.com{request.path.rstrip('/')}/{record.id}"
    return Answer(201, shown, {"location": location})


def update(request: Request) -> Answer:
    """The changed record."""
    kind = kind_of(request)
    body = request.body()
    writer = Writer(request.portal, kind, request.content, version=request.version)
    given = writer.given(body)
    if not given:
        raise errors.nothing_to_update()
    record = _found(request, kind)
    updated = writer.update(given, record)
    shown = View(kind, request.portal.id, None).updated(request.portal, updated, given)
    if body.get("objectWriteTraceId") is not None:
        shown["objectWriteTraceId"] = str(body["objectWriteTraceId"])
    return Answer(200, shown)


def archive(request: Request) -> Answer:
    """Archive a record; 204 whether or not there was one."""
    kind = kind_of(request)
    id_ = request.portal.service(Records).number(kind, request.params["objectId"], by=request.text("idProperty"))
    request.portal.service(Records).archive(kind, [] if id_ is None else [id_])
    return Answer(204)


def search(request: Request) -> Answer:
    """A page of records that match."""
    kind = kind_of(request)
    body = request.body()
    if _length(request, body) > MAX_BODY:
        raise envelopes.validation(f"The request body may have {MAX_BODY} characters at most")
    query = Search(request.portal, kind, body)
    view = View(kind, request.portal.id, names_shown(request, kind, strings(body.get("properties"))))
    with indexed(request.portal, kind):
        total, records = query.run()
        results = [view.show(record) for record in records]
    answer: dict[str, Any] = {"total": total, "results": results}
    reached = query.after + len(results)
    if results and reached < total:
        # the page that ends at the window has a cursor too, with which there is no going on
        answer["paging"] = {"next": {"after": str(reached)}}
    return Answer(200, answer)


def _length(request: Request, body: Body) -> int:
    """The length of a search that the limit is for: naming every property of a record alone takes more characters."""
    if len(request.content) <= MAX_BODY:
        return len(request.content)
    asked = {name: value for name, value in body.items() if name != "properties"}
    return len(json.dumps(asked, separators=(",", ":"), ensure_ascii=False))


def batch_read(request: Request) -> Answer:
    """Records by id or unique property."""
    kind = kind_of(request)
    names, with_history = batch.wanted(request.body("inputs"))
    shown = names_shown(request, kind, names or [])
    return batch.read(request, kind, shown, _history_names(request, kind, with_history))


def batch_create(request: Request) -> Answer:
    """New records."""
    return batch.create(request, kind_of(request))


def batch_update(request: Request) -> Answer:
    """Changed records."""
    return batch.update(request, kind_of(request))


def batch_upsert(request: Request) -> Answer:
    """Records changed or made."""
    return batch.upsert(request, kind_of(request))


def batch_archive(request: Request) -> Answer:
    """Records archived."""
    return batch.archive(request, kind_of(request))


def merge(request: Request) -> Answer:
    """The record that two records become."""
    kind = kind_of(request)
    body = request.body("primaryObjectId", "objectIdToMerge")
    primary, other = numeric(text(body["primaryObjectId"])), numeric(text(body["objectIdToMerge"]))
    record = merge_records(request.portal, kind, primary, other)
    return Answer(200, View(kind, request.portal.id, None).show(record))


def gdpr_delete(request: Request) -> Answer:
    """Erase a record for good; 204 whether or not there was one."""
    kind = kind_of(request)
    body = request.body("objectId")
    records = request.portal.service(Records)
    by = None if body.get("idProperty") is None else str(body["idProperty"])
    if by is not None and by != RECORD_ID:
        records.require_unique(kind, by)
    id_ = records.number(kind, text(body["objectId"]), by=by)
    unknown = id_ is None or not records.known(kind, id_)
    if unknown and request.portal.unsettled.unknown_gdpr_status == 404:
        raise envelopes.resource_not_found()
    if id_ is not None:
        record = records.find(kind, id_)
        records.erase(kind, id_ if record is None else record.id)
    return Answer(204)


def associate(request: Request) -> Answer:
    """The record, once associated with another by a type's name or id (the v3 shortcut)."""
    kind, to_kind = kind_of(request), kind_of(request, "toObjectType")
    portal = request.portal
    record = portal.service(Records).get(kind, request.params["objectId"])
    other = portal.service(Records).get(to_kind, request.params["toObjectId"])
    spec = portal.service(Associations).named(kind, to_kind, request.params["associationType"])
    portal.service(Associations).connect(kind, record.id, to_kind, other.id, [spec])
    shown = View(kind, portal.id, names_shown(request, kind, [])).show(record)
    shown["associations"] = portal.service(Associations).embedded(request, kind, record.id, [to_kind])
    return Answer(200, shown)


def dissociate(request: Request) -> Answer:
    """Take one association away (the v3 shortcut); 204 whether or not there was one."""
    kind, to_kind = kind_of(request), kind_of(request, "toObjectType")
    spec = request.portal.service(Associations).named(kind, to_kind, request.params["associationType"])
    ids = numeric(request.params["objectId"]), numeric(request.params["toObjectId"])
    request.portal.service(Associations).disconnect(kind, ids[0], to_kind, ids[1], [spec])
    return Answer(204)


def get_associations(request: Request) -> Answer:
    """A page of the records associated with one, as ids and type names (the v3 shortcut)."""
    kind, to_kind = kind_of(request), kind_of(request, "toObjectType")
    record = _found(request, kind)
    after, limit = position(request.text("after")), size(request, MAX_ASSOCIATIONS)
    found, next_id = request.portal.service(Associations).page(kind, record.id, to_kind, after=after, limit=limit)
    body: Body = {"results": entries(found)}
    if next_id is not None:
        body["paging"] = following(request, kind, record.id, to_kind, next_id, limit=limit)
    return Answer(200, body)

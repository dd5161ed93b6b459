"""Deals v1, and their pipelines."""

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, resource_not_found
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.protocol.shapes import is_object

from .shapes import (
    COMPANY,
    CONTACT,
    DEAL,
    TICKET,
    Shape,
    connect,
    create,
    given,
    page_of,
    recent_page,
    record_of,
    update,
    update_many,
)

MOST = 250
LINKS: dict[str, ObjectType] = {
    "associatedVids": CONTACT,
    "associatedCompanyIds": COMPANY,
    "associatedDealIds": DEAL,
    "associatedTicketIds": TICKET,
}
KINDS = {"CONTACT": CONTACT, "COMPANY": COMPANY}


def _show(request: Request, record: Record, names: list[str] | None = None, *, links: bool = True) -> Body:
    of = request.portal.service(Associations).of
    linked = {name: [id_ for id_, _ in of(DEAL, record.id, kind)] for name, kind in LINKS.items()} if links else {}
    return {
        "portalId": request.portal.id,
        "dealId": record.id,
        "isDeleted": False,
        "associations": {name: linked.get(name, []) for name in LINKS},
        "properties": Shape(request.portal, DEAL).properties(record, names),
        "imports": [],
        "stateChanges": [],
    }


def _of_path(request: Request) -> Record:
    return record_of(request, DEAL, request.params["dealId"])


def _connect(request: Request, deal: Record, kind: ObjectType, id_: str) -> None:
    connect(request, (DEAL, deal), (kind, record_of(request, kind, id_)))


def get(request: Request) -> Answer:
    """One deal."""
    return Answer(200, _show(request, _of_path(request)))


def make(request: Request) -> Answer:
    """A new deal with its contacts and companies."""
    body = request.body("properties")
    deal = create(request, DEAL, given(body))
    linked = body.get("associations")
    for name, kind in LINKS.items():
        for id_ in strings(linked.get(name)) if is_object(linked) else []:
            _connect(request, deal, kind, id_)
    return Answer(200, _show(request, deal))


def change(request: Request) -> Answer:
    """A deal changed."""
    return Answer(200, _show(request, update(request, DEAL, _of_path(request), given(request.body("properties")))))


def delete(request: Request) -> Answer:
    """A deal archived."""
    request.portal.service(Records).archive(DEAL, [_of_path(request).id])
    return Answer(204)


def get_page(request: Request) -> Answer:
    """A page of all deals, by id, with the properties asked for."""
    limit = max(1, min(MOST, request.integer("limit", 100)))
    found, following = page_of(request, DEAL, limit=limit, offset=request.integer("offset", 0))
    every = request.flag("includeAllProperties")
    names = None if every else request.texts("properties") + request.texts("propertiesWithHistory")
    links = request.flag("includeAssociations")
    last = found[-1].id if found else 0
    paging = {"hasMore": following is not None, "offset": following or last}
    return Answer(200, {"deals": [_show(request, one, names, links=links) for one in found]} | paging)


def get_recently_created(request: Request) -> Answer:
    """A page of deals, the latest made first."""
    return recent_page(request, DEAL, _show, created=True)


def get_recently_modified(request: Request) -> Answer:
    """A page of deals, the latest changed first."""
    return recent_page(request, DEAL, _show, created=False)


def _end(request: Request) -> ObjectType:
    kind = KINDS.get(request.params["objectType"].upper())
    if kind is None:
        raise resource_not_found()
    return kind


def associate(request: Request) -> Answer:
    """A deal associated with contacts or companies."""
    deal, kind = _of_path(request), _end(request)
    for id_ in request.texts("id"):
        _connect(request, deal, kind, id_)
    return Answer(204)


def dissociate(request: Request) -> Answer:
    """A deal's associations taken away."""
    deal, kind = _of_path(request), _end(request)
    for id_ in request.texts("id"):
        request.portal.service(Associations).disconnect(DEAL, deal.id, kind, record_of(request, kind, id_).id)
    return Answer(204)


def _associated(request: Request) -> tuple[list[int], Body]:
    """The ids of a page of the deals of a contact or a company, and where the next page begins."""
    kind = _end(request)
    limit = max(1, min(100, request.integer("limit", 100)))
    near = record_of(request, kind, request.params["objectId"])
    found = request.portal.service(Associations).of(
        kind, near.id, DEAL, after=request.integer("offset", 0), limit=limit + 1
    )
    ids, more = [id_ for id_, _ in found[:limit]], len(found) > limit
    return ids, {"hasMore": more, "offset": found[limit][0] if more else max(ids, default=0)}


def associated(request: Request) -> Answer:
    """A page of the deals of a contact or a company."""
    ids, paging = _associated(request)
    deals = request.portal.service(Records).many(DEAL, ids)
    return Answer(200, {"deals": [_show(request, one) for one in deals.values()]} | paging)


def associated_ids(request: Request) -> Answer:
    """The same page by ids alone."""
    ids, paging = _associated(request)
    return Answer(200, {"results": ids} | paging)


def _pipeline(body: Body) -> Body:
    stages = [
        {
            "stageId": one["id"],
            "label": one["label"],
            "probability": float(one["metadata"]["probability"]),
            "closedWon": one["metadata"]["probability"] == "1.0",
            "active": True,
            "displayOrder": one["displayOrder"],
        }
        for one in body["stages"]
    ]
    return {
        "pipelineId": body["id"],
        "label": body["label"],
        "active": True,
        "displayOrder": body["displayOrder"],
        "stages": stages,
        "staticDefault": body["id"] == "default",
    }


def pipelines(request: Request) -> Answer:
    """Every deal pipeline, as a bare array. Announced to stop on 2026-12-04."""
    return Answer(200, [_pipeline(one) for one in request.portal.service(Pipelines).listed(DEAL)])


def pipeline(request: Request) -> Answer:
    """One deal pipeline."""
    return Answer(200, _pipeline(request.portal.service(Pipelines).get(DEAL, request.params["pipelineId"])))


def change_many(request: Request) -> Answer:
    """Deals changed, each on its own."""
    return update_many(request, DEAL)


URLS: list[Route] = under(
    ("/deals/v1",),
    [
        ("POST", "/deal", make),
        ("GET", "/deal/paged", get_page),
        ("GET", "/deal/recent/modified", get_recently_modified),
        ("GET", "/deal/recent/created", get_recently_created),
        ("GET", "/deal/associated/{objectType}/{objectId}/paged", associated),
        ("GET", "/deal/associated/{objectType}/{objectId}", associated_ids),
        ("GET", "/deal/{dealId}", get),
        ("PUT", "/deal/{dealId}", change),
        ("DELETE", "/deal/{dealId}", delete),
        ("PUT", "/deal/{dealId}/associations/{objectType}", associate),
        ("DELETE", "/deal/{dealId}/associations/{objectType}", dissociate),
        ("POST", "/batch-async/update", change_many),
        ("GET", "/pipelines", pipelines),
        ("GET", "/pipelines/{pipelineId}", pipeline),
    ],
)

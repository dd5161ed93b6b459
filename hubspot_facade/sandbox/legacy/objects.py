"""CRM objects v1 (products, line items, tickets) and CRM associations v1."""

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.associations.types import HUBSPOT
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.protocol.shapes import is_object, listed

from .shapes import Shape, connect, create, given, page_of, record_of, update

DEFINITIONS: dict[int, int] = {1: 279, 2: 280, 5: 341, 6: 342, 25: 340, 26: 339}
"""Version 1 calls these the plain associations; since version 4 the ids are those of the primary company."""


def _kind(request: Request) -> ObjectType:
    return request.portal.service(ObjectTypes).resolve(request.params["objectType"])


def _show(request: Request, kind: ObjectType, record: Record, names: list[str] | None = None) -> Body:
    return {
        "objectType": kind.label,
        "portalId": request.portal.id,
        "objectId": record.id,
        "properties": Shape(request.portal, kind).properties(record, names),
        "version": 1,
        "isDeleted": False,
    }


def _of_path(request: Request) -> tuple[ObjectType, Record]:
    kind = _kind(request)
    return kind, record_of(request, kind, request.params["objectId"])


def get(request: Request) -> Answer:
    """One record, with the properties asked for."""
    kind, record = _of_path(request)
    return Answer(200, _show(request, kind, record, request.texts("properties")))


def make(request: Request) -> Answer:
    """A new record of a bare array of values."""
    kind = _kind(request)
    return Answer(200, _show(request, kind, create(request, kind, given({"properties": request.array()}))))


def change(request: Request) -> Answer:
    """A record changed."""
    kind, record = _of_path(request)
    values = given({"properties": request.array()})
    return Answer(200, _show(request, kind, update(request, kind, record, values)))


def delete(request: Request) -> Answer:
    """A record archived."""
    kind, record = _of_path(request)
    request.portal.service(Records).archive(kind, [record.id])
    return Answer(204)


def get_page(request: Request) -> Answer:
    """A page of all records, by id, with the properties asked for."""
    kind = _kind(request)
    found, following = page_of(request, kind, limit=100, offset=request.integer("offset", 0))
    shown = [_show(request, kind, one, request.texts("properties")) for one in found]
    last = found[-1].id if found else 0
    return Answer(200, {"objects": shown, "hasMore": following is not None, "offset": following or last})


def get_many(request: Request) -> Answer:
    """Records by their ids, under them."""
    kind, names = _kind(request), request.texts("properties")
    ids = list(filter(None, map(natural, listed(request.body().get("ids")))))
    found = request.portal.service(Records).many(kind, ids)
    return Answer(200, {str(id_): _show(request, kind, one, names) for id_, one in found.items()})


def make_many(request: Request) -> Answer:
    """New records of an array of arrays of values, as a bare array."""
    kind = _kind(request)
    made = [create(request, kind, given({"properties": one})) for one in request.array()]
    return Answer(200, [_show(request, kind, one) for one in made])


def change_many(request: Request) -> Answer:
    """Records changed, each by its `objectId`, under their ids."""
    kind = _kind(request)
    inputs = [one for one in request.array() if is_object(one)]
    records = [record_of(request, kind, str(one.get("objectId"))) for one in inputs]
    changed = [update(request, kind, record, given(one)) for record, one in zip(records, inputs, strict=True)]
    return Answer(200, {str(one.id): _show(request, kind, one) for one in changed})


def delete_many(request: Request) -> Answer:
    """Records archived by their ids; unknown ones are passed over."""
    ids = list(filter(None, map(natural, listed(request.body("ids")["ids"]))))
    request.portal.service(Records).archive(_kind(request), ids)
    return Answer(204)


# -- associations ----------------------------------------------------------------------------------------------


def _ends(request: Request, definition: str) -> tuple[ObjectType, ObjectType, tuple[str, int]]:
    number = natural(definition) or 0
    spec = (HUBSPOT, DEFINITIONS.get(number, number))
    ends = request.portal.service(Associations).kinds_of(*spec)
    if ends is None:
        raise validation(f"{definition} is not a valid association definition", context={"definitionId": [definition]})
    return *ends, spec


def get_associated(request: Request) -> Answer:
    """A page of the ids that a record is associated with by a definition."""
    kind, other, _ = _ends(request, request.params["definitionId"])
    record = record_of(request, kind, request.params["objectId"])
    limit = max(1, min(100, request.integer("limit", 20)))
    after = request.integer("offset", 0)
    found = request.portal.service(Associations).of(kind, record.id, other, after=after, limit=limit + 1)
    more = len(found) > limit
    ids = [id_ for id_, _ in found[:limit]]
    return Answer(200, {"results": ids, "hasMore": more, "offset": found[limit][0] if more else max(ids, default=0)})


def associate(request: Request) -> Answer:
    """Records associated by a definition, one pair or many."""
    for one in filter(is_object, listed(request.json())):
        kind, other, spec = _ends(request, str(one.get("definitionId")))
        near = record_of(request, kind, str(one.get("fromObjectId")))
        far = record_of(request, other, str(one.get("toObjectId")))
        if request.portal.service(Associations).checked(kind, other, spec).label is None:
            connect(request, (kind, near), (other, far))
        else:
            request.portal.service(Associations).connect(kind, near.id, other, far.id, [spec])
    return Answer(204)


def dissociate(request: Request) -> Answer:
    """Associations of a definition taken away, of one pair or of many."""
    for one in filter(is_object, listed(request.json())):
        kind, other, spec = _ends(request, str(one.get("definitionId")))
        near, far = str(one.get("fromObjectId")), str(one.get("toObjectId"))
        ids = record_of(request, kind, near).id, record_of(request, other, far).id
        request.portal.service(Associations).disconnect(kind, ids[0], other, ids[1], [spec])
    return Answer(204)


URLS: list[Route] = [
    *under(
        ("/crm-objects/v1/objects/{objectType}",),
        [
            ("POST", "", make),
            ("GET", "/paged", get_page),
            ("POST", "/batch-read", get_many),
            ("POST", "/batch-create", make_many),
            ("POST", "/batch-update", change_many),
            ("POST", "/batch-delete", delete_many),
            ("GET", "/{objectId}", get),
            ("PUT", "/{objectId}", change),
            ("DELETE", "/{objectId}", delete),
        ],
    ),
    *under(
        ("/crm-associations/v1/associations",),
        [
            ("GET", "/{objectId}/HUBSPOT_DEFINED/{definitionId}", get_associated),
            ("PUT", "", associate),
            ("PUT", "/create-batch", associate),
            ("PUT", "/delete", dissociate),
            ("PUT", "/delete-batch", dissociate),
        ],
    ),
]

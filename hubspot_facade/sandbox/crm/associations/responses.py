"""The association APIs, v4 and dated: what each route answers."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.responses import get_associations
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.batch import batch_answer
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields, too_many_inputs
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.protocol.texts import text

from . import errors
from .models import Associations, Spec
from .pages import PAGE, following, position, size
from .types import AssociationType

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

MAX_PAGE = 500
FIRST_PRIMARY = "2026-09"
"""The edition since which a default association makes a record's only company its primary one."""
MAX_READ = 1_000
MAX_CREATE = 2_000


def ends(request: Request) -> tuple[ObjectType, ObjectType]:
    """The two object types that the path names."""
    schemas = request.portal.service(ObjectTypes)
    from_name = request.params.get("fromObjectType") or request.params["objectType"]
    return schemas.resolve(from_name), schemas.resolve(request.params["toObjectType"])


def number(given: Any) -> int:
    """An id as a number; refuses anything else."""
    written = text(given)
    id_ = natural(written)
    if not id_:
        raise errors.invalid_identifier(written)
    return id_


def shown_id(request: Request, id_: int) -> int | str:
    """An id as the edition prints it: a number on v4, text on dated paths."""
    return str(id_) if request.dated and request.portal.unsettled.dated_association_ids_as_text else id_


def require(portal: "Portal", from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int) -> tuple[int, int]:
    """The ids of two records as they are kept; refuses records that do not exist."""
    return living(portal, from_kind, from_id, end="FROM"), living(portal, to_kind, to_id, end="TO")


def require_valid(
    portal: "Portal", from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int
) -> tuple[int, int]:
    """The same in the words of batches."""
    for kind, id_ in ((from_kind, from_id), (to_kind, to_id)):
        if portal.service(Records).find(kind, id_) is None:
            raise errors.not_valid(kind, id_)
    return require(portal, from_kind, from_id, to_kind, to_id)


def living(portal: "Portal", kind: ObjectType, id_: int, *, end: str) -> int:
    """The id under which a record is kept, another one after a merge; refuses a record that does not exist."""
    record = portal.service(Records).find(kind, id_)
    if record is None:
        raise errors.record_not_found(kind, str(id_), end=end)
    return record.id


def _path_ids(request: Request) -> tuple[int, int]:
    from_id = request.params.get("fromObjectId") or request.params["objectId"]
    return number(from_id), number(request.params["toObjectId"])


def associate_default(request: Request) -> Answer:
    """Two records associated by the plain type of their pair."""
    from_kind, to_kind = ends(request)
    from_id, to_id = _path_ids(request)
    return batch_answer(request.portal, _associate_default(request, from_kind, from_id, to_kind, to_id))


def _associate_default(
    request: Request, from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int
) -> list[Body]:
    portal = request.portal
    from_id, to_id = require(portal, from_kind, from_id, to_kind, to_id)
    plain = portal.service(Associations).default(from_kind, to_kind)
    if request.version >= FIRST_PRIMARY and request.dated:
        portal.service(Associations).connect_first(from_kind, from_id, to_kind, to_id, plain)
    else:
        portal.service(Associations).connect(from_kind, from_id, to_kind, to_id, [plain.spec])
    answered: list[Body] = [
        {
            "from": {"id": str(near)},
            "to": {"id": str(far)},
            "associationSpec": {"associationCategory": plain.category, "associationTypeId": type_id},
        }
        for near, far, type_id in ((from_id, to_id, plain.id), (to_id, from_id, plain.inverse_id))
    ]
    return answered if portal.unsettled.default_association_tells_both else answered[:1]


def associate(request: Request) -> Answer:
    """Two records associated by the labels of the body, which replace the earlier ones."""
    from_kind, to_kind = ends(request)
    from_id, to_id = _path_ids(request)
    specs = [request.portal.service(Associations).read_spec(one) for one in request.array()]
    from_id, to_id = require(request.portal, from_kind, from_id, to_kind, to_id)
    found = request.portal.service(Associations).replace(from_kind, from_id, to_kind, to_id, specs)
    return Answer(201, _labels_between(request, from_kind, from_id, to_kind, to_id, found))


def _labels_between(
    request: Request,
    from_kind: ObjectType,
    from_id: int,
    to_kind: ObjectType,
    to_id: int,
    types: list[AssociationType],
) -> Body:
    return {
        "fromObjectTypeId": from_kind.id,
        "fromObjectId": shown_id(request, from_id),
        "toObjectTypeId": to_kind.id,
        "toObjectId": shown_id(request, to_id),
        "labels": [one.label for one in types if one.label is not None],
    }


def archive(request: Request) -> Answer:
    """Take every association of two records away; 204 whether or not there was one."""
    from_kind, to_kind = ends(request)
    from_id, to_id = _path_ids(request)
    request.portal.service(Associations).disconnect(from_kind, from_id, to_kind, to_id)
    return Answer(204)


def get_page(request: Request) -> Answer:
    """A page of the records associated with one, by id, with the types."""
    if request.params.get("version") == "v3":
        return get_associations(request)
    from_kind, to_kind = ends(request)
    limit = size(request, MAX_PAGE)
    id_ = living(request.portal, from_kind, number(request.params["objectId"]), end="FROM")
    body = _page(request, from_kind, id_, to_kind, after=position(request.text("after")), limit=limit)
    return Answer(200, body)


def _page(request: Request, from_kind: ObjectType, id_: int, to_kind: ObjectType, *, after: int, limit: int) -> Body:
    found, next_id = request.portal.service(Associations).page(from_kind, id_, to_kind, after=after, limit=limit)
    body: Body = {
        "results": [
            {"toObjectId": shown_id(request, to_id), "associationTypes": [one.body() for one in types]}
            for to_id, types in found
        ]
    }
    if next_id is not None:
        body["paging"] = following(request, from_kind, id_, to_kind, next_id, limit=limit)
    return body


def batch_read(request: Request) -> Answer:
    """The associations of many records; those without any are reported, with a 207."""
    from_kind, to_kind = ends(request)
    results: list[Body] = []
    problems: list[Body] = []
    for input_ in request.inputs(MAX_READ):
        if input_.get("id") is None:
            raise missing_fields(["id"])
        id_ = number(input_["id"])
        if request.portal.service(Records).find(from_kind, id_) is None:
            problems.append(errors.not_valid(from_kind, id_).item())
            continue
        page = _page(request, from_kind, id_, to_kind, after=position(input_.get("after")), limit=PAGE)
        if not page["results"]:
            problems.append(errors.none_found(from_kind, to_kind, str(id_)))
            continue
        one: Body = {"from": {"id": str(id_)}, "to": page["results"]}
        if "paging" in page:
            one["paging"] = page["paging"]
        results.append(one)
    return batch_answer(request.portal, results, problems)


def batch_create(request: Request) -> Answer:
    """Records associated by labels, beside those they have; what is refused is reported, with a 207."""
    from_kind, to_kind = ends(request)
    portal = request.portal
    results: list[Body] = []
    problems: list[Body] = []
    inputs = request.inputs(MAX_CREATE)
    specs_of = [_specs(request, one) for one in inputs]  # one that cannot be read refuses all
    for ends_of, specs in zip([_ends_of(one) for one in inputs], specs_of, strict=True):
        try:
            with portal.store.savepoint():
                from_id, to_id = (number(one) for one in ends_of)
                from_id, to_id = require_valid(portal, from_kind, from_id, to_kind, to_id)
                found = portal.service(Associations).connect(from_kind, from_id, to_kind, to_id, specs)
        except Refusal as refusal:
            problems.append(refusal.item())
        else:
            results.append(_labels_between(request, from_kind, from_id, to_kind, to_id, found))
    return batch_answer(portal, results, problems, status=201)


def batch_associate_default(request: Request) -> Answer:
    """Records associated by the plain type of their pair."""
    from_kind, to_kind = ends(request)
    portal = request.portal
    results: list[Body] = []
    problems: list[Body] = []
    for ends_of in [_ends_of(one) for one in request.inputs(MAX_CREATE)]:
        try:
            with portal.store.savepoint():
                from_id, to_id = (number(one) for one in ends_of)
                results += _associate_default(request, from_kind, from_id, to_kind, to_id)
        except Refusal as refusal:
            problems.append(refusal.item())
    return batch_answer(portal, results, problems)


def _specs(request: Request, input_: Body) -> list[Spec]:
    if not listed(input_.get("types")):
        raise missing_fields(["types"])
    return [request.portal.service(Associations).read_spec(one) for one in input_["types"]]


def _ends_of(input_: Body) -> tuple[Any, Any]:
    return _id_at(input_, "from"), _id_at(input_, "to")


def _input_ids(input_: Body) -> tuple[int, int]:
    from_id, to_id = _ends_of(input_)
    return number(from_id), number(to_id)


def _id_at(input_: Body, end: str) -> Any:
    given: Any = input_.get(end)
    if is_object(given):
        given = given.get("id")
    if given is None:
        raise missing_fields([end])
    return given


def batch_archive(request: Request) -> Answer:
    """Take every association of the named records away."""
    from_kind, to_kind = ends(request)
    most = request.portal.unsettled.archived_sources
    if len({str(_id_at(input_, "from")) for input_ in request.inputs(MAX_CREATE)}) > most:
        raise too_many_inputs(most)
    for input_ in request.inputs(MAX_CREATE):
        from_id = number(_id_at(input_, "from"))
        for target in listed(input_.get("to")):
            to_id = number(_id_at({"to": target}, "to"))
            request.portal.service(Associations).disconnect(from_kind, from_id, to_kind, to_id)
    return Answer(204)


def batch_labels_archive(request: Request) -> Answer:
    """Take labels away and leave the plain association; the plain type takes everything."""
    from_kind, to_kind = ends(request)
    for input_ in request.inputs(MAX_CREATE):
        from_id, to_id = _input_ids(input_)
        specs: list[Spec] = [request.portal.service(Associations).read_spec(one) for one in listed(input_.get("types"))]
        if specs:
            request.portal.service(Associations).disconnect(from_kind, from_id, to_kind, to_id, specs)
    return Answer(204)

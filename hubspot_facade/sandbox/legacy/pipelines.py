"""CRM pipelines v1, announced to stop on 2026-12-04."""

from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.state import instants


def _stage(body: Body) -> Body:
    return {
        "stageId": body["id"],
        "label": body["label"],
        "displayOrder": body["displayOrder"],
        "metadata": body["metadata"],
        "active": True,
        "createdAt": instants.parse(body["createdAt"]),
        "updatedAt": instants.parse(body["updatedAt"]),
    }


def _show(request: Request, kind: ObjectType, one: Body) -> Body:
    first = request.portal.service(Pipelines).listed(kind)[0]
    return {
        "pipelineId": one["id"],
        "objectType": kind.label,
        "objectTypeId": kind.id,
        "label": one["label"],
        "displayOrder": one["displayOrder"],
        "active": True,
        "default": one["id"] == first["id"],
        "stages": [_stage(stage) for stage in one["stages"]],
        "createdAt": instants.parse(one["createdAt"]),
        "updatedAt": instants.parse(one["updatedAt"]),
    }


def _kind(request: Request) -> ObjectType:
    return request.portal.service(ObjectTypes).resolve(request.params["objectType"])


def get_all(request: Request) -> Answer:
    """Every pipeline of a type with its stages."""
    kind = _kind(request)
    found = request.portal.service(Pipelines).listed(kind)
    return Answer(200, {"results": [_show(request, kind, one) for one in found]})


def create(request: Request) -> Answer:
    """A new pipeline with its stages."""
    kind = _kind(request)
    return Answer(200, _show(request, kind, request.portal.service(Pipelines).create(kind, request.body())))


def replace(request: Request) -> Answer:
    """A pipeline as the body has it; stages left out are gone, unless records are in them."""
    kind = _kind(request)
    replaced = request.portal.service(Pipelines).replace(kind, request.params["pipelineId"], request.body())
    return Answer(200, _show(request, kind, replaced))


def delete(request: Request) -> Answer:
    """Take a pipeline away, unless records are in it."""
    request.portal.service(Pipelines).archive(_kind(request), request.params["pipelineId"])
    return Answer(204)


URLS: list[Route] = under(
    ("/crm-pipelines/v1/pipelines/{objectType}",),
    [
        ("GET", "", get_all),
        ("POST", "", create),
        ("PUT", "/{pipelineId}", replace),
        ("DELETE", "/{pipelineId}", delete),
    ],
)

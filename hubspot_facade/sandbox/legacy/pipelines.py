"""CRM pipelines v1, announced to stop on 2026-12-04."""

from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route
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


def get_all(request: Request) -> Answer:
    """Every pipeline of a type with its stages."""
    kind = request.portal.service(ObjectTypes).resolve(request.params["objectType"])
    shown = [
        {
            "pipelineId": one["id"],
            "objectType": kind.label,
            "objectTypeId": kind.id,
            "label": one["label"],
            "displayOrder": one["displayOrder"],
            "active": True,
            "default": position == 0,
            "stages": [_stage(stage) for stage in one["stages"]],
            "createdAt": instants.parse(one["createdAt"]),
            "updatedAt": instants.parse(one["updatedAt"]),
        }
        for position, one in enumerate(request.portal.service(Pipelines).listed(kind))
    ]
    return Answer(200, {"results": shown})


URLS: list[Route] = [("GET", "/crm-pipelines/v1/pipelines/{objectType}", get_all)]

"""The pipelines API: what each route answers."""

from hubspot_facade.sandbox.crm.objects.responses import kind_of
from hubspot_facade.sandbox.protocol.messages import Answer, Request

from .models import Pipelines


def get_all(request: Request) -> Answer:
    """Every pipeline of the type, with stages."""
    return Answer(200, {"results": request.portal.service(Pipelines).listed(kind_of(request))})


def create(request: Request) -> Answer:
    """A new pipeline."""
    return Answer(201, request.portal.service(Pipelines).create(kind_of(request), request.body()))


def get_by_id(request: Request) -> Answer:
    """One pipeline."""
    return Answer(200, request.portal.service(Pipelines).get(kind_of(request), request.params["pipelineId"]))


def update(request: Request) -> Answer:
    """The changed pipeline."""
    found = request.portal.service(Pipelines).update(kind_of(request), request.params["pipelineId"], request.body())
    return Answer(200, found)


def replace(request: Request) -> Answer:
    """The replaced pipeline."""
    found = request.portal.service(Pipelines).replace(kind_of(request), request.params["pipelineId"], request.body())
    return Answer(200, found)


def archive(request: Request) -> Answer:
    """Take a pipeline away."""
    request.portal.service(Pipelines).archive(kind_of(request), request.params["pipelineId"])
    return Answer(204)


def audit(request: Request) -> Answer:
    """What was done to the pipeline."""
    kind = kind_of(request)
    request.portal.service(Pipelines).get(kind, request.params["pipelineId"])
    return Answer(200, {"results": request.portal.service(Pipelines).audit(kind, request.params["pipelineId"])})


def get_stages(request: Request) -> Answer:
    """Every stage of the pipeline."""
    found = request.portal.service(Pipelines).get(kind_of(request), request.params["pipelineId"])
    return Answer(200, {"results": found["stages"]})


def create_stage(request: Request) -> Answer:
    """A new stage."""
    pipelines = request.portal.service(Pipelines)
    return Answer(201, pipelines.create_stage(kind_of(request), request.params["pipelineId"], request.body()))


def get_stage(request: Request) -> Answer:
    """One stage."""
    pipelines, params = request.portal.service(Pipelines), request.params
    return Answer(200, pipelines.stage_of(kind_of(request), params["pipelineId"], params["stageId"]))


def update_stage(request: Request) -> Answer:
    """The changed stage."""
    return _write_stage(request, whole=False)


def replace_stage(request: Request) -> Answer:
    """The replaced stage."""
    return _write_stage(request, whole=True)


def _write_stage(request: Request, *, whole: bool) -> Answer:
    params = request.params
    stage = request.portal.service(Pipelines).write_stage(
        kind_of(request), params["pipelineId"], params["stageId"], request.body(), whole=whole
    )
    return Answer(200, stage)


def archive_stage(request: Request) -> Answer:
    """Take a stage away; 204 whether or not there was one."""
    params = request.params
    request.portal.service(Pipelines).archive_stage(kind_of(request), params["pipelineId"], params["stageId"])
    return Answer(204)


def audit_stage(request: Request) -> Answer:
    """What was done to the stage's pipeline."""
    kind = kind_of(request)
    request.portal.service(Pipelines).stage_of(kind, request.params["pipelineId"], request.params["stageId"])
    return Answer(200, {"results": request.portal.service(Pipelines).audit(kind, request.params["pipelineId"])})

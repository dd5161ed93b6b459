"""Routes of the pipelines API."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

_STAGE = "/{objectType}/{pipelineId}/stages/{stageId}"

URLS: list[Route] = under(
    ("/crm/v3/pipelines", "/crm/pipelines/{version}"),
    [
        ("GET", "/{objectType}", responses.get_all),
        ("POST", "/{objectType}", responses.create),
        ("GET", "/{objectType}/{pipelineId}", responses.get_by_id),
        ("PATCH", "/{objectType}/{pipelineId}", responses.update),
        ("PUT", "/{objectType}/{pipelineId}", responses.replace),
        ("DELETE", "/{objectType}/{pipelineId}", responses.archive),
        ("GET", "/{objectType}/{pipelineId}/audit", responses.audit),
        ("GET", "/{objectType}/{pipelineId}/stages", responses.get_stages),
        ("POST", "/{objectType}/{pipelineId}/stages", responses.create_stage),
        ("GET", _STAGE, responses.get_stage),
        ("PATCH", _STAGE, responses.update_stage),
        ("PUT", _STAGE, responses.replace_stage),
        ("DELETE", _STAGE, responses.archive_stage),
        ("GET", f"{_STAGE}/audit", responses.audit_stage),
    ],
)

"""Workflows of version 3: the sandbox has none, and knows what cannot be one."""

from hubspot_facade.sandbox.protocol.errors import resource_not_found, unparsable_parameter
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.request import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route


def get_all(_: Request) -> Answer:
    """No workflows."""
    return Answer(200, {"workflows": []})


def get(request: Request) -> Answer:
    """No workflow has the id."""
    if natural(request.params["workflowId"]) is None:
        raise unparsable_parameter("workflowId", kind="path")
    raise resource_not_found()


URLS: list[Route] = [
    ("GET", "/automation/v3/workflows", get_all),
    ("GET", "/automation/v3/workflows/{workflowId}", get),
    ("GET", "/automation/v3/performance/workflow/{workflowId}", get),
]

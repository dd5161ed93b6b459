"""Older listings of what a sandbox's portal has none of: forms, their submissions, workflows."""

from hubspot_facade.sandbox.request import Answer, Request
from hubspot_facade.sandbox.routing import Route


def forms(_: Request) -> Answer:
    """No forms, as a bare array."""
    return Answer(200, [])


def submissions(_: Request) -> Answer:
    """No submissions."""
    return Answer(200, {"results": []})


def workflows(_: Request) -> Answer:
    """No workflows."""
    return Answer(200, {"workflows": []})


URLS: list[Route] = [
    ("GET", "/forms/v2/forms", forms),
    ("GET", "/form-integrations/v1/submissions/forms/{formId}", submissions),
    ("GET", "/automation/v3/workflows", workflows),
]

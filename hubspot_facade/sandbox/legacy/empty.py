"""Older listings of what a sandbox's portal has none of: workflows."""

from hubspot_facade.sandbox.request import Answer, Request
from hubspot_facade.sandbox.routing import Route


def workflows(_: Request) -> Answer:
    """No workflows."""
    return Answer(200, {"workflows": []})


URLS: list[Route] = [
    ("GET", "/automation/v3/workflows", workflows),
]

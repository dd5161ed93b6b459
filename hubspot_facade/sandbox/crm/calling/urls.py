"""Route of the calling API."""

from hubspot_facade.sandbox.protocol.routing import Route

from . import responses

URLS: list[Route] = [("GET", "/calling/v1/dispositions", responses.get_dispositions)]

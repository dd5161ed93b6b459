"""Routes of the owners API."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/crm/v3/owners", "/crm/owners/{version}"),
    [("GET", "", responses.get_page), ("GET", "/{ownerId}", responses.get_by_id)],
)

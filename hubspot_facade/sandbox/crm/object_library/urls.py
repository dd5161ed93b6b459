"""Routes of the object library API."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/crm/v3/object-library/enablement", "/crm/object-library/{version}/enablement"),
    [("GET", "", responses.get_all), ("GET", "/{objectTypeId}", responses.get)],
)

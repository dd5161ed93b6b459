"""Routes of the deal splits API."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/crm/v3/objects/deals/splits", "/crm/objects/{version}/deals/splits", "/deal-splits/{version}"),
    [
        ("POST", "/batch/read", responses.read),
        ("POST", "/batch/upsert", responses.upsert),
    ],
)

"""Routes of the exports API."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = [
    *under(
        ("/crm/v3/exports/export", "/crm/exports/{version}/export"),
        whole(
            [
                ("POST", "/async", responses.create),
                ("GET", "/async/tasks/{taskId}/status", responses.status),
                ("GET", "/{exportId}", responses.get),
            ]
        ),
    ),
    ("GET", "/exports/signed/{exportId}", responses.download),
]

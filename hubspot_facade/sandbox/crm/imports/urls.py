"""Routes of the imports API."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/crm/v3/imports", "/crm/imports/{version}"),
    whole(
        [
            ("GET", "", responses.get_page),
            ("POST", "", responses.create),
            ("GET", "/{importId}", responses.get),
            ("POST", "/{importId}/cancel", responses.cancel),
            ("GET", "/{importId}/errors", responses.get_errors),
        ]
    ),
)

"""Routes of the audit API."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/account-info/{version}/activity",),
    whole(
        [
            ("GET", "/audit-logs", responses.get_actions),
            ("GET", "/login", responses.get_logins),
            ("GET", "/security", responses.get_security),
        ]
    ),
)

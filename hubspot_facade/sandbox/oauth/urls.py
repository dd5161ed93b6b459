"""Routes of OAuth. They need no token."""

from hubspot_facade.sandbox.protocol.routing import Route

from . import responses

URLS: list[Route] = [
    ("GET", "/oauth/authorize", responses.ask),
    ("POST", "/oauth/authorize", responses.approve),
    ("GET", "/oauth/{portalId}/authorize", responses.ask),
    ("POST", "/oauth/{portalId}/authorize", responses.approve),
    ("POST", "/oauth/{version}/token", responses.token),
    ("POST", "/oauth/{version}/token/introspect", responses.introspect),
    ("POST", "/oauth/{version}/token/revoke", responses.revoke),
    ("GET", "/oauth/v1/access-tokens/{token}", responses.access_info),
    ("GET", "/oauth/v1/refresh-tokens/{token}", responses.refresh_info),
    ("DELETE", "/oauth/v1/refresh-tokens/{token}", responses.delete_refresh),
    ("POST", "/oauth/v2/private-apps/get/access-token-info", responses.private_app),
]

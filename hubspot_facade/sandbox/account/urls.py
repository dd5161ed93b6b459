"""Routes of the account API."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/account-info/{version}",),
    [
        ("GET", "/details", responses.details),
        ("GET", "/api-usage/daily/private-apps", responses.daily_usage),
    ],
)

"""Routes of the account API and of users."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses, users

URLS: list[Route] = users.URLS + under(
    ("/account-info/{version}",),
    [
        ("GET", "/details", responses.details),
        ("GET", "/api-usage/daily/private-apps", responses.daily_usage),
    ],
)

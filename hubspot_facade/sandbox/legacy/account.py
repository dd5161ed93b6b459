"""Integrations v1: whose account it is, and how much of the day's calls is used."""

from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route
from hubspot_facade.sandbox.state.instants import DAY


def me(request: Request) -> Answer:
    """The account of the token."""
    return Answer(
        200,
        {
            "portalId": request.portal.id,
            "accountType": "STANDARD",
            "timeZone": "UTC",
            "currency": "USD",
            "utcOffset": "+00:00",
            "utcOffsetMilliseconds": 0,
        },
    )


def usage(request: Request) -> Answer:
    """The calls of the day, as a bare array."""
    now, limits = request.portal.now(), request.portal.limits
    return Answer(
        200,
        [
            {
                "name": "api-calls-daily",
                "usageLimit": limits.tier.daily or 0,
                "currentUsage": limits.today,
                "collectedAt": now,
                "fetchStatus": "SUCCESS",
                "resetsAt": now - now % DAY + DAY,
            }
        ],
    )


URLS: list[Route] = [
    ("GET", "/integrations/v1/me", me),
    ("GET", "/integrations/v1/limit/daily", usage),
]

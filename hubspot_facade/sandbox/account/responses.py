"""The account API: what each route answers."""

from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state.instants import DAY, instant


def details(request: Request) -> Answer:
    """The portal's details."""
    return Answer(
        200,
        {
            "portalId": request.portal.id,
            "accountType": "DEVELOPER_TEST",
            "timeZone": "UTC",
            "companyCurrency": "USD",
            "additionalCurrencies": [],
            "utcOffset": "+00:00",
            "utcOffsetMilliseconds": 0,
            "uiDomain": "app.hubspot.com",
            "dataHostingLocation": "na1",
        },
    )


def daily_usage(request: Request) -> Answer:
    """How much of the day's requests is used."""
    limits = request.portal.limits
    now = request.portal.now()
    one = {
        "name": "private-apps-api-calls-daily",
        "usageLimit": limits.tier.daily or 0,
        "currentUsage": limits.today,
        "collectedAt": instant(now),
        "fetchStatus": "SUCCESS",
        "resetsAt": instant(now - now % DAY + DAY),
    }
    return Answer(200, {"results": [one]})

"""Statistics of marketing e-mails: what the portal sent. Nobody opens, clicks or bounces here."""

from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body, unparsable_parameter, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state.instants import DAY, instant

COUNTERS = ("sent", "delivered", "open", "click", "bounce", "unsubscribed", "spamreport", "reply", "dropped")
RATIOS = ("openratio", "clickratio", "deliveredratio", "bounceratio", "unsubscribedratio", "clickthroughratio")
LENGTHS = {
    "MINUTE": 60_000,
    "HOUR": 3_600_000,
    "DAY": DAY,
    "WEEK": 7 * DAY,
    "MONTH": 30 * DAY,
    "QUARTER": 91 * DAY,
    "YEAR": 365 * DAY,
}
MAX_INTERVALS = 1_000


def data(sends: list[Body]) -> Body:
    """The figures of some sends."""
    counters = dict.fromkeys(COUNTERS, 0) | {"sent": len(sends), "delivered": len(sends)}
    ratios = dict.fromkeys(RATIOS, 0.0) | {"deliveredratio": 100.0 if sends else 0.0}
    return {"counters": counters, "ratios": ratios, "deviceBreakdown": {}, "qualifierStats": {}}


def sends_of(request: Request, email_ids: list[str], start: int, end: int) -> list[Body]:
    """The sends of a time, of every e-mail when no ids are given."""
    found: list[Any] = list(request.portal.shelf("email_send").all().values())
    return [one for one in found if start <= one["at"] < end and (not email_ids or one["emailId"] in email_ids)]


def aggregate(request: Request) -> Answer:
    """The figures of all e-mails together."""
    ids, (start, end) = request.texts("emailIds"), _span(request)
    sends = sends_of(request, ids, start, end)
    emails = sorted({int(one["emailId"]) for one in sends})
    each = {str(id_): data([one for one in sends if one["emailId"] == str(id_)]) for id_ in emails}
    return Answer(200, {"aggregate": data(sends), "emails": emails, "campaignAggregations": each})


def histogram(request: Request) -> Answer:
    """The figures of each interval of a time."""
    ids, (start, end) = request.texts("emailIds"), _span(request)
    length = LENGTHS.get((request.text("interval") or "DAY").upper())
    if length is None:
        raise unparsable_parameter("interval")
    if (end - start) // length > MAX_INTERVALS:
        raise validation(f"At most {MAX_INTERVALS} intervals can be told at once")
    results: list[Body] = []
    for begin in range(start, end, length):
        stop = min(begin + length, end)
        interval = {"start": instant(begin), "end": instant(stop)}
        results.append({"interval": interval, "aggregations": data(sends_of(request, ids, begin, stop))})
    return Answer(200, {"total": len(results), "results": results})


def _span(request: Request) -> tuple[int, int]:
    """The time asked for, which begins somewhere and goes on until now unless it ends."""
    start, end = request.moment("startTimestamp"), request.moment("endTimestamp")
    if start is None:
        raise unparsable_parameter("startTimestamp")
    return start, request.portal.now() + 1 if end is None else end

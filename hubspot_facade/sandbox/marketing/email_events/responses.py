"""The e-mail events and campaigns of version 1: what each route answers."""

from hubspot_facade.sandbox.protocol.errors import Body, Refusal, unparsable_parameter
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural

from .models import EmailEvents

MOST, USUAL = 1000, 100
REFERENCE = ("id", "appId", "appName", "lastUpdatedTime")


def _page(request: Request, name: str, items: list[Body]) -> Answer:
    start = natural(request.text("offset") or "0")
    if start is None:
        raise unparsable_parameter("offset")
    size = max(1, min(MOST, request.integer("limit", USUAL)))
    reached = start + size
    shown = {name: items[start:reached], "hasMore": reached < len(items)}
    return Answer(200, shown | {"offset": str(min(reached, len(items)))})


def _is_wanted(request: Request, event: Body) -> bool:
    same = {"recipient": "recipient", "eventType": "type", "campaignId": "emailCampaignId", "appId": "appId"}
    for parameter, field in same.items():
        given = request.text(parameter)
        if given and given.casefold() != str(event[field]).casefold():
            return False
    start, end = request.integer("startTimestamp", 0), request.integer("endTimestamp", event["created"] + 1)
    return start <= int(event["created"]) < end


def get_events(request: Request) -> Answer:
    """A page of events, the newest first, of one recipient, type, campaign, app or time."""
    return _page(
        request, "events", [one for one in request.portal.service(EmailEvents).events() if _is_wanted(request, one)]
    )


def get_event(request: Request) -> Answer:
    """One event. Its id alone finds it, whatever moment the path names."""
    if natural(request.params["created"]) is None:
        raise unparsable_parameter("created", kind="path")
    for one in request.portal.service(EmailEvents).events():
        if one["id"] == request.params["id"]:
            return Answer(200, one)
    raise Refusal(404, "Email event not found")


def _references(request: Request, campaigns: list[Body]) -> Answer:
    return _page(request, "campaigns", [{name: one[name] for name in REFERENCE} for one in campaigns])


def get_recent(request: Request) -> Answer:
    """A page of campaigns, the last active first."""
    return _references(request, request.portal.service(EmailEvents).campaigns())


def get_by_id(request: Request) -> Answer:
    """A page of campaigns in the order of their ids."""
    return _references(request, sorted(request.portal.service(EmailEvents).campaigns(), key=lambda one: int(one["id"])))


def get_campaign(request: Request) -> Answer:
    """One campaign with its counters."""
    for one in request.portal.service(EmailEvents).campaigns():
        if str(one["id"]) == request.params["campaignId"]:
            return Answer(200, {name: value for name, value in one.items() if name != "lastUpdatedTime"})
    raise Refusal(404, "Email campaign not found")

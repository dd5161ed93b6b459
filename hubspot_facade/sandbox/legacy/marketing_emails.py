"""Marketing e-mails v1, for reading: the e-mails of version 3 with numbers as ids and epoch milliseconds as times."""

from hubspot_facade.sandbox.marketing.emails.models import EMAILS
from hubspot_facade.sandbox.marketing.emails.statistics import data, sends_of
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.state import instants

MOST = 300
SAME = ("name", "subject", "state", "language", "subcategory", "archived", "isPublished")


def _show(request: Request, body: Body, *, statistics: bool) -> Body:
    shown: Body = {
        "id": int(body["id"]),
        "portalId": request.portal.id,
        **{name: body.get(name) for name in SAME},
        "ab": body["isAb"],
        "emailType": body.get("type"),
        "campaign": body.get("campaign") or "",
        "campaignName": body.get("campaignName") or "",
        "fromName": body.get("from", {}).get("fromName", ""),
        "replyTo": body.get("from", {}).get("replyTo", ""),
        "authorUserId": int(body["createdById"]),
        "created": instants.parse(body["createdAt"]),
        "updated": instants.parse(body["updatedAt"]),
        "publishDate": instants.parse(body.get("publishDate") or body["updatedAt"]),
    }
    if statistics:
        shown["stats"] = data(sends_of(request, [body["id"]], 0, request.portal.now() + 1))
    return shown


def _page(request: Request, *, statistics: bool) -> Answer:
    """A page of e-mails, by number."""
    limit = max(1, min(MOST, request.integer("limit", 10)))
    offset, archived = max(0, request.integer("offset", 0)), request.flag("archived")
    found = sorted(EMAILS.all(request.portal, archived=archived), key=lambda one: int(one["id"]))
    shown = [_show(request, one, statistics=statistics) for one in found[offset : offset + limit]]
    return Answer(200, {"limit": limit, "objects": shown, "offset": offset, "total": len(found)})


def get_page(request: Request) -> Answer:
    """A page of e-mails."""
    return _page(request, statistics=False)


def get_page_with_statistics(request: Request) -> Answer:
    """A page of e-mails with what became of them."""
    return _page(request, statistics=True)


def get(request: Request) -> Answer:
    """One e-mail."""
    return Answer(200, _show(request, EMAILS.get(request.portal, request.params["emailId"]), statistics=False))


def get_with_statistics(request: Request) -> Answer:
    """One e-mail with what became of it."""
    return Answer(200, _show(request, EMAILS.get(request.portal, request.params["emailId"]), statistics=True))


URLS: list[Route] = under(
    ("/marketing-emails/v1",),
    [
        ("GET", "/emails", get_page),
        ("GET", "/emails/with-statistics", get_page_with_statistics),
        ("GET", "/emails/with-statistics/{emailId}", get_with_statistics),
        ("GET", "/emails/{emailId}", get),
    ],
)

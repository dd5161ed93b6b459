"""Marketing e-mails v1: the e-mails of version 3 with numbers as ids and epoch milliseconds as times.

What version 3 has no field for is kept as it was sent.
"""

from hubspot_facade.sandbox.marketing.emails.models import DRAFTS, EMAILS, OLDER, Emails
from hubspot_facade.sandbox.marketing.emails.settings import WRITABLE
from hubspot_facade.sandbox.marketing.emails.statistics import data, sends_of
from hubspot_facade.sandbox.protocol.errors import Body, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route, under
from hubspot_facade.sandbox.state import instants
from hubspot_facade.sandbox.state.user import USER

MOST = 300
SAME = ("name", "subject", "state", "language", "subcategory", "archived", "isPublished")
SENDER = ("fromName", "replyTo")
DERIVED = frozenset(
    {
        *("ab", "abVariation", "author", "authorUserId", "campaignName", "created", "deletedAt", "emailType", "id"),
        *("isPublished", "portalId", "stats", "updated"),
    }
)
"""What follows from other fields, or from what was done; a request that sends it is not heard."""


def _show(request: Request, body: Body, *, statistics: bool) -> Body:
    shown: Body = {
        **body.get(OLDER, {}),
        "id": int(body["id"]),
        "portalId": request.portal.id,
        **{name: body.get(name) for name in SAME},
        "ab": body["isAb"],
        "emailType": body.get("type"),
        "campaign": body.get("campaign") or "",
        "campaignName": body.get("campaignName") or "",
        "fromName": body.get("from", {}).get("fromName", ""),
        "replyTo": body.get("from", {}).get("replyTo", ""),
        "author": USER["email"],
        "authorUserId": int(body["createdById"]),
        "deletedAt": instants.parse(body.get("deletedAt") or "") or 0,
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


# -- writing -----------------------------------------------------------------------------------------------------


def _read(request: Request) -> tuple[Body, Body]:
    """What a request says in fields of version 3, and what only version 1 knows."""
    given = {name: one for name, one in request.body().items() if name not in DERIVED}
    newer = {name: given[name] for name in WRITABLE - {"from"} if name in given}
    sender = {name: given[name] for name in SENDER if given.get(name) is not None}
    if sender:
        newer["from"] = sender
    if newer.get("publishDate") is not None:
        moment = instants.parse(str(newer["publishDate"]))
        if moment is None:
            raise validation(f"{newer['publishDate']} is not a time in milliseconds")
        newer["publishDate"] = instants.instant(moment)
    known = {*WRITABLE, *SENDER}
    return newer, {name: one for name, one in given.items() if name not in known and one is not None}


def _answer(request: Request, body: Body, status: int = 200) -> Answer:
    return Answer(status, _show(request, body, statistics=False))


def create(request: Request) -> Answer:
    """A new e-mail, a draft."""
    request.body("name")
    return _answer(request, request.portal.service(Emails).create(*_read(request)), 201)


def update(request: Request) -> Answer:
    """An e-mail with fields changed."""
    emails = request.portal.service(Emails)
    return _answer(request, emails.update(request.params["emailId"], *_read(request)))


def clone(request: Request) -> Answer:
    """A draft with what another e-mail has, under the name of the body."""
    name = request.body().get("name")
    emails = request.portal.service(Emails)
    return _answer(request, emails.clone(request.params["emailId"], str(name) if name else None, None), 201)


def delete(request: Request) -> Answer:
    """Archive an e-mail."""
    request.portal.service(Emails).delete(request.params["emailId"])
    return Answer(204)


def restore(request: Request) -> Answer:
    """Bring an archived e-mail back."""
    return _answer(request, request.portal.service(Emails).restore(request.params["emailId"]))


def has_changes(request: Request) -> Answer:
    """Whether the draft differs from the e-mail."""
    id_ = request.params["emailId"]
    EMAILS.get(request.portal, id_)
    return Answer(200, {"hasChanges": DRAFTS.is_edited(request.portal, id_)})


def get_versions(request: Request) -> Answer:
    """What an e-mail was, newest first, as a bare array."""
    shown = [
        {
            "id": int(one["id"]),
            "object": _show(request, one["object"], statistics=False),
            "updatedAt": instants.parse(one["updatedAt"]),
            "user": {"id": int(USER["id"]), "email": USER["email"], "fullName": USER["fullName"]},
        }
        for one in DRAFTS.revisions(request.portal, request.params["emailId"])
    ]
    return Answer(200, shown)


URLS: list[Route] = under(
    ("/marketing-emails/v1",),
    [
        ("GET", "/emails", get_page),
        ("GET", "/emails/with-statistics", get_page_with_statistics),
        ("GET", "/emails/with-statistics/{emailId}", get_with_statistics),
        ("GET", "/emails/{emailId}", get),
        ("GET", "/emails/{emailId}/has-buffered-changes", has_changes),
        ("GET", "/emails/{emailId}/versions", get_versions),
        ("POST", "/emails", create),
        ("PUT", "/emails/{emailId}", update),
        ("DELETE", "/emails/{emailId}", delete),
        ("POST", "/emails/{emailId}/clone", clone),
        ("PUT", "/emails/{emailId}/restore-deleted", restore),
    ],
)

"""The marketing e-mail API: what each route answers."""

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.listing import chosen, page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.shapes import is_object

from .models import DRAFTS, EMAILS, OLDER, Emails
from .statistics import data, sends_of

HIDDEN = ("previous", OLDER)
SORTS = frozenset({"createdAt", "createdBy", "name", "updatedAt", "updatedBy"})
CURRENT = "-1"
"""The id of the revision that an e-mail is at."""


def _show(request: Request, body: Body) -> Body:
    names = request.texts("includedProperties")
    shown = {name: one for name, one in body.items() if name not in HIDDEN}
    # what nobody scheduled is to go out as soon as it is published: at the second of its last change, until then
    shown.setdefault("publishDate", f"{body['updatedAt'][:19]}Z")
    if names:
        shown = {name: one for name, one in shown.items() if name in (*names, "id", "isAb")}
    if request.flag("includeStats"):
        shown["stats"] = data(sends_of(request, [body["id"]], 0, request.portal.now() + 1))
    return shown


MOST = 300
"""The largest page that is known to be answered; HubSpot names no limit."""


def get_page(request: Request) -> Answer:
    """A page of e-mails."""
    found = chosen(request, EMAILS.all(request.portal, archived=request.flag("archived")), sorts=SORTS)
    for name in ("type", "campaign"):
        if wanted := request.texts(name):
            found = [one for one in found if one.get(name) in wanted]
    if request.text("isPublished") is not None:
        found = [one for one in found if one["isPublished"] == request.flag("isPublished")]
    shown = page(request, found, default=10, most=MOST, total=True, opaque=True, show=lambda one: _show(request, one))
    return Answer(200, shown)


def create(request: Request) -> Answer:
    """A new e-mail."""
    return Answer(201, _show(request, request.portal.service(Emails).create(request.body("name"))))


def get(request: Request) -> Answer:
    """An e-mail."""
    archived = request.flag("archived")
    return Answer(200, _show(request, EMAILS.get(request.portal, request.params["emailId"], archived=archived)))


def update(request: Request) -> Answer:
    """The e-mail with some fields changed."""
    id_, archived = request.params["emailId"], request.flag("archived")
    return Answer(200, _show(request, request.portal.service(Emails).update(id_, request.body(), archived=archived)))


def delete(request: Request) -> Answer:
    """Archive an e-mail."""
    request.portal.service(Emails).delete(request.params["emailId"], purge=request.flag("archived"))
    return Answer(204)


def clone(request: Request) -> Answer:
    """A copy of an e-mail."""
    body = request.body("id")
    name, language = (str(body[key]) if body.get(key) else None for key in ("cloneName", "language"))
    return Answer(200, _show(request, request.portal.service(Emails).clone(str(body["id"]), name, language)))


def vary(request: Request) -> Answer:
    """The B version of an e-mail."""
    emails, body = request.portal.service(Emails), request.body("contentId", "variationName")
    return Answer(201, _show(request, emails.vary(str(body["contentId"]), str(body["variationName"]))))


def variation(request: Request) -> Answer:
    """The other version of an A/B test."""
    return Answer(200, _show(request, request.portal.service(Emails).variation(request.params["emailId"])))


def publish(request: Request) -> Answer:
    """Publish an e-mail."""
    request.portal.service(Emails).publish(request.params["emailId"])
    return Answer(204)


def unpublish(request: Request) -> Answer:
    """Take an e-mail back."""
    request.portal.service(Emails).unpublish(request.params["emailId"])
    return Answer(204)


def get_draft(request: Request) -> Answer:
    """The draft of an e-mail."""
    return Answer(200, _show(request, DRAFTS.draft(request.portal, request.params["emailId"])))


def edit_draft(request: Request) -> Answer:
    """The draft of an e-mail, changed."""
    edited = request.portal.service(Emails).edit_draft(request.params["emailId"], request.body())
    return Answer(200, _show(request, edited))


def reset_draft(request: Request) -> Answer:
    """Drop the draft of an e-mail."""
    DRAFTS.reset(request.portal, request.params["emailId"])
    return Answer(204)


def _revisions(request: Request) -> list[Body]:
    """An e-mail's revisions, newest first; the one that it is at goes by an id that stays the same."""
    found = DRAFTS.revisions(request.portal, request.params["emailId"])
    return [one | {"id": CURRENT} if position == 0 else one for position, one in enumerate(found)]


def _number(request: Request) -> str:
    """The number of the revision that the path names."""
    asked = request.params["revisionId"]
    if asked != CURRENT:
        return asked
    return str(DRAFTS.revisions(request.portal, request.params["emailId"])[0]["id"])


def _revision(request: Request, one: Body) -> Body:
    known = one["object"]
    return one | {"object": _show(request, known)} if is_object(known) else one


def get_revisions(request: Request) -> Answer:
    """A page of an e-mail's revisions, newest first."""
    found = _revisions(request)
    body = page(request, found, default=10, total=True, both_ways=True, show=lambda one: _revision(request, one))
    return Answer(200, body)


def get_revision(request: Request) -> Answer:
    """One revision of an e-mail."""
    found = DRAFTS.revision(request.portal, request.params["emailId"], _number(request))
    if found["id"] == DRAFTS.revisions(request.portal, request.params["emailId"])[0]["id"]:
        found = found | {"id": CURRENT}
    return Answer(200, _revision(request, found))


def restore(request: Request) -> Answer:
    """Bring back a revision."""
    DRAFTS.restore(request.portal, request.params["emailId"], _number(request))
    return Answer(204)


def restore_to_draft(request: Request) -> Answer:
    """Bring back a revision as the draft."""
    body = DRAFTS.restore_to_draft(request.portal, request.params["emailId"], _number(request))
    return Answer(200, _show(request, body))

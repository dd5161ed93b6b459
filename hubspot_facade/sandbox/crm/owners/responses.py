"""The owners API: what each route answers."""

from hubspot_facade.sandbox.protocol.errors import Body, validation
from hubspot_facade.sandbox.protocol.listing import cursor, offset
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural

from .models import Owners

MAX_PAGE = 500


def get_page(request: Request) -> Answer:
    """A page of owners, by id."""
    limit = request.integer("limit", 100)
    if limit > MAX_PAGE or limit < 1:
        raise validation(f"limit must be between 1 and {MAX_PAGE}", context={"limit": [str(limit)]})
    first = natural(request.text("after"))
    if first is None:
        first = offset(request, opaque=True)
    email = (request.text("email") or "").lower()
    found = [
        one
        for one in request.portal.service(Owners).all(archived=request.flag("archived"))
        if int(one["id"]) >= first and (not email or one["email"].lower() == email)
    ]
    body: Body = {"results": found[:limit]}
    if len(found) > limit:
        following = cursor(int(found[limit]["id"]), opaque=True)
        link = f"https://api.hubapi.com{request.path.rstrip('/')}/?limit={limit}&after={following}"
        body["paging"] = {"next": {"after": following, "link": link}}
    return Answer(200, body)


def get_by_id(request: Request) -> Answer:
    """One owner."""
    by_user = (request.text("idProperty") or "id").lower() == "userid"
    archived = request.flag("archived")
    owners = request.portal.service(Owners)
    return Answer(200, owners.get(request.params["ownerId"], by_user=by_user, archived=archived))

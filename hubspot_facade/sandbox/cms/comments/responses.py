"""The comments API of the first generations: what each route answers. Times are epoch milliseconds, ids numbers."""

from hubspot_facade.sandbox.cms.blogs.models import POSTS
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state.collection import Collection

COMMENTS = Collection("comment", first=140_000_000_001, created=("made",), updated=("changed",), archived="gone")
SEARCHED = ("comment", "userName", "userEmail", "contentTitle")
STATES = frozenset({"APPROVED", "SPAM", "REJECTED", "PENDING_MODERATION"})


def _show(body: Body) -> Body:
    hidden = ("made", "changed", "gone")
    return {name: one for name, one in body.items() if name not in hidden} | {"id": int(body["id"])}


def get_page(request: Request) -> Answer:
    """A page of comments, newest last unless reversed."""
    found = COMMENTS.all(request.portal)
    content, state, query = request.text("contentId"), request.text("state"), request.text("query")
    if content:
        found = [one for one in found if str(one["contentId"]) == content]
    if state and state.upper() != "ALL":
        found = [one for one in found if one["state"] == state.upper()]
    if query:
        word = query.casefold()
        found = [one for one in found if any(word in str(one.get(name, "")).casefold() for name in SEARCHED)]
    if request.flag("reverse"):
        found.reverse()
    limit, offset = request.integer("limit", 20), request.integer("offset", 0)
    part = [_show(one) for one in found[offset : offset + limit]]
    return Answer(200, {"objects": part, "total": len(found), "limit": limit, "offset": offset})


def create(request: Request) -> Answer:
    """A new comment on a post."""
    body = request.body("comment", "contentId")
    post = POSTS.find(request.portal, str(body["contentId"]))
    state = str(body.get("state") or "APPROVED").upper()
    made = COMMENTS.create(
        request.portal,
        {
            **body,
            "contentId": int(body["contentId"]),
            "contentTitle": post["name"] if post else "",
            "portalId": request.portal.id,
            "state": state if state in STATES else "PENDING_MODERATION",
            "createdAt": request.portal.now(),
            "deletedAt": 0,
        },
    )
    return Answer(200, _show(made))


def get(request: Request) -> Answer:
    """A comment."""
    return Answer(200, _show(COMMENTS.get(request.portal, request.params["commentId"])))


def delete(request: Request) -> Answer:
    """Delete a comment."""
    COMMENTS.get(request.portal, request.params["commentId"])
    COMMENTS.archive(request.portal, request.params["commentId"])
    return Answer(204)


def restore(request: Request) -> Answer:
    """Bring a deleted comment back."""
    body = COMMENTS.get(request.portal, request.params["commentId"], archived=True)
    del body["gone"]
    COMMENTS.save(request.portal, body)
    return Answer(204)

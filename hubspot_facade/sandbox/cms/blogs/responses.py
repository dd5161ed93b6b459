"""What only posts have: drafts, revisions, copies, publishing."""

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request

from . import models
from .models import DRAFTS, POSTS, Posts, show


def get_draft(request: Request) -> Answer:
    """The draft of a post."""
    return Answer(200, show(DRAFTS.draft(request.portal, request.params["objectId"])))


def edit_draft(request: Request) -> Answer:
    """The draft of a post, changed; the live version stays."""
    return Answer(200, show(DRAFTS.edit(request.portal, request.params["objectId"], request.body())))


def push_draft(request: Request) -> Answer:
    """Publish the draft."""
    models.push(request.portal, request.params["objectId"])
    return Answer(204)


def reset_draft(request: Request) -> Answer:
    """Drop the draft."""
    DRAFTS.reset(request.portal, request.params["objectId"])
    return Answer(204)


def _revision(one: Body) -> Body:
    return one | {"object": show(one["object"])}


def get_revisions(request: Request) -> Answer:
    """A page of a post's revisions, newest first."""
    found = DRAFTS.revisions(request.portal, request.params["objectId"])
    return Answer(200, page(request, found, default=20, total=True, show=_revision))


def get_revision(request: Request) -> Answer:
    """One revision of a post."""
    params = request.params
    return Answer(200, _revision(DRAFTS.revision(request.portal, params["objectId"], params["revisionId"])))


def restore(request: Request) -> Answer:
    """The post as it was in a revision."""
    return Answer(200, show(DRAFTS.restore(request.portal, request.params["objectId"], request.params["revisionId"])))


def restore_to_draft(request: Request) -> Answer:
    """The draft, as the post was in a revision."""
    params = request.params
    return Answer(200, show(DRAFTS.restore_to_draft(request.portal, params["objectId"], params["revisionId"])))


def clone(request: Request) -> Answer:
    """A copy of a post, not published."""
    body = request.body("id")
    source = POSTS.get(request.portal, str(body["id"]))
    name = str(body.get("cloneName") or f"{source['name']} (copy)")
    copy = source | {"name": name, "htmlTitle": name, "state": "DRAFT", "slug": ""}
    return Answer(200, show(Posts.make(request.portal, copy)))


def schedule(request: Request) -> Answer:
    """Have a post published at some time."""
    body = request.body("id", "publishDate")
    models.schedule(request.portal, str(body["id"]), str(body["publishDate"]))
    return Answer(204)

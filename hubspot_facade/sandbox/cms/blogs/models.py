"""Blog authors, tags and posts."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.drafts import Drafts
from hubspot_facade.sandbox.state.instants import instant, parse
from hubspot_facade.sandbox.state.user import USER

from . import errors
from .content import Content, slug

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


def _collection(kind: str, first: int, archived: str = "deletedAt") -> Collection:
    return Collection(
        kind, first=first, created=("created",), updated=("updated",), archived=archived, missing=errors.unknown
    )


AUTHORS = _collection("blog_author", 110_000_000_001)
TAGS = _collection("blog_tag", 120_000_000_001)
POSTS = _collection("blog_post", 130_000_000_001, "gone")
DRAFTS = Drafts(POSTS)
LIVE = frozenset({"PUBLISHED", "PUBLISHED_OR_SCHEDULED"})
PENDING = frozenset({"SCHEDULED", "SCHEDULED_OR_PUBLISHED", "AGENT_GENERATED", "PRE_PROCESSING", "PROCESSING", "ERROR"})
"""States of posts; any other text counts as a draft."""


def author(_: "Portal", given: Body) -> Body:
    """An author to be made."""
    name = given.get("fullName") or given.get("displayName")
    if not name:
        raise errors.no_full_name()
    return {"language": "en", "name": name, "displayName": name, "fullName": name, "slug": slug(str(name)), **given}


def tag(_: "Portal", given: Body) -> Body:
    """A tag to be made."""
    if not given.get("name"):
        raise errors.no_tag_name()
    return {"language": "en", "slug": slug(str(given["name"])), **given}


def post(portal: "Portal", given: Body) -> Body:
    """A post to be made. Any number will do for a blog, since blogs cannot be made over the API."""
    blog = str(given.get("contentGroupId") or "")
    if not natural(blog):
        raise errors.no_blog(blog)
    state = str(given.get("state") or "DRAFT").upper()
    name = str(given.get("name") or "")
    known = AUTHORS.find(portal, str(given.get("blogAuthorId")))
    path = str(given.get("slug") or slug(name) or "-temporary-slug")
    body: Body = {
        "language": "en",
        "name": name,
        "htmlTitle": name,
        "authorName": known["fullName"] if known else "",
        "createdById": USER["id"],
        "updatedById": USER["id"],
        "contentTypeCategory": "3",
        "publishDate": instant(portal.now()),
        **given,
        "contentGroupId": blog,
        "slug": path,
        "url": f"https://{portal.id}.hs-sites.com/{path}",
    }
    return body | _state(state)


def _state(state: str) -> Body:
    known = state if state in LIVE | PENDING else "DRAFT"
    return {"state": state, "currentState": known, "currentlyPublished": state in LIVE}


def written(portal: "Portal", body: Body) -> Body:
    """A post that was written: what follows from its fields, and a revision more."""
    body = POSTS.save(portal, post(portal, body))
    return DRAFTS.remember(portal, str(body["id"]), body)


def show(body: Body) -> Body:
    """A post as the API answers it."""
    gone = body.get("gone")
    return {name: one for name, one in body.items() if name != "gone"} | {
        "archivedAt": parse(str(gone)) if gone else 0,
        "archivedInDashboard": bool(gone),
    }


def push(portal: "Portal", id_: str) -> Body:
    """The post, published as its draft says."""
    return POSTS.save(portal, DRAFTS.push(portal, id_) | _state("PUBLISHED") | {"publishDate": instant(portal.now())})


def schedule(portal: "Portal", id_: str, moment: str) -> Body:
    """The post, to be published at some time."""
    return POSTS.save(portal, POSTS.get(portal, id_) | _state("SCHEDULED") | {"publishDate": moment})


Authors = Content(AUTHORS, author)
Tags = Content(TAGS, tag)
Posts = Content(POSTS, post, written, show)

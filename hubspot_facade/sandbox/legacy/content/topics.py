"""Topics and blog authors of the blogs API v3: today's tags and authors, with numbers as ids and times in milliseconds.

Names of fields are those of version 2 when the request asks for them with `casing=snake`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.cms.blogs.content import Content
from hubspot_facade.sandbox.cms.blogs.models import POSTS, TAGS, Authors, Tags
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural, whole
from hubspot_facade.sandbox.protocol.routing import Route
from hubspot_facade.sandbox.protocol.shapes import listed

from .listings import asks_for_deleted, listing
from .naming import cameled, cased, snaked
from .objects import millis

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

Show = Callable[["Portal", Body], Body]
LINKS = ("facebook", "linkedin", "twitter", "website", "avatar", "bio", "email")
FIXED = frozenset({"id", "portalId", "created", "updated", "deletedAt"})


def _own(portal: "Portal", body: Body) -> Body:
    return {
        "id": int(body["id"]),
        "portalId": portal.id,
        "created": millis(body["created"]),
        "updated": millis(body["updated"]),
        "deletedAt": millis(body.get("deletedAt")),
        "slug": body.get("slug") or "",
        "language": body.get("language") or "en",
        "translations": {},
    }


def show_topic(portal: "Portal", body: Body) -> Body:
    """A tag as a topic."""
    return _own(portal, body) | {
        "name": body["name"],
        "description": body.get("description") or "",
        "categoryId": 3,
        "contentIds": [],
    }


def show_author(portal: "Portal", body: Body) -> Body:
    """An author as the older API answers one."""
    name = body["fullName"]
    return _own(portal, body) | {
        "fullName": name,
        "displayName": body.get("displayName") or name,
        "name": body.get("name") or name,
        "userId": None,
        "username": None,
        "googlePlus": "",
        "gravatarUrl": None,
        "hasSocialProfiles": any(body.get(one) for one in LINKS[:3]),
        **{one: body.get(one) or "" for one in LINKS},
    }


def author(portal: "Portal", body: Body) -> Body:
    """An author within a post of version 2."""
    return snaked(show_author(portal, body))


@dataclass(frozen=True)
class Older:
    """The routes of topics or of authors. `searched` are the fields that a search looks at."""

    of: Content
    show: Show
    searched: tuple[str, ...]

    def _all(self, request: Request) -> list[Body]:
        found = self.of.of.all(request.portal)
        if asks_for_deleted(request):
            found += self.of.of.all(request.portal, archived=True)
        return [self.show(request.portal, one) for one in found]

    def _page(self, request: Request, found: list[Body], default: int) -> Answer:
        body = listing(request, found, default=default)
        objects = [cased(request, one) for one in body["objects"]]
        return Answer(200, body | {"objects": objects, "totalCount": body["total"]})

    def _answer(self, request: Request, body: Body, status: int = 200) -> Answer:
        return Answer(status, cased(request, self.show(request.portal, body)))

    def _given(self, request: Request) -> Body:
        return {name: one for name, one in cameled(request.body()).items() if name not in FIXED}

    def get_page(self, request: Request) -> Answer:
        """A page of all."""
        return self._page(request, self._all(request), 20)

    def search(self, request: Request) -> Answer:
        """A page of those that have the text of `q` in one of the fields that are searched."""
        wanted = (request.text("q") or "").casefold()
        found = [
            one
            for one in self._all(request)
            if not wanted or any(wanted in str(one[name]).casefold() for name in self.searched)
        ]
        return self._page(request, found, 100)

    def get(self, request: Request) -> Answer:
        """One."""
        return self._answer(request, self.of.of.get(request.portal, request.params["objectId"]))

    def create(self, request: Request) -> Answer:
        """A new one."""
        return self._answer(request, self.of.make(request.portal, self._given(request)), 201)

    def update(self, request: Request) -> Answer:
        """One with some fields changed."""
        id_ = request.params["objectId"]
        return self._answer(request, self.of.change(request.portal, id_, self._given(request)))

    def delete(self, request: Request) -> Answer:
        """Delete one."""
        self.of.of.get(request.portal, request.params["objectId"])
        self.of.of.archive(request.portal, request.params["objectId"])
        return Answer(204)

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            ("GET", "", self.get_page),
            ("POST", "", self.create),
            ("GET", "/search", self.search),
            ("GET", "/{objectId}", self.get),
            ("PUT", "/{objectId}", self.update),
            ("DELETE", "/{objectId}", self.delete),
        ]


def group(request: Request) -> Answer:
    """One topic in place of several: posts that had one of them have it."""
    portal, body = request.portal, cameled(request.body())
    missing = [name for name in ("groupedTopicName", "topicIds") if body.get(name) is None]
    if missing:
        raise missing_fields(missing, body=request.content)
    name = str(body["groupedTopicName"])
    ids = [number for one in listed(body["topicIds"]) if (number := natural(one)) is not None]
    for one in ids:
        TAGS.get(portal, str(one))
    made = int(Tags.make(portal, {"name": name})["id"])
    for post in POSTS.all(portal):
        had = [whole(one) for one in listed(post.get("tagIds"))]
        if set(had) & set(ids):
            kept = [one for one in had if one is not None and one not in ids]
            POSTS.update(portal, post["id"], {"tagIds": [*kept, made]})
    for one in ids:
        TAGS.archive(portal, str(one))
    return Answer(200, cased(request, {"topicIds": ids, "groupedTopicName": name, "portalId": portal.id}))


TOPICS: list[Route] = [
    ("POST", "/group-topics", group),
    *Older(Tags, show_topic, ("name", "slug")).routes(),
]
AUTHOR_ROUTES = Older(Authors, show_author, ("fullName", "email", "slug")).routes()

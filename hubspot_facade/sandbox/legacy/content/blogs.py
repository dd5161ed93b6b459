"""Blogs and their posts in version 2: the posts of today's API in an older shape.

No API makes blogs. Those of the sandbox are one that every portal has, and those that posts say they belong to.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.cms.blogs.models import AUTHORS, DRAFTS, LIVE, POSTS, Posts
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural, whole
from hubspot_facade.sandbox.protocol.routing import Route
from hubspot_facade.sandbox.protocol.shapes import listed
from hubspot_facade.sandbox.state.collection import not_found
from hubspot_facade.sandbox.state.drafts import unknown_revision
from hubspot_facade.sandbox.state.user import USER

from .kept import Kept
from .listings import listing
from .naming import snaked
from .objects import millis, publication, read_fields
from .topics import author

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

FIRST_BLOG = 150_000_000_001
"""The blog that every portal has."""
DERIVED = frozenset(
    {
        *("absoluteUrl", "archived", "archivedAt", "author", "authorName", "blogAuthor", "created", "currentState"),
        *("currentlyPublished", "deletedAt", "id", "isDraft", "isPublished", "parentBlog", "portalId", "publishedUrl"),
        *("updated", "url"),
    }
)
"""What follows from other fields, or from what was done; a request that sends it is not heard."""
UNSET: Body = {
    "attached_stylesheets": [],
    "campaign": None,
    "campaign_name": None,
    "css": {},
    "css_text": "",
    "domain": "",
    "featured_image": "",
    "featured_image_alt_text": "",
    "folder_id": None,
    "footer_html": "",
    "head_html": "",
    "keywords": [],
    "meta_description": "",
    "post_body": "",
    "post_summary": "",
    "publish_immediately": None,
    "rss_body": "",
    "rss_summary": "",
    "use_featured_image": False,
    "widget_containers": {},
    "widgets": {},
}
HIDDEN = frozenset({"gone", "tagIds", "contentTypeCategory", "createdById", "updatedById"})


def show_post(portal: "Portal", body: Body) -> Body:
    """A post as version 2 answers it."""
    writer = AUTHORS.find(portal, str(body.get("blogAuthorId")))
    live, url, blog = body["state"] in LIVE, body["url"], int(body["contentGroupId"])
    topics = [number for one in listed(body.get("tagIds")) if (number := whole(one)) is not None]
    return {
        **UNSET,
        **snaked({name: one for name, one in body.items() if name not in HIDDEN}),
        "id": int(body["id"]),
        "portal_id": portal.id,
        "content_group_id": blog,
        "parent_blog": show_blog(portal, blog),
        "blog_author_id": whole(body.get("blogAuthorId")),
        "blog_author": author(portal, writer) if writer else {},
        "author": USER["email"],
        "author_user_id": int(USER["id"]),
        "category_id": 3,
        "subcategory": "normal_blog_post",
        "topic_ids": topics,
        "tag_ids": topics,
        **publication(body, live=live, url=url),
        "deleted_at": millis(body.get("gone")),
        "archived": bool(body.get("gone")),
    }


def read_post(given: Body) -> Body:
    """What a request of version 2 says, in the fields of a post."""
    fields = read_fields(given, DERIVED)
    topics = fields.pop("topicIds", None)
    if topics is not None:
        fields["tagIds"] = [number for one in listed(topics) if (number := whole(one)) is not None]
    for name in ("contentGroupId", "blogAuthorId"):
        if name in fields:
            fields[name] = str(fields[name])
    return fields


@dataclass(frozen=True)
class BlogPosts(Kept):
    """Posts: what follows from their fields is worked out as in today's API."""

    def make(self, portal: "Portal", given: Body) -> Body:  # noqa: D102 - as in the base class
        return Posts.make(portal, given)

    def change(self, portal: "Portal", id_: str, given: Body) -> Body:  # noqa: D102
        return Posts.change(portal, id_, given)


# -- blogs -----------------------------------------------------------------------------------------------------


def _blogs(portal: "Portal") -> list[int]:
    named = (natural(one["contentGroupId"]) for one in POSTS.all(portal))
    return sorted({FIRST_BLOG, *(one for one in named if one)})


def show_blog(portal: "Portal", id_: int) -> Body:
    """A blog, which has nothing but its name."""
    name = "Blog" if id_ == FIRST_BLOG else f"Blog {id_}"
    slug = "blog" if id_ == FIRST_BLOG else f"blog-{id_}"
    domain = f"{portal.id}.hs-sites.com"
    return {
        "id": id_,
        "portal_id": portal.id,
        "name": name,
        "html_title": name,
        "public_title": name,
        "description": "",
        "slug": slug,
        "root_url": f"https://{domain}/{slug}",
        "absolute_url": f"https://{domain}/{slug}",
        "resolved_domain": domain,
        "domain": "",
        "language": "en",
        "allow_comments": True,
        "comment_moderation": False,
        "posts_per_listing_page": 10,
        "posts_per_rss_feed": 10,
        "item_template_path": "",
        "listing_template_path": "",
        "created": 0,
        "updated": 0,
        "deleted_at": 0,
    }


def get_blogs(request: Request) -> Answer:
    """A page of blogs."""
    return Answer(200, listing(request, [show_blog(request.portal, one) for one in _blogs(request.portal)]))


def _of_path(request: Request) -> int:
    id_ = natural(request.params["blogId"])
    if id_ not in _blogs(request.portal):
        raise not_found(request.params["blogId"])
    return id_ or 0


def get_blog(request: Request) -> Answer:
    """One blog."""
    return Answer(200, show_blog(request.portal, _of_path(request)))


def get_versions(request: Request) -> Answer:
    """What a blog was before it was changed, which the sandbox's never are."""
    _of_path(request)
    return Answer(200, [])


def get_version(request: Request) -> Answer:
    """One version of a blog, of which there is none."""
    _of_path(request)
    raise unknown_revision(request.params["versionId"])


BLOGS: list[Route] = [
    ("GET", "", get_blogs),
    ("GET", "/{blogId}", get_blog),
    ("GET", "/{blogId}/versions", get_versions),
    ("GET", "/{blogId}/versions/{versionId}", get_version),
]
POST_ROUTES = BlogPosts(show_post, read_post, DRAFTS).routes()

"""Comments on blog posts."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.errors import IncompleteAnswer, InputError
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import iso_of
from hubspot_facade.wire.ids import id_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.cms.comments import operations as calls
    from hubspot_openapi.v2026_03.cms.comments.models import BlogComment

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("cms.comments")

CommentChoices: TypeAlias = list[dict[str, Any]]
EXCERPT = 80  # characters of a comment that its choice shows


def following(page: Any, cursor: Any) -> int | None:
    """The offset after a page, None after the last one."""
    seen = int(cursor or 0) + len(page.objects or ())
    if seen >= (page.total or 0):
        return None
    if not page.objects:
        raise IncompleteAnswer(f"HubSpot says that there are {page.total} comments, but returns none after {seen}")
    return seen


def excerpt(comment: Any) -> str:
    """The beginning of a comment's text."""
    text = " ".join((comment.comment or "").split())
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1]}…"


def choice_of(comment: BlogComment) -> dict[str, Any]:
    """The choice for a comment, with the fields that notes have."""
    return {
        "label": excerpt(comment) or str(comment.id),
        "value": str(comment.id),
        "id": str(comment.id),
        "comment": comment.comment,
        "hs_timestamp": _made_at(comment),
        "hs_created_by": comment.user_email,
        "hs_object_id": None if comment.content_id is None else str(comment.content_id),
        "hs_association_source_type": "BLOG_POST",
        "hs_attachment_ids": [],
    }


def _made_at(comment: BlogComment) -> str | None:
    try:
        return iso_of(comment.created_at, "created_at")
    except InputError as error:
        raise IncompleteAnswer(f"HubSpot does not say when comment {comment.id} was made: {error}") from None


class BlogComments(Resource[C]):
    """Comments on blog posts, through HubSpot's only comments API, which is the legacy v3 one in every edition."""

    with_raw_response = WithRawResponse["BlogComments[RawSync]", "BlogComments[RawAsync]"]()

    @listing(Name("List comments", effect="read", seeds=("000",), fields={"limit": "page_size"}))
    def list(
        self,
        *,
        portal_id: Id | None = None,
        content_id: Id | None = None,
        state: str | None = None,
        query: str | None = None,
        reverse: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[BlogComment]:
        """List comments, the latest first (`reverse`: the oldest).

        `content_id` limits the listing to one post, `query` to comments with some words.
        `state` is APPROVED, SPAM, REJECTED or PENDING_MODERATION.
        """
        filters: Mapping[str, Any] = {
            "portal_id": None if portal_id is None else id_of(portal_id, "portal_id"),
            "content_id": None if content_id is None else id_of(content_id, "content_id"),
            "state": state,
            "query": query,
            "reverse": reverse,
            "limit": page_size,
        }
        return Pages(
            fetch=lambda cursor: calls.get_page(**filters, offset=cursor),
            items=lambda page: page.objects or (),
            after=following,
            start=offset,
            limit=limit,
        )

    @operation(Name("List comments (DDL)", effect="read", seeds=("000",)))
    def list_choices(self) -> Generator[Any, Any, CommentChoices]:
        """List every comment as a choice.

        Each has the comment's beginning and its id, with what notes have: text, time, author, post.
        """
        pages: Pages[Any] = Pages(
            fetch=lambda cursor: calls.get_page(limit=100, offset=cursor),
            items=lambda page: page.objects or (),
            after=following,
        )
        return [choice_of(each) for each in (yield from pages.gather("id", "comment?", "created_at?"))]

    @operation(Name("Delete comment", effect="delete", seeds=("000",)))
    def archive(self, comment_id: Id) -> Plan[None]:
        """Mark a comment as deleted."""
        return calls.archive(id_of(comment_id, "comment_id"))

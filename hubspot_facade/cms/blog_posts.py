"""Blog posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hubspot_facade.cms.content import PAGE, content_pages
from hubspot_facade.plans.bodies import Fields, to_wire
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.form_choices import Choices, choices_of
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import Moment, iso_of
from hubspot_facade.wire.ids import id_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.cms.posts import operations as calls
    from hubspot_openapi.v2026_03.cms.posts.models import BlogPostVersion
    from hubspot_openapi.v2026_03.shared import BlogPost

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("cms.posts")

_ID = {"blog_post_id": "post_id", "object_id": "post_id", "id": "post_id"}


def with_former_names(result: Any, _payload: Mapping[str, Any]) -> Any:
    """A post with createdAt, updatedAt and published, the former names of fields, added."""
    data = result.to_dict()
    old = {"createdAt": "created", "updatedAt": "updated", "published": "currentlyPublished"}
    return {**data, **{name: data[source] for name, source in old.items() if source in data}}


class BlogPosts(Resource[C]):
    """Blog posts; visitors see the live version, which has a separate draft."""

    with_raw_response = WithRawResponse["BlogPosts[RawSync]", "BlogPosts[RawAsync]"]()

    @listing(Name("List blog posts", effect="read", seeds=("000",), fields=PAGE))
    def list(
        self,
        *,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        archived: bool | None = None,
        sort: Sequence[str] | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[BlogPost]:
        """List every blog post."""
        return content_pages(
            calls.list_posts,
            created_after=created_after,
            created_before=created_before,
            updated_after=updated_after,
            updated_before=updated_before,
            archived=archived,
            sort=sort,
            limit=limit,
            page_size=page_size,
            after=after,
        )

    @operation(Name("List blog posts (DDL)", effect="read", seeds=("000",)))
    def list_choices(self) -> Plan[Choices]:
        """List every blog post as a choice, with its name and its id."""
        pages: Pages[Any] = Pages(fetch=lambda cursor: calls.list_posts(limit=100, after=cursor))
        return choices_of(pages, lambda post: post.name, lambda post: post.id, "name?", "id")

    @operation(Name("Get blog post", effect="read", seeds=("000",), fields=_ID))
    def get(self, post_id: Id, *, archived: bool | None = None) -> Plan[BlogPost]:
        """Get a blog post. Raises NotFound."""
        return calls.get_post(id_of(post_id, "post_id"), archived=archived)

    @operation(Name("Create blog post", effect="create", seeds=("000",)))
    def create(self, fields: BlogPost | Fields) -> Plan[BlogPost]:
        """Create a blog post as a draft; name and contentGroupId (the blog) are required.

        Returns the new draft. To publish it, it also needs slug, blogAuthorId, …
        """
        return calls.create_post(body=to_wire(fields, to=calls.create_post))

    @operation(Name("Update blog post", effect="update", seeds=("000",), fields=_ID, output=with_former_names))
    def update(self, post_id: Id, fields: BlogPost | Fields) -> Plan[BlogPost]:
        """Change fields of a blog post; visitors see it at once, unlike with `update_draft`.

        Returns the changed post. Raises NotFound.
        """
        return calls.update_post(id_of(post_id, "post_id"), body=to_wire(fields, to=calls.update_post))

    @operation(Name("Delete blog post", effect="delete", seeds=("000",), fields=_ID))
    def archive(self, post_id: Id) -> Plan[None]:
        """Delete a blog post."""
        return calls.archive_post(id_of(post_id, "post_id"))

    @operation()
    def clone(self, post_id: Id, *, clone_name: str | None = None) -> Plan[BlogPost]:
        """Copy a blog post. Returns the copy, a draft."""
        body = {"id": id_of(post_id, "post_id"), "cloneName": clone_name}
        return calls.clone(body=body)

    @operation()
    def schedule(self, post_id: Id, publish_date: Moment) -> Plan[None]:
        """Publish the draft of a post at a future moment."""
        body = {"id": id_of(post_id, "post_id"), "publishDate": iso_of(publish_date, "publish_date")}
        return calls.schedule(body=body)

    @operation()
    def get_draft(self, post_id: Id) -> Plan[BlogPost]:
        """Get the draft of a blog post. Raises NotFound."""
        return calls.get_draft_by_id(id_of(post_id, "post_id"))

    @operation()
    def update_draft(self, post_id: Id, fields: BlogPost | Fields) -> Plan[BlogPost]:
        """Change fields of a post's draft; visitors see it after `publish_draft`. Returns the changed draft."""
        return calls.update_draft(id_of(post_id, "post_id"), body=to_wire(fields, to=calls.update_draft))

    @operation()
    def publish_draft(self, post_id: Id) -> Plan[None]:
        """Replace the live version of a blog post with its draft."""
        return calls.push_live(id_of(post_id, "post_id"))

    @operation()
    def reset_draft(self, post_id: Id) -> Plan[None]:
        """Replace the draft of a blog post with its live version."""
        return calls.reset_draft(id_of(post_id, "post_id"))

    @listing()
    def list_revisions(
        self, post_id: Id, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[BlogPostVersion]:
        """List earlier versions of a blog post."""
        post = id_of(post_id, "post_id")
        return Pages(
            fetch=lambda cursor: calls.get_previous_versions(post, limit=page_size, after=cursor),
            start=after,
            limit=limit,
        )

    @operation()
    def restore_revision(self, post_id: Id, revision_id: Id) -> Plan[BlogPost]:
        """Restore an earlier version of a blog post. Returns the post as it was then."""
        return calls.restore_previous_version(id_of(post_id, "post_id"), id_of(revision_id, "revision_id"))

"""Tags of blog posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hubspot_facade.cms.content import content_pages
from hubspot_facade.plans.bodies import Fields, to_wire
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import Moment
from hubspot_facade.wire.ids import id_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.cms.tags import operations as calls
    from hubspot_openapi.v2026_03.shared import Tag

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("cms.tags")


class BlogTags(Resource[C]):
    """Tags of blog posts."""

    with_raw_response = WithRawResponse["BlogTags[RawSync]", "BlogTags[RawAsync]"]()

    @listing()
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
    ) -> Pages[Tag]:
        """List every blog tag."""
        return content_pages(
            calls.list_tags,
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

    @operation()
    def get(self, tag_id: Id, *, archived: bool | None = None) -> Plan[Tag]:
        """Get a blog tag. Raises NotFound."""
        return calls.get_tag(id_of(tag_id, "tag_id"), archived=archived)

    @operation()
    def create(self, fields: Tag | Fields) -> Plan[Tag]:
        """Create a blog tag; name is required. Returns the new tag."""
        return calls.create_tag(body=to_wire(fields, to=calls.create_tag))

    @operation()
    def update(self, tag_id: Id, fields: Tag | Fields) -> Plan[Tag]:
        """Change fields of a blog tag. Returns the changed tag. Raises NotFound."""
        return calls.update_tag(id_of(tag_id, "tag_id"), body=to_wire(fields, to=calls.update_tag))

    @operation()
    def archive(self, tag_id: Id) -> Plan[None]:
        """Delete a blog tag."""
        return calls.archive_tag(id_of(tag_id, "tag_id"))

"""Authors of blog posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hubspot_facade.cms.content import PAGE, content_pages
from hubspot_facade.plans.bodies import Fields, to_wire
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import Moment
from hubspot_facade.wire.ids import id_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.cms.authors import operations as calls
    from hubspot_openapi.v2026_03.shared import BlogAuthor

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("cms.authors")


class BlogAuthors(Resource[C]):
    """Authors of blog posts."""

    with_raw_response = WithRawResponse["BlogAuthors[RawSync]", "BlogAuthors[RawAsync]"]()

    @listing(Name("List authors", effect="read", seeds=("000",), fields=PAGE))
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
    ) -> Pages[BlogAuthor]:
        """List every blog author."""
        return content_pages(
            calls.get_page,
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
    def get(self, author_id: Id, *, archived: bool | None = None) -> Plan[BlogAuthor]:
        """Get a blog author. Raises NotFound."""
        return calls.get_by_id(id_of(author_id, "author_id"), archived=archived)

    @operation()
    def create(self, fields: BlogAuthor | Fields) -> Plan[BlogAuthor]:
        """Create a blog author; fullName is required. Returns the new author."""
        return calls.create(body=to_wire(fields, to=calls.create))

    @operation()
    def update(self, author_id: Id, fields: BlogAuthor | Fields) -> Plan[BlogAuthor]:
        """Change fields of a blog author. Returns the changed author. Raises NotFound."""
        return calls.update(id_of(author_id, "author_id"), body=to_wire(fields, to=calls.update))

    @operation()
    def archive(self, author_id: Id) -> Plan[None]:
        """Delete a blog author."""
        return calls.archive(id_of(author_id, "author_id"))

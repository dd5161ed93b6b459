"""Content."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse

if TYPE_CHECKING:
    from hubspot_facade.cms.blog_authors import BlogAuthors
    from hubspot_facade.cms.blog_comments import BlogComments
    from hubspot_facade.cms.blog_posts import BlogPosts
    from hubspot_facade.cms.blog_tags import BlogTags


class Cms(Resource[C]):
    """Resources of the blog."""

    with_raw_response = WithRawResponse["Cms[RawSync]", "Cms[RawAsync]"]()

    @cached_property
    def blog_posts(self) -> BlogPosts[C]:
        """Blog posts."""
        from hubspot_facade.cms.blog_posts import BlogPosts

        return BlogPosts(self._client)

    @cached_property
    def blog_authors(self) -> BlogAuthors[C]:
        """Authors of blog posts."""
        from hubspot_facade.cms.blog_authors import BlogAuthors

        return BlogAuthors(self._client)

    @cached_property
    def blog_tags(self) -> BlogTags[C]:
        """Tags of blog posts."""
        from hubspot_facade.cms.blog_tags import BlogTags

        return BlogTags(self._client)

    @cached_property
    def blog_comments(self) -> BlogComments[C]:
        """Comments on blog posts."""
        from hubspot_facade.cms.blog_comments import BlogComments

        return BlogComments(self._client)

"""Routes of content v2, of blogs v3 and of domains v1."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import addresses, blogs, designs, pages, topics
from .naming import cameled_routes

URLS: list[Route] = [
    *under(("/content/api/v2/blogs",), blogs.BLOGS),
    *under(("/content/api/v2/blog-posts",), blogs.POST_ROUTES),
    *under(("/blogs/v3/blog-posts",), cameled_routes(blogs.POST_ROUTES)),
    *under(("/blogs/v3/topics",), topics.TOPICS),
    *under(("/blogs/v3/blog-authors",), topics.AUTHOR_ROUTES),
    *under(("/content/api/v2/pages",), pages.PAGES),
    *under(("/content/api/v2/templates",), designs.TEMPLATES),
    *under(("/content/api/v2/layouts",), designs.LAYOUTS),
    *under(("/content/api/v2/url-mappings",), addresses.MAPPINGS),
    *under(("/content/api/v2/domains", "/cos-domains/v1/domains"), addresses.DOMAINS),
]

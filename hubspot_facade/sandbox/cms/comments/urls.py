"""Routes of the comments API."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/comments/v3/comments",),
    whole(
        [
            ("GET", "", responses.get_page),
            ("POST", "", responses.create),
            ("GET", "/{commentId}", responses.get),
            ("DELETE", "/{commentId}", responses.delete),
            ("POST", "/{commentId}/restore", responses.restore),
        ]
    ),
)

"""Routes of the comments API."""

from hubspot_facade.sandbox.documents.answer_filling import fill_answers
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/comments/v3/comments",),
    fill_answers(
        [
            ("GET", "", responses.get_page),
            ("POST", "", responses.create),
            ("GET", "/{commentId}", responses.get),
            ("DELETE", "/{commentId}", responses.delete),
            ("POST", "/{commentId}/restore", responses.restore),
        ]
    ),
)

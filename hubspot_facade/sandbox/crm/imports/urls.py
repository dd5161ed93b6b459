"""Routes of the imports API."""

from hubspot_facade.sandbox.documents.answer_filling import fill_answers
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/crm/v3/imports", "/crm/imports/{version}"),
    fill_answers(
        [
            ("GET", "", responses.get_page),
            ("POST", "", responses.create),
            ("GET", "/{importId}", responses.get),
            ("POST", "/{importId}/cancel", responses.cancel),
            ("GET", "/{importId}/errors", responses.get_errors),
        ]
    ),
)

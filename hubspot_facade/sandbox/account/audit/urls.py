"""Routes of the audit API."""

from hubspot_facade.sandbox.documents.answer_filling import fill_answers
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/account-info/{version}/activity",),
    fill_answers(
        [
            ("GET", "/audit-logs", responses.get_actions),
            ("GET", "/login", responses.get_logins),
            ("GET", "/security", responses.get_security),
        ]
    ),
)

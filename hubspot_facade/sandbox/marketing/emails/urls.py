"""Routes of the marketing e-mail API."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses, statistics

URLS: list[Route] = under(
    ("/marketing/v3/emails", "/marketing/emails/{version}"),
    whole(
        [
            ("GET", "", responses.get_page),
            ("POST", "", responses.create),
            ("POST", "/clone", responses.clone),
            ("POST", "/ab-test/create-variation", responses.vary),
            ("GET", "/statistics/list", statistics.aggregate),
            ("GET", "/statistics/histogram", statistics.histogram),
            ("GET", "/{emailId}", responses.get),
            ("PATCH", "/{emailId}", responses.update),
            ("DELETE", "/{emailId}", responses.delete),
            ("GET", "/{emailId}/ab-test/get-variation", responses.variation),
            ("GET", "/{emailId}/draft", responses.get_draft),
            ("PATCH", "/{emailId}/draft", responses.edit_draft),
            ("POST", "/{emailId}/draft/reset", responses.reset_draft),
            ("POST", "/{emailId}/publish", responses.publish),
            ("POST", "/{emailId}/unpublish", responses.unpublish),
            ("GET", "/{emailId}/revisions", responses.get_revisions),
            ("GET", "/{emailId}/revisions/{revisionId}", responses.get_revision),
            ("POST", "/{emailId}/revisions/{revisionId}/restore", responses.restore),
            ("POST", "/{emailId}/revisions/{revisionId}/restore-to-draft", responses.restore_to_draft),
        ]
    ),
)

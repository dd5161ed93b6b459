"""Routes of the blog APIs."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses
from .models import Authors, Posts, Tags

BASES = ("/cms/v3/blogs", "/cms/blogs/{version}")
POST = "/{objectId}"

URLS: list[Route] = under(
    BASES,
    whole(
        [
            *under(("/authors",), Authors.routes()),
            *under(("/tags",), Tags.routes()),
            *under(
                ("/posts",),
                [
                    *Posts.routes(),
                    ("POST", "/clone", responses.clone),
                    ("POST", "/schedule", responses.schedule),
                    ("GET", f"{POST}/draft", responses.get_draft),
                    ("PATCH", f"{POST}/draft", responses.edit_draft),
                    ("POST", f"{POST}/draft/push-live", responses.push_draft),
                    ("POST", f"{POST}/draft/reset", responses.reset_draft),
                    ("GET", f"{POST}/revisions", responses.get_revisions),
                    ("GET", f"{POST}/revisions/{{revisionId}}", responses.get_revision),
                    ("POST", f"{POST}/revisions/{{revisionId}}/restore", responses.restore),
                    ("POST", f"{POST}/revisions/{{revisionId}}/restore-to-draft", responses.restore_to_draft),
                ],
            ),
        ]
    ),
)

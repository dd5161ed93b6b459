"""Routes of the transactional e-mail API."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = whole(
    [
        *under(
            ("/marketing/v3/transactional", "/marketing/transactional/{version}"),
            [
                ("POST", "/single-email/send", responses.send),
                ("GET", "/smtp-tokens", responses.get_tokens),
                ("POST", "/smtp-tokens", responses.create_token),
                ("GET", "/smtp-tokens/{tokenId}", responses.get_token),
                ("DELETE", "/smtp-tokens/{tokenId}", responses.delete_token),
                ("POST", "/smtp-tokens/{tokenId}/password-reset", responses.reset_password),
            ],
        ),
        ("POST", "/marketing/v4/email/single-send", responses.send),
        ("POST", "/marketing/email-campaigns/{version}/single-send", responses.send),
        ("GET", "/marketing/v3/email/send-statuses/{statusId}", responses.status),
    ]
)

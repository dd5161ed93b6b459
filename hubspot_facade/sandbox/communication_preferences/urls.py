"""Routes of the subscription APIs."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

STATUS = "/statuses/{subscriberId}"
BATCH = "/statuses/batch"
SHARED: list[Route] = [
    ("GET", "/status/email/{emailAddress}", responses.get_email_status),
    ("POST", "/subscribe", responses.subscribe),
    ("POST", "/unsubscribe", responses.unsubscribe),
    ("POST", "/resubscribe", responses.resubscribe),
]

URLS: list[Route] = whole(
    [
        *under(("/communication-preferences/v3",), [("GET", "/definitions", responses.get_definitions_v3), *SHARED]),
        *under(
            ("/communication-preferences/{version}",),
            [
                ("GET", "/definitions", responses.get_definitions),
                ("POST", "/links/generate", responses.links),
                ("POST", f"{BATCH}/read", responses.read_many),
                ("POST", f"{BATCH}/write", responses.write_many),
                ("POST", f"{BATCH}/unsubscribe-all", responses.leave_all_many),
                ("POST", f"{BATCH}/unsubscribe-all/read", responses.read_wide_many),
                ("GET", STATUS, responses.get_statuses),
                ("POST", STATUS, responses.set_status),
                ("GET", f"{STATUS}/unsubscribe-all", responses.get_wide_status),
                ("POST", f"{STATUS}/unsubscribe-all", responses.leave_all),
                *SHARED,
            ],
        ),
        ("GET", "/email/public/v1/subscriptions/timeline", responses.timeline),
    ]
)

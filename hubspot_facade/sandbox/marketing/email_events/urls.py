"""Routes of the e-mail events and campaigns of version 1."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/email/public/v1",),
    [
        ("GET", "/events", responses.get_events),
        ("GET", "/events/{created}/{id}", responses.get_event),
        ("GET", "/campaigns", responses.get_recent),
        ("GET", "/campaigns/by-id", responses.get_by_id),
        ("GET", "/campaigns/{campaignId}", responses.get_campaign),
    ],
)

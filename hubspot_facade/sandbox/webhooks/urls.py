"""Routes of the webhooks API. They take a developer key, and a token as well."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

ONE = "/subscriptions/{subscriptionId}"

URLS: list[Route] = under(
    ("/webhooks/{version}/{appId}", "/app-webhooks/{version}/{appId}"),
    whole(
        [
            ("GET", "/settings", responses.get_settings),
            ("PUT", "/settings", responses.set_settings),
            ("DELETE", "/settings", responses.delete_settings),
            ("GET", "/subscriptions", responses.get_subscriptions),
            ("POST", "/subscriptions", responses.create_subscription),
            ("POST", "/subscriptions/batch/update", responses.update_subscriptions),
            ("GET", ONE, responses.get_subscription),
            ("PATCH", ONE, responses.update_subscription),
            ("DELETE", ONE, responses.delete_subscription),
        ]
    ),
)

"""A receiver in Flask.

@app.post("/hubspot")
def hubspot():
    return respond(webhooks)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hubspot_facade.webhooks.asgi import TEXT
from hubspot_facade.webhooks.wsgi import headers_of, url_of

if TYPE_CHECKING:
    from hubspot_facade.webhooks.receiver import WebhookReceiver


def respond(receiver: WebhookReceiver) -> tuple[str, int, dict[str, str]]:
    """What a view returns for the request that it is called with, which may be a webhook.

    `MAX_CONTENT_LENGTH` of the application limits bodies. The URL is taken from what the server received, since
    `request.url` has some characters decoded and no longer matches the signature.
    """
    request: Any = import_module("flask").request
    answer = receiver.handle(request.method, url_of(request.environ), headers_of(request.environ), request.get_data())
    return answer.text, answer.status, {"Content-Type": TEXT}

"""A receiver in Starlette and FastAPI.

@app.post("/hubspot")
async def hubspot(request: Request) -> Response:
    return await respond(webhooks, request)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from hubspot_facade.webhooks.asgi import TEXT, headers_of, url_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from hubspot_facade.webhooks.receiver import WebhookReceiver


async def respond(receiver: WebhookReceiver, request: Request) -> Response:
    """The response to a request that may be a webhook. Functions that are not asynchronous run in threads."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > receiver.max_body:
            break
    answer = await receiver.handle_async(request.method, url_of(request.scope), headers_of(request.scope), bytes(body))
    response: Response = import_module("starlette.responses").Response(
        answer.body, answer.status, media_type=TEXT if answer.text else None
    )
    return response

"""A receiver in Django: `urlpatterns = [path("hubspot", view(webhooks))]`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from importlib import import_module
from typing import TYPE_CHECKING, Any

from hubspot_facade.webhooks import asgi, wsgi

if TYPE_CHECKING:
    from hubspot_facade.webhooks.receiver import WebhookReceiver
    from hubspot_facade.webhooks.work import WebhookAnswer


def view(receiver: WebhookReceiver) -> Callable[[Any], Any]:
    """A view for requests that may be webhooks. It is exempt from the check of CSRF tokens; the signature is checked.

    `DATA_UPLOAD_MAX_MEMORY_SIZE` of the settings, 2.5 MB by default, limits bodies.
    """

    def webhook(request: Any) -> Any:
        return _response(receiver.handle(request.method, *_parts(request)))

    webhook.csrf_exempt = True  # type: ignore[attr-defined] # what csrf_exempt of Django does
    return webhook


def async_view(receiver: WebhookReceiver) -> Callable[[Any], Coroutine[Any, Any, Any]]:
    """The same as an asynchronous view; functions that are not asynchronous run in threads."""

    async def webhook(request: Any) -> Any:
        return _response(await receiver.handle_async(request.method, *_parts(request)))

    webhook.csrf_exempt = True  # type: ignore[attr-defined] # what csrf_exempt of Django does
    return webhook


def _parts(request: Any) -> tuple[str, dict[str, str], bytes]:
    scope = getattr(request, "scope", None)
    if scope is not None:
        return asgi.url_of(scope), asgi.headers_of(scope), request.body
    return wsgi.url_of(request.environ), wsgi.headers_of(request.environ), request.body


def _response(answer: WebhookAnswer) -> Any:
    return import_module("django.http").HttpResponse(answer.body, status=answer.status, content_type=asgi.TEXT)

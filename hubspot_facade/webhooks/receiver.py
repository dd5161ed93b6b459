"""Receiving webhooks: verified, read, handed to functions, each event once.

    webhooks = WebhookReceiver(os.environ["HUBSPOT_CLIENT_SECRET"], public_url="https://app.example.com")

    @webhooks.on("contact.propertyChange", property="email")
    def email_changed(event): ...

Adapters: `hubspot_facade.webhooks.asgi`, `wsgi`, `starlette` (FastAPI too), `flask` and `django`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, overload
from urllib.parse import urlsplit

from hubspot_facade.errors import InputError, WebhookRefused
from hubspot_facade.webhooks import event_types
from hubspot_facade.webhooks.event_stores import EventStore, MemoryEventStore
from hubspot_facade.webhooks.events import (
    AssociationChangeEvent,
    CreationEvent,
    DeletionEvent,
    Event,
    MergeEvent,
    NewMessageEvent,
    PrivacyDeletionEvent,
    PropertyChangeEvent,
    RestoreEvent,
)
from hubspot_facade.webhooks.handlers import Handlers
from hubspot_facade.webhooks.reading import read_events
from hubspot_facade.webhooks.signature import VERSIONS, find_fault, secrets_of
from hubspot_facade.webhooks.work import Steps, WebhookAnswer, run_async, run_sync, work_through

MAX_BODY = 16 * 1024 * 1024
"""Bytes of the longest body that is accepted; HubSpot sends at most a hundred events in one."""
LOG = logging.getLogger("hubspot_facade.webhooks")
E_ = TypeVar("E_", bound=Event)
R_ = TypeVar("R_")


class WebhookReceiver:
    """Receives an app's webhooks.

    `client_secret` is the app's, or several while one is replaced by the next. `public_url` is where HubSpot reaches
    this program, up to where the program's own paths begin: "https://app.example.com", or with a prefix that a proxy
    removes. It is needed wherever the program does not see the address that HubSpot calls, as behind a proxy; headers
    such as X-Forwarded-Host are never used, because anybody can send them. `store` keeps which events were handled, by
    default in memory. `signatures` are the versions that are accepted; version 1 has no time, so whoever has seen a
    request could send it again.

    InputError for an empty secret and other wrong arguments.
    """

    def __init__(
        self,
        client_secret: str | Sequence[str],
        *,
        public_url: str | None = None,
        store: EventStore | None = None,
        signatures: Sequence[str] = ("v3",),
        max_body: int = MAX_BODY,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._secrets = secrets_of(client_secret)
        self._public_url = None if public_url is None else _checked_url(public_url)
        self._store: EventStore = MemoryEventStore(clock=clock) if store is None else store
        self._versions = tuple(signatures)
        if isinstance(signatures, str) or not self._versions or not set(self._versions) <= set(VERSIONS):
            raise InputError("signatures", f"expected a list of {', '.join(VERSIONS)}, got {signatures!r}")
        self.max_body = max_body
        self._clock = clock
        self._handlers = Handlers()

    # -- handlers --------------------------------------------------------------------------------------------

    @overload
    def on(
        self, *types: event_types.PropertyChange, property: str | None = None, object_type: str | None = None
    ) -> Callable[[Callable[[PropertyChangeEvent], R_]], Callable[[Any], R_]]: ...
    @overload
    def on(
        self, *types: event_types.Creation, object_type: str | None = None
    ) -> Callable[[Callable[[CreationEvent], R_]], Callable[[Any], R_]]: ...
    @overload
    def on(
        self, *types: event_types.Deletion, object_type: str | None = None
    ) -> Callable[[Callable[[DeletionEvent], R_]], Callable[[Any], R_]]: ...
    @overload
    def on(
        self, *types: event_types.Restore, object_type: str | None = None
    ) -> Callable[[Callable[[RestoreEvent], R_]], Callable[[Any], R_]]: ...
    @overload
    def on(
        self, *types: event_types.PrivacyDeletion, object_type: str | None = None
    ) -> Callable[[Callable[[PrivacyDeletionEvent], R_]], Callable[[Any], R_]]: ...
    @overload
    def on(
        self, *types: event_types.Merge, object_type: str | None = None
    ) -> Callable[[Callable[[MergeEvent], R_]], Callable[[Any], R_]]: ...
    @overload
    def on(
        self, *types: event_types.AssociationChange, object_type: str | None = None
    ) -> Callable[[Callable[[AssociationChangeEvent], R_]], Callable[[Any], R_]]: ...
    @overload
    def on(
        self, *types: event_types.NewMessage, object_type: str | None = None
    ) -> Callable[[Callable[[NewMessageEvent], R_]], Callable[[Any], R_]]: ...
    @overload
    def on(
        self, *types: type[E_], property: str | None = None, object_type: str | None = None
    ) -> Callable[[Callable[[E_], R_]], Callable[[Any], R_]]: ...
    @overload
    def on(
        self, *types: str | type[Event], property: str | None = None, object_type: str | None = None
    ) -> Callable[[Callable[[Any], R_]], Callable[[Any], R_]]: ...
    def on(
        self, *types: str | type[Event], property: str | None = None, object_type: str | None = None
    ) -> Callable[[Callable[[Any], R_]], Callable[[Any], R_]]:
        """Have the decorated function, which may be asynchronous, handle events of these types.

        A type is HubSpot's name, a class such as `PropertyChangeEvent`, or "*" for every event. `property` selects
        changes of one property; `object_type` one object type, by its id or as "contact", "company", "deal", "ticket",
        "product" or "line_item". InputError for names that HubSpot cannot have.

        An event is handled once by each function. If a function raises, HubSpot is asked to deliver the event again,
        and only the functions that have not handled it are called then.
        """

        def register(function: Callable[[Any], R_]) -> Callable[[Any], R_]:
            self._handlers.add(function, types, property, object_type)
            return function

        return register

    # -- receiving -------------------------------------------------------------------------------------------

    def handle(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> WebhookAnswer:
        """Handle one request and say what to answer.

        `url` is as it arrived, with the query and nothing decoded; with `public_url` its path and query are enough.
        `body` is the raw body. Raises nothing because of what was sent or what a handler raises: that is logged, and
        answered with a status after which HubSpot delivers again. Asynchronous handlers are run to their end.
        """
        received = self._receive(method, url, headers, body)
        return received if isinstance(received, WebhookAnswer) else run_sync(received)

    async def handle_async(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> WebhookAnswer:
        """The same for asynchronous programs; handlers that are not asynchronous run in threads."""
        received = self._receive(method, url, headers, body)
        return received if isinstance(received, WebhookAnswer) else await run_async(received)

    def verify(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> list[Event]:
        """The events of a request that HubSpot signed; no handler is called, and nothing is remembered.

        Raises WebhookRefused, whose `status` is the one to answer, for a request that is not HubSpot's or that cannot
        be read.
        """
        self._check(method, url, headers, body)
        events, unreadable = read_events(body)
        if unreadable:
            raise WebhookRefused(f"An event cannot be read: {unreadable[0]}.", status=400)
        return events

    def _receive(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> WebhookAnswer | Steps:
        try:
            self._check(method, url, headers, body)
            events, unreadable = read_events(body)
        except WebhookRefused as refused:
            LOG.warning("a webhook was refused with %d: %s", refused.status, refused)
            return WebhookAnswer(refused.status, refused.message)
        return work_through(events, unreadable, self._handlers, self._store)

    def _check(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> None:
        if method.upper() != "POST":
            raise WebhookRefused("HubSpot sends webhooks with POST.", status=405)
        if len(body) > self.max_body:
            raise WebhookRefused(f"The body is longer than {self.max_body} bytes.", status=413)
        uri = self._uri(url)
        fault = find_fault(
            self._secrets,
            method=method,
            uri=uri,
            body=body,
            headers=headers,
            now=self._clock(),
            versions=self._versions,
        )
        if fault:
            # without the query, which may hold a password
            raise WebhookRefused(f"{fault} Checked as POST {uri.partition('?')[0]}.", status=401)

    def _uri(self, url: str) -> str:
        """The address that HubSpot called, as it was signed."""
        target = url
        if not url.startswith("/"):
            scheme, separator, rest = url.partition("://")
            authority, slash, path = rest.partition("/")
            if not (scheme and separator):
                raise InputError("url", "expected a whole URL, or a path if public_url is given")
            if not authority and self._public_url is None:  # the sender's doing, not the program's
                raise WebhookRefused("The request names no host.", status=400)
            target = slash + path
            if not slash and "?" in authority:
                target = f"?{authority.partition('?')[2]}"
        elif self._public_url is None:
            raise InputError("url", "is a path only; pass public_url= to say where HubSpot reaches it")
        return url if self._public_url is None else self._public_url + target

    def __repr__(self) -> str:
        return f"<WebhookReceiver {self._public_url or 'at any address'}>"


def _checked_url(given: Any) -> str:
    try:
        parts = urlsplit(str(given))
        valid = bool(parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment)
        valid = valid and parts.port != 0
    except ValueError:
        valid = False
    if not valid or not isinstance(given, str) or not given.isascii():
        raise InputError("public_url", f"expected a URL such as 'https://app.example.com', got {given!r}")
    return given.rstrip("/")

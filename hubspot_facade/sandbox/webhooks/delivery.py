"""Webhooks sent out: what was written to records, as signed batches, to the target URLs of apps that subscribed.

Delivered are creations and property changes. An event is tried again when its receiver does not answer with success.
"""

import base64
import hashlib
import hmac
import http.client
import json
import queue
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hubspot_facade.sandbox.errors import Body

from .responses import SUBSCRIPTIONS

if TYPE_CHECKING:
    from hubspot_facade.sandbox.portal import Portal

SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"  # noqa: S105 - a sandbox's secret is no secret
"""The client secret that signs for an app whose OAuth secret the sandbox was never told."""
BATCH = 100
RETRIES = 10
SECONDS = 5.0


@dataclass(slots=True)
class Parcel:
    """A batch of events on its way to one receiver."""

    url: str
    secret: str
    at: int
    events: list[Body]


class Outbox:
    """Finds what a portal's records went through since last asked, and delivers it in a thread of its own.

    `delay` is the pause before the first retry, in seconds; each further one is twice as long.
    """

    def __init__(self, portal: "Portal", *, delay: float = 1.0) -> None:
        self.delay = delay
        self._portal = portal
        self._seen: int | None = None
        self._parcels: queue.SimpleQueue[Parcel | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._leaving = threading.Event()

    def collect(self) -> None:
        """Send what happened since the last call. Nothing that happened before there were settings is sent."""
        settings = self._portal.shelf("webhook_settings").all()
        if not settings:
            self._seen = None
            return
        newest = self._portal.store.row("SELECT MAX(number) FROM history")[0] or 0
        seen, self._seen = self._seen, newest
        if seen is None or newest <= seen:
            return
        happened = list(self._happened(seen))
        for app, one in settings.items():
            self._post(app, str(one["targetUrl"]), happened)

    def close(self) -> None:
        """Stop delivering; what is on its way is given up."""
        if self._thread is not None:
            self._leaving.set()
            self._parcels.put(None)
            self._thread.join(SECONDS + 1)
            self._thread = None

    # -- events ----------------------------------------------------------------------------------------------

    def _happened(self, seen: int) -> Iterable[Body]:
        rows = self._portal.store.rows(
            "SELECT h.number, h.type, h.id, h.at, h.changes,"
            " NOT EXISTS (SELECT 1 FROM history e WHERE e.type = h.type AND e.id = h.id AND e.number < h.number)"
            " FROM history h WHERE h.number > ? ORDER BY h.number",
            seen,
        )
        for number, type_, id_, at, changes, first in rows:
            kind = self._portal.schemas.by_id(type_)
            common = {"eventId": number, "occurredAt": at, "objectId": id_, "kind": kind.name, "type": kind.id}
            if first:
                yield common | {"verb": "creation", "changeFlag": "NEW"}
            for name, value in json.loads(changes).items():
                yield common | {"verb": "propertyChange", "propertyName": name, "propertyValue": value}

    def _post(self, app: str, url: str, happened: list[Body]) -> None:
        wanted = [one for one in SUBSCRIPTIONS.all(self._portal, scope=app) if one["active"]]
        events: list[Body] = []
        for event in happened:
            for one in wanted:
                told = self._told(app, one, event)
                if told is not None:
                    events.append(told)
        secret = str(self._portal.shelf("oauth_client").get(app) or SECRET)
        for start in range(0, len(events), BATCH):
            self._start()
            self._parcels.put(Parcel(url, secret, self._portal.now(), events[start : start + BATCH]))

    def _told(self, app: str, subscription: Body, event: Body) -> Body | None:
        """The event as the subscription tells it; None when it is not subscribed to."""
        name, _, verb = str(subscription["eventType"]).partition(".")
        same = name == event["kind"] or (name == "object" and subscription.get("objectTypeId") == event["type"])
        if not same or verb != event["verb"]:
            return None
        if verb == "propertyChange" and subscription.get("propertyName") != event["propertyName"]:
            return None
        told = {key: one for key, one in event.items() if key not in ("kind", "type", "verb")}
        if name == "object":
            told["objectTypeId"] = event["type"]
        return told | {
            "subscriptionId": int(subscription["id"]),
            "portalId": self._portal.id,
            "appId": int(app) if app.isdigit() else app,
            "subscriptionType": subscription["eventType"],
            "changeSource": "API",
            "attemptNumber": 0,
        }

    # -- sending ---------------------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._thread is None:
            self._leaving.clear()
            self._thread = threading.Thread(target=self._run, name="hubspot-sandbox-webhooks", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (parcel := self._parcels.get()) is not None:
            for attempt in range(RETRIES + 1):
                if self._leaving.is_set() or _deliver(parcel, attempt):
                    break
                self._leaving.wait(self.delay * 2**attempt)


def _deliver(parcel: Parcel, attempt: int) -> bool:
    """Whether the receiver took the parcel."""
    body = json.dumps([one | {"attemptNumber": attempt} for one in parcel.events], separators=(",", ":")).encode()
    parts = urlsplit(parcel.url)
    connect: Any = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = connect(parts.hostname or "", parts.port, timeout=SECONDS)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        connection.request("POST", path, body, signed_headers(parcel.secret, parcel.url, body, parcel.at))
        return 200 <= int(connection.getresponse().status) < 300
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def signed_headers(secret: str, url: str, body: bytes, at: int) -> dict[str, str]:
    """The headers of a delivery, with the signatures of versions 1 and 3."""
    source = f"POST{url}{body.decode()}{at}".encode()
    third = base64.b64encode(hmac.new(secret.encode(), source, hashlib.sha256).digest()).decode()
    return {
        "content-type": "application/json",
        "x-hubspot-signature-version": "v1",
        "x-hubspot-signature": hashlib.sha256(secret.encode() + body).hexdigest(),
        "x-hubspot-signature-v3": third,
        "x-hubspot-request-timestamp": str(at),
    }

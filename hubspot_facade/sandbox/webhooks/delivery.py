"""Webhooks sent out: what was written to records, as signed batches, to the target URLs of apps that subscribed.

Delivered is what the histories have: creations, property changes, deletions, restorations, merges, associations made
and removed, privacy deletions. A batch is tried again when its receiver does not answer with success within five
seconds, ten times at most; meanwhile the others go on.
"""

import base64
import hashlib
import heapq
import hmac
import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hubspot_facade.sandbox.crm.objects.history import EVENT
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.instants import parse

from .responses import SUBSCRIPTIONS

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"  # noqa: S105 - a sandbox's secret is no secret
"""The client secret that signs for an app whose OAuth secret the sandbox does not know."""
BATCH = 100
RETRIES = 10
SECONDS = 5.0
MASK = "REDACTED"
APART = 1_000_000
"""How far apart the ids of what one write led to are from those of the next: each event has an id of its own."""
AGAIN = 10**15
"""How far apart the ids of one event's deliveries are, where each has its own."""
GENERIC = ("associationTypeId", "associationCategory", "fromObjectTypeId", "toObjectTypeId")
"""What only the subscriptions to `object.…` include."""


@dataclass(order=True, slots=True)
class Parcel:
    """A batch of events on its way to one receiver. `due` is when it is to be sent, on the monotonic clock."""

    due: float
    number: int
    url: str = field(compare=False)
    secret: str = field(compare=False)
    at: int = field(compare=False)
    events: list[Body] = field(compare=False)
    attempt: int = field(default=0, compare=False)


class Outbox:
    """Finds what a portal's records went through since last asked, and delivers it in a thread of its own.

    `delay` is the pause before the first retry, in seconds; each further one is twice as long.
    """

    def __init__(self, portal: "Portal", *, delay: float = 1.0) -> None:
        self.delay = delay
        self._portal = portal
        self._seen: int | None = None
        self._parcels: list[Parcel] = []
        self._sent = 0
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self._leaving = False

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
        ids: Counter[int] = Counter()
        for app, one in settings.items():
            self._post(app, str(one["targetUrl"]), happened, ids)

    def pass_over(self) -> None:
        """Send nothing of what happened since the last call: seeds, a restored snapshot."""
        if self._seen is not None:
            self._seen = self._portal.store.row("SELECT MAX(number) FROM history")[0] or 0

    def close(self) -> None:
        """Stop delivering; what is on its way is given up."""
        with self._news:
            self._leaving = True
            self._parcels.clear()
            self._news.notify()
        if self._thread is not None:
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
            kind = self._portal.service(ObjectTypes).by_id(type_)
            common = {"number": number, "occurredAt": at, "objectId": id_, "kind": kind.name, "type": kind.id}
            changed: dict[str, Any] = json.loads(changes)
            if EVENT in changed:
                yield common | changed[EVENT]
                continue
            made = [common | {"verb": "creation", "changeFlag": "CREATED"}] if first else []
            written = [common | one for one in self._changes(kind, changed)]
            yield from (written + made if self._portal.unsettled.creations_told_last else made + written)

    def _changes(self, kind: ObjectType, changed: dict[str, Any]) -> Iterable[Body]:
        """The changes of a write, property by property, in the form that HubSpot keeps them in: times are epochs."""
        catalogue = self._portal.service(Properties).catalogue(kind)
        for name, value in changed.items():
            definition = catalogue.get(name)
            if definition is not None and definition.type in ("date", "datetime") and value:
                moment = parse(str(value))
                value = value if moment is None else str(moment)
            sensitive = definition is not None and definition.sensitive
            facts = {"propertyName": name, "propertyValue": value, "isSensitive": sensitive}
            yield facts | {"verb": "propertyChange"}

    def _post(self, app: str, url: str, happened: list[Body], ids: Counter[int]) -> None:
        wanted = [one for one in SUBSCRIPTIONS.all(self._portal, scope=app) if one["active"]]
        events: list[Body] = []
        for event in happened:
            for one in wanted:
                shown = self._reported(app, one, event)
                if shown is not None:
                    number = int(event["number"])
                    events.append({"eventId": number * APART + ids[number], **shown})
                    ids[number] += 1
        secret = str(self._portal.shelf("oauth_client").get(app) or SECRET)
        at = self._portal.now()
        for start in range(0, len(events), BATCH):
            self._hand_over(url, secret, at, events[start : start + BATCH])

    def _reported(self, app: str, subscription: Body, event: Body) -> Body | None:
        """The event as the subscription reports it; None when it is not subscribed to."""
        name, _, verb = str(subscription["eventType"]).partition(".")
        same = name == event["kind"] or (name == "object" and subscription.get("objectTypeId") == event["type"])
        if not same or verb != event["verb"]:
            return None
        if verb == "propertyChange" and subscription.get("propertyName") != event["propertyName"]:
            return None
        shown = {key: one for key, one in event.items() if key not in ("number", "kind", "type", "verb")}
        source: Body = {"changeSource": "INTEGRATION", "sourceId": str(self._portal.app_id)}
        if verb == "associationChange":
            del shown["objectId"]
            # said to be a user's doing, whoever did it
            source = {"changeSource": "USER"}
        elif verb == "newMessage":
            source = {}
        if name == "object":
            shown["objectTypeId"] = event["type"]
        else:
            for key in GENERIC:
                shown.pop(key, None)
            if shown.pop("isSensitive", False):
                shown["propertyValue"] = MASK
        return shown | {
            "subscriptionId": int(subscription["id"]),
            "portalId": self._portal.id,
            "appId": app if natural(app) is None else natural(app),
            "subscriptionType": subscription["eventType"],
            **source,
            "attemptNumber": 0,
        }

    # -- sending ---------------------------------------------------------------------------------------------

    def _hand_over(self, url: str, secret: str, at: int, events: list[Body]) -> None:
        with self._news:
            self._sent += 1
            heapq.heappush(self._parcels, Parcel(time.monotonic(), self._sent, url, secret, at, events))
            if self._thread is None:
                self._leaving = False
                self._thread = threading.Thread(target=self._run, name="hubspot-sandbox-webhooks", daemon=True)
                self._thread.start()
            self._news.notify()

    def _run(self) -> None:
        while (parcel := self._next()) is not None:
            if deliver(parcel) or parcel.attempt == RETRIES:
                continue
            parcel.due = time.monotonic() + self.delay * 2**parcel.attempt
            parcel.attempt += 1
            if not self._portal.unsettled.retries_keep_event_ids:
                parcel.events = [one | {"eventId": one["eventId"] + AGAIN * parcel.attempt} for one in parcel.events]
            with self._news:
                heapq.heappush(self._parcels, parcel)

    def _next(self) -> Parcel | None:
        """The parcel that is due, once there is one; None when it is time to leave."""
        with self._news:
            while not self._leaving:
                wait = self._parcels[0].due - time.monotonic() if self._parcels else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._parcels)
                self._news.wait(wait)
        return None


def deliver(parcel: Parcel) -> bool:
    """Whether the receiver took the parcel."""
    events = [one | {"attemptNumber": parcel.attempt} for one in parcel.events]
    body = json.dumps(events, separators=(",", ":")).encode()
    parts = urlsplit(parcel.url)
    connect: Any = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = connect(parts.hostname or "", parts.port, timeout=SECONDS)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        connection.request("POST", path, body, signed_headers(parcel.secret, parcel.url, body, parcel.at))
        return 200 <= int(connection.getresponse().status) < 300
    except (OSError, ValueError, http.client.HTTPException):
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

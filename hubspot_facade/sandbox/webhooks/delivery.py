"""Webhooks sent out: what was written to records, as signed batches, to the target URLs of apps that subscribed.

Delivered is what the histories have: creations, property changes, deletions, restorations, merges, associations made
and removed, privacy deletions. A batch is tried again when its receiver does not answer with success within five
seconds, ten times at most; meanwhile the others go on. Retries wait on the sandbox's clock: one that is advanced makes
them due. Apps of the first portal get the events of all portals, as apps that are installed in several accounts do.
"""

import heapq
import json
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.objects.history import EVENT
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.instants import parse

from .responses import SUBSCRIPTIONS
from .sending import SECONDS, Deliveries, make_delivery

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

BATCH = 100
RETRIES = 10
MASK = "REDACTED"
APART = 1_000_000
"""How far apart the ids of what one write led to are from those of the next: each event has an id of its own."""
AGAIN = 10**15
"""How far apart the ids of one event's deliveries are, where each has its own."""
GENERIC = ("associationTypeId", "associationCategory", "fromObjectTypeId", "toObjectTypeId")
"""What only the subscriptions to `object.…` include."""


@dataclass(order=True, slots=True)
class Parcel:
    """A batch of events on its way to one receiver. `due` is when to send it, in seconds by the sandbox's clock."""

    due: float
    number: int
    url: str = field(compare=False)
    app: str = field(compare=False)
    events: list[Body] = field(compare=False)
    attempt: int = field(default=0, compare=False)


class Outbox:
    """Finds what a portal's records went through since last asked, and delivers it in a thread of its own.

    The portal's `webhook_delay` is the pause before the first retry, in seconds; each further one is twice as long.
    """

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._seen = self._newest()
        self._parcels: list[Parcel] = []
        self._sent = 0
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self._leaving = False
        self._sending: Parcel | None = None

    def collect(self) -> None:
        """Send what happened since the last call. Nothing that happened before there were settings is sent."""
        seen, newest = self._seen, self._newest()
        self._seen = newest
        if newest <= seen:
            return
        apps = self._apps()
        if not apps:
            return
        happened = list(self._happened(seen))
        ids: Counter[int] = Counter()
        for home, app, url in apps:
            self._post(home, app, url, happened, ids)

    def pass_over(self) -> None:
        """Send nothing of what happened since the last call: seeds, a restored snapshot."""
        self._seen = self._newest()

    def settle(self) -> None:
        """Wait until what is due was sent and answered; a receiver that does not answer is not waited for again."""
        with self._news:
            self._news.wait_for(lambda: self._sending is None and not self._is_due(), SECONDS + 1)

    def forget(self) -> None:
        """Give up what is on its way, and begin anew with an empty portal."""
        with self._news:
            self._parcels.clear()
            self._sending = None
            self._portal.service(Deliveries).clear()
        self.pass_over()

    def target_of(self, app: str | None = None) -> tuple[str, str]:
        """An app and its target URL, the only one by default. ValueError where there is none, or more than one."""
        found = [(each, url) for _, each, url in self._apps() if app in (None, each)]
        if len(found) != 1:
            raise ValueError(f"{len(found) or 'no'} apps have a target URL: say which URL to send to")
        return found[0]

    def hand_over(self, app: str, url: str, events: list[Body]) -> None:
        """Deliver events in the thread, and again where they are not taken."""
        with self._news:
            self._sent += 1
            heapq.heappush(self._parcels, Parcel(self._portal.clock(), self._sent, url, app, events))
            if self._thread is None:
                self._leaving = False
                self._portal.clock.watchers.append(self._wake)
                self._thread = threading.Thread(target=self._run, name="hubspot-sandbox-webhooks", daemon=True)
                self._thread.start()
            self._news.notify_all()

    def close(self) -> None:
        """Stop delivering; what is on its way is given up."""
        with self._news:
            self._leaving = True
            self._parcels.clear()
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join(SECONDS + 1)
            self._thread = None
            self._portal.clock.watchers.remove(self._wake)

    def _newest(self) -> int:
        return self._portal.store.row("SELECT MAX(number) FROM history")[0] or 0

    def _apps(self) -> list[tuple["Portal", str, str]]:
        """The apps that have a target URL: where their settings are kept, their ids and the URLs."""
        found: dict[str, tuple[Portal, str, str]] = {}
        for home in (self._portal.developer, self._portal):
            for app, one in home.shelf("webhook_settings").all().items():
                found[app] = (home, app, str(one["targetUrl"]))
        return list(found.values())

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

    def _post(self, home: "Portal", app: str, url: str, happened: list[Body], ids: Counter[int]) -> None:
        wanted = [one for one in SUBSCRIPTIONS.all(home, scope=app) if one["active"]]
        events: list[Body] = []
        for event in happened:
            for one in wanted:
                shown = self._reported(app, one, event)
                if shown is not None:
                    number = int(event["number"])
                    events.append({"eventId": number * APART + ids[number], **shown})
                    ids[number] += 1
        for start in range(0, len(events), BATCH):
            self.hand_over(app, url, events[start : start + BATCH])

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

    def _run(self) -> None:
        deliveries = self._portal.service(Deliveries)
        while (parcel := self._next()) is not None:
            events = [one | {"attemptNumber": parcel.attempt} for one in parcel.events]
            delivery = make_delivery(self._portal, parcel.app, parcel.url, events, parcel.attempt)
            delivery.send()
            with self._news:
                if self._sending is not parcel:
                    continue  # the sandbox was reset meanwhile
                deliveries.add(delivery)
                if not (delivery.taken or parcel.attempt == RETRIES or self._leaving):
                    heapq.heappush(self._parcels, self._retry(parcel))
                self._sending = None
                self._news.notify_all()

    def _retry(self, parcel: Parcel) -> Parcel:
        parcel.due = self._portal.clock() + self._portal.webhook_delay * 2**parcel.attempt
        parcel.attempt += 1
        if not self._portal.unsettled.retries_keep_event_ids:
            parcel.events = [one | {"eventId": one["eventId"] + AGAIN * parcel.attempt} for one in parcel.events]
        return parcel

    def _next(self) -> Parcel | None:
        """The parcel that is due, once there is one; None when it is time to leave."""
        with self._news:
            while not self._leaving:
                if self._is_due():
                    self._sending = heapq.heappop(self._parcels)
                    return self._sending
                self._news.wait(self._parcels[0].due - self._portal.clock() if self._parcels else None)
        return None

    def _is_due(self) -> bool:
        return bool(self._parcels) and self._parcels[0].due <= self._portal.clock()

    def _wake(self) -> None:
        with self._news:
            self._news.notify_all()

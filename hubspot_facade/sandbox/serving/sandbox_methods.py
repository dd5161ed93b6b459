"""What a program does with a sandbox that runs: settings, failures, tokens, time, data."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hubspot_facade.sandbox.faults import Planned
from hubspot_facade.sandbox.state.portal import Portal
from hubspot_facade.sandbox.webhooks.delivery import Outbox
from hubspot_facade.sandbox.webhooks.responses import configure, subscribe
from hubspot_facade.sandbox.webhooks.samples import sample_event
from hubspot_facade.sandbox.webhooks.sending import Deliveries, Delivery, make_delivery

from .app import Application
from .portals import Portals
from .requestlog import Logged


class SandboxMethods(ABC):
    """The controls of a sandbox; RuntimeError unless it is started."""

    @property
    @abstractmethod
    def application(self) -> Application:
        """The ASGI application."""

    @property
    def token(self) -> str:
        """A token that the sandbox accepts."""
        return self.application.token

    @property
    def portal(self) -> Portal:
        """The state, for tests that look behind the API."""
        return self.application.portal

    def reset(self) -> None:
        """Empty portals, see `Application.reset`."""
        self.application.reset()

    def configure(self, **changes: Any) -> None:
        """Other settings from now on, by the names of `Settings`: `sandbox.configure(tier="free", scopes=True)`."""
        self.application.configure(**changes)

    @property
    def requests(self) -> list[Logged]:
        """The requests answered since the start or the last reset, oldest first, the admin's own left out."""
        return list(self.application.log.entries)

    @property
    def client_secret(self) -> str:
        """The secret that signs webhooks, of every app that has brought no other over OAuth."""
        return self.portal.client_secret

    @property
    def webhooks(self) -> list[Delivery]:
        """The webhooks that were sent for the first portal, oldest first, each attempt and what came of it.

        What is on its way is waited for, retries whose time has not come are not.
        """
        self.portal.service(Outbox).settle()
        return list(self.portal.service(Deliveries).entries)

    def subscribe(
        self,
        url: str,
        *event_types: str,
        property_name: str | None = None,
        object_type_id: str | None = None,
        app: str | int | None = None,
    ) -> None:
        """Have webhooks of these event types sent to a URL, as the settings of an app would.

        `property_name` is needed for property changes, `object_type_id` for events of `object.…`. A `Refusal` leaves
        for what HubSpot refuses.
        """
        home, id_ = self.portal, str(self.portal.app_id if app is None else app)
        fields = {"active": True, "propertyName": property_name, "objectTypeId": object_type_id}
        with home.store.lock, home.store.transaction():
            configure(home, id_, {"targetUrl": url, "throttling": {"maxConcurrentRequests": 10}})
            for each in event_types:
                subscribe(home, id_, {"eventType": each, **fields})

    def make_webhook(
        self,
        event_type: str = "contact.creation",
        *,
        url: str | None = None,
        portal: int | None = None,
        app: str | int | None = None,
        events: Iterable[Mapping[str, Any]] | None = None,
        **fields: Any,
    ) -> Delivery:
        """A webhook with a made-up event, signed for a URL but not sent: `method`, `url`, `headers` and `body`.

        `fields` are fields of the event, in HubSpot's spelling: `make_webhook("contact.propertyChange", objectId=7,
        propertyName="city")`; or `events` are all events as they are to be sent. `url` is the target URL of the app by
        default, `app` the only one that has settings. ValueError where there is none, or for an unknown event type.
        """
        home = self.portal if portal is None else self.portals.open(portal)
        with self.portal.store.lock:
            if url is None:
                known, url = home.service(Outbox).target_of(None if app is None else str(app))
            else:
                known = str(home.app_id if app is None else app)
            if events is None:
                sent = [sample_event(event_type, fields, portal=home.id, app=known, at=home.now())]
            else:
                sent = [dict(one) for one in events]
            return make_delivery(home, known, url, sent)

    def send_webhook(
        self,
        event_type: str = "contact.creation",
        *,
        url: str | None = None,
        portal: int | None = None,
        app: str | int | None = None,
        events: Iterable[Mapping[str, Any]] | None = None,
        **fields: Any,
    ) -> Delivery:
        """Send a webhook with a made-up event, once, and return what came of it: `status`, `answer`, `problem`.

        The arguments are those of `make_webhook`.
        """
        made = self.make_webhook(event_type, url=url, portal=portal, app=app, events=events, **fields).send()
        home = self.portal if portal is None else self.portals[portal]
        return home.service(Deliveries).add(made)

    @property
    def portals(self) -> Portals:
        """Every portal by its id; `portals.open(id)` makes one."""
        return self.application.portals

    def new_token(
        self, *, portal: int | None = None, scopes: Iterable[str] | None = None, life: float | None = None
    ) -> str:
        """A further token: of another portal, with fewer scopes, or one that expires after `life` seconds.

        Scopes that are named here are checked, whether or not the sandbox checks those of other tokens. A portal that
        is not there yet is made.
        """
        named = None if scopes is None else list(scopes)
        return self.portals.new_token(portal, scopes=named, life=life).text

    def fail(
        self,
        method: str | Sequence[str] | None = None,
        path: str | None = None,
        *,
        fault: str | None = None,
        status: int | None = None,
        body: Any = None,
        after_write: bool | None = None,
        policy: str | None = None,
        retry_after: float | None = None,
        seconds: float | None = None,
        inputs: int | None = None,
        times: int | None = None,
        skip: int | None = None,
        nth: int | Sequence[int] | None = None,
        probability: float | None = None,
    ) -> Planned:
        """Have coming requests fail: `sandbox.fail("POST", "/crm/*/contacts", status=429, times=2)`.

        The arguments are those of `hubspot_facade.sandbox.faults.planned`. What comes back counts, in `hits`, the
        requests that failed because of it. FaultError says what is wrong with an argument.
        """
        entry: dict[str, Any] = {
            "method": method if method is None or isinstance(method, str) else list(method),
            "path": path,
            "fault": fault,
            "status": status,
            "body": body,
            "after_write": after_write,
            "policy": policy,
            "retry_after": retry_after,
            "seconds": seconds,
            "inputs": inputs,
            "times": times,
            "skip": skip,
            "nth": nth if nth is None or isinstance(nth, int) else list(nth),
            "probability": probability,
        }
        return self.application.faults.plan(entry)

    def advance(self, seconds: float) -> None:
        """Have the sandbox's clock jump."""
        self.portal.clock.advance(seconds)

    def load_samples(self) -> None:
        """Put the records that the sample payloads of the named operations refer to into the portal, with their ids.

        Nothing happens the second time. A `Refusal` leaves when the portal has something of the same name.
        """
        self.application.load_samples()

    def seed(self, *, contacts: int = 1000, seed: int = 0) -> dict[str, int]:
        """Fill the portal with so many made-up contacts, and companies, deals, tickets, activities, owners and lists in
        proportion; how many records of each type were made. The same `seed` makes the same portal.
        """
        return self.application.seed(self.portal, contacts=contacts, seed=seed)

    def snapshot(self, name: str) -> None:
        """Keep everything that is in the sandbox under a name, see `snapshots`."""
        self.application.snapshots.take(name)

    def restore(self, name: str) -> None:
        """Put everything back to how it was at a snapshot; a `Refusal` when there is none of the name."""
        self.application.snapshots.restore(name)

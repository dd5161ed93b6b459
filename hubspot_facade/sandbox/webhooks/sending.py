"""One delivery of events to one receiver: what is sent, and what comes back."""

import http.client
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hubspot_facade.sandbox.protocol.errors import Body

from .signing import signed_headers

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

SECONDS = 5.0
"""How long HubSpot waits for a receiver."""
KEPT = 500
LONGEST = 2000
"""Bytes of a receiver's answer that are kept."""


@dataclass(slots=True)
class Delivery:
    """A signed request with events, and what the receiver answered.

    `at` is when it was signed, in epoch milliseconds. `status` is None before it is sent and where no answer came;
    `problem` says why. `number` is its place among the deliveries of a portal.
    """

    url: str
    app: str
    events: list[Body]
    body: bytes
    headers: dict[str, str]
    at: int
    attempt: int = 0
    method: str = "POST"
    status: int | None = None
    answer: bytes = b""
    problem: str = ""
    ms: float = 0.0
    number: int = 0

    @property
    def taken(self) -> bool:
        """Whether the receiver answered with success; HubSpot sends it again otherwise."""
        return self.status is not None and 200 <= self.status < 300

    def send(self) -> "Delivery":
        """Send it, once; what comes back is kept in it."""
        started = time.perf_counter()
        try:
            parts = urlsplit(self.url)
            connect: Any = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
            path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            connection = connect(parts.hostname or "", parts.port, timeout=SECONDS)
        except ValueError as error:
            self.problem = str(error)
            return self
        try:
            connection.request("POST", path, self.body, self.headers)
            answer = connection.getresponse()
            self.status, self.answer = int(answer.status), answer.read(LONGEST)
        except (OSError, ValueError, http.client.HTTPException) as error:
            self.problem = f"{type(error).__name__}: {error}".rstrip(": ")
        finally:
            connection.close()
            self.ms = (time.perf_counter() - started) * 1000
        return self

    def describe(self) -> Body:
        """The delivery as the admin endpoint answers it."""
        return {
            "number": self.number,
            "at": self.at,
            "url": self.url,
            "appId": self.app,
            "attempt": self.attempt,
            "events": self.events,
            "headers": self.headers,
            "status": self.status,
            "problem": self.problem or None,
            "ms": round(self.ms, 3),
        }


def make_delivery(portal: "Portal", app: str, url: str, events: list[Body], attempt: int = 0) -> Delivery:
    """A delivery that is not sent yet, signed now.

    Signed by the real clock, however far the sandbox's was moved: receivers compare the time with their own.
    """
    body = json.dumps(events, separators=(",", ":"), ensure_ascii=False).encode(errors="surrogatepass")
    at = int(portal.clock.unmoved() * 1000)
    headers = signed_headers(secret_of(portal, app), url, body, at)
    return Delivery(url, app, events, body, headers, at, attempt)


def secret_of(portal: "Portal", app: str) -> str:
    """The secret that signs for an app: the sandbox's, unless another one came with the app's id over OAuth."""
    known = portal.shelf("oauth_client").get(app)
    return portal.client_secret if known is None or portal.one_secret else str(known)


@dataclass
class Deliveries:
    """The latest deliveries of a portal, oldest first."""

    portal: "Portal"
    entries: deque[Delivery] = field(default_factory=lambda: deque(maxlen=KEPT))
    count: int = 0

    def add(self, delivery: Delivery) -> Delivery:
        """Keep one that was sent."""
        self.count += 1
        delivery.number = self.count
        self.entries.append(delivery)
        return delivery

    def find(self, number: int) -> Delivery | None:
        """The one with a number, while it is kept."""
        return next((one for one in list(self.entries) if one.number == number), None)

    def clear(self) -> None:
        """Forget them."""
        self.entries.clear()

"""The first page, how to connect, and filling an empty portal."""

from itertools import islice
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.store import MEMORY

from . import naming, table
from .links import Links
from .records import kinds
from .rendering import SAFE, asset, render

if TYPE_CHECKING:
    from hubspot_facade.sandbox.serving.backend import Backend

LATEST = 8
MOST_SEEDED = 10_000
SEEDED = 500


class Home:
    """The pages about the sandbox as a whole."""

    def __init__(self, backend: "Backend") -> None:
        self._backend = backend

    def home(self, request: Request) -> Answer:
        """What the portal holds, and what it was asked last."""
        portal, backend = request.portal, self._backend
        counts = table.counts(portal)
        known = [(kind, naming.plural(portal, kind), counts.get(kind.id, 0)) for kind in kinds(portal)]
        log = backend.log
        return render(
            "home.html",
            Links.of(request),
            portal=portal,
            others=[(id_, Links(id_).home) for id_ in backend.portals if id_ != portal.id],
            host=_base(request),
            tier=portal.limits.tier.name,
            filled=[one for one in known if one[2]],
            empty=[one for one in known if not one[2]],
            associations=portal.store.row("SELECT COUNT(*) FROM association")[0] // 2,
            entries=list(islice(reversed(log.entries), LATEST)),
            requests=log.count,
            place=None if portal.store.path == MEMORY else portal.store.path,
            seeded=SEEDED,
            most=MOST_SEEDED,
        )

    def connect(self, request: Request) -> Answer:
        """Base URL, token and snippets."""
        return render(
            "connect.html",
            Links.of(request),
            host=_base(request),
            token=self._backend.token,
            secret=request.portal.client_secret,
        )

    def seed(self, request: Request) -> Answer:
        """Fill the portal, then show it."""
        count = natural(request.field("contacts"), 10**7)
        count = SEEDED if count is None else count
        self._backend.seed(request.portal, contacts=min(max(1, count), MOST_SEEDED))
        return Answer(303, None, {"location": Links.of(request).home, **SAFE})

    def style(self, request: Request) -> Answer:
        """The style sheet."""
        return asset("style.css", "text/css; charset=utf-8")

    def icon(self, request: Request) -> Answer:
        """The icon of the tab."""
        return asset("icon.svg", "image/svg+xml")


def _base(request: Request) -> str:
    return f"http://{request.headers.get('host', '127.0.0.1')}"

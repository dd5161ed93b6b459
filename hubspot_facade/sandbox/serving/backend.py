"""What stands behind the application: the portals, and how strict, faulty and watched the sandbox is.

The admin endpoints and the page work on this; how requests come and go is the application's.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.faults import Faults
from hubspot_facade.sandbox.state import limits
from hubspot_facade.sandbox.state.portal import Portal
from hubspot_facade.sandbox.state.settings import Settings
from hubspot_facade.sandbox.webhooks.delivery import Outbox

from .portals import Portals
from .requestlog import RequestLog
from .snapshots import Snapshots
from .urls import stateful

if TYPE_CHECKING:
    from hubspot_facade.sandbox.seeding import Progress


class Backend:
    """Portals, settings, faults, the log of requests and snapshots, and what is done to all of them at once."""

    def __init__(self, portal: Portal, *, token: str | None = None, settings: Settings | None = None) -> None:
        self.portal = portal
        self.settings = settings or Settings()
        self.portals = Portals(portal, self.settings)
        self.token = token or portal.identities.token()
        self.faults = Faults(portal.seed)
        self.log = RequestLog()
        self.snapshots = Snapshots(self.portals)
        self.outbox = portal.service(Outbox)

    @property
    def limits(self) -> limits.Limits:
        """The counted requests of the first portal."""
        return self.portal.limits

    def configure(self, **changes: Any) -> None:
        """Other settings from now on, by the names of `Settings`; ValueError or TypeError for what cannot be."""
        decided: Any = changes.get("unsettled")
        if isinstance(decided, dict):
            changes["unsettled"] = replace(self.settings.unsettled, **decided)
        settings = replace(self.settings, **changes)
        if settings.durable != self.settings.durable:
            raise ValueError("durable is chosen at the start")
        self.settings = settings
        self.portals.apply(self.settings)

    def reset(self) -> None:
        """Empty portals; requests, counted limits and clock jumps are forgotten, faults are as at the start.

        Portals, tokens and settings stay.
        """
        with self.portal.store.lock:
            self.portals.reset()
            self.log.clear()
            self.faults.reset()

    def load_samples(self) -> None:
        """Put what the sample payloads of the named operations refer to into the portal; see `samples.load`."""
        from hubspot_facade.sandbox.samples import load  # most sandboxes begin empty

        load(self.portal, stateful())
        self.outbox.collect()

    def seed(
        self, portal: Portal, *, contacts: int, seed: int = 0, skip: int = 0, progress: "Progress | None" = None
    ) -> dict[str, int]:
        """Fill a portal with made-up records, which no webhook reports; see `seeding.seed`."""
        from hubspot_facade.sandbox.seeding import seed as fill

        with self.portal.store.lock:
            portal.service(Outbox).collect()
            made = fill(portal, contacts=contacts, seed=seed, skip=skip, progress=progress)
            portal.service(Outbox).pass_over()
            return made

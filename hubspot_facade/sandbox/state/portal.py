"""One HubSpot account inside the sandbox: its database, clock, identities, limits, and a model of each service.

A portal knows no service. `portal.service(Records)` is the portal's `Records`: what makes a model is the key it is kept
by, so that a service needs no name and no entry in a list, and the answer has the model's type.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from .identity import Identities
from .instants import Clock, Shifted
from .instants import now as millis_now
from .limits import Limits
from .settings import CLIENT_SECRET, Settings
from .store import Shelf, Store
from .user import USER

PORTAL_ID = 48210117
T = TypeVar("T")


class Portal:
    """The state that every request works on. `clock.offset` is how far the clock was made to jump; `index_lag` is in
    milliseconds. `developer` is the portal whose apps are installed in this one, itself or the first.
    """

    user_id = int(USER["id"])
    """The user that the sandbox's token acts for."""
    app_id = 3117001
    """The app that the sandbox's token belongs to."""

    def __init__(
        self,
        db: str | Path = ":memory:",
        *,
        clock: Clock,
        seed: int | None = None,
        portal_id: int = PORTAL_ID,
        settings: Settings | None = None,
        developer: "Portal | None" = None,
    ) -> None:
        settings = settings or Settings()
        self.developer = developer or self
        self.id = portal_id
        self.clock = clock if isinstance(clock, Shifted) else Shifted(clock)
        self.seed = seed
        self.identities = Identities(seed)
        self.store = Store(db, durable=settings.durable)
        self._shelves: dict[str, Shelf] = {}
        self._services: dict[Callable[[Portal], Any], Any] = {}
        self.apply(settings)

    def apply(self, settings: Settings) -> None:
        """Other settings from now on; requests are counted anew."""
        self.url_imports = settings.url_imports
        self.unsettled = settings.unsettled
        self.job_looks = settings.job_looks
        self.index_lag = round(settings.index_lag * 1000)
        self.one_secret = settings.client_secret is not None
        self.client_secret = settings.client_secret or CLIENT_SECRET
        self.webhook_delay = settings.webhook_delay
        self.limits = Limits(settings.tier, portal_id=self.id, app_id=self.app_id, retry_after=settings.retry_after)

    def now(self) -> int:
        """Epoch milliseconds of this moment, by the portal's clock."""
        return millis_now(self.clock)

    def service(self, model: "Callable[[Portal], T]") -> T:
        """The portal's model of a service, such as `Records`; made when first asked for, and kept."""
        found: T | None = self._services.get(model)
        if found is None:
            found = self._services[model] = model(self)
        return found

    def shelf(self, kind: str, defaults: Callable[[str], dict[str, Any]] | None = None) -> Shelf:
        """The documents of one kind, for services that keep plain JSON; `defaults` as `Shelf` has them."""
        found = self._shelves.get(kind)
        if found is None:
            found = self._shelves[kind] = Shelf(self.store, kind, defaults)
        return found

    def reset(self) -> None:
        """An empty portal with the defaults."""
        self.store.clear()
        self.limits.clear()

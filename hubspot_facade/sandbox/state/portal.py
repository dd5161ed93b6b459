"""One HubSpot account inside the sandbox: its database, clock, identities and the models of every service."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.lists.member_cache import MemberCache
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.sources import Source
from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.models import Schemas

from .identity import Identities
from .instants import Clock, Shifted
from .instants import now as millis_now
from .limits import Limits
from .settings import Settings
from .store import Shelf, Store

PORTAL_ID = 48210117


class Portal:
    """The state that every request works on. Models are made when first asked for.

    `clock.offset` is how far the clock was made to jump; `index_lag` is in milliseconds;
    `source` is what records come from that are made just now, when that is not the app that calls.
    """

    def __init__(
        self,
        db: str | Path = ":memory:",
        *,
        clock: Clock,
        seed: int | None = None,
        portal_id: int = PORTAL_ID,
        settings: Settings | None = None,
    ) -> None:
        settings = settings or Settings()
        self.id = portal_id
        self.clock = clock if isinstance(clock, Shifted) else Shifted(clock)
        self.seed = seed
        self.identities = Identities(seed)
        self.store = Store(db, durable=settings.durable)
        self.source: Source | None = None
        self._shelves: dict[str, Shelf] = {}
        self.apply(settings)

    def apply(self, settings: Settings) -> None:
        """Other settings from now on; requests are counted anew."""
        self.url_imports = settings.url_imports
        self.unsettled = settings.unsettled
        self.index_lag = round(settings.index_lag * 1000)
        self.limits = Limits(
            settings.tier, portal_id=self.id, app_id=self.owners.app_id, retry_after=settings.retry_after
        )

    def now(self) -> int:
        """Epoch milliseconds of this moment, by the portal's clock."""
        return millis_now(self.clock)

    def shelf(self, kind: str, defaults: Callable[[str], dict[str, Any]] | None = None) -> Shelf:
        """The documents of one kind, for services that keep plain JSON; `defaults` as `Shelf` has them."""
        found = self._shelves.get(kind)
        if found is None:
            found = self._shelves[kind] = Shelf(self.store, kind, defaults)
        return found

    @cached_property
    def schemas(self) -> Schemas:
        """Object types, standard and custom."""
        return Schemas(self)

    @cached_property
    def properties(self) -> Properties:
        """Property definitions and groups."""
        return Properties(self)

    @cached_property
    def records(self) -> Records:
        """CRM records of every type."""
        return Records(self)

    @cached_property
    def associations(self) -> Associations:
        """Associations and their types."""
        return Associations(self)

    @cached_property
    def association_limits(self) -> Shelf:
        """Limits of association types that were set through the API."""
        return Shelf(self.store, "association_limit")

    @cached_property
    def list_memory(self) -> MemberCache:
        """Members of dynamic lists, while they hold."""
        return MemberCache(self)

    @cached_property
    def pipelines(self) -> Pipelines:
        """Pipelines and stages."""
        return Pipelines(self)

    @cached_property
    def owners(self) -> Owners:
        """Owners."""
        return Owners(self)

    def reset(self) -> None:
        """An empty portal with the defaults."""
        self.store.clear()
        self.limits.clear()

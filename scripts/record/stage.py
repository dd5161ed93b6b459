"""A sandbox with reproducible answers: its clock stands still, its ids are seeded, its portal has the samples."""

from __future__ import annotations

from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from hubspot_facade.sandbox import create_app
from hubspot_facade.sandbox.serving.inside import HOST, Inside
from hubspot_facade.sandbox.state.identity import Identities

MOMENT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
SEED = 5
SAMPLES = "samples"
TOKEN = "pat-na1-record"  # noqa: S105 # a sandbox's, and hidden in what is recorded


class Stage:
    """The sandbox that cassettes are recorded against: `with Stage() as stage:`. It is reached by `transport` only."""

    url = f"http://{HOST}"
    token = TOKEN

    def __init__(self) -> None:
        self._application = create_app(clock=MOMENT.timestamp, seed=SEED, token=TOKEN)
        self.transport = Inside(self._application)

    @property
    def portal_id(self) -> int:
        """The id of its account."""
        return self._application.portal.id

    def restore(self) -> None:
        """Restore the sample portal to its initial state, including ids."""
        application, portal = self._application, self._application.portal
        with portal.store.lock:
            application.snapshots.restore(SAMPLES)
            portal.limits.clear()
            portal.identities = Identities(SEED)
            application.log.clear()
            application.faults.clear()

    def refuse_next(self) -> None:
        """Make the next request be refused by the rate limit."""
        self._application.faults.plan({"fault": "429"})

    def __enter__(self) -> Self:
        # loading them for every case would take a hundred times as long as going back
        self._application.load_samples()
        self._application.snapshots.take(SAMPLES)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._application.snapshots.close()
        self._application.portals.close()

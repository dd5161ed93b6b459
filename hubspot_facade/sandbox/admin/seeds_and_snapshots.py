"""The admin endpoints that fill a sandbox, and that keep and bring back what is in it."""

import time
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol import errors
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request

if TYPE_CHECKING:
    from hubspot_facade.sandbox.serving.backend import Backend


class SeedsAndSnapshots:
    """Seeds and snapshots of one backend."""

    def __init__(self, backend: "Backend") -> None:
        self._backend = backend

    def seed(self, request: Request) -> Answer:
        """Made-up records; how many of each type, and how long it took."""
        body = request.body()
        started = time.perf_counter()
        try:
            made = self._backend.seed(
                request.portal,
                contacts=_whole(body, "contacts", 1000),
                seed=_whole(body, "seed", 0),
                skip=_whole(body, "skip", 0),
            )
        except ValueError as error:
            raise errors.validation(str(error)) from None
        return Answer(201, {"records": made, "milliseconds": round((time.perf_counter() - started) * 1000)})

    def get_snapshots(self, request: Request) -> Answer:
        """The names of the snapshots."""
        return Answer(200, {"results": [{"name": name} for name in self._backend.snapshots.names()]})

    def take_snapshot(self, request: Request) -> Answer:
        """Keep everything under a name."""
        self._backend.snapshots.take(request.params["name"])
        return Answer(204)

    def restore_snapshot(self, request: Request) -> Answer:
        """Bring everything back."""
        self._backend.snapshots.restore(request.params["name"])
        return Answer(204)

    def delete_snapshot(self, request: Request) -> Answer:
        """Forget a snapshot."""
        self._backend.snapshots.delete(request.params["name"])
        return Answer(204)


def _whole(body: Body, name: str, default: int) -> int:
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise errors.validation(f"{name} must be a whole number, not {value!r}")
    return value

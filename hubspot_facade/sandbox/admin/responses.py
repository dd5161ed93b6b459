"""The admin endpoints: what each route answers."""

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request

if TYPE_CHECKING:
    from hubspot_facade.sandbox.serving.backend import Backend


class Admin:
    """The admin endpoints of one backend."""

    def __init__(self, backend: "Backend") -> None:
        self._backend = backend

    def reset(self, request: Request) -> Answer:
        """An empty portal."""
        self._backend.reset()
        return Answer(204)

    def load_samples(self, request: Request) -> Answer:
        """The sample portal."""
        self._backend.load_samples()
        return Answer(204)

    def get_requests(self, request: Request) -> Answer:
        """The logged requests, oldest first."""
        method, path, status = request.text("method"), request.text("path"), request.text("status")
        after = request.integer("after", 0)
        found = [
            entry
            for entry in self._backend.log.entries
            if entry.number > after
            and (method is None or entry.method == method.upper())
            and (path is None or fnmatchcase(entry.path, path))
            and (status is None or str(entry.status) == status)
        ]
        limit = request.integer("limit", len(found))
        return Answer(200, {"results": [entry.body() for entry in found[max(0, len(found) - limit) :]]})

    def clear_requests(self, request: Request) -> Answer:
        """Forget the requests."""
        self._backend.log.clear()
        return Answer(204)

    def stats(self, request: Request) -> Answer:
        """Counts and settings."""
        log = self._backend.log
        portal = request.portal
        rows = portal.store.rows(
            "SELECT type, COUNT(*) FROM record WHERE archived IS NULL AND merged_into IS NULL GROUP BY type"
        )
        body: Body = {
            "portalId": portal.id,
            "tier": self._backend.limits.tier.name,
            "requests": log.count,
            "milliseconds": round(log.total_ms, 3),
            "byStatus": {str(status): count for status, count in sorted(log.by_status.items())},
            "byAnswer": dict(sorted(log.by_answer.items())),
            "records": {portal.service(ObjectTypes).by_id(type_).plural: count for type_, count in rows},
            "associations": portal.store.row("SELECT COUNT(*) FROM association")[0],
        }
        return Answer(200, body)

    def add_owner(self, request: Request) -> Answer:
        """A further owner."""
        return Answer(201, request.portal.service(Owners).add(request.body()))

    def get_faults(self, request: Request) -> Answer:
        """The faults that are to come."""
        return Answer(200, {"results": [planned.body() for planned in self._backend.faults.planned]})

    def plan_fault(self, request: Request) -> Answer:
        """Set a fault."""
        return Answer(201, self._backend.faults.plan(request.body()).body())

    def clear_faults(self, request: Request) -> Answer:
        """No faults any more."""
        self._backend.faults.clear()
        return Answer(204)

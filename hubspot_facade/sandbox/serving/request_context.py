"""One request on its way, and what it is answered with so far."""

from hubspot_facade.sandbox.faults import Fault
from hubspot_facade.sandbox.protocol.messages import Request

from . import rendering

STATE = "state"
"""An answer of a service that keeps state; `documents.answers` has the other kinds."""
PREFIX = "/_sandbox"
"""Where the sandbox's own endpoints are."""
PAGE = f"{PREFIX}/page"


class RequestContext:
    """A request with its correlation id, the fault injected into it, the kind of its answer and the headers of that."""

    def __init__(self, request: Request, correlation: str) -> None:
        self.request = request
        self.correlation = correlation
        self.admin = request.path.startswith(PREFIX) or is_visit(request)
        self.kind = STATE
        self.fault: Fault | None = None
        self.headers = rendering.common_headers(correlation)
        if not self.admin:
            self.headers["x-sandbox-answer"] = self.kind


def is_visit(request: Request) -> bool:
    """Whether a browser asks for the sandbox's own page."""
    wanted = request.headers.get("accept", "")
    return request.path == "/" and request.method in ("GET", "HEAD") and "text/html" in wanted

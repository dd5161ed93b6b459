"""OpenTelemetry: a span and a measurement for every request to HubSpot, by the semantic conventions for HTTP clients.

`HubSpot(event_hooks=telemetry.hooks())` needs the extra `opentelemetry`, which is the API alone: an application brings
the SDK and says where spans and metrics go. Without one they go nowhere, at little cost.

Spans have no address, id or query: `url.template` and `url.full` are without values.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hubspot_facade.extras import load
from hubspot_facade.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from hubspot_facade.transport.hooks import EventHooks, ResponseEvent

_EXTRA = "opentelemetry"
_SCHEMA = "https://opentelemetry.io/schemas/1.27.0"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)  # as the conventions advise
_PORTS = {"https": 443, "http": 80}


def hooks(others: EventHooks | None = None, *, tracer_provider: Any = None, meter_provider: Any = None) -> EventHooks:
    """Event hooks that record each request, and then call the `others`.

    A span is a child of the caller's current one; `http.request.resend_count` says which retry it is. Providers are the
    global ones by default, also in a client that was pickled. ConfigurationError if the extra is missing.
    """
    record: Callable[[ResponseEvent], None] = _Recording(tracer_provider, meter_provider)
    given: EventHooks = {} if others is None else others
    return {**given, "response": [record, *given.get("response", ())]}


class _Recording:
    """A hook for answers, after which the span is made: it began when the attempt did."""

    def __init__(self, tracer_provider: Any = None, meter_provider: Any = None) -> None:
        trace, metrics = load("opentelemetry.trace", _EXTRA), load("opentelemetry.metrics", _EXTRA)
        self._trace = trace
        self._tracer = trace.get_tracer("hubspot_facade", __version__, tracer_provider, _SCHEMA)
        meter = metrics.get_meter("hubspot_facade", __version__, meter_provider, _SCHEMA)
        self._duration = meter.create_histogram(
            "http.client.request.duration",
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _Recording, ()

    def __call__(self, event: ResponseEvent) -> None:
        shared = _attributes(event)
        self._duration.record(event.elapsed, shared)
        parts = urlsplit(event.url)
        own: dict[str, Any] = {"url.full": f"{parts.scheme}://{parts.netloc}{event.path}"}
        if event.attempt > 1:
            own["http.request.resend_count"] = event.attempt - 1
        if event.correlation_id:
            own["hubspot.correlation_id"] = event.correlation_id
        end = time.time_ns()
        span = self._tracer.start_span(
            f"{event.method} {event.path}",
            kind=self._trace.SpanKind.CLIENT,
            attributes=shared | own,
            start_time=end - round(event.elapsed * 1e9),
        )
        if "error.type" in shared:
            span.set_status(self._trace.StatusCode.ERROR)
        span.end(end)


def _attributes(event: ResponseEvent) -> dict[str, Any]:
    """The attributes that spans and measurements share: few values each."""
    parts = urlsplit(event.url)
    found: dict[str, Any] = {
        "http.request.method": event.method,
        "server.address": parts.hostname or "",
        "server.port": parts.port or _PORTS.get(parts.scheme, 443),
        "url.template": event.path,
    }
    if event.status is not None:
        found["http.response.status_code"] = event.status
    if event.error is not None or (event.status or 0) >= 400:
        found["error.type"] = type(event.error).__name__ if event.error is not None else str(event.status)
    return found

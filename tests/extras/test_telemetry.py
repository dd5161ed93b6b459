"""Spans and measurements as the SDK of OpenTelemetry exports them."""

import asyncio
import pickle
import time

import httpx
import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from hubspot_facade import AsyncHubSpot, ConfigurationError, HubSpot, NotFound, RetryPolicy, telemetry

CONTACT = "/crm/objects/2026-03/contacts/{objectId}"
RECORD = {"id": "1", "properties": {}, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z"}
HEADERS = {"x-hubspot-correlation-id": "c-1"}


class Collected:
    """Providers that keep what is recorded."""

    def __init__(self):
        self.spans, self.reader = InMemorySpanExporter(), InMemoryMetricReader()
        self.tracers = TracerProvider()
        self.tracers.add_span_processor(SimpleSpanProcessor(self.spans))
        self.meters = MeterProvider([self.reader])

    def hooks(self, others=None):
        return telemetry.hooks(others, tracer_provider=self.tracers, meter_provider=self.meters)

    def points(self):
        data = self.reader.get_metrics_data()
        (metric,) = data.resource_metrics[0].scope_metrics[0].metrics
        assert (metric.name, metric.unit) == ("http.client.request.duration", "s")
        return list(metric.data.data_points)


@pytest.fixture
def collected():
    return Collected()


@pytest.fixture(params=["sync", "async"])
def get(request, collected):
    """Gets a contact by e-mail, whose answers are given."""

    def run(*answers, others=None):
        left = iter(answers)

        def handle(_):
            answer = next(left)
            if isinstance(answer, Exception):
                raise answer
            return answer

        options = {
            "access_token": "pat-na1-secret",
            "event_hooks": collected.hooks(others),
            "retries": RetryPolicy(backoff=0),
        }
        transport = httpx.MockTransport(handle)
        if request.param == "sync":
            with HubSpot(**options, http_client=httpx.Client(transport=transport)) as hs:
                return hs.contacts.get_by_email("ada@example.com")

        async def awaited():
            async with AsyncHubSpot(**options, http_client=httpx.AsyncClient(transport=transport)) as hs:
                return await hs.contacts.get_by_email("ada@example.com")

        return asyncio.run(awaited())

    return run


def test_a_request_is_a_span_by_the_conventions(get, collected):
    before = time.time_ns()
    get(httpx.Response(200, json=RECORD, headers=HEADERS))
    (span,) = collected.spans.get_finished_spans()
    assert (span.name, span.kind) == (f"GET {CONTACT}", SpanKind.CLIENT)
    assert dict(span.attributes) == {
        "http.request.method": "GET",
        "url.template": CONTACT,
        "url.full": f"https://api.hubapi.com{CONTACT}",
        "server.address": "api.hubapi.com",
        "server.port": 443,
        "http.response.status_code": 200,
        "hubspot.correlation_id": "c-1",
    }
    assert span.status.status_code is StatusCode.UNSET
    assert before <= span.start_time <= span.end_time <= time.time_ns()


def test_each_attempt_is_a_span_and_says_which_it_is(get, collected):
    get(httpx.Response(503), httpx.ConnectError("refused"), httpx.Response(200, json=RECORD))
    refused, lost, done = collected.spans.get_finished_spans()
    assert [span.attributes.get("http.request.resend_count") for span in (refused, lost, done)] == [None, 1, 2]
    assert [span.attributes.get("error.type") for span in (refused, lost, done)] == ["503", "NetworkError", None]
    assert [span.status.status_code for span in (refused, lost, done)] == [StatusCode.ERROR] * 2 + [StatusCode.UNSET]
    assert "http.response.status_code" not in lost.attributes


def test_durations_are_a_histogram_with_few_attributes(get, collected):
    with pytest.raises(NotFound):
        get(httpx.Response(503), httpx.Response(404, json={}))
    points = collected.points()
    assert {point.attributes["http.response.status_code"]: point.count for point in points} == {503: 1, 404: 1}
    assert {*points[0].attributes} == {
        "http.request.method",
        "url.template",
        "server.address",
        "server.port",
        "http.response.status_code",
        "error.type",
    }
    assert points[0].explicit_bounds[:2] == (0.005, 0.01)


def test_spans_are_children_of_the_callers(get, collected):
    tracer = collected.tracers.get_tracer("program")
    with tracer.start_as_current_span("sync") as outer:
        get(httpx.Response(200, json=RECORD))
    child, _ = collected.spans.get_finished_spans()
    assert child.parent.span_id == outer.get_span_context().span_id


def test_nothing_secret_or_personal_is_recorded(get, collected):
    get(httpx.Response(503), httpx.Response(200, json=RECORD))
    shown = "".join(span.to_json() for span in collected.spans.get_finished_spans()) + str(collected.points())
    assert "secret" not in shown
    assert not [form for form in ("ada@", "ada%40") if form in shown]  # an id of a span may have "ada" in it


def test_other_hooks_are_called_too(get, collected):
    seen = []
    get(httpx.Response(200, json=RECORD), others={"response": [seen.append], "request": [seen.append]})
    assert [type(event).__name__ for event in seen] == ["RequestEvent", "ResponseEvent"]
    assert len(collected.spans.get_finished_spans()) == 1


def test_a_client_with_telemetry_can_be_pickled(collected):
    hs = HubSpot("pat-na1-secret", event_hooks=collected.hooks())
    assert pickle.loads(pickle.dumps(hs)).configuration.event_hooks["response"]  # noqa: S301


def test_without_the_extra_the_error_says_what_to_install(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "opentelemetry.trace", None)
    with pytest.raises(ConfigurationError, match=r"hubspot-facade\[opentelemetry\]"):
        telemetry.hooks()

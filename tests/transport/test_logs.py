"""What the logger `hubspot_facade` writes of each request, as attributes too."""

import json
import logging

import pytest

from hubspot_facade.transport.request import Request
from tests.facade.fakes import TOKEN, Client, FakeClock, FakeHubSpot, error, record
from tests.http_library import httpx

FACTS = ("method", "path", "status", "error", "attempt", "correlation_id")
BY_EMAIL = "/crm/objects/2026-03/contacts/{objectId}"


@pytest.fixture(params=["sync", "async"])
def make(request):
    return lambda hubspot, clock: Client(request.param, hubspot, clock)


def facts_of(each):
    return tuple(getattr(each, name) for name in FACTS)


def test_a_record_has_what_happened_as_attributes(make, caplog):
    caplog.set_level(logging.DEBUG, "hubspot_facade")
    clock = FakeClock()

    def slow(_):
        clock.time += 1.5
        return error(503, headers={"x-hubspot-correlation-id": "c-1"})

    hubspot = FakeHubSpot(slow, httpx.ConnectError("refused"), httpx.Response(200, json=record("1")))
    make(hubspot, clock).do(lambda client: client.contacts.get_by_email("ada@example.com"))
    answered, again, lost, later, done = (each for each in caplog.records if each.name == "hubspot_facade")
    assert facts_of(answered) == facts_of(again) == ("GET", BY_EMAIL, 503, None, 1, "c-1")
    assert facts_of(lost) == facts_of(later) == ("GET", BY_EMAIL, None, "NetworkError", 2, None)
    assert facts_of(done) == ("GET", BY_EMAIL, 200, None, 3, None)
    assert [each.levelname for each in (answered, again, lost, later, done)] == ["DEBUG", "INFO"] * 2 + ["DEBUG"]
    assert (answered.seconds, lost.seconds) == (1.5, 0)
    assert [again.retry_after, later.retry_after] == clock.slept
    assert answered.getMessage() == f"GET {BY_EMAIL}: 503 in 1500 ms, c-1"
    shown = json.dumps([vars(each) for each in caplog.records], default=str)
    assert "ada" not in shown
    assert TOKEN not in shown


def test_no_attribute_takes_the_place_of_one_of_pythons():
    python = vars(logging.makeLogRecord({}))
    assert not {*FACTS, "seconds", "retry_after"} & {*python, "message", "asctime"}


@pytest.mark.parametrize(
    ("path", "template", "route"),
    [
        (
            "/crm/objects/2026-03/deals/5",
            "/crm/objects/2026-03/{objectType}/{objectId}",
            "/crm/objects/2026-03/deals/{objectId}",
        ),
        (
            "/crm/associations/2026-03/contacts/companies/batch/read",
            "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/batch/read",
            "/crm/associations/2026-03/contacts/companies/batch/read",
        ),
        ("/crm/v3/objects/0-1/12345", "", "/crm/v3/objects/0-1/{}"),
        ("/contacts/v1/contact/email/ada@example.com/profile", "", "/contacts/v1/contact/email/{}/profile"),
        ("/contacts/v1/contact/email/ada%40example.com/profile", "", "/contacts/v1/contact/email/{}/profile"),
        ("/oauth/v1/access-tokens/CKa1b2", "", "/oauth/v1/access-tokens/{}"),
        ("/crm/objects/2026-09-beta/contacts", "", "/crm/objects/2026-09-beta/contacts"),
    ],
)
def test_a_route_has_no_values(path, template, route):
    assert Request("GET", path, template=template).route == route


def test_a_download_from_elsewhere_shows_nothing_of_its_url():
    assert Request("GET", "", url="https://cdn.example.com/ada?signature=x").route == "{download}"


def test_every_call_of_the_documents_keeps_its_template(make, caplog):
    """A template has as many segments as the path, so that object types are found in it."""
    caplog.set_level(logging.DEBUG, "hubspot_facade")
    hubspot = FakeHubSpot(lambda _: httpx.Response(200, json=record("1")))
    make(hubspot, FakeClock()).do(lambda client: client.objects("2-12").get("a/b c"))
    (line,) = (each for each in caplog.records if each.name == "hubspot_facade")
    assert line.path == "/crm/objects/2026-03/2-12/{objectId}"

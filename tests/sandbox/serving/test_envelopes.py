"""What is the same on every route: tokens, routes, headers, correlation ids."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx
import pytest

from hubspot_facade.sandbox import create_app

UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
OWNERS = "/crm/v3/owners"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic abc", "pat-na1-x"])
def test_an_unknown_token_gets_401_in_hubspot_s_words(client, header):
    answer = client.get(OWNERS, headers={"authorization": header})
    assert answer.status_code == 401
    body = answer.json()
    assert body["category"] == "INVALID_AUTHENTICATION"
    assert body["message"].startswith("Authentication credentials not found. This API supports OAuth 2.0")
    assert answer.headers["x-hubspot-auth-failure"] == "401 Unauthorized"


def test_the_correlation_id_is_a_uuid7_in_body_and_headers(client):
    answer = client.get("/crm/v3/objects/contacts/424242")
    correlation = answer.json()["correlationId"]
    assert UUID7.match(correlation)
    assert answer.headers["x-hubspot-correlation-id"] == correlation
    assert answer.headers["x-request-id"] == correlation
    assert answer.headers["content-type"] == "application/json;charset=utf-8"
    assert client.get("/crm/v3/objects/contacts/424242").json()["correlationId"] != correlation


@pytest.mark.parametrize(
    "path",
    ["/nope", "/crm/2026-03/objects/contacts", "/crm/objects/2024-03/contacts", "/crm/object-schemas/v3/schemas"],
)
def test_an_unknown_route_is_an_html_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Error 404 Not Found" in answer.text


def test_the_wrong_verb_is_an_html_405(client):
    answer = client.delete(OWNERS)
    assert answer.status_code == 405
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["allow"] == "GET"


def test_rate_limit_headers_are_sent_but_not_all_on_search(client):
    plain = client.get(OWNERS).headers
    assert plain["x-hubspot-ratelimit-interval-milliseconds"] == "10000"
    names = ("max", "remaining", "daily", "daily-remaining", "secondly", "secondly-remaining")
    assert all(plain[f"x-hubspot-ratelimit-{name}"].isdigit() for name in names)
    search = client.post("/crm/v3/objects/contacts/search", json={}).headers
    assert "x-hubspot-ratelimit-daily-remaining" in search
    assert "x-hubspot-ratelimit-remaining" not in search


def test_slashes_and_query_names_do_not_matter(client):
    for path in (f"{OWNERS}/", f"{OWNERS}//", f"{OWNERS}?nonsense=1&limit="):
        assert client.get(path).status_code == 200
    assert client.request("GET", OWNERS, content=b"not json").status_code == 200


def test_calls_and_account_have_state(client, sandbox):
    dispositions = client.get("/calling/v1/dispositions").json()
    assert {"id": "9d9162e7-6cf3-4944-bf63-4dff82258764", "label": "Busy", "deleted": False} in dispositions
    for version in ("v3", "2026-03", "2026-09"):
        answer = client.get(f"/account-info/{version}/details")
        assert answer.json()["portalId"] == sandbox.portal.id
        assert answer.headers["x-sandbox-answer"] == "state"
    usage = client.get("/account-info/v3/api-usage/daily/private-apps").json()["results"]
    assert usage[0]["currentUsage"] == 5


def test_a_number_beyond_the_database_is_nobodys_id(client):
    big = {"id": str(2**70)}
    for path in ("/crm/v3/objects/contacts/batch/archive", "/crm/v4/associations/contacts/companies/batch/read"):
        assert client.post(path, json={"inputs": [big]}).status_code < 500
    assert client.get("/crm/v3/objects/contacts", params={"after": 2**70}).status_code == 400


def test_a_body_that_no_handler_foresaw_is_refused_and_told(client, sandbox, monkeypatch, caplog):
    def broken(request):
        return request.json()["nothing"]

    monkeypatch.setattr(sandbox.application, "_route", lambda work: broken)
    answer = client.post("/crm/v3/objects/contacts", json={"properties": {}})
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")
    assert "KeyError: 'nothing'" in caplog.text
    caplog.clear()


@pytest.mark.anyio
async def test_the_application_runs_without_a_server():
    app = create_app(any_token=True)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        headers = {"authorization": "Bearer whatever"}
        made = await client.post("/crm/v3/objects/contacts", json={"properties": {"email": "a@b.co"}}, headers=headers)
        assert made.status_code == 201
        assert (await client.get("/crm/v3/objects/contacts")).status_code == 401
    app.portal.store.close()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", OWNERS),
        ("GET", "/nope"),
        ("DELETE", "/crm/v3/objects/contacts/1"),
        ("GET", "/_sandbox/clock"),
        ("GET", "/"),
    ],
)
def test_every_answer_has_the_date_of_the_sandbox_s_clock(client, sandbox, clock, method, path):
    def date():
        text = client.request(method, path, headers={"accept": "application/json"}).headers["date"]
        assert re.fullmatch(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT", text)
        return parsedate_to_datetime(text).timestamp()

    assert date() == int(clock())
    sandbox.advance(3600.9)
    shown = datetime.fromisoformat(client.get("/_sandbox/clock").json()["now"])
    assert date() == int(shown.timestamp()) == int(clock() + 3600.9)


def test_the_date_is_later_where_a_fault_moves_the_clock(client, clock):
    answer = client.get(OWNERS, headers={"x-sandbox-fault": "clock=86400"})
    assert parsedate_to_datetime(answer.headers["date"]).timestamp() == int(clock()) + 86_400

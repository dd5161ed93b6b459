"""Who may use the admin endpoints: programs and the sandbox's own pages, not what a browser was lured to."""

import httpx
import pytest

from hubspot_facade.sandbox import create_app
from hubspot_facade.sandbox.protocol.errors import Refusal
from hubspot_facade.sandbox.serving.guard import check

RESET = "/_sandbox/reset"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:8080",
        "localhost",
        "LOCALHOST:80",
        "[::1]:8080",
        "sandbox:8080",
        "hubspot.localhost",
        "10.0.0.7",
        "api.hubapi.com",
        "",
    ],
)
def test_names_that_nobody_else_can_own(host):
    check({"host": host}, "POST")
    if host:
        check({"host": host, "origin": f"http://{host}", "sec-fetch-site": "same-origin"}, "POST")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example.com",
        "evil.example.com:8080",
        "127.0.0.1.evil.com",
        "localhost.evil.com",
        "hubapi.com.evil.com",
        "[::1",
        "evil.com.",
    ],
)
def test_a_name_that_was_made_to_lead_here_is_refused(host):
    with pytest.raises(Refusal, match="does not answer to the name"):
        check({"host": host}, "GET")


def test_a_name_that_the_sandbox_was_told_is_its_own():
    check({"host": "hubspot.test.example.com:80"}, "GET", {"hubspot.test.example.com"})


@pytest.mark.parametrize("origin", ["http://evil.example.com", "null", "http://127.0.0.1:1", "https://x.localhost", ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_of_others_are_refused(origin, method):
    with pytest.raises(Refusal, match="takes nothing from pages of"):
        check({"host": "127.0.0.1:8080", "origin": origin}, method)


def test_a_form_of_another_site_is_refused_where_no_origin_tells():
    for site in ("cross-site", "same-site"):
        with pytest.raises(Refusal, match="pages of other sites"):
            check({"host": "localhost", "sec-fetch-site": site}, "POST")
        check({"host": "localhost", "sec-fetch-site": site}, "GET")
    check({"host": "localhost", "sec-fetch-site": "none"}, "POST")


def test_the_admin_endpoints_are_guarded_and_the_api_is_not(client, make):
    make("contacts", email="a@example.com")
    for headers in ({"origin": "http://evil.example.com"}, {"host": "evil.example.com"}):
        answer = client.post(RESET, headers=headers)
        assert (answer.status_code, answer.json()["category"]) == (403, "FORBIDDEN")
        assert client.get("/_sandbox/requests", headers=headers).status_code == 403
        # the token is what guards the API
        assert len(client.get("/crm/v3/objects/contacts", headers=headers).json()["results"]) == 1
    assert "access-control-allow-origin" not in client.get("/_sandbox/requests").headers


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example.com"}, {"host": "evil.example.com"}])
def test_so_is_what_needs_no_token(client, sandbox, headers):
    """A page could get a token of its own by OAuth otherwise, or have webhooks sent to it."""
    app = {
        "client_id": "c",
        "client_secret": "s",
        "redirect_uri": "http://localhost/",
        "grant_type": "client_credentials",
    }
    assert client.post("/oauth/v1/token", data=app).status_code == 200
    assert client.post("/oauth/v1/token", data=app, headers=headers).status_code == 403
    assert client.post("/oauth/authorize", data=app, headers=headers).status_code == 403
    assert client.post("/oauth/v1/token?signature=x", data=app, headers=headers).status_code == 403
    url = f"{sandbox.url}/webhooks/v3/77/settings?hapikey=key"
    body = {"targetUrl": "https://www.example.com", "throttling": {"maxConcurrentRequests": 6}}
    assert httpx.put(url, json=body, headers=headers).status_code == 403
    assert httpx.get(url).status_code == 404
    assert httpx.put(url, json=body).status_code == 200


@pytest.mark.anyio
async def test_the_application_alone_is_guarded_too():
    app = create_app()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sandbox") as client:
        assert (await client.post(RESET)).status_code == 204
        assert (await client.post(RESET, headers={"host": "evil.example.com"})).status_code == 403
    app.portals.close()

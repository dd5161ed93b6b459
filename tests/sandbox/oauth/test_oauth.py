"""OAuth from the click on the authorize page to the token that has expired."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest

APP = {"client_id": "app-1", "client_secret": "secret"}
BACK = "https://app.example.com/callback"
VERSIONS = ["v1", "v3", "2026-03", "2026-09"]


@pytest.fixture
def code(client):
    def clicked(**more):
        asked = {"client_id": "app-1", "redirect_uri": BACK, "scope": "oauth crm.lists.read", "state": "s&1", **more}
        page = client.get("/oauth/authorize", params=asked)
        assert page.headers["content-type"].startswith("text/html")
        assert "crm.lists.read" in page.text
        answer = client.post("/oauth/authorize", data=asked)
        assert answer.status_code == 302
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        assert query["state"] == ["s&1"]
        return query["code"][0]

    return clicked


@pytest.fixture
def grant(call):
    def granted(status=200, version="v3", **fields):
        return call("POST", f"/oauth/{version}/token", status, data={**APP, **fields})

    return granted


def by_code(grant, code, **more):
    return grant(grant_type="authorization_code", code=code, redirect_uri=BACK, **more)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_click_becomes_a_token_that_works(client, code, grant, version):
    token = by_code(grant, code(), version=version)
    assert (token["expires_in"], token["token_type"]) == (1800, "bearer")
    assert token["scopes"] == ["oauth", "crm.lists.read"]
    headers = {"authorization": f"Bearer {token['access_token']}"}
    assert client.get("/crm/v3/objects/contacts", headers=headers).status_code == 200
    again = grant(version=version, grant_type="refresh_token", refresh_token=token["refresh_token"])
    assert again["refresh_token"] == token["refresh_token"]
    assert again["access_token"] != token["access_token"]


def test_an_expired_token_is_told_when(client, code, grant, clock):
    token = by_code(grant, code())
    clock.advance(1800 + 120)
    answer = client.get("/crm/v3/objects/contacts", headers={"authorization": f"Bearer {token['access_token']}"})
    assert answer.status_code == 401
    body = answer.json()
    assert body["category"] == "EXPIRED_AUTHENTICATION"
    assert body["message"] == "The OAuth token used to make this call expired 2 minute(s) ago."
    assert list(body["context"]) == ["expire time"]


def test_codes_are_for_once_and_not_for_long(code, grant, clock):
    once = code()
    by_code(grant, once)
    used = by_code(grant, once, status=400)
    assert (used["status"], used["error"]) == ("BAD_AUTH_CODE", "invalid_grant")
    late = code()
    clock.advance(601)
    assert by_code(grant, late, status=400)["status"] == "EXPIRED_AUTH_CODE"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"grant_type": "nonsense"}, "BAD_GRANT_TYPE"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "BAD_REFRESH_TOKEN"),
        ({"grant_type": "refresh_token", "refresh_token": "x", "client_id": ""}, "BAD_CLIENT_ID"),
        ({"grant_type": "authorization_code", "code": "x"}, "BAD_AUTH_CODE"),
    ],
)
def test_what_is_refused_has_a_code_for_a_status(grant, fields, status):
    body = grant(400, **fields)
    assert body["status"] == status
    assert body["error_description"] == body["message"]
    assert "category" not in body


def test_secrets_and_redirects_must_be_the_same(code, grant):
    first = code()
    assert grant(400, grant_type="authorization_code", code=first, redirect_uri="https://other")["status"] == (
        "BAD_REDIRECT_URI"
    )
    token = by_code(grant, first)
    refresh = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
    assert grant(400, **refresh, client_secret="other")["status"] == "BAD_CLIENT_SECRET"
    foreign = grant(400, **refresh, client_id="app-2")
    assert foreign["message"] == "refresh token was not issued to this client"


def test_a_code_challenge_wants_its_verifier(code, grant):
    verifier = "v" * 43
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    wanted = {"code_challenge": challenge, "code_challenge_method": "S256"}
    asked = code(**wanted)
    assert by_code(grant, asked, code_verifier="wrong", status=400)["status"] == "BAD_CODE_VERIFIER"
    assert by_code(grant, asked, code_verifier=verifier)["expires_in"] == 1800


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_tokens_are_looked_at_and_revoked(call, client, code, grant, version):
    token = by_code(grant, code(), version=version)
    url = f"/oauth/{version}/token"
    access = {**APP, "token": token["access_token"]}
    assert call("POST", f"{url}/introspect", data=access)["active"] is True
    refresh = {**APP, "token": token["refresh_token"]}
    assert call("POST", f"{url}/introspect", data=refresh)["token_use"] == "refresh_token"
    call("POST", f"{url}/revoke", data=refresh)
    assert client.post(f"{url}/introspect", data=refresh).json() == {"active": False}
    assert call("POST", f"{url}/introspect", data=access)["active"] is True
    assert grant(400, grant_type="refresh_token", refresh_token=token["refresh_token"])["error"] == "invalid_grant"


def test_the_introspection_of_version_1(call, code, grant, clock):
    token = by_code(grant, code(), version="v1")
    clock.advance(100)
    info = call("GET", f"/oauth/v1/access-tokens/{token['access_token']}")
    assert (info["expires_in"], info["token_type"], info["hub_id"]) == (1700, "access", token["hub_id"])
    url = f"/oauth/v1/refresh-tokens/{token['refresh_token']}"
    assert call("GET", url)["client_id"] == "app-1"
    call("DELETE", url, 204)
    call("GET", url, 404)


def test_the_authorize_page_escapes_and_redirects_to_the_web_only(client):
    asked = {"client_id": "<script>", "redirect_uri": BACK}
    assert "<script>" not in client.get("/oauth/123/authorize", params=asked).text
    refused = client.post("/oauth/authorize", data={**asked, "redirect_uri": "javascript:alert(1)"})
    assert (refused.status_code, refused.json()["status"]) == (400, "BAD_REDIRECT_URI")


def test_a_private_app_and_an_app_itself(call, grant, sandbox):
    info = call("POST", "/oauth/v2/private-apps/get/access-token-info", json={"tokenKey": sandbox.token})
    assert info["hubId"] == sandbox.portal.id
    assert {"oauth", "crm.objects.contacts.read", "tickets"} <= {*info["scopes"]}  # nothing restricts it
    own = grant(grant_type="client_credentials", scope="developer.webhooks_journal.read")
    assert own["token_use"] == "client_credentials"
    assert "refresh_token" not in own


@pytest.mark.parametrize("version", ["v3", "2026-03", "2026-09"])
def test_fields_come_as_json_too(call, client, code, version):
    """HubSpot's hubspot-sdk sends them so."""
    fields = {"client_id": "app-1", "client_secret": "s", "redirect_uri": BACK, "code_verifier": None}
    url = f"/oauth/{version}/token"
    token = call("POST", url, json={"grant_type": "authorization_code", "code": code(), **fields})
    asked = {"client_id": "app-1", "client_secret": "s", "token": token["access_token"]}
    assert call("POST", f"{url}/introspect", json=asked)["active"] is True
    assert client.post(url, json={"grant_type": "refresh_token"}).json()["status"] == "BAD_CLIENT_ID"
    assert client.post(url, json=[]).status_code == 400

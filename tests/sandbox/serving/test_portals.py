"""Several portals in one sandbox: each has its own data, and its tokens open no other."""

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox

CONTACTS = "/crm/v3/objects/contacts"
APP = {"client_id": "c", "client_secret": "s", "redirect_uri": "http://localhost/back"}


@pytest.fixture
def second(sandbox):
    """A client of a second portal, which ends with the test."""
    headers = {"authorization": f"Bearer {sandbox.new_token(portal=2)}"}
    with httpx.Client(base_url=sandbox.url, headers=headers) as client:
        yield client
    sandbox.portals.forget()


def test_data_ids_and_accounts_are_a_portals_own(client, second, make):
    id_ = make("contacts", email="a@example.com")["id"]
    assert second.get(f"{CONTACTS}/{id_}").status_code == 404
    assert second.post(CONTACTS, json={"properties": {"email": "a@example.com"}}).status_code == 201
    assert second.get("/account-info/v3/details").json()["portalId"] == 2
    assert client.get("/account-info/v3/details").json()["portalId"] == 48210117
    assert len(client.get(CONTACTS).json()["results"]) == 1


def test_the_admin_is_told_which_portal_is_meant(client, second, make):
    make("contacts", email="a@example.com")
    assert client.get("/_sandbox/stats").json()["records"] == {"contacts": 1}
    assert client.get("/_sandbox/stats?portal=2").json()["records"] == {}
    assert client.get("/_sandbox/stats", headers={"x-sandbox-portal": "2"}).json()["portalId"] == 2
    assert client.get("/_sandbox/stats?portal=3").status_code == 404
    assert client.get("/_sandbox/portals").json()["results"] == [
        {"portalId": 48210117, "records": 1},
        {"portalId": 2, "records": 0},
    ]


def test_a_portal_is_opened_by_the_admin(client, sandbox):
    token = client.post("/_sandbox/portals", json={"portalId": 7}).json()["token"]
    details = client.get("/account-info/v3/details", headers={"authorization": f"Bearer {token}"})
    assert details.json()["portalId"] == 7
    for odd in (0, -1, "7", True, None):
        assert client.post("/_sandbox/portals", json={"portalId": odd}).status_code == 400
    sandbox.portals.forget()


def test_oauth_leads_back_to_the_portal_that_approved(client, second):
    approved = client.post("/oauth/2/authorize", data=APP | {"scope": "tickets"})
    code = approved.headers["location"].partition("code=")[2]
    grant = client.post("/oauth/v1/token", data=APP | {"grant_type": "authorization_code", "code": code}).json()
    assert grant["hub_id"] == 2
    assert client.get(f"/oauth/v1/access-tokens/{grant['access_token']}").json()["hub_id"] == 2
    bearer = {"authorization": f"Bearer {grant['access_token']}"}
    assert client.get("/account-info/v3/details", headers=bearer).json()["portalId"] == 2
    refresh = {"grant_type": "refresh_token", "refresh_token": grant["refresh_token"]}
    assert client.post("/oauth/v1/token", data=APP | refresh).json()["hub_id"] == 2


def test_what_a_token_is_good_for_is_told_to_who_asks(client, sandbox, second):
    token = sandbox.new_token(portal=2, scopes=["tickets"])
    told = client.post("/oauth/v2/private-apps/get/access-token-info", json={"tokenKey": token}).json()
    assert (told["hubId"], told["scopes"]) == (2, ["oauth", "tickets"])


def test_signed_urls_open_the_file_of_their_portal(client, second):
    answer = second.post(
        "/files/v3/files", files={"file": ("a.txt", b"second")}, data={"options": '{"access":"PRIVATE"}'}
    )
    url = second.get(f"/files/v3/files/{answer.json()['id']}/signed-url").json()["url"]
    assert httpx.get(url).text == "second"


def test_reset_empties_every_portal_and_keeps_their_tokens(sandbox, second):
    second.post(CONTACTS, json={"properties": {}})
    sandbox.reset()
    assert second.get(CONTACTS).json()["results"] == []


def test_portals_and_tokens_in_files_are_there_again(tmp_path):
    db = tmp_path / "portal.db"
    with Sandbox(db=db) as sandbox:
        token = sandbox.new_token(portal=2, scopes=["crm.objects.contacts.write", "crm.objects.contacts.read"])
        headers = {"authorization": f"Bearer {token}"}
        assert httpx.post(sandbox.url + CONTACTS, json={"properties": {}}, headers=headers).status_code == 201
    assert sorted(path.name for path in tmp_path.iterdir()) == ["portal.db", "portal.db.2"]
    with Sandbox(db=db) as sandbox:
        assert list(sandbox.portals) == [48210117, 2]
        assert len(httpx.get(sandbox.url + CONTACTS, headers=headers).json()["results"]) == 1
        assert httpx.get(f"{sandbox.url}/crm/v3/objects/deals", headers=headers).status_code == 403
        sandbox.reset()
        assert httpx.get(sandbox.url + CONTACTS, headers=headers).json()["results"] == []


def test_ids_of_portals_are_checked(sandbox):
    with pytest.raises(ValueError, match="1 or more"):
        sandbox.new_token(portal=0)

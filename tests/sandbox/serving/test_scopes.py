"""Tokens, their scopes, and whose portal they open."""

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.serving.scopes import Requirement, read

CONTACTS = "/crm/v3/objects/contacts"


@pytest.fixture(scope="module")
def strict():
    with Sandbox(scopes=True, any_token=True, seed=5) as sandbox:
        yield sandbox


def ask(sandbox, method, path, *scopes, **options):
    """The answer to a token of these scopes."""
    headers = {"authorization": f"Bearer {sandbox.new_token(scopes=scopes)}"}
    return httpx.request(method, sandbox.url + path, headers=headers, **options)


def required(answer):
    assert answer.status_code == 403, answer.text
    assert answer.json()["category"] == "MISSING_SCOPES"
    (error,) = answer.json()["errors"]
    return error["message"].partition(" of the ")[0], error["context"]["requiredGranularScopes"]


@pytest.mark.parametrize("name", ["deals", "deal", "DEAL", "0-3", "Deals"])
@pytest.mark.parametrize("path", ["/crm/v3/objects/{}", "/crm/objects/2026-03/{}", "/crm/objects/2026-09/{}"])
def test_a_type_needs_the_scope_of_its_own_document_whatever_it_is_called(strict, path, name):
    assert ask(strict, "GET", path.format(name), "crm.objects.deals.read").status_code == 200
    refused = ask(strict, "GET", path.format(name), "crm.objects.contacts.read")
    assert required(refused) == ("One or more", ["crm.objects.deals.read"])


def test_the_refusal_is_hubspots(strict):
    body = ask(strict, "POST", CONTACTS, "crm.objects.contacts.read", json={}).json()
    assert list(body) == ["status", "message", "correlationId", "errors", "links", "category"]
    assert body["message"].startswith("This app hasn't been granted all required scopes to make this call.")
    assert body["links"] == {"scopes": "https://developers.hubspot.com/scopes"}


def test_types_without_a_document_need_their_own_or_the_custom_scopes(strict):
    schema = {"name": "car", "labels": {"singular": "Car", "plural": "Cars"}, "primaryDisplayProperty": "name"}
    schema["properties"] = [{"name": "name", "label": "Name", "type": "string", "fieldType": "text"}]
    made = ask(strict, "POST", "/crm/v3/schemas", json=schema)
    assert made.status_code == 201, made.text
    path = f"/crm/v3/objects/{made.json()['objectTypeId']}"
    assert ask(strict, "GET", path, "crm.objects.custom.read").status_code == 200
    kind, scopes = required(ask(strict, "GET", path, "crm.objects.contacts.read"))
    assert kind == "One or more"
    assert all(scope.startswith("crm.objects.custom.") for scope in scopes)
    assert ask(strict, "GET", "/crm/v3/objects/appointments", "crm.objects.appointments.read").status_code == 200


def test_any_of_several_alternatives_will_do_but_each_whole(strict):
    path = "/crm/v3/lists/folders"
    kind, scopes = required(ask(strict, "POST", path, "crm.lists.read", json={"name": "A"}))
    assert (kind, scopes) == (
        "One or more",
        ["cms.membership.access_groups.write", "crm.lists.read", "crm.lists.write"],
    )
    both = ask(strict, "POST", path, "crm.lists.read", "crm.lists.write", json={"name": "A"})
    assert both.status_code < 300


def test_an_operation_that_is_answered_from_its_document_needs_its_scopes_too(strict):
    path = "/cms/v3/domains"
    assert "cms.domains.read" in required(ask(strict, "GET", path))[1]
    assert ask(strict, "GET", path, "cms.domains.read").status_code == 200


def test_all_of_one_alternative_are_named_as_such():
    requirement = read({"security": [{"oauth2": ["a", "b"]}]})
    with pytest.raises(Exception, match="granted") as refused:
        requirement.check(["a"])
    assert refused.value.errors[0]["message"] == "All of the following scopes are required."
    requirement.check(["a", "b", "c"])


@pytest.mark.parametrize(
    ("security", "developer", "alternatives"),
    [
        (None, False, ()),
        ([{"developer_hapikey": []}], True, ()),
        ([{"oauth2": ["developers-read"]}, {"oauth2": ["private-apps-read"]}], True, ()),
        ([{"oauth2": ["a"]}, {"private_apps": ["a"]}, {"private_apps_legacy": ["b"]}], False, ({"a"}, {"b"})),
    ],
)
def test_what_a_document_says(security, developer, alternatives):
    found = read({"security": security, "x-hubspot-rate-limit-exemptions": ["ten-secondly"]})
    assert found == Requirement(tuple(map(frozenset, alternatives)), developer, frozenset({"ten-secondly"}))


def test_the_scope_oauth_is_always_granted():
    Requirement((frozenset({"oauth"}),)).check([])


# -- tokens --------------------------------------------------------------------------------------------------


def test_the_first_token_has_every_scope_and_unknown_ones_none(strict):
    bearer = {"authorization": f"Bearer {strict.token}"}
    assert httpx.get(strict.url + CONTACTS, headers=bearer).status_code == 200
    answer = httpx.get(strict.url + CONTACTS, headers={"authorization": "Bearer pat-na1-somebody"})
    assert (answer.status_code, answer.json()["category"]) == (401, "INVALID_AUTHENTICATION")


def test_developer_endpoints_take_the_key_alone(strict):
    url = f"{strict.url}/webhooks/v3/77/settings"
    refused = httpx.get(url, headers={"authorization": f"Bearer {strict.token}"})
    assert (refused.status_code, refused.json()["category"]) == (401, "INVALID_AUTHENTICATION")
    assert "`hapikey`" in refused.json()["message"]
    assert httpx.get(url, params={"hapikey": "key"}).status_code == 404
    assert httpx.get(strict.url + CONTACTS, params={"hapikey": "key"}).status_code == 401
    channels = f"{strict.url}/conversations/custom-channels/2026-03"
    assert httpx.get(channels, params={"hapikey": "key"}).status_code == 200


def test_tokens_of_oauth_carry_what_was_granted(strict):
    app = {"client_id": "c", "client_secret": "s", "redirect_uri": "http://localhost/back"}
    asked = app | {"scope": "crm.objects.contacts.read", "optional_scope": "tickets"}
    approved = httpx.post(f"{strict.url}/oauth/authorize", data=asked)
    code = approved.headers["location"].partition("code=")[2]
    grant = app | {"grant_type": "authorization_code", "code": code}
    token = httpx.post(f"{strict.url}/oauth/v1/token", data=grant).json()["access_token"]
    headers = {"authorization": f"Bearer {token}"}
    assert httpx.get(strict.url + CONTACTS, headers=headers).status_code == 200
    assert httpx.get(f"{strict.url}/crm/v3/objects/tickets", headers=headers).status_code == 200
    assert required(httpx.get(f"{strict.url}/crm/v3/objects/deals", headers=headers))[1] == ["crm.objects.deals.read"]


def test_scopes_of_a_made_token_are_checked_even_where_others_are_not(sandbox):
    assert ask(sandbox, "GET", CONTACTS, "tickets").status_code == 403
    assert ask(sandbox, "GET", CONTACTS, "crm.objects.contacts.read").status_code == 200


def test_a_token_expires(sandbox, clock):
    headers = {"authorization": f"Bearer {sandbox.new_token(life=60)}"}
    assert httpx.get(sandbox.url + CONTACTS, headers=headers).status_code == 200
    sandbox.advance(3600)
    answer = httpx.get(sandbox.url + CONTACTS, headers=headers)
    assert (answer.status_code, answer.json()["category"]) == (401, "EXPIRED_AUTHENTICATION")
    assert answer.json()["message"].endswith("expired 59 minute(s) ago.")


def test_tokens_are_made_listed_and_taken_back_by_the_admin(sandbox, client):
    made = client.post("/_sandbox/tokens", json={"scopes": ["tickets"], "expiresIn": 60})
    assert made.status_code == 201
    token = made.json()["token"]
    assert made.json() in client.get("/_sandbox/tokens").json()["results"]
    headers = {"authorization": f"Bearer {token}"}
    assert client.get(CONTACTS, headers=headers).status_code == 403
    assert client.delete(f"/_sandbox/tokens/{token}").status_code == 204
    assert client.delete(f"/_sandbox/tokens/{token}").status_code == 404
    assert client.get(CONTACTS, headers=headers).status_code == 401


@pytest.mark.parametrize("body", [{"scopes": "a"}, {"scopes": [1]}, {"expiresIn": 0}, {"expiresIn": "x"}])
def test_odd_tokens_are_refused(client, body):
    assert client.post("/_sandbox/tokens", json=body).status_code == 400

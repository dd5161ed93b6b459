"""Which credential a request travels with, and where it never shows."""

import logging
import pickle

import pytest

from hubspot_facade import AsyncHubSpot, ConfigurationError, Forbidden, HubSpot
from hubspot_facade.config import configure
from hubspot_facade.plans.raw import RawCall, raw_request
from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either
from tests.facade.fakes import TOKEN, FakeHubSpot, error, page
from tests.http_library import httpx

KEY = "11111111-2222-4333-8444-developerkey"
SETTINGS = {"targetUrl": "https://example.com/hook", "throttling": {"maxConcurrentRequests": 10}}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch):
    for name in ("ACCESS_TOKEN", "DEVELOPER_API_KEY", "BASE_URL", "API_VERSION"):
        monkeypatch.delenv(f"HUBSPOT_{name}", raising=False)


def client_on(hubspot, **options):
    return HubSpot(http_client=httpx.Client(transport=httpx.MockTransport(hubspot)), **options)


ABOUT_APPS = [
    lambda hs: hs.webhooks.get_settings(1),
    lambda hs: hs.webhooks.archive_subscription(1, 2),
    lambda hs: hs.marketing.event_settings.update(1, "https://example.com/%s"),
    lambda hs: hs.timeline.archive(1, 2),
    lambda hs: hs.conversations.custom_channels.archive(1),
]


@pytest.mark.parametrize("edition", ["v3", "2026-03", "2026-09"])
@pytest.mark.parametrize("act", ABOUT_APPS)
def test_what_is_about_an_app_travels_with_the_developer_key_alone(act, edition):
    hubspot = FakeHubSpot(httpx.Response(200, json=SETTINGS), httpx.Response(204))
    hubspot.replies = hubspot.replies[:1] if act is ABOUT_APPS[0] or act is ABOUT_APPS[2] else hubspot.replies[1:]
    act(client_on(hubspot, access_token=TOKEN, developer_key=KEY, api_version=edition))
    (request,) = hubspot.seen
    assert request.url.params["hapikey"] == KEY
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (lambda hs: hs.webhooks.get_settings(1), None),
        (lambda hs: hs.contacts.list(limit=1).all(), KEY),
        (lambda hs: hs.conversations.custom_channels.list_accounts(1).all(), KEY),
        (lambda hs: hs.timeline.get_event(1, "a"), KEY),
    ],
)
def test_everything_else_travels_with_the_token(act, key):
    hubspot = FakeHubSpot(lambda request: httpx.Response(200, json={**SETTINGS, "results": []}))
    act(client_on(hubspot, access_token=TOKEN, developer_key=key))
    (request,) = hubspot.seen
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert "hapikey" not in request.url.params


@pytest.mark.parametrize(
    ("options", "act", "said"),
    [
        ({"require_token": False}, lambda hs: hs.contacts.get(1), "HUBSPOT_ACCESS_TOKEN"),
        ({"require_token": False}, lambda hs: hs.webhooks.get_settings(1), "HUBSPOT_DEVELOPER_API_KEY"),
        ({"require_token": False}, lambda hs: hs.raw("GET", "/crm/v3/owners"), "HUBSPOT_ACCESS_TOKEN"),
        ({"developer_key": KEY}, lambda hs: hs.contacts.get(1), "HUBSPOT_ACCESS_TOKEN"),
    ],
)
def test_a_call_without_the_credential_it_needs_says_what_to_set_and_sends_nothing(options, act, said):
    hubspot = FakeHubSpot(page())
    with pytest.raises(ConfigurationError, match=said):
        act(client_on(hubspot, **options))
    assert hubspot.seen == []


@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
def test_the_key_is_read_from_the_environment_and_checked(client, monkeypatch):
    monkeypatch.setenv("HUBSPOT_DEVELOPER_API_KEY", f" {KEY}\n")
    assert client().configuration.developer_key == KEY
    with pytest.raises(ConfigurationError, match="developer API key"):
        client(developer_key="a key")


def test_a_key_of_ones_own_in_a_raw_request_needs_no_token():
    hubspot = FakeHubSpot(page())
    client_on(hubspot, require_token=False).raw("GET", "/webhooks/v3/1/settings", query={"hapikey": KEY})
    assert hubspot.seen[0].url.params["hapikey"] == KEY


def test_neither_repr_nor_error_nor_log_shows_the_key(caplog):
    caplog.set_level(logging.DEBUG)
    hubspot = FakeHubSpot(error(403, f"no app for {KEY}"))
    client = client_on(hubspot, developer_key=KEY)
    with pytest.raises(Forbidden) as caught:
        client.webhooks.get_settings(1)
    shown = [repr(client), repr(client.configuration), str(caught.value), repr(vars(caught.value)), caplog.text]
    assert "hapikey=***" in caplog.text
    assert not [text for text in shown if KEY in text]
    assert pickle.loads(pickle.dumps(client.configuration)).developer_key == KEY  # noqa: S301 # our own
    assert KEY not in repr(configure(TOKEN, developer_key=KEY, environ={}))


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_on_a_sandbox_an_app_is_set_up_by_its_key_and_a_code_becomes_a_token_without_one(colour):
    with Sandbox(samples=True) as sandbox:
        hs, close = either(colour, base_url=sandbox.url, developer_key=KEY)
        hs.webhooks.update_settings(7, "https://example.com/hook")
        assert hs.webhooks.get_settings(7).target_url == "https://example.com/hook"
        close()
        hs, close = either(colour, base_url=sandbox.url, require_token=False)
        app = {"client_id": "99999999-8888-4777-8666-555555555555"}
        app["client_secret"] = "66666666-7777-4888-8999-000000000000"
        token = hs.oauth.create_token(**app, redirect_uri="https://your-app.example.com/callback", code="a-code")
        assert hs.oauth.introspect(**app, token=token.access_token).active
        close()


def test_no_repr_on_the_way_shows_what_is_sent():
    request = raw_request("https://x", "POST", "/a", query={"hapikey": KEY}, headers={"x": KEY}, form={"secret": KEY})
    assert KEY not in repr(request)
    assert KEY not in repr(RawCall("GET", "/a", {"headers": {"authorization": KEY}}))

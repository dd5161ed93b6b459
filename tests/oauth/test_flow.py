"""An app's way from the authorization page to a token that works, and to its end."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from hubspot_facade import BadRequest, HubSpot, Unauthorized

APP = {"client_id": "app", "client_secret": "secret"}
CALLBACK = "https://your-app.example.com/callback"


@pytest.fixture
def code(hs):
    """What the user's browser brings back."""
    page = urlsplit(hs.oauth.authorize_url("app", CALLBACK, ["crm.objects.contacts.read", "oauth"], state="s"))
    answer = httpx.post(f"{page.scheme}://{page.netloc}{page.path}", data=dict(parse_qsl(page.query)))
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["state"] == ["s"]
    return query["code"][0]


def test_from_the_code_to_the_end_of_the_token(hs, sandbox, code):
    token = hs.oauth.create_token(**APP, redirect_uri=CALLBACK, code=code)
    with HubSpot(token.access_token, base_url=sandbox.url) as installed:
        assert installed.account.get().portal_id
    with pytest.raises(BadRequest):
        hs.oauth.create_token(**APP, redirect_uri=CALLBACK, code=code)
    renewed = hs.oauth.refresh_token(**APP, refresh_token=token.refresh_token)
    assert renewed.refresh_token == token.refresh_token
    assert hs.oauth.introspect(**APP, token=renewed.access_token).active
    assert hs.oauth.introspect(**APP, token=token.refresh_token).hub_id == token.hub_id
    hs.oauth.revoke(**APP, token=token.refresh_token)
    assert not hs.oauth.introspect(**APP, token=token.refresh_token).active
    with pytest.raises(BadRequest):
        hs.oauth.refresh_token(**APP, refresh_token=token.refresh_token)


def test_the_check_tells_a_good_token_from_a_bad_one(hs, sandbox):
    assert hs.oauth.check().results is not None
    with HubSpot("pat-na1-unknown", base_url=sandbox.url) as stranger, pytest.raises(Unauthorized):
        stranger.oauth.check()

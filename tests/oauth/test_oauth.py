"""OAuth: what is sent, what comes back, and that secrets stay secret."""

import logging
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from hubspot_facade import BadRequest, HubSpotError, InputError, UnreadableAnswer
from hubspot_facade.oauth.oauth import authorize_url
from tests.facade.fakes import Client, FakeClock, FakeHubSpot

SECRETS = ("client-secret", "the-access-token", "the-refresh-token", "the-code")
APP = {"client_id": "app", "client_secret": "client-secret"}
ANSWER = {
    "access_token": "the-access-token",
    "refresh_token": "the-refresh-token",
    "expires_in": 1800,
    "token_type": "bearer",
    "token_use": "access_token",
    "hub_id": 62515,
    "scopes": ["oauth"],
}


@pytest.fixture(params=["sync", "async"])
def colour(request):
    return request.param


@pytest.fixture(params=["v3", "2026-03", "2026-09"])
def api_version(request):
    return request.param


def do(colour, job, *replies, **options):
    hubspot = FakeHubSpot(*replies)
    return Client(colour, hubspot, FakeClock(), retries=0, **options).do(job), hubspot


def form(hubspot):
    return {name: values[0] for name, values in parse_qs(hubspot.seen[0].content.decode()).items()}


def test_the_url_to_send_a_user_to():
    url = authorize_url(
        "app", "https://your-app.example.com/callback?x=1", ["crm.objects.contacts.read", "oauth"], state="a b&c"
    )
    assert url.startswith("https://app.hubspot.com/oauth/authorize?client_id=app&")
    assert "scope=crm.objects.contacts.read%20oauth" in url
    query = parse_qs(urlsplit(url).query)
    assert query["redirect_uri"] == ["https://your-app.example.com/callback?x=1"]
    assert query["state"] == ["a b&c"]
    assert "optional_scope" not in query


def test_the_url_for_an_account_with_optional_scopes_and_pkce():
    url = authorize_url("app", "https://x.example", "a  b", optional_scope=("c", "d"), account_id=5, code_challenge="z")
    query = parse_qs(urlsplit(url).query)
    assert urlsplit(url).path == "/oauth/5/authorize"
    assert (query["scope"], query["optional_scope"]) == (["a b"], ["c d"])
    assert (query["code_challenge"], query["code_challenge_method"]) == (["z"], ["S256"])
    with pytest.raises(InputError, match="client_id"):
        authorize_url("", "https://x.example", "a")


@pytest.mark.parametrize(
    ("base_url", "page"),
    [
        (None, "https://app.hubspot.com"),
        ("https://api.hubapi.com", "https://app.hubspot.com"),
        ("https://api-eu1.hubapi.com/", "https://app.hubspot.com"),
        ("http://127.0.0.1:8484/", "http://127.0.0.1:8484"),
        ("https://hubapi.com.example/hubspot", "https://hubapi.com.example/hubspot"),
    ],
)
def test_the_page_of_consent_is_where_the_api_is(base_url, page, colour):
    assert authorize_url("app", "https://x.example", "a", base_url=base_url).startswith(f"{page}/oauth/authorize?")
    if base_url is not None:
        url, hubspot = do(
            colour,
            lambda client: client.oauth.authorize_url("app", "https://x.example", "a"),
            httpx.Response(500),
            base_url=base_url,
        )
        assert url.startswith(f"{page}/oauth/authorize?")
        assert hubspot.seen == []


def test_a_code_is_exchanged_by_a_form(colour, api_version):
    token, hubspot = do(
        colour,
        lambda client: client.oauth.create_token(
            **APP, redirect_uri="https://x.example", code="the-code", code_verifier="verifier"
        ),
        httpx.Response(200, json=ANSWER),
        api_version=api_version,
    )
    assert (token.access_token, token.refresh_token) == ("the-access-token", "the-refresh-token")
    assert (token.expires_in, token.hub_id, token.scopes) == (1800, 62515, ("oauth",))
    assert hubspot.seen[0].headers["content-type"] == "application/x-www-form-urlencoded"
    assert not hubspot.seen[0].url.query
    assert form(hubspot) == {
        "grant_type": "authorization_code",
        **APP,
        "redirect_uri": "https://x.example",
        "code": "the-code",
        "code_verifier": "verifier",
    }


def test_a_token_is_refreshed_by_a_form(colour):
    token, hubspot = do(
        colour,
        lambda client: client.oauth.refresh_token(**APP, refresh_token="the-refresh-token"),
        httpx.Response(200, json=ANSWER),
    )
    assert token.to_dict()["access_token"] == "the-access-token"
    assert form(hubspot) == {"grant_type": "refresh_token", **APP, "refresh_token": "the-refresh-token"}


@pytest.mark.parametrize(
    "wrong",
    [{"expires_in": 10**400}, {"hub_id": 10**19}, *({"access_token": each} for each in ("a b", "a\nb", "é"))],
)
def test_a_token_that_cannot_be_used_is_refused_before_it_is_kept(colour, wrong):
    with pytest.raises(UnreadableAnswer):
        do(
            colour,
            lambda client: client.oauth.refresh_token(**APP, refresh_token="the-refresh-token"),
            httpx.Response(200, json={**ANSWER, **wrong}),
        )


def test_an_apps_own_token(colour):
    answer = {"access_token": "the-access-token", "expires_in": 1800, "token_use": "client_credentials"}
    token, hubspot = do(
        colour, lambda client: client.oauth.create_app_token(**APP, scope="a b"), httpx.Response(200, json=answer)
    )
    assert token.refresh_token is None
    assert form(hubspot) == {"grant_type": "client_credentials", **APP, "scope": "a b"}


@pytest.mark.parametrize(
    "answer",
    [
        {"active": False},
        {"active": True, "token_use": "refresh_token", "hub_id": 1, "scopes": ["oauth"], "token": "the-refresh-token"},
    ],
)
def test_a_token_is_asked_about(colour, api_version, answer):
    info, hubspot = do(
        colour,
        lambda client: client.oauth.introspect(**APP, token="the-refresh-token", token_type_hint="refresh_token"),
        httpx.Response(200, json=answer),
        api_version=api_version,
    )
    assert info.active is answer["active"]
    assert info.scopes == tuple(answer.get("scopes", ()))
    assert form(hubspot) == {**APP, "token": "the-refresh-token", "token_type_hint": "refresh_token"}
    assert "the-refresh-token" not in repr(info) + str(info.to_dict())


def test_a_token_is_revoked(colour, api_version):
    nothing, hubspot = do(
        colour,
        lambda client: client.oauth.revoke(**APP, token="the-refresh-token"),
        httpx.Response(200),
        api_version=api_version,
    )
    assert nothing is None
    assert form(hubspot) == {**APP, "token": "the-refresh-token"}
    assert hubspot.seen[0].url.path.endswith("/token/revoke")


def test_secrets_show_in_no_repr_log_or_error(colour, caplog):
    caplog.set_level(logging.DEBUG)
    token, _ = do(
        colour,
        lambda client: client.oauth.create_token(**APP, redirect_uri="https://x.example", code="the-code"),
        httpx.Response(200, json=ANSWER),
    )
    refusal = {"status": "BAD_REFRESH_TOKEN", "message": "missing or invalid refresh token", "error": "invalid_grant"}
    with pytest.raises(BadRequest) as caught:
        do(
            colour,
            lambda client: client.oauth.refresh_token(**APP, refresh_token="the-refresh-token"),
            httpx.Response(400, json=refusal),
        )
    with pytest.raises(InputError) as wrong:
        do(colour, lambda client: client.oauth.refresh_token(**APP, refresh_token=("the-refresh-token",)))
    with pytest.raises(HubSpotError) as empty:
        do(
            colour,
            lambda client: client.oauth.refresh_token(**APP, refresh_token="the-refresh-token"),
            httpx.Response(200, json={}),
        )
    assert "missing or invalid refresh token" in str(caught.value)
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("hubspot_facade")]
    shown = [repr(token), str(token), *logged]
    for error in (caught.value, wrong.value, empty.value):
        shown += [str(error), repr(error), repr(vars(error))]
    assert logged
    assert not [secret for secret in SECRETS for text in shown if secret in text]

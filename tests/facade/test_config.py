"""Setting up a client."""

import pickle
from importlib import metadata

import pytest

from hubspot_facade import AsyncHubSpot, Configuration, ConfigurationError, HubSpot, Limits, RetryPolicy
from hubspot_facade.config import configure
from tests.facade.fakes import TOKEN


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch):
    for name in ("ACCESS_TOKEN", "BASE_URL", "API_VERSION"):
        monkeypatch.delenv(f"HUBSPOT_{name}", raising=False)


@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
def test_without_a_token_the_error_says_what_to_set(client):
    with pytest.raises(ConfigurationError, match="HUBSPOT_ACCESS_TOKEN"):
        client()


@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
def test_the_environment_is_read_and_arguments_win(client, monkeypatch):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", " from-env \n")
    monkeypatch.setenv("HUBSPOT_BASE_URL", "http://127.0.0.1:1/")
    monkeypatch.setenv("HUBSPOT_API_VERSION", "v3")
    found = client().configuration
    assert (found.access_token, found.base_url, found.api_version) == ("from-env", "http://127.0.0.1:1", "v3")
    found = client("mine", base_url="https://x.example", api_version="2026-09").configuration
    assert (found.access_token, found.base_url, found.api_version) == ("mine", "https://x.example", "2026-09")


def test_defaults():
    found = configure(TOKEN, environ={})
    assert (found.base_url, found.api_version) == ("https://api.hubapi.com", "2026-03")
    assert found.editions == ("2026-03", "v3", "2026-09")
    assert found.user_agent == f"hubspot-facade/{metadata.version('hubspot-facade')}"


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"api_version": "2027-03"}, "2027-03.*v3"),
        ({"base_url": "api.hubapi.com"}, "base_url"),
        ({"base_url": "ftp://x"}, "base_url"),
        ({"base_url": "https://user:pw@x"}, "user name"),
        ({"base_url": "https://x?y=1"}, "base_url"),
        ({"timeout": 0}, "timeout"),
        ({"retries": -1}, "retries"),
        ({"limits": Limits(concurrency=0)}, "limits"),
        ({"access_token": "pat\nx"}, "access token"),
    ],
)
def test_what_cannot_be_is_refused(options, match):
    with pytest.raises(ConfigurationError, match=match):
        configure(**({"access_token": TOKEN, "environ": {}} | options))


def test_a_refused_token_is_not_shown():
    with pytest.raises(ConfigurationError) as caught:
        configure("pat secret", environ={})
    assert "secret" not in str(caught.value)


def test_the_token_is_in_no_repr():
    client = HubSpot(TOKEN)
    assert TOKEN not in repr(client) + repr(client.configuration) + repr(client.contacts) + repr(client.operations)
    assert "2026-03" in repr(client)


def test_a_configuration_can_be_pickled_and_used_again():
    options = Configuration(access_token=TOKEN, retries=RetryPolicy(retries=1), limits=Limits(per_ten_seconds=5))
    again = pickle.loads(pickle.dumps(options))  # noqa: S301 # our own bytes
    assert again == options
    assert HubSpot(configuration=again).configuration.retries.retries == 1


LOCAL = ["127.0.0.1", "127.8.8.8", "localhost", "LOCALHOST", "hs.localhost", "[::1]", "[::ffff:127.0.0.1]", "[::]"]


@pytest.mark.parametrize("host", LOCAL)
def test_plain_http_is_for_this_machine(host):
    assert configure(TOKEN, base_url=f"http://{host}:8484", environ={}).base_url == f"http://{host}:8484"


@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
@pytest.mark.parametrize(
    "host", ["api.hubapi.com", "sandbox", "10.0.0.7", "127.0.0.1.example.com", "xlocalhost", "127.1"]
)
def test_a_token_is_not_sent_to_another_machine_over_plain_http_unless_allowed(client, host, monkeypatch):
    url = f"http://{host}:8484"
    for set_to in (None, "", "0", "no"):
        monkeypatch.delenv("HUBSPOT_ALLOW_HTTP", raising=False)
        if set_to is not None:
            monkeypatch.setenv("HUBSPOT_ALLOW_HTTP", set_to)
        for options in ({"access_token": TOKEN}, {"require_token": False}):
            with pytest.raises(ConfigurationError, match="HUBSPOT_ALLOW_HTTP=1"):
                client(base_url=url, **options)
    with pytest.raises(ConfigurationError, match="allow_http"):
        Configuration(access_token=TOKEN, base_url=url)
    assert client(TOKEN, base_url=url, allow_http=True).configuration.base_url == url
    assert client(TOKEN, base_url=f"https://{host}").configuration.base_url == f"https://{host}"
    monkeypatch.setenv("HUBSPOT_ALLOW_HTTP", "1")
    assert client(TOKEN, base_url=url).configuration.allow_http
    with pytest.raises(ConfigurationError):
        client(TOKEN, base_url=url, allow_http=False)

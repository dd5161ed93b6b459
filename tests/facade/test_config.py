"""Setting up a client."""

import math
import pickle
from importlib import metadata

import httpx
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
    with pytest.raises(ConfigurationError, match=r"HUBSPOT_ACCESS_TOKEN.*hubspot-facade sandbox"):
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
        *(({"retries": one}, "retries") for one in (1.5, "5", True, [], 10**5000 * -1)),
        *(({"timeout": one}, "timeout") for one in (math.nan, math.inf, -1, "60", True, 10**400, [])),
        *(({"limits": one}, "limits") for one in (5, "fast", [])),
        *(({"api_version": one}, "api_version") for one in (5, b"v3", ["v3"], "v" * 1000)),
        *(({"access_token": one}, "access token") for one in (b"pat", 5, "pat\r\nx: y", "pät", "pat\0", ["pat"])),
        *(({"developer_key": one}, "developer API key") for one in (b"key", 5, "a\nb", "é")),
        *(
            ({"base_url": one}, "base_url")
            for one in (
                *(
                    "https://x:99999",
                    "https://x:0",
                    "https://x:port",
                    "https://a b",
                    "https://",
                    "https://[::1",
                    "https:///x",
                ),
                *(
                    "https://x/a b",
                    "https://exämple.com",
                    "https://x\n.example.com",
                    "https://x#y",
                    b"https://x",
                    5,
                    "https://.x",
                ),
                *("https://user@", "http://x\\y", "https://a..b"),
            )
        ),
        ({"access_token": "pat\nx"}, "access token"),
    ],
)
def test_what_cannot_be_is_refused(options, match):
    with pytest.raises(ConfigurationError, match=match):
        configure(**({"access_token": TOKEN, "environ": {}} | options))


@pytest.mark.parametrize("given", ["pat secret", "Bearer pat-secret", "pat-secret…", "Bearer pat-secret…"])
def test_a_refused_token_is_not_shown(given):
    with pytest.raises(ConfigurationError) as caught:
        configure(given, environ={})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("token", "says"),
    [("Bearer pat-1", 'begins with "Bearer"'), ("pat-…", "ellipsis"), ("'pat 1'", "like pat-na1-")],
)
def test_an_odd_token_of_the_environment_names_its_variable_and_what_is_wrong(token, says):
    with pytest.raises(ConfigurationError, match=f"HUBSPOT_ACCESS_TOKEN.*{says}"):
        configure(environ={"HUBSPOT_ACCESS_TOKEN": token})


@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
@pytest.mark.parametrize("name", ["access_token", "developer_key"])
@pytest.mark.parametrize("empty", ["", " \n"])
def test_an_empty_credential_is_not_replaced_by_that_of_the_environment(client, name, empty, monkeypatch):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", "of-another-account")
    monkeypatch.setenv("HUBSPOT_DEVELOPER_API_KEY", "of-another-app")
    with pytest.raises(ConfigurationError, match=f"{name} is empty"):
        client(**{name: empty})


def test_the_token_is_in_no_repr():
    client = HubSpot(TOKEN)
    assert TOKEN not in repr(client) + repr(client.configuration) + repr(client.contacts) + repr(client.operations)
    assert "2026-03" in repr(client)


def test_a_configuration_can_be_pickled_and_used_again():
    options = Configuration(access_token=TOKEN, retries=RetryPolicy(retries=1), limits=Limits(per_ten_seconds=5))
    again = pickle.loads(pickle.dumps(options))  # noqa: S301 # our own bytes
    assert again == options
    assert HubSpot(configuration=again).configuration.retries.retries == 1


@pytest.mark.parametrize("name", ["search_per_second", "burst_per_ten_seconds", "concurrency", "per_ten_seconds"])
@pytest.mark.parametrize("value", [0, -1, 1.5, "5", True, math.nan, []])
def test_limits_are_whole_numbers(name, value):
    with pytest.raises(ConfigurationError, match=name):
        Limits(**{name: value})


@pytest.mark.parametrize("name", ["retries", "backoff", "max_backoff", "max_wait"])
@pytest.mark.parametrize("value", [-1, "5", True, math.nan, math.inf, [], None])
def test_a_policy_is_of_numbers_that_can_be_waited_for(name, value):
    with pytest.raises(ConfigurationError, match=name):
        RetryPolicy(**{name: value})


def test_a_policy_may_be_without_patience():
    assert RetryPolicy(0, 0, 0, 0).max_wait == 0


@pytest.mark.parametrize(
    "url", ["http://localhost:1", "http://127.0.0.1:8484/", "http://[::1]:80", "https://hub_spot-1.internal./proxy/v1"]
)
def test_hosts_of_every_kind_are_taken(url):
    assert configure(TOKEN, base_url=f" {url} ", environ={"HUBSPOT_ALLOW_HTTP": "1"}).base_url == url.rstrip("/")


def test_a_password_in_a_broken_url_is_not_repeated():
    with pytest.raises(ConfigurationError) as caught:
        configure(TOKEN, base_url="https://user:hidden@x:99999", environ={})
    assert "hidden" not in str(caught.value) + repr(caught.value.__cause__) + repr(caught.value.__context__)


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


@pytest.mark.parametrize(
    ("client", "http"),
    [(HubSpot, httpx.Client), (AsyncHubSpot, httpx.AsyncClient)],
)
def test_what_stays_in_the_process_needs_no_https(client, http):
    inside = http(transport=httpx.MockTransport(lambda _: httpx.Response(204)))
    assert client(TOKEN, base_url="http://hubspot.example", http_client=inside).configuration.allow_http
    with pytest.raises(ConfigurationError, match="allow_http"):
        client(TOKEN, base_url="http://hubspot.example", http_client=inside, allow_http=False)
    with pytest.raises(ConfigurationError, match="allow_http"):
        client(TOKEN, base_url="http://hubspot.example", http_client=http())


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"timeout": 5}, "timeout"),
        ({"access_token": "pat-other"}, "access_token"),
        ({"retries": 0, "proxy": "http://127.0.0.1:1"}, "retries, proxy"),
        ({"verify": False}, "verify"),
        ({"require_token": False}, "require_token"),
    ],
)
def test_settings_besides_a_configuration_are_refused_by_name(make, settings, named):
    with pytest.raises(ConfigurationError, match=f"^{named} cannot be passed besides configuration"):
        make(configuration=Configuration("pat-x"), **settings)
    assert make(configuration=Configuration("pat-x", timeout=5)).configuration.timeout == 5

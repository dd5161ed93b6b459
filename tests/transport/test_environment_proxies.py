"""Proxies that the environment names, which httpx follows: no password shows, and this machine is reached directly."""

from base64 import b64encode

import pytest

from hubspot_facade import APIError, ConfigurationError, NetworkError
from tests.facade.either import either
from tests.facade.fakes import TOKEN
from tests.transport.hostile import Hostile, whole
from tests.transport.networks import Answering, Server, serving

SENT = b64encode(b"ann:s3same-op%n").decode()


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def asked(colour, **options):
    hs, close = either(colour, access_token=TOKEN, retries=0, **options)
    try:
        return hs.owners.list()
    finally:
        close()


def echoing(status):
    """A proxy that answers with what it was sent as credentials."""
    head = f"HTTP/1.1 {status} X\r\ncontent-type: text/html\r\nproxy-authenticate: Basic {SENT}\r\n".encode()
    return Hostile(lambda: whole(f"<p>s3same-op%n {SENT}".encode(), head=head))


@pytest.mark.parametrize("status", [200, 407, 502])
@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_password_that_a_proxy_repeats_shows_nowhere(colour, status, name, monkeypatch, caplog):
    caplog.set_level("DEBUG")
    with echoing(status) as proxy:
        monkeypatch.setenv(name, proxy.url.replace("//", "//ann:s3same-op%25n@"))
        with pytest.raises(APIError) as caught:
            asked(colour, base_url="http://api.hubspot.test", allow_http=True)
        assert proxy.requests == 1
    error = caught.value
    assert not [each for each in (SENT, "s3same") if each in f"{error} {error!r} {vars(error)} {caplog.text}"]


def test_nor_does_that_of_a_tunnel(colour, monkeypatch, caplog):
    caplog.set_level("DEBUG")
    with echoing(407) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("//", "//ann:s3same-op%25n@"))
        with pytest.raises(NetworkError) as caught:
            asked(colour, base_url="https://api.hubspot.test")
    assert not [each for each in (SENT, "s3same") if each in f"{vars(caught.value)} {caught.value!r} {caplog.text}"]


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY"])
def test_plain_http_to_this_machine_passes_no_other(colour, name, monkeypatch):
    with echoing(200) as proxy, serving(Server(Answering)) as here:
        monkeypatch.setenv(name, proxy.url)
        assert asked(colour, base_url=f"http://127.0.0.1:{here.port}") == []
        assert proxy.requests == 0
        assert len(here.seen) == 1


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("http://ann:s3same#op@proxy.example:3128", "like http://proxy.example.com:3128"),
        ("ftp://ann:s3same@proxy.example:3128", "like http://proxy.example.com:3128"),
        ("http://proxy.example:s3same", "like http://proxy.example.com:3128"),
    ],
)
def test_one_that_cannot_be_used_is_a_configuration_error_that_does_not_repeat_it(colour, value, says, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", value)
    with pytest.raises(ConfigurationError, match=says) as caught:
        asked(colour)
    assert "s3same" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"

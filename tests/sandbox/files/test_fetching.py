"""Files from URLs: public addresses only, whatever they are called and wherever a redirect leads."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from hubspot_facade.sandbox.files import fetching
from hubspot_facade.sandbox.files.addresses import is_public
from hubspot_facade.sandbox.protocol.errors import Refusal

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1::1", "::ffff:93.184.216.34", "2002:5db8:d822::1"])
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",  # noqa: S104 - an address to be refused
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "2001:0:7f00:1::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
    ],
)
def test_private_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://[::ffff:7f00:1]/",
        "http://[::1/",
        "http://localhost./",
        "http://LOCALHOST/",
        "http://db.internal/",
        "http://example.com:99999/",
        "http:///nothing",
        "gopher://example.com/",
        "file:///etc/passwd",
    ],
)
def test_urls_that_are_refused_before_anything_is_asked(url):
    with pytest.raises(Refusal):
        fetching.check(url)


@pytest.fixture
def server():
    """A server that redirects to the path's rest, or answers with a file."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            target = self.path.removeprefix("/to/")
            self.send_response(302 if target != self.path else 200)
            if target != self.path:
                self.send_header("location", target)
            self.end_headers()
            self.wfile.write(b"file")

        def log_message(self, *_):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield http.server_port
        http.shutdown()
        thread.join()


@pytest.fixture
def public(server, monkeypatch):
    """Has files.example.com lead to the server, as if it were public, and evil.example.com to loopback."""
    usual = socket.create_connection
    asked = []

    def connect(address, timeout=None):
        asked.append(address[0])
        return usual(("127.0.0.1", server), timeout)

    def resolve(host, port, *_, **__):
        leads = {"files.example.com": PUBLIC, "evil.example.com": "127.0.0.1"}
        return [(2, 1, 6, "", (leads.get(host, host), port))]

    monkeypatch.setattr("socket.create_connection", connect)
    monkeypatch.setattr("socket.getaddrinfo", resolve)
    return asked


def test_a_redirect_is_followed_to_a_public_address(public):
    content, _ = fetching.fetch("http://files.example.com/to//a.txt", private=False)
    assert content == b"file"
    assert public == [PUBLIC, PUBLIC]


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://evil.example.com/", "file:///etc/passwd"],
)
def test_a_redirect_to_a_private_address_is_refused(public, target):
    with pytest.raises(Refusal):
        fetching.fetch(f"http://files.example.com/to/{target}", private=False)
    assert public == [PUBLIC]


def test_redirects_come_to_an_end(public):
    with pytest.raises(ConnectionError, match="too often"):
        fetching.fetch("http://files.example.com/to/" * 2 + "http://files.example.com/to/" * 9, private=False)

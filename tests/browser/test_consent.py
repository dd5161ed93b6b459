"""A user's way through the consent page, in a browser: from authorize_url to a client that works."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from hubspot_facade import HubSpot, OAuthCredentials

pytestmark = pytest.mark.browser
APP = ("app-1", "secret-of-app-1")


@pytest.fixture
def callback():
    """An app's own page, and the queries that it was called with."""
    called = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            called.append(parse_qs(urlsplit(self.path).query))
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b'<!doctype html><link rel="icon" href="data:,"><title>Connected</title>')

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/callback", called
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_user_who_says_yes_connects_the_app(visitor, sandbox, callback):
    page, (redirect_uri, called) = visitor, callback
    with HubSpot(base_url=sandbox.url, require_token=False) as hs:
        page.goto(hs.oauth.authorize_url(APP[0], redirect_uri, "oauth crm.objects.contacts.read", state="a state"))
        assert APP[0] in page.locator("body").inner_text()
        page.get_by_role("button", name="Connect app").click()
        page.wait_for_url(f"{redirect_uri}**")
        assert called[0]["state"] == ["a state"]
        token = hs.oauth.create_token(*APP, redirect_uri=redirect_uri, code=called[0]["code"][0])
    credentials = OAuthCredentials(*APP, refresh_token=token.refresh_token)
    with HubSpot(credentials, base_url=sandbox.url) as connected:
        assert connected.account.get().portal_id == token.hub_id

"""The example app, as examples/README.md starts it: two accounts install it, and its copy has what happens in each."""

import html
import importlib.util
import re
import sys
import threading
from pathlib import Path
from queue import Queue

import httpx
import pytest
import uvicorn

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.serving.listening import bind

SECRET = "secret-of-the-app"
APP = Path(__file__).parents[2] / "examples/app.py"


@pytest.fixture
def sandbox():
    with Sandbox(client_secret=SECRET) as running:
        yield running


@pytest.fixture
def app(sandbox, monkeypatch, tmp_path):
    """The module, served on a port of its own."""
    sock = bind("127.0.0.1", 0)
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "HUBSPOT_BASE_URL": sandbox.url,
        "HUBSPOT_CLIENT_ID": "app-1",
        "HUBSPOT_CLIENT_SECRET": SECRET,
        "APP_URL": f"http://127.0.0.1:{sock.getsockname()[1]}",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # examples/ holds what is written by hand
    spec = importlib.util.spec_from_file_location("example_app", APP)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    server = uvicorn.Server(uvicorn.Config(module.app, log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    yield module
    server.should_exit = True
    thread.join()
    module.hubspot.close()


def install(app, portal_id):
    """Go the way of a user: install page, consent page, back to the app."""
    with httpx.Client() as browser:
        link = html.unescape(re.search('href="([^"]+)"', browser.get(f"{app.URL}/").text)[1])
        consent = browser.get(link.replace("/oauth/", f"/oauth/{portal_id}/")).text
        fields = dict(re.findall('name="([^"]+)" value="([^"]*)"', consent))
        agreed = browser.post(
            f"{app.hubspot.configuration.base_url}/oauth/{portal_id}/authorize",
            data={name: html.unescape(value) for name, value in fields.items()},
        )
        done = browser.get(agreed.headers["location"])
        assert done.status_code == 303, done.text
    app.jobs.join()


def test_two_accounts_are_kept_in_step(app, sandbox):
    second = 2
    tokens = {sandbox.portal.id: sandbox.token, second: sandbox.new_token(portal=second)}
    clients = {id_: HubSpot(token, base_url=sandbox.url) for id_, token in tokens.items()}
    before = {id_: hs.contacts.create({"email": f"before@{id_}.example"}).id for id_, hs in clients.items()}
    sandbox.subscribe(f"{app.URL}/hubspot", "contact.creation", "contact.deletion")
    sandbox.subscribe(f"{app.URL}/hubspot", "contact.propertyChange", property_name="email")
    for id_ in clients:
        install(app, id_)
    assert app.emails == {id_: {before[id_]: f"before@{id_}.example"} for id_ in clients}

    arrived = Queue()
    app.webhooks.on("*")(arrived.put)

    def settle(*types):
        assert sorted(arrived.get(timeout=10).subscription_type for _ in types) == sorted(types)
        app.jobs.join()

    for id_, hs in clients.items():
        made = hs.contacts.create({"email": f"new@{id_}.example"}).id
        settle("contact.creation", "contact.propertyChange")
        hs.contacts.update(made, {"email": f"newer@{id_}.example"})
        settle("contact.propertyChange")
        hs.contacts.archive(before[id_])
        settle("contact.deletion")
        assert app.emails[id_] == {made: f"newer@{id_}.example"}
        app.emails.clear()  # as when the program is started again
        late = hs.contacts.create({"email": f"late@{id_}.example"}).id
        settle("contact.creation", "contact.propertyChange")
        assert app.emails[id_] == {made: f"newer@{id_}.example", late: f"late@{id_}.example"}
        hs.close()


def test_a_callback_that_nobody_asked_for_is_refused(app):
    for query in ("", "?code=1", "?code=1&state="):
        assert httpx.get(f"{app.URL}/callback{query}").status_code == 400
    with httpx.Client(cookies={"state": "a"}) as browser:
        for query in ("?code=1&state=b", "?code=1&state=%C3%A9", "?error=access_denied&state=a"):
            assert browser.get(f"{app.URL}/callback{query}").status_code == 400


def test_a_forged_webhook_is_refused(app):
    assert httpx.post(f"{app.URL}/hubspot", content=b"[]").status_code == 401

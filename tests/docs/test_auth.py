"""docs/auth.md: the store that it shows is one, and its commands run."""

import os
import shlex
import stat
import subprocess
import sys
import threading
from types import SimpleNamespace
from urllib.parse import parse_qsl

import httpx
import pytest
from typer.testing import CliRunner

from hubspot_facade import HubSpot, OAuthCredentials, Tokens, TokenStore
from hubspot_facade.cli.app import app
from hubspot_facade.cli.auth import commands
from tests.auth.conftest import APP, refreshes, sandbox, token  # noqa: F401 # fixtures, taken by name
from tests.cli.test_auth import kept  # noqa: F401
from tests.docs.blocks import blocks_of

EXAMPLE, COMMANDS = (block.text for block in blocks_of("docs/auth.md") if block.runner == "tests/docs/test_auth.py")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(EXAMPLE, names)  # noqa: S102 # our own page
    return names["app"].store


def test_it_is_a_store(store):
    assert isinstance(store, TokenStore)
    store.save("app/1", Tokens("a"))
    store.save("app/1", Tokens("b"))
    assert (store.load("app/1"), store.load("app/2")) == (Tokens("b"), None)
    assert stat.S_IMODE(store.path("app/1").stat().st_mode) == 0o600
    store.delete("app/1")
    assert store.load("app/1") is None


def test_its_lock_keeps_others_out_and_ends_with_its_process(store, tmp_path):
    with store.lock("app/1", 0), pytest.raises(TimeoutError), store.lock("app/1", 0):
        pass
    held = f"{EXAMPLE}\nwith app.store.lock('app/1', 0):\n    print('held', flush=True)\n    os.kill(os.getpid(), 9)"
    done = subprocess.run([sys.executable, "-c", held], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("held\n", -9)
    with store.lock("app/1", 0):
        assert os.listdir(tmp_path / "tokens")


def test_tokens_are_renewed_in_it(store, sandbox, token):  # noqa: F811 # fixtures
    app = OAuthCredentials(*APP, store=store)
    app.add(token)
    sandbox.advance(3600)
    with HubSpot(app.portal(token.hub_id), base_url=sandbox.url) as hs:
        assert hs.account.get().portal_id == token.hub_id
    assert refreshes(sandbox) == 1
    assert store.load(f"{APP[0]}/{token.hub_id}").refresh_token != token.refresh_token


def test_its_commands_run(kept, sandbox, monkeypatch):  # noqa: F811 # fixtures
    def visit(url):
        address, _, query = url.partition("?")
        answer = httpx.post(address, data=dict(parse_qsl(query)))
        back = answer.headers["location"].replace("localhost", "127.0.0.1")
        visits.append(threading.Thread(target=httpx.get, args=(back,)))
        visits[-1].start()

    visits = []
    monkeypatch.setattr(commands, "webbrowser", SimpleNamespace(open=visit))
    monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
    monkeypatch.setenv("HUBSPOT_CLIENT_SECRET", APP[1])
    for line in COMMANDS.splitlines():
        words = shlex.split(line.replace(" ID ", f" {APP[0]} --port 0 "), comments=True)
        done = CliRunner().invoke(app, words[1:], input=f"{sandbox.token}\n")
        assert done.exit_code == 0, f"{line}\n{done.output}"
    assert len(visits) == 1
    visits[0].join()

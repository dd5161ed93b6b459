"""The store that the page on tokens shows is one."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hubspot_facade import HubSpot, OAuthCredentials, Tokens, TokenStore
from tests.auth.conftest import APP, refreshes, sandbox, token  # noqa: F401 # fixtures, taken by name

PAGE = (Path(__file__).parents[2] / "docs/auth.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


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

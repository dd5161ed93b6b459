"""Processes that share a store, against a token endpoint whose refresh tokens rotate."""

import subprocess
import sys
from pathlib import Path

import pytest

from hubspot_facade import HubSpot, OAuthCredentials, SQLiteStore
from tests.auth.conftest import APP, refreshes

PROGRAM = Path(__file__).with_name("refreshing.py")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tokens.db"


@pytest.fixture
def start(sandbox, path, token):
    OAuthCredentials(*APP, store=SQLiteStore(path)).add(token)
    sandbox.advance(3600)

    def started(how="lives"):
        return subprocess.Popen(
            [sys.executable, "-W", "error", PROGRAM, sandbox.url, path, *APP, str(token.hub_id), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return started


def ends(processes):
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    return [(*process.communicate(timeout=60), process.returncode) for process in processes]


def test_processes_that_refresh_at_once_refresh_once_and_lose_no_token(sandbox, path, token, start):
    sandbox.fail("POST", "/oauth/*/token", fault="latency=0.3", times=1)  # so that the other one comes meanwhile
    assert ends([start(), start()]) == [("done\n", "", 0)] * 2
    assert refreshes(sandbox) == 1
    for _ in range(2):  # what is in the store is good, and so is what comes of it
        sandbox.advance(3600)
        app = OAuthCredentials(*APP, store=SQLiteStore(path), portal_id=token.hub_id)
        with HubSpot(app, base_url=sandbox.url) as hs:
            hs.contacts.list(limit=1).all()
    assert refreshes(sandbox) == 3


def test_a_process_that_is_killed_between_refresh_and_store_leaves_tokens_that_work(sandbox, path, token, start):
    ((out, _, code),) = ends([start("dies")])
    assert (out, code) == ("", -9)
    assert refreshes(sandbox) == 1
    assert ends([start()]) == [("done\n", "", 0)]  # at once, not when a lease ends
    assert refreshes(sandbox) == 2


def test_a_forked_child_shares_the_store_and_no_lock(sandbox, path, token, start):
    code = """
import os, sys, threading
from hubspot_facade import HubSpot, MemoryStore, OAuthCredentials
url, app, secret, refresh = sys.argv[1:]
credentials = OAuthCredentials(app, secret, refresh_token=refresh)
hs = HubSpot(credentials, base_url=url)
held, go = threading.Event(), threading.Event()
def hold():
    with credentials._only._gate, credentials.store.lock(f"{app}/", 1):
        held.set()
        go.wait(30)
threading.Thread(target=hold, daemon=True).start()
held.wait(30)
child = os.fork()
if not child:
    hs.contacts.list(limit=1).all()
    hs.close()
    os._exit(0)
print(os.waitpid(child, 0)[1])
go.set()
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, sandbox.url, *APP, token.refresh_token],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_each_process_finds_what_the_other_one_renewed(sandbox, path, token, start):
    with HubSpot(OAuthCredentials(*APP, store=SQLiteStore(path), portal_id=token.hub_id), base_url=sandbox.url) as hs:
        hs.contacts.list(limit=1).all()
        assert ends([start()]) == [("done\n", "", 0)]  # it finds what this one got
        assert refreshes(sandbox) == 1
        sandbox.advance(3600)
        assert ends([start()]) == [("done\n", "", 0)]
        hs.contacts.list(limit=1).all()  # and this one what that one got
        assert refreshes(sandbox) == 2

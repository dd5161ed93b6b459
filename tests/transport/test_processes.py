"""One client in several processes: forked ones that inherit it, and others that are handed it."""

import copy
import multiprocessing
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from hubspot_facade import AsyncHubSpot, ConfigurationError, HubSpot, Limits
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.transport.pacing import SEARCH
from hubspot_facade.transport.process import _before, _in_child, _in_parent
from hubspot_facade.transport.window import Turn
from tests.facade.fakes import TOKEN, FakeHubSpot, page
from tests.http_library import httpx
from tests.transport.handed import contact

# Newer Pythons warn of any fork beside a thread, which is what is tried here; the child's copies of its parent's
# sockets are left to the garbage collector, for only their owner may close them in an orderly way.
WARNINGS = ("-W", "error", "-W", "ignore::DeprecationWarning", "-W", "ignore::ResourceWarning")
PROGRAM = Path(__file__).with_name("forking.py")
LIMITS = Limits(per_ten_seconds=100_000)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def ids(sandbox):
    with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        made = hs.contacts.batch_create([{"email": f"{number}@example.com"} for number in range(10)])
    return [each.id for each in made]


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_forked_processes_get_the_answers_to_their_own_questions(colour, sandbox, ids):
    done = subprocess.run(
        [sys.executable, *WARNINGS, PROGRAM, colour, sandbox.url, sandbox.token, *ids],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
def test_a_client_is_handed_to_workers(client, sandbox, ids):
    hs = client(sandbox.token, base_url=sandbox.url, limits=LIMITS)
    assert contact(hs, ids[0]) == ids[0]  # it has connections now
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as workers:
        assert list(workers.map(contact, [hs] * len(ids), ids)) == ids
    contact(hs, None)


def pickled(client):
    return pickle.loads(pickle.dumps(client))  # noqa: S301 # our own bytes


@pytest.mark.parametrize("again", [pickled, copy.copy, copy.deepcopy])
@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
def test_copies_have_the_settings_and_connections_of_their_own(client, again, sandbox, ids):
    hs = client(sandbox.token, base_url=sandbox.url, developer_key="key", timeout=7, limits=LIMITS)
    contact(hs, ids[0])
    other = again(hs)
    assert type(other) is client
    assert other.configuration == hs.configuration
    assert other.contacts is not hs.contacts
    contact(other, ids[1])
    assert other._sender is not hs._sender
    contact(other, None)
    assert contact(hs, ids[2]) == ids[2]  # closing the copy closed nothing of this one
    contact(hs, None)


@pytest.mark.parametrize(("again", "left"), [(copy.copy, 0), (copy.deepcopy, 0), (pickled, 5)])
def test_copies_in_one_process_share_the_limits(again, left):
    hs = HubSpot(TOKEN)
    other = again(hs)
    assert all(isinstance(hs._pacer.reserve(SEARCH), Turn) for _ in range(5))
    assert sum(isinstance(other._pacer.reserve(SEARCH), Turn) for _ in range(6)) == left


@pytest.mark.parametrize("again", [pickle.dumps, copy.copy, copy.deepcopy])
@pytest.mark.parametrize(("client", "http"), [(HubSpot, httpx.Client), (AsyncHubSpot, httpx.AsyncClient)])
def test_a_client_with_an_http_client_of_the_callers_says_why_it_does_not_travel(client, http, again):
    hs = client(TOKEN, http_client=http(transport=httpx.MockTransport(FakeHubSpot(page()))))
    with pytest.raises(ConfigurationError, match="configuration"):
        again(hs)


def test_an_http_client_of_the_callers_that_was_used_is_refused_in_a_forked_process():
    """As a child would see it: the steps that Python takes around a fork, without the fork."""
    hubspot = FakeHubSpot(page())
    used, unused = (HubSpot(TOKEN, http_client=httpx.Client(transport=httpx.MockTransport(hubspot))) for _ in "12")
    used.contacts.list().all()
    _before()
    _in_parent()
    used.contacts.list().all()
    _before()
    _in_child()
    with pytest.raises(ConfigurationError, match="parent process"):
        used.contacts.list().all()
    assert unused.contacts.list().all() == []

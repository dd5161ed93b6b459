"""Loads on a real Dask cluster: workers are processes, one is killed in the middle."""

import os
import signal
import threading
import time
from collections import Counter
from functools import partial

import dask
import pytest
from distributed import Client, LocalCluster

from hubspot_facade import ConfigurationError, HubSpot, InputError, OAuthCredentials
from hubspot_facade import dask as on_dask
from hubspot_facade.sandbox import Sandbox

COUNT = 2_000


@pytest.fixture(scope="module")
def cluster():
    dask.config.set({"distributed.worker.daemon": False})
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


@pytest.fixture
def client(cluster):
    with Client(cluster) as client:
        client.wait_for_workers(2)
        yield client


@pytest.fixture
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def hs(sandbox):
    with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        yield hs


def people(count=COUNT):
    return [{"email": f"p{number % (count // 2)}@x.example", "firstname": f"No. {number}"} for number in range(count)]


def test_workers_load_all_rows_and_the_last_of_a_key_holds(client, hs, tmp_path):
    seen = []
    report = on_dask.load(client, hs.contacts.bulk_upsert, people(), folder=tmp_path, progress=seen.append)
    assert report.ok, str(report)
    assert (report.rows, report.done, report.created, report.updated) == (COUNT, COUNT, COUNT // 2, COUNT // 2)
    outcomes = list(report.outcomes)
    assert [each.number for each in outcomes] == list(range(COUNT))
    assert [each.key for each in outcomes] == [each["email"] for each in people()]
    names = {each.properties["email"]: each.properties["firstname"] for each in hs.contacts.list()}
    assert names == {each["email"]: each["firstname"] for each in people()}
    assert seen
    assert seen[-1].rows == COUNT


@pytest.mark.parametrize("operation", ["create", "upsert"])
def test_what_a_killed_worker_left_is_made_up_for_without_doubles(client, sandbox, hs, tmp_path, operation):
    sandbox.fail("POST", "*/batch/*", fault="latency=0.05", times=-1)
    rows = people() if operation == "upsert" else [{"email": f"p{number}@x.example"} for number in range(COUNT)]
    method = hs.contacts.bulk_create if operation == "create" else hs.contacts.bulk_upsert
    killed = []

    def kill():
        while hs_count(sandbox) < COUNT // 8:
            time.sleep(0.01)
        pid = next(iter(client.run(os.getpid).values()))
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    killer = threading.Thread(target=kill)
    killer.start()
    report = on_dask.load(client, method, rows, folder=tmp_path / "load", key="email")
    killer.join()
    assert killed
    assert report.ok, str(report)
    assert (report.rows, report.done, report.left) == (COUNT, COUNT, 0)
    assert [each.number for each in report.outcomes] == list(range(COUNT))
    contacts = Counter(each.properties["email"] for each in hs.contacts.list())
    assert contacts == Counter({each["email"] for each in rows})
    assert len(sandbox.requests) > 0


def hs_count(sandbox):
    with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        return len(list(hs.contacts.list(page_size=100, limit=COUNT)))

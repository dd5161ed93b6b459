"""Loads on a real Dask cluster: workers are processes, one is killed in the middle."""

import csv
import json
import os
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import dask
import pyarrow.parquet as pq
import pytest
from distributed import Client, LocalCluster
from typer.testing import CliRunner

from hubspot_facade import ConfigurationError, HubSpot, InputError, OAuthCredentials
from hubspot_facade import dask as on_dask
from hubspot_facade.cli.app import app
from hubspot_facade.dask import loads
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


def csv_rows(path):
    return [*csv.DictReader(path.read_text().splitlines())]


def writes(sandbox):
    return sum(each.method == "POST" for each in sandbox.requests)


@pytest.mark.parametrize("key", ["email", None])
def test_what_a_killed_worker_left_is_made_up_for_without_doubles(client, sandbox, hs, tmp_path, key):
    """Without a key it is not known which rows were created that were under way, and none is sent twice."""
    sandbox.fail("POST", "*/batch/create", fault="latency=0.1", times=-1)
    rows = [{"email": f"p{number}@x.example", "firstname": f"No. {number}"} for number in range(COUNT)]
    if key is None:
        rows = [{"firstname": each["firstname"]} for each in rows]
    killed = []

    def kill(_progress):
        if not killed and writes(sandbox) >= 6:
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    report = on_dask.load(client, hs.contacts.bulk_create, rows, folder=tmp_path / "load", key=key, progress=kill)
    assert killed
    assert killed[0] not in client.run(os.getpid).values()
    assert (report.rows, report.left, report.failed, report.stopped) == (COUNT, 0, 0, None)
    assert [each.number for each in report.outcomes] == list(range(COUNT))
    names = Counter(each.properties["firstname"] for each in hs.contacts.list())
    assert set(names.values()) == {1}
    for row, outcome in zip(rows, report.outcomes, strict=True):
        assert row["firstname"] in names or outcome.status == "unknown"
    assert report.done + report.unknown == COUNT
    if key is None:
        assert report.unknown <= 100  # one request was under way
    else:
        assert report.ok
        assert len(names) == COUNT


def test_a_folder_that_is_elsewhere_for_the_workers_is_refused(client, sandbox, hs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"folder: .* does not see what this process wrote there"):
        on_dask.load(client, hs.contacts.bulk_create, people(2), folder="/proc/self/cwd/load")
    assert writes(sandbox) == 0


def test_a_folder_without_locks_is_refused(client, sandbox, hs, tmp_path, monkeypatch):
    """The worker's file is another one than that which this process holds, as where locks have no effect."""
    divide = loads.divide

    def dividing(*given, **options):
        division = divide(*given, **options)
        (division.folder / "load.db").unlink()
        (division.folder / "load.db").touch()
        return division

    monkeypatch.setattr(loads, "divide", dividing)
    with pytest.raises(InputError, match="can open a file there that this process has locked"):
        on_dask.load(client, hs.contacts.bulk_create, people(2), folder=tmp_path)
    assert writes(sandbox) == 0


def test_workers_try_the_folder_one_after_the_other(client, sandbox, hs, tmp_path, monkeypatch):
    """Two that try it at once lock each other out, and neither would see that this process's lock has no effect."""
    asked, run = [], Client.run

    def running(self, function, *given, workers=None, **options):
        asked.append(workers)
        return run(self, function, *given, workers=workers, **options)

    monkeypatch.setattr(Client, "run", running)
    assert on_dask.load(client, hs.contacts.bulk_upsert, people(2), folder=tmp_path).ok
    assert sorted(asked) == sorted([worker] for worker in client.nthreads())


def test_a_call_that_is_repeated_goes_on(client, sandbox, hs, tmp_path):
    """An exception of `progress`, or Ctrl-C, lets the requests under way end."""

    def stop(_progress):
        raise KeyboardInterrupt

    sandbox.fail("POST", "*/batch/create", fault="latency=0.2", times=-1)
    rows = [{"firstname": f"No. {number}"} for number in range(COUNT)]
    with pytest.raises(KeyboardInterrupt):
        on_dask.load(client, hs.contacts.bulk_create, rows, folder=tmp_path, progress=stop, parts=3)
    done = len(list(hs.contacts.list()))
    assert 0 < done < COUNT
    sandbox.application.faults.clear()
    report = on_dask.load(client, hs.contacts.bulk_create, rows, folder=tmp_path)
    assert (report.done, report.resumed, len(list(hs.contacts.list()))) == (COUNT, done, COUNT)


def test_credentials_that_cannot_travel_are_refused_before_anything_is_sent(client, sandbox, tmp_path):
    credentials = OAuthCredentials("id", "secret", refresh_token="x")
    with HubSpot(credentials, base_url=sandbox.url) as hs, pytest.raises(ConfigurationError, match="processes share"):
        on_dask.load(client, hs.contacts.bulk_create, people(2), folder=tmp_path)


def test_another_client_is_refused(hs, tmp_path):
    with pytest.raises(InputError, match="client: expected"):
        on_dask.load("tcp://127.0.0.1:8786", hs.contacts.bulk_create, people(2), folder=tmp_path)


def command(*arguments):
    return CliRunner().invoke(app, ["load", "contacts", *arguments])


def test_the_command_loads_on_a_cluster_and_goes_on(cluster, client, sandbox, hs, tmp_path, monkeypatch):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
    monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"p{number}@x.example,No. {number}\n" for number in range(250))
    Path("people.csv").write_text(f"Email,First Name\n{rows}no address,Nobody\n")
    arguments = ("people.csv", "--dask", cluster.scheduler_address, "--journal", "load", "--failed", "failed.csv")
    done = command(*arguments)
    assert done.exit_code == 4, done.output
    assert "251 rows, 250 done (250 created), 1 failed" in done.output
    assert "line 252: Email (email): expected an e-mail address" in done.output
    assert "no address,Nobody" in Path("failed.csv").read_text()
    assert len(list(hs.contacts.list())) == 250
    assert "251 of them in earlier runs" in command(*arguments).output


def test_the_command_needs_a_folder_and_a_scheduler(sandbox, tmp_path, monkeypatch):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
    monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
    (tmp_path / "people.csv").write_text("email\na@x.example\n")
    people = str(tmp_path / "people.csv")
    done = command(people, "--dask", "tcp://127.0.0.1:1")
    assert (done.exit_code, "--dask needs --journal" in done.output) == (2, True)
    with dask.config.set({"distributed.comm.timeouts.connect": 0.1}):
        done = command(people, "--dask", "tcp://127.0.0.1:1", "--journal", str(tmp_path / "load"))
    assert (done.exit_code, "there is no scheduler" in done.output) == (2, True)


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_windows_of_ids_have_every_record_once(client, sandbox, hs, tmp_path, format):
    hs.contacts.batch_create([{"email": f"p{number}@x.example"} for number in range(350)])
    done = on_dask.dump(client, hs.contacts, tmp_path / "people", format=format, properties=["email"])
    read = {
        "parquet": lambda path: pq.read_table(path).to_pylist(),
        "csv": lambda path: [*csv_rows(path)],
    }
    rows = [row for path in done.files for row in read[format](path)]
    assert [(row["id"], row["email"]) for row in rows] == [
        (each.id, each.properties["email"]) for each in hs.contacts.list()
    ]
    assert done.rows == 350
    assert sum(path.stat().st_size > 0 for path in done.files) > 1
    assert sorted(each.name for each in (tmp_path / "people").iterdir()) == [each.name for each in done.files]
    assert [each.kind for each in hs.contacts.changes(done.checkpoint, overlap=0, archived=False)] in ([], ["changed"])
    with pytest.raises(InputError, match="is not empty"):
        on_dask.dump(client, hs.contacts, tmp_path / "people")


def test_a_window_whose_worker_is_killed_is_written_by_another_one(client, sandbox, hs, tmp_path):
    hs.contacts.batch_create([{"email": f"p{number}@x.example"} for number in range(600)])
    sandbox.fail("GET", "*/contacts", fault="latency=0.2", times=-1)
    killed = []

    def kill():
        while len(sandbox.requests) < 10:  # some of them are of windows
            time.sleep(0.01)
        killed.append(next(iter(client.run(os.getpid).values())))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    done = on_dask.dump(client, hs.contacts, tmp_path / "people", format="csv", properties=["email"], windows=8)
    killer.join()
    assert killed
    rows = [row["id"] for path in done.files for row in csv_rows(path)]
    assert rows == [each.id for each in hs.contacts.list()]
    assert done.rows == 600
    assert sorted((tmp_path / "people").glob("*.csv")) == done.files


def test_options_of_dumps_are_checked(client, hs, tmp_path):
    for options, field in (({"limit": 3}, "limit"), ({"windows": 0}, "windows"), ({"format": "xml"}, "format")):
        with pytest.raises(InputError):
            on_dask.dump(client, hs.contacts, tmp_path / field, **options)


def test_the_command_dumps_on_a_cluster(cluster, client, sandbox, hs, tmp_path, monkeypatch):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
    monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
    hs.contacts.batch_create([{"email": f"p{number}@x.example"} for number in range(120)])
    arguments = ["dump", "contacts", "--to", str(tmp_path / "people.csv"), "--dask", cluster.scheduler_address]
    done = CliRunner().invoke(app, [*arguments, "--properties", "email"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["rows"] == 120
    rows = [row for path in (tmp_path / "people.csv").iterdir() for row in csv_rows(path)]
    assert {row["email"] for row in rows} == {f"p{number}@x.example" for number in range(120)}
    done = CliRunner().invoke(app, [*arguments, "--limit", "3"])
    assert (done.exit_code, "--limit does not go with --dask" in done.output) == (2, True)

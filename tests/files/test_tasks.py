"""Tasks of files and folders, waited for on a sandbox whose tasks take several looks."""

import pytest

from hubspot_facade import JobFailed, JobTimeout
from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either
from tests.facade.fakes import FakeClock


@pytest.fixture(params=[("sync", "v3"), ("async", "2026-03"), ("sync", "2026-09")], ids="-".join)
def slow(request):
    colour, edition = request.param
    clock = FakeClock()
    with Sandbox(job_looks=3, url_imports="public") as sandbox:
        options = {"base_url": sandbox.url, "access_token": sandbox.token, "api_version": edition}
        hs, close = either(colour, clock=clock.clock(), **options)
        yield hs, clock, sandbox
        close()


def test_a_file_from_a_url_is_waited_for(slow):
    hs, clock, sandbox = slow
    sandbox.configure(url_imports="offline")
    task = hs.files.import_from_url("https://example.com/a.pdf", folder_path="/x")
    with pytest.raises(JobTimeout, match="is PROCESSING"):
        hs.files.wait_for_import(task.id, timeout=0)
    file = hs.files.wait_for_import(task.id)
    assert (file.name, len(clock.slept)) == ("a", 2)
    assert hs.files.get(file.id).name == "a"


def test_a_folder_is_moved_with_what_is_in_it(slow):
    hs, _, _ = slow
    papers, archive = hs.files.folders.create("papers"), hs.files.folders.create("archive")
    made = hs.files.upload(b"x", file_name="a.txt", folder_id=papers.id)
    task = hs.files.folders.start_update(papers.id, {"name": "old", "parent_folder_id": archive.id})
    seen = []
    moved = hs.files.folders.wait_for_update(task.id, progress=seen.append)
    assert moved.path == "/archive/old"
    assert [each.status for each in seen] == ["PROCESSING"] * 3 + ["COMPLETE"]
    assert hs.files.get(made.id).path.startswith("/archive/old/")


def test_a_url_that_gives_no_file_is_a_failure(slow, monkeypatch):
    hs, _, _ = slow

    def unreachable(*_, **__):
        raise OSError

    monkeypatch.setattr("hubspot_facade.sandbox.files.responses.fetch", unreachable)
    monkeypatch.setattr("hubspot_facade.sandbox.files.responses.check", lambda _: None)
    task = hs.files.import_from_url("https://example.com/a.pdf", folder_path="/x")
    with pytest.raises(JobFailed) as caught:
        hs.files.wait_for_import(task.id)
    assert (caught.value.kind, caught.value.job_id, caught.value.status) == ("file import", task.id, "COMPLETE")
